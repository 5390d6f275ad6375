"""The interface speaks Vietnamese and French wholly, and writes dates and numbers as their readers do."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

import site_builder
from site_builder import search
from site_builder.datasets import Publication, write_datasets
from site_builder.history.own_dates import history_of_own_dates
from site_builder.i18n import translator
from site_builder.intake import templates
from site_builder.market import survey
from site_builder.problems import Severity
from site_builder.records import Shape, State, read_catalogue
from tests.examples_support import TODAY

PACKAGE = Path(site_builder.__file__).parent
SAID = re.compile(r"""\b(?:say|words)(?:\.plural)?\(\s*(?:catalogue, )?"([^"]+)""")
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Every English text that the interface may show."""
    sources = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/*.html")]
    texts = {text for file in sources for text in SAID.findall(file.read_text("utf-8"))}
    texts |= (
        set(search.LABELS.values()) | {shape.value for shape in Shape} | {level.value for level in (*Severity, *State)}
    )
    catalogue = read_catalogue(ROOT, TODAY).catalogue
    assert catalogue
    now = datetime(2026, 1, 1, tzinfo=UTC)
    publication = Publication(catalogue, survey(catalogue), history_of_own_dates(catalogue), now)
    downloads = write_datasets(publication, tmp_path_factory.mktemp("downloads"))
    blanks = templates(catalogue, now)
    return texts | {download.format for download in downloads} | {blank.format for blank in blanks}


@pytest.mark.parametrize("language", ["vi", "fr"])
def test_every_text_of_the_interface_is_translated(language: str, messages: set[str]) -> None:
    assert messages - set(translator(language).messages) == set()


@pytest.mark.parametrize("language", ["vi", "fr"])
def test_no_translation_is_left_over(language: str, messages: set[str]) -> None:
    assert set(translator(language).messages) - messages == set()


@pytest.mark.parametrize(
    ("language", "iso", "written"),
    [
        ("vi", "2022-01-05", "05/01/2022"),
        ("vi", "2012-10", "10/2012"),
        ("vi", "2001", "2001"),
        ("en", "2022-01-05", "5 January 2022"),
        ("en", "2012-10", "October 2012"),
        ("fr", "2022-01-05", "5 janvier 2022"),
    ],
)
def test_dates_are_written_as_people_of_the_language_do(language: str, iso: str, written: str) -> None:
    assert translator(language).date(iso) == written


def test_numbers_are_written_as_people_of_the_language_do() -> None:
    assert translator("vi").number(1234567.89) == "1.234.567,89"
    assert translator("en").number(1234567.89) == "1,234,567.89"


def test_sizes_have_a_unit_that_suits_them() -> None:
    assert [translator("vi").size(count) for count in (26, 18_100, 2_500_000)] == ["26 B", "18,1 kB", "2,5 MB"]
