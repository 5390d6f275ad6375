"""A person is named with a recorded consent only; once it ends, a fresh build holds no trace of the person."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from site_builder.build import build, check
from site_builder.vietnamese import fold
from tests.history.repository import Repository, git

REPOSITORY = Path(__file__).parents[1]
BASE = REPOSITORY / "tests" / "examples" / "base"
TRACES = ("nguoi-mau", "nguoi mau thu nhat", "first example person", "nguoi-mau-hai")
"""The person's id and names, folded."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the example catalogue in which a plant, a group of a list and a table row refer to the person."""
    root = Path(shutil.copytree(BASE, tmp_path / "catalogue-of-tests"))
    file = root / "schemas/plants.schema.json"
    schema = json.loads(file.read_text("utf-8"))
    person = {"type": "string", "x-field": {"label": {"vi": "Người", "en": "Person"}, "refers-to": "people"}}
    role = {"type": "string", "x-field": {"label": {"vi": "Vai trò", "en": "Role"}}}
    member = {"type": "object", "properties": {"person": person, "role": role}}
    team = {"type": "array", "items": member, "x-field": {"label": {"vi": "Nhóm", "en": "Team"}}}
    schema["properties"] |= {"keeper": person, "team": team}
    schema["x-collection"]["sections"][0]["fields"] += ["keeper", "team"]
    file.write_text(json.dumps(schema, ensure_ascii=False), "utf-8")
    record = root / "catalogue/plants/cay-mai.yml"
    record.write_text(
        record.read_text("utf-8")
        + "keeper: nguoi-mau\nteam:\n  - {person: nguoi-mau, role: Trưởng nhóm bí mật}\n  - {role: Phụ việc}\n",
        "utf-8",
    )
    return root


def text_of(site: Path) -> str:
    """Everything in a site as folded text: names of files, and what they hold (workbooks unpacked)."""
    parts = []
    for path in sorted(site.rglob("*")):
        parts.append(path.relative_to(site).as_posix())
        if path.suffix == ".xlsx":
            unpacked = site.parent / "unpacked" / path.stem
            shutil.unpack_archive(path, unpacked, "zip")
            parts += [one.read_text("utf-8") for one in unpacked.rglob("*.xml")]
        elif path.is_file():
            parts.append(path.read_bytes().decode("utf-8", "replace"))
    return fold("\n".join(parts))


def edit(root: Path, old: str, new: str) -> None:
    record = root / "catalogue/people/nguoi-mau.yml"
    assert old in record.read_text("utf-8")
    record.write_text(record.read_text("utf-8").replace(old, new), "utf-8")


def test_with_a_valid_consent_the_person_has_a_page_and_stands_in_downloads_and_search(root: Path) -> None:
    assert build(root, root / "site").site
    text = text_of(root / "site")
    assert (root / "site/people/nguoi-mau/index.html").is_file()
    assert all(trace in text for trace in TRACES[:3])
    assert "truong nhom bi mat" in text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("until: 2099-12-31", "until: 2099-12-31\n  withdrawn: 2026-11-01"),
        ("until: 2099-12-31", "until: 2026-11-01"),
        ("given: 2022-01-01", "given: 2098-01-01"),
    ],
    ids=["withdrawn", "run out", "not yet given"],
)
def test_without_one_the_next_build_holds_no_trace(root: Path, old: str, new: str) -> None:
    build(root, root / "site")
    edit(root, old, new)
    result = build(root, root / "site")
    assert result.site, [problem.en for problem in result.checked.problems]
    text = text_of(root / "site")
    assert [trace for trace in TRACES if trace in text] == []
    assert "truong nhom bi mat" not in text
    assert "phu viec" in text


@pytest.mark.parametrize("deleted", [False, True], ids=["withdrawn", "deleted"])
def test_git_remembers_the_person_and_the_site_does_not(root: Path, *, deleted: bool) -> None:
    site = root.parent / "site"
    git(root, "init", "--quiet")
    one = Repository(root)
    one.commit("2026-01-01")
    edit(root, "until: 2099-12-31", "until: 2098-12-31")
    one.commit("2026-02-01")
    build(root, site)
    assert "people/nguoi-mau" in (site / "data/changes.jsonl").read_text("utf-8")
    if deleted:
        one.remove("people/nguoi-mau.yml")
        shutil.copy(BASE / "catalogue/plants/cay-mai.yml", root / "catalogue/plants")
    else:
        edit(root, "until: 2098-12-31", "until: 2098-12-31\n  withdrawn: 2026-03-01")
    one.commit("2026-03-01")
    result = build(root, site)
    assert result.site, [problem.en for problem in result.checked.problems]
    text = text_of(site)
    assert [trace for trace in TRACES if trace in text] == []
    changes = [json.loads(line) for line in (site / "data/changes.jsonl").read_text("utf-8").splitlines()]
    assert {change["collection"] for change in changes} == {"growers", "plants"}


def test_the_keeper_is_told_what_is_not_published(root: Path) -> None:
    edit(root, "until: 2099-12-31", "until: 2026-11-01")
    assert [problem.kind.code for problem in check(root).problems] == ["consent-ended"]


def test_a_consent_holds_on_its_last_day(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(root, "until: 2099-12-31", "until: 2026-11-25")
    for epoch, there in (("1795651199", True), ("1795651200", False)):  # the last second of that day, and the next
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        build(root, root / "site")
        assert (root / "site/people").joinpath("nguoi-mau").is_dir() is there


def test_what_is_internal_stays_in_the_record(root: Path) -> None:
    file = root / "schemas/people.schema.json"
    schema = json.loads(file.read_text("utf-8"))
    kept = {"type": "string", "x-field": {"label": {"vi": "Nơi lưu", "en": "Kept at"}, "internal": True}}
    schema["properties"]["consent"]["properties"]["evidence"] = kept
    file.write_text(json.dumps(schema, ensure_ascii=False), "utf-8")
    edit(root, "until: 2099-12-31", "until: 2099-12-31\n  evidence: Tủ hồ sơ mẫu số 7")
    assert build(root, root / "site").site
    text = text_of(root / "site")
    assert "tu ho so mau so 7" not in text
    assert "nguoi mau thu nhat" in text
    assert "evidence" not in (root / "site/data/people.csv").read_text("utf-8")


EXPERT = """\
id: chuyen-gia-mau
name: Nguyễn Mẫu Thử
summary:
  vi: Chuyên gia không có thật về nuôi tôm công nghiệp VietGAP.
  en: A made-up expert in industrial shrimp farming.
kind: domestic
affiliation: [org-kgu]
fields: [{scheme: qd12-2008, code: '40504'}]
consent:
  given: 2026-01-01
  scope: [name, summary, affiliation, fields]
  until: 2099-12-31
  evidence: Hồ sơ mẫu số 12
published: 2026-11-25
review_by: 2027-11-25
"""
NETWORK = """\
id: mang-luoi-mau
title: {vi: Mạng lưới mẫu, en: Made-up network}
summary: {vi: Mạng lưới không có thật., en: A network that is not real.}
status: active
specialised: false
members:
  - {organisation: org-kgu, role: hub}
  - {intermediary: org-tt-khcn-moi-truong-kg, role: member}
  - {expert: chuyen-gia-mau, role: member}
keywords: {vi: [mẫu], en: [synthetic]}
sources:
  - {url: 'https://example.org/mau', title: Trang mẫu, accessed: 2026-11-20}
published: 2026-11-25
review_by: 2027-11-25
"""


@pytest.fixture
def market(tmp_path: Path) -> Path:
    """A copy of this repository's catalogue with a made-up expert, who is a member of a made-up network."""
    for folder in ("catalogue", "schemas"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    for path, text in (("experts/chuyen-gia-mau", EXPERT), ("networks/mang-luoi-mau", NETWORK)):
        file = tmp_path / f"catalogue/{path}.yml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path


def test_of_an_expert_who_withdraws_nothing_is_left_in_the_whole_site(market: Path) -> None:
    site = market / "site"
    result = build(market, site)
    assert result.site, [problem.en for problem in result.checked.problems]
    everywhere = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()
                  and b"chuyen-gia-mau" in path.read_bytes()}  # fmt: skip
    expected = {
        "experts/chuyen-gia-mau/index.html", "en/experts/index.html", "data/experts.csv", "data/matches.csv",
        "data/networks.members.csv", "data/links.graphml", "graphs/links/index.html",
        "networks/mang-luoi-mau/index.html",
        "organisations/org-kgu/index.html", "experts/feed.atom", "sitemap-experts.xml",
    }  # fmt: skip
    assert expected <= everywhere
    record = market / "catalogue/experts/chuyen-gia-mau.yml"
    record.write_text(EXPERT.replace("  until:", "  withdrawn: 2026-11-20\n  until:"), "utf-8")
    result = build(market, site)
    assert result.site, [problem.en for problem in result.checked.problems]
    text = text_of(site)
    assert [trace for trace in ("chuyen-gia-mau", "nguyen mau thu", "ho so mau so 12") if trace in text] == []
    assert "mang-luoi-mau" in text
