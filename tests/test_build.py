"""A build puts a whole new site in the old one's place, or leaves the old one as it was."""

import hashlib
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from site_builder import build as building
from site_builder.build import MARK, build
from site_builder.problems import CannotRunError

BASE = Path(__file__).parent / "examples" / "base"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "catalogue-of-tests"))


def digest(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(str(path).encode() + path.read_bytes() for path in files)).hexdigest()


def break_a_record(root: Path) -> None:
    record = next((root / "catalogue").glob("*/*.yml"))
    record.write_text(record.read_text("utf-8") + "\nno_such_key: 1\n", "utf-8")


def test_a_sound_catalogue_becomes_a_site(root: Path) -> None:
    result = build(root, root / "site")
    assert result.site == root / "site"
    assert (root / "site" / "index.html").is_file()


def test_a_catalogue_with_an_error_leaves_the_earlier_site_as_it_was(root: Path) -> None:
    build(root, root / "site")
    before = digest(root / "site")
    break_a_record(root)
    assert build(root, root / "site").site is None
    assert digest(root / "site") == before


def test_a_stage_that_fails_leaves_the_earlier_site_as_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(root, root / "site")
    before = digest(root / "site")

    def full_disk(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(building, "_write_search", full_disk)
    with pytest.raises(OSError, match="no space left"):
        build(root, root / "site")
    assert digest(root / "site") == before
    assert list(root.glob(".site-*")) == []


def test_a_build_killed_between_its_two_renames_is_mended_by_the_next(root: Path) -> None:
    build(root, root / "site")
    (root / "site").rename(root / ".site-old")  # what a killed build leaves
    (root / ".site-new-half").mkdir()
    break_a_record(root)
    build(root, root / "site")
    assert (root / "site" / MARK).is_file()
    assert list(root.glob(".site-*")) == []


def test_a_folder_with_other_peoples_files_is_never_replaced(root: Path, tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "to-a-friend.txt").write_text("dear friend", "utf-8")
    with pytest.raises(CannotRunError, match="left alone"):
        build(root, letters)
    assert (letters / "to-a-friend.txt").read_text("utf-8") == "dear friend"


def test_the_time_of_a_build_can_be_set(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1641340800")
    assert building.build_time(root).isoformat() == "2022-01-05T00:00:00+00:00"


def test_a_broken_link_in_the_prose_is_named(root: Path) -> None:
    page = root / "docs" / "vi" / "about.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("# About\n\n[nowhere](no-such-page.md)\n", "utf-8")
    with pytest.raises(CannotRunError, match=r"no-such-page\.md"):
        build(root, root / "site")


class _Texts(HTMLParser):
    """Collects the text of the first heading and of the title, and the names of all attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.texts = {"h1": "", "title": ""}
        self.attributes: set[str] = set()
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, _tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in self.texts:
            self.texts[self._inside] += data


@pytest.mark.parametrize(
    "title",
    [
        '" onmouseover="alert(1)',
        "@@content@@ @@title@@ https://alternate.invalid/vi/#here",
        "{{ 7 * 7 }} {% raw %}",
        "' & &amp; \\u003c",
        "𝕏 ‘’ 🌱",
    ],
)
def test_a_hostile_title_is_shown_as_it_is_written(root: Path, title: str) -> None:
    record = min((root / "catalogue").glob("*/*.yml"))
    line = next(line for line in record.read_text("utf-8").splitlines() if line.startswith("  vi: "))
    written = "  vi: " + "'" + title.replace("'", "''") + "'"
    record.write_text(record.read_text("utf-8").replace(line, written, 1), "utf-8")
    result = build(root, root / "site")
    assert result.site, [problem.en for problem in result.checked.problems]
    page = _Texts()
    page.feed((root / "site" / record.parent.name / record.stem / "index.html").read_text("utf-8"))
    assert page.texts["h1"] == title
    assert page.texts["title"].startswith(title)
    assert not {name for name in page.attributes if name.startswith("on")}
