"""How current a record is: what a reader of its page and a keeper of the catalogue are told, and when."""

from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.records import Catalogue, Record, State, is_listed, read_catalogue, standing
from site_builder.records.schema import Freshness
from tests.examples_support import EXAMPLES, TODAY

TWELVE_MONTHS = Freshness(("measured", "planted"), warn_months=9, fresh_months=12, expires=("review_by",), listing=True)


def plant(freshness: Freshness, today: str = TODAY, **dates: str) -> tuple[Catalogue, Record]:
    """A catalogue with one plant as of a day, its schema's freshness and its dates as given."""
    catalogue = read_catalogue(EXAMPLES / "base", today).catalogue
    collection = catalogue.collections["plants"]
    kept = {name: value for name, value in collection.records[0].data.items() if name not in {"measured", "planted"}}
    record = replace(collection.records[0], data={**kept, **dates})
    changed = replace(collection, schema=replace(collection.schema, freshness=freshness), records=(record,))
    return replace(catalogue, collections={**catalogue.collections, "plants": changed}), record


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-08-14", State.CURRENT),
        ("2026-08-15", State.DUE),
        ("2026-11-14", State.DUE),
        ("2026-11-15", State.OUT_OF_DATE),
    ],
)
def test_a_record_is_due_after_nine_months_and_out_of_date_after_twelve(today: str, state: State) -> None:
    assert standing(*plant(TWELVE_MONTHS, today, measured="2025-11-15")).state is state


def test_the_latest_confirmation_counts() -> None:
    current = standing(*plant(TWELVE_MONTHS, measured="2026-10-01", planted="2020-01"))
    assert (current.confirmed, current.due, current.state) == ("2026-10-01", "2027-07-01", State.CURRENT)


def test_months_are_counted_to_the_last_day_of_a_shorter_one() -> None:
    assert standing(*plant(replace(TWELVE_MONTHS, warn_months=1), measured="2026-01-31")).due == "2026-02-28"


@pytest.mark.parametrize(
    ("ends", "state"), [("2026-11-25", State.CURRENT), ("2026-11-24", State.EXPIRED), ("2026", State.CURRENT)]
)
def test_a_record_holds_on_its_last_day_and_expires_after_it(ends: str, state: State) -> None:
    assert standing(*plant(TWELVE_MONTHS, measured="2026-11-01", review_by=ends)).state is state


def test_a_record_without_a_date_or_a_period_is_never_due() -> None:
    assert standing(*plant(TWELVE_MONTHS)).due == ""
    assert standing(*plant(Freshness(("measured",)), measured="2001-01-01")).state is State.CURRENT


@pytest.mark.parametrize(("listing", "listed"), [(True, False), (False, True)])
def test_only_a_listing_leaves_the_lists(listing: bool, listed: bool) -> None:  # noqa: FBT001 — the cases of a table
    catalogue, record = plant(replace(TWELVE_MONTHS, listing=listing), measured="2020-01-01")
    assert is_listed(catalogue, record) is listed


def test_the_schema_says_how_long_a_record_stays_fresh() -> None:
    catalogue = read_catalogue(Path(__file__).parents[2], TODAY).catalogue
    freshness = catalogue.collections["needs"].schema.freshness
    assert (freshness.warn_months, freshness.fresh_months, freshness.listing) == (9, 12, True)
