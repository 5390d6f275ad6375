"""The catalogue of this repository: what it must hold, and that it is clean."""

import csv
from pathlib import Path

import pytest

from site_builder.build import Checked, check

ROOT = Path(__file__).parents[1]
FACTS = list(csv.DictReader((Path(__file__).parent / "seed_facts.csv").read_text("utf-8").splitlines()))
"""The sourced facts with which the catalogue began, and the file that holds each."""

VALUES = "tables/indicator-values.csv"


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check(ROOT)


def test_the_catalogue_is_clean(checked: Checked) -> None:
    assert [(problem.path, problem.line, problem.en) for problem in checked.problems] == []


def test_every_fact_that_it_began_with_is_a_record_or_a_row(checked: Checked) -> None:
    assert checked.catalogue
    records = {f"{record.collection}/{record.id}.yml" for record in checked.catalogue.records}
    series = {row["series"] for row in checked.catalogue.tables["indicator-values"].rows}
    lost = [
        fact["fact"]
        for fact in FACTS
        if not (fact["fact"] in series if fact["where"] == VALUES else fact["where"] in records)
    ]
    assert len(FACTS) > 60
    assert lost == []


def test_every_record_and_row_names_its_source(checked: Checked) -> None:
    assert checked.catalogue
    without = [record.path for record in checked.catalogue.records if not record.data.get("sources")]
    rows = checked.catalogue.tables["indicator-values"].rows
    assert without == []
    assert [row["id"] for row in rows if not row["source_url"]] == []


def test_a_row_of_indicators_holds_either_a_value_or_a_share(checked: Checked) -> None:
    assert checked.catalogue
    rows = checked.catalogue.tables["indicator-values"].rows
    assert [row["id"] for row in rows if (row["value"] is None) is (row["share"] is None)] == []
