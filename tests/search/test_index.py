from __future__ import annotations

import gzip
import json
import random
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.search import LABELS, Document, client_files, write
from site_builder.search.postings import encode
from site_builder.search.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .conftest import Examples

CASES = json.loads((Path(__file__).parent / "folding_cases.json").read_text(encoding="utf-8"))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def read(folder: Path, name: str) -> Any:
    manifest = json.loads((folder / "manifest.json").read_bytes())
    return json.loads((folder / manifest["folder"] / name).read_bytes())


def many(count: int) -> Iterable[Document]:
    syllables = Words({}).cut("nuôi trồng chế biến tôm cá lúa đóng gói nước mắm công nghệ quy trình đông lạnh sấy")
    draw = random.Random(7)
    for number in range(count):
        text = " ".join(draw.choices(syllables, k=40))
        yield Document(f"results/r-{number}/", text[:60], text, ((f"mã{number}", 3),), date=f"20{number % 20 + 10}")


@pytest.mark.parametrize(("text", "words"), CASES["words"])
def test_a_text_is_cut_into_words(text: str, words: list[str]) -> None:
    assert Words({}).cut(text) == words


@pytest.mark.parametrize(
    ("numbers", "text"), [([], ""), ([0], "#"), ([0, 1, 3], "#$%"), ([45, 46], "P$"), ([46], "Q$")]
)
def test_numbers_are_written_as_gaps(numbers: list[int], text: str) -> None:
    assert encode(numbers) == text


def test_same_documents_in_any_order_give_the_same_bytes(examples: Examples, tmp_path: Path) -> None:
    write(examples.documents, examples.facets, examples.abbreviations, tmp_path / "one")
    write(reversed(examples.documents), examples.facets, examples.abbreviations, tmp_path / "two")

    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_changed_text_changes_the_folder_so_that_no_browser_mixes_two_builds(
    examples: Examples, tmp_path: Path
) -> None:
    changed = (replace(examples.documents[0], summary="khác"), *examples.documents[1:])
    write(examples.documents, examples.facets, {}, tmp_path / "one")
    write(changed, examples.facets, {}, tmp_path / "two")

    names = [json.loads((tmp_path / name / "manifest.json").read_bytes())["folder"] for name in ("one", "two")]
    assert names[0] != names[1]


def test_two_documents_with_one_address_are_refused(tmp_path: Path) -> None:
    twice = [Document("results/a/", "A", ""), Document("results/a/", "B", "")]
    with pytest.raises(ValueError, match="results/a/"):
        write(twice, (), {}, tmp_path)


def test_an_empty_catalogue_has_an_index(tmp_path: Path) -> None:
    write((), (), {}, tmp_path)

    manifest = json.loads((tmp_path / "manifest.json").read_bytes())
    assert (manifest["documents"], manifest["shards"]) == (0, [])


def test_only_values_that_some_document_has_are_filters(examples: Examples, tmp_path: Path) -> None:
    write(examples.documents, examples.facets, {}, tmp_path)

    manifest = json.loads((tmp_path / "manifest.json").read_bytes())
    field = manifest["facets"][1]
    assert [code for code, _ in field["values"]] == ["agri", "tech", "soc"]
    assert field["label"] == "Lĩnh vực"


def test_titles_are_in_vietnamese_order(tmp_path: Path) -> None:
    titles = ["Đá", "Dừa", "Ấp", "An", "Ân"]
    write([Document(f"{n}/", title, "") for n, title in enumerate(titles)], (), {}, tmp_path)

    chunk = read(tmp_path, "documents/0.json")
    assert [chunk[number][1] for number in read(tmp_path, "titles.json")] == ["An", "Ân", "Ấp", "Dừa", "Đá"]


def test_a_word_is_kept_by_spelling_under_its_folded_form(tmp_path: Path) -> None:
    write([Document("a/", "đóng", "đông"), Document("b/", "hòa", "hoà")], (), {}, tmp_path)

    words = read(tmp_path, "words/0.json")
    assert {folded: list(spellings) for folded, spellings in words.items()} == {
        "dong": ["đóng", "đông"],
        "hoa": ["hoà"],
    }


@pytest.mark.parametrize("text", ["Sở KH&CN", "Sở KHCN", "Sở khoa học và công nghệ"])
def test_every_form_of_an_abbreviation_is_indexed_alike(text: str, examples: Examples, tmp_path: Path) -> None:
    write([Document("a/", text, "")], (), examples.abbreviations, tmp_path)

    assert read(tmp_path, "words/0.json").keys() >= {"khcn", "khoa", "hoc", "va", "cong", "nghe"}


def test_an_abbreviation_is_not_seen_inside_other_words(examples: Examples, tmp_path: Path) -> None:
    write([Document("a/", "khoa học và", "công nghệ khcnx")], (), examples.abbreviations, tmp_path)

    assert "khcn" not in read(tmp_path, "words/0.json")


def test_a_large_catalogue_is_cut_into_files_that_a_phone_can_load(tmp_path: Path) -> None:
    write(many(2_000), (), {}, tmp_path)

    sizes = {name: len(gzip.compress(content)) for name, content in contents(tmp_path).items()}
    shards = [size for name, size in sizes.items() if "/words/" in name]
    assert len(shards) > 3
    assert max(shards) < 20_000
    assert sizes["manifest.json"] < 5_000
    assert max(size for name, size in sizes.items() if "/documents/" in name) < 5_000


def test_shards_cover_all_words_in_order(tmp_path: Path) -> None:
    write(many(500), (), {}, tmp_path)

    manifest = json.loads((tmp_path / "manifest.json").read_bytes())
    words: list[str] = []
    for n, first in enumerate(manifest["shards"]):
        shard = list(read(tmp_path, f"words/{n}.json"))
        assert shard[0] == first
        words += shard
    assert words == sorted(words)
    assert len(words) > 500


def test_every_script_that_the_client_imports_is_there() -> None:
    names = {path.name for path in client_files()}
    scripts = [path.read_text(encoding="utf-8") for path in client_files() if path.suffix == ".js"]

    assert {"search.js", "search.css"} <= names
    assert {name for script in scripts for name in re.findall(r'"\./([\w.]+)"', script)} <= names


def test_the_client_says_only_what_the_page_hands_it() -> None:
    scripts = "".join(path.read_text(encoding="utf-8") for path in client_files() if path.suffix == ".js")

    used = set(re.findall(r"labels\.(\w+)", scripts)) | set(re.findall(r'count\(labels, "(\w+)"', scripts))
    assert used | {"relevance", "newest", "title"} == set(LABELS)
