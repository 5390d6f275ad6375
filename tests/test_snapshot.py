"""Snapshots: a bundle that stands for itself, is never changed, and names nobody."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, system, validate
from jsonschema import Draft202012Validator
from pyld import jsonld
from referencing import Registry, Resource
from rocrate.rocrate import ROCrate
from rocrate.vocabs import RO_CRATE
from typer.testing import CliRunner

from site_builder.build import build, check
from site_builder.cli import app
from site_builder.problems import CannotRunError
from site_builder.records import Catalogue, read_catalogue
from site_builder.records.snapshots import SNAPSHOTS_FILE, Snapshot
from site_builder.snapshot import Taken, take_snapshot
from site_builder.vietnamese import fold

ROOT = Path(__file__).parents[1]
BASE = ROOT / "tests" / "examples" / "base"
DAY, EPOCH = "2026-11-25", "1795600000"
NEXT_DAY, NEXT_EPOCH = "2026-11-26", "1795690000"


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """A snapshot of this repository's catalogue."""
    root = tmp_path_factory.mktemp("real")
    for folder in ("catalogue", "schemas"):
        shutil.copytree(ROOT / folder, root / folder)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SOURCE_DATE_EPOCH", EPOCH)
        found = take_snapshot(root)
    assert found.path, [problem.en for problem in found.checked.problems]
    return found


@pytest.fixture(scope="module")
def bundle(taken: Taken) -> Path:
    assert taken.path
    return taken.path


@pytest.fixture(scope="module")
def snapshot(taken: Taken) -> Snapshot:
    assert taken.snapshot
    return taken.snapshot


@pytest.fixture(scope="module")
def catalogue(taken: Taken) -> Catalogue:
    assert taken.checked.catalogue
    return taken.checked.catalogue


@pytest.fixture(scope="module")
def unpacked(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    shutil.unpack_archive(bundle, folder)
    return folder


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small catalogue, in which two people have given their consent."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    return Path(shutil.copytree(BASE, tmp_path / "catalogue-of-tests"))


def files_in(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def contents(folder: Path) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in files_in(folder).items()}


def edit(root: Path) -> None:
    """Change a record, which the next snapshot then holds otherwise."""
    record = min((root / "catalogue/plants").glob("*.yml"))
    record.write_text(record.read_text("utf-8").replace("  vi: ", "  vi: Mới, ", 1), "utf-8")


def test_the_bundle_is_called_by_the_catalogue_and_the_day(bundle: Path, snapshot: Snapshot) -> None:
    assert bundle.name == snapshot.file == f"khcn-kien-giang.example-{DAY}.zip"


def test_the_zip_file_is_sound_and_unpacks_below_its_folder(bundle: Path) -> None:
    with zipfile.ZipFile(bundle) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
    assert len(set(names)) == len(names)
    assert [name for name in names if name.startswith("/") or ".." in name.split("/")] == []


def test_the_list_says_what_the_bundle_is(bundle: Path, snapshot: Snapshot) -> None:
    assert (snapshot.size, snapshot.digest) == (bundle.stat().st_size, digest(bundle))
    listed = read_catalogue(bundle.parents[1], DAY).catalogue
    assert listed
    assert listed.snapshots == (
        Snapshot(DAY, bundle.name, snapshot.size, snapshot.digest, snapshot.records, is_here=True),
    )


def test_the_checksums_are_those_of_every_file(unpacked: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=unpacked, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout
    listed = {line.split("  ", 1)[1] for line in (unpacked / "SHA256SUMS").read_text("utf-8").splitlines()}
    assert listed == files_in(unpacked).keys() - {"SHA256SUMS"}


def test_a_reader_of_crates_finds_every_file_with_its_size_and_checksum(bundle: Path, unpacked: Path) -> None:
    crate = ROCrate(bundle)
    described = {one.id: one for one in crate.data_entities}
    files = files_in(unpacked)
    assert described.keys() == files.keys() - {"ro-crate-metadata.json"}
    for name, one in described.items():
        assert int(one["contentSize"]) == files[name].stat().st_size, name
        assert one["encodingFormat"]
        assert one.get("sha256") == (digest(files[name]) if name != "SHA256SUMS" else None), name


def test_a_reader_of_crates_finds_licence_publisher_and_day(bundle: Path, catalogue: Catalogue) -> None:
    crate, config = ROCrate(bundle), catalogue.config
    root = crate.root_dataset
    assert root["license"].id == config.licence.url
    assert root["license"]["name"] == config.licence.title
    assert root["publisher"]["name"] == list(config.publisher.name.values())
    assert root.datePublished.date().isoformat() == DAY
    assert root["url"] == config.url


def test_the_crate_speaks_both_languages_to_readers_of_json_ld(unpacked: Path, catalogue: Catalogue) -> None:
    document = json.loads((unpacked / "ro-crate-metadata.json").read_text("utf-8"))
    address, own_terms = document["@context"]
    assert address == "https://w3id.org/ro/crate/1.1/context"
    context = [RO_CRATE["@context"], own_terms]
    graph = jsonld.expand({**document, "@context": context}, {"base": "https://crate.example/"})
    (about,) = (one for one in graph if one["@id"] == "https://crate.example/")
    titles = {text["@language"]: text["@value"] for text in about["http://schema.org/name"]}
    assert titles == catalogue.config.title
    notices = {text["@language"]: text["@value"] for text in about["http://schema.org/description"]}
    assert all(notices[language].endswith(text) for language, text in catalogue.config.notice.items())


def test_every_term_of_the_crate_is_known_to_its_context(unpacked: Path) -> None:
    document = json.loads((unpacked / "ro-crate-metadata.json").read_text("utf-8"))
    used = {key for one in document["@graph"] for key in one} - {"@id", "@type"}
    assert used - RO_CRATE["@context"].keys() - document["@context"][1].keys() == set()


def test_the_tables_are_a_valid_data_package(root: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(take_snapshot(root).path or "", tmp_path / "unpacked")
    with system.use_context(trusted=True):
        report = validate(str(tmp_path / "unpacked/data/datapackage.json"))
    assert report.valid, report.flatten(["task", "rowNumber", "fieldName", "type", "message"])


def test_the_package_and_the_bundle_have_the_same_tables(unpacked: Path) -> None:
    package = Package(str(unpacked / "data/datapackage.json"))
    assert {f"data/{one.path}" for one in package.resources} == {n for n in files_in(unpacked) if n.endswith(".csv")}


def test_every_record_is_in_the_bundle_once_as_the_catalogue_has_it(
    unpacked: Path, catalogue: Catalogue, snapshot: Snapshot
) -> None:
    found = {}
    for name in catalogue.collections:
        lines = (unpacked / f"data/{name}.jsonl").read_text("utf-8").splitlines()
        found[name] = [json.loads(line) for line in lines]
    assert found == {name: [one.data for one in some.records] for name, some in catalogue.collections.items()}
    assert snapshot.records == sum(map(len, found.values()))


def test_every_record_fits_the_schemas_of_the_bundle(unpacked: Path, catalogue: Catalogue) -> None:
    schemas = [json.loads(path.read_text("utf-8")) for path in (unpacked / "schemas").glob("*.json")]
    registry: Registry[Any] = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in schemas)
    for name in catalogue.collections:
        schema = json.loads((unpacked / f"schemas/{name}.schema.json").read_text("utf-8"))
        validator = Draft202012Validator(schema, registry=registry)
        for line in (unpacked / f"data/{name}.jsonl").read_text("utf-8").splitlines():
            assert [error.message for error in validator.iter_errors(json.loads(line))] == []


def test_the_changes_are_in_the_bundle(unpacked: Path, catalogue: Catalogue) -> None:
    changes = [json.loads(line) for line in (unpacked / "data/changes.jsonl").read_text("utf-8").splitlines()]
    assert {(one["collection"], one["id"]) for one in changes} >= {
        record.key for record in catalogue.records if "published" in record.data
    }


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_read_me_says_what_it_is_in_both_languages(unpacked: Path, catalogue: Catalogue, language: str) -> None:
    config, text = catalogue.config, (unpacked / "README.md").read_text("utf-8")
    for told in (config.title[language], config.notice[language], config.licence.url, config.url):
        assert told in text
    assert {"vi": "25/11/2026", "en": "25 November 2026"}[language] in text


def test_the_read_me_names_only_what_is_there(unpacked: Path) -> None:
    named = re.findall(r"^- `([^`]+)`", (unpacked / "README.md").read_text("utf-8"), re.MULTILINE)
    assert named
    assert [pattern for pattern in named if not list(unpacked.glob(pattern))] == []


def test_the_licence_is_named_with_that_of_borrowed_code_lists(unpacked: Path, catalogue: Catalogue) -> None:
    text = (unpacked / "LICENSE.txt").read_text("utf-8")
    borrowed = [about for about in catalogue.config.vocabularies.values() if about.licence]
    assert borrowed
    for told in (catalogue.config.licence.url, *(about.source for about in borrowed)):
        assert f"{told}\n" in text


def test_the_same_catalogue_and_day_give_the_same_bytes(root: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(root, tmp_path / "other-place"))
    found = [path.read_bytes() for place in (root, other) if (path := take_snapshot(place).path)]
    assert len(found) == 2
    assert found[0] == found[1]


def text_of(bundle: Path) -> str:
    with zipfile.ZipFile(bundle) as archive:
        return fold("\n".join(name + archive.read(name).decode("utf-8") for name in archive.namelist()))


@pytest.mark.parametrize(
    ("old", "new"),
    [("", ""), ("until: 2099-12-31", "until: 2099-12-31\n  withdrawn: 2026-11-01")],
    ids=["with a consent", "with a consent that was withdrawn"],
)
def test_no_person_is_in_any_file_of_a_bundle(root: Path, old: str, new: str) -> None:
    for person in (root / "catalogue/people").glob("*.yml"):
        person.write_text(person.read_text("utf-8").replace(old, new) if old else person.read_text("utf-8"), "utf-8")
    path = take_snapshot(root).path
    assert path
    text = text_of(path)
    assert [trace for trace in ("nguoi-mau", "nguoi mau thu nhat", "first example person") if trace in text] == []
    assert "records of persons are in no snapshot" in text


def test_with_an_error_nothing_is_written_and_the_error_is_told(root: Path) -> None:
    record = min((root / "catalogue/plants").glob("*.yml"))
    record.write_text(record.read_text("utf-8") + "\nno_such_key: 1\n", "utf-8")
    result = CliRunner().invoke(app, ["snapshot", "--root", str(root)])
    assert result.exit_code == 1
    assert "unknown-key" in result.output
    assert not (root / "snapshots").exists()


def test_taken_twice_on_a_day_it_is_the_same_and_nothing_is_written(root: Path) -> None:
    assert take_snapshot(root).is_new
    before = contents(root / "snapshots")
    assert not take_snapshot(root).is_new
    assert contents(root / "snapshots") == before


@pytest.mark.parametrize(
    "lost", [[], ["index.yml"], ["*.zip"]], ids=["both there", "the bundle alone", "the list alone"]
)
def test_a_snapshot_of_the_day_with_other_content_is_never_replaced(root: Path, lost: list[str]) -> None:
    take_snapshot(root)
    for pattern in lost:
        next((root / "snapshots").glob(pattern)).unlink()
    before = contents(root / "snapshots")
    edit(root)
    with pytest.raises(CannotRunError, match="a snapshot never changes") as error:
        take_snapshot(root)
    assert "bản lưu đã lập thì không thay đổi" in error.value.problems[0].vi
    assert contents(root / "snapshots") == before


def test_an_address_that_was_added_by_hand_stays(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = take_snapshot(root).snapshot
    assert first
    with (root / SNAPSHOTS_FILE).open("a", encoding="utf-8") as file:
        file.write("  url: https://doi.org/10.1234/5678\n")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NEXT_EPOCH)
    take_snapshot(root)
    found = check(root).catalogue
    assert found
    assert [(one.date, one.url) for one in found.snapshots] == [(DAY, "https://doi.org/10.1234/5678"), (NEXT_DAY, "")]


def test_it_can_be_put_elsewhere_and_is_listed_all_the_same(root: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["snapshot", "--root", str(root), "--output", str(tmp_path / "to-archive")])
    assert result.exit_code == 0, result.output
    assert [path.suffix for path in (tmp_path / "to-archive").iterdir()] == [".zip"]
    assert [path.name for path in (root / "snapshots").iterdir()] == ["index.yml"]
    assert [problem.kind.code for problem in check(root).problems] == ["snapshot-missing"]


def words(html: str) -> str:
    article = re.search(r"<article.*?</article>", html, re.DOTALL)
    assert article
    return " ".join(re.sub(r"<[^>]+>", " ", article[0]).split())


def pages(site: Path) -> Mapping[str, str]:
    return {language: (site / path / "snapshots/index.html").read_text("utf-8") for language, path in LANGUAGES.items()}


LANGUAGES = {"vi": "", "en": "en"}


def test_the_site_has_the_bundle_and_a_page_that_leads_to_it(root: Path) -> None:
    taken = take_snapshot(root)
    site = build(root, root / "site").site
    assert site
    assert taken.path
    assert taken.snapshot
    assert (site / "snapshots" / taken.path.name).read_bytes() == taken.path.read_bytes()
    for language, up in (("vi", "../"), ("en", "../../")):
        html = pages(site)[language]
        assert f'href="{up}snapshots/{taken.path.name}"' in html
        assert taken.snapshot.digest in words(html)
        assert {"vi": "25/11/2026", "en": "25 November 2026"}[language] in words(html)


def test_a_bundle_that_is_kept_elsewhere_leads_there(root: Path) -> None:
    path = take_snapshot(root).path
    assert path
    path.unlink()
    with (root / SNAPSHOTS_FILE).open("a", encoding="utf-8") as file:
        file.write("  url: https://doi.org/10.1234/5678\n")
    result = build(root, root / "site")
    assert result.site
    assert result.checked.problems == []
    html = pages(result.site)["en"]
    assert '<a href="https://doi.org/10.1234/5678">In the archive</a>' in html
    assert f"snapshots/{path.name}" not in html


def test_a_bundle_that_was_altered_stops_the_build(root: Path) -> None:
    path = take_snapshot(root).path
    assert path
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    result = build(root, root / "site")
    assert result.site is None
    assert [problem.kind.code for problem in result.checked.problems] == ["snapshot-altered"]


def test_a_link_to_a_file_outside_is_not_published(root: Path, tmp_path: Path) -> None:
    path = take_snapshot(root).path
    assert path
    outside = path.rename(tmp_path / "outside.zip")
    path.symlink_to(outside)
    assert [problem.kind.code for problem in check(root).problems] == ["link-outside"]


def test_without_a_snapshot_the_page_says_that_there_is_none(root: Path) -> None:
    site = build(root, root / "site").site
    assert site
    assert "Chưa có bản lưu nào." in words(pages(site)["vi"])
    assert "No snapshot has been made yet." in words(pages(site)["en"])


def test_the_command_has_help() -> None:
    assert CliRunner().invoke(app, ["snapshot", "--help"]).exit_code == 0
