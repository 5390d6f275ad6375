"""Matching holds up against what a technology broker would say of real pairs (see `benchmarks/matching.py`)."""

from __future__ import annotations

import csv
from collections.abc import Mapping

import pytest

from benchmarks.matching import JUDGED, ROOT, Quality, quality, read_judged, systems
from site_builder.market import find_matches, matching_from
from site_builder.records import Catalogue, read_catalogue
from tests.examples_support import TODAY


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    found = read_catalogue(ROOT, TODAY).catalogue
    assert found
    return found


@pytest.fixture(scope="module")
def measured(catalogue: Catalogue) -> Mapping[str, Quality]:
    settings = matching_from(catalogue.config.market["matching"])
    judged = read_judged(JUDGED, settings.demand[0])
    return {name: quality(find_matches(catalogue, one), judged) for name, one in systems(settings).items()}


@pytest.mark.parametrize("baseline", ["shared codes alone", "words alone"])
def test_codes_and_words_together_are_better_than_either(measured: Mapping[str, Quality], baseline: str) -> None:
    assert measured["matching"].precision > measured[baseline].precision
    assert measured["matching"].ndcg > measured[baseline].ndcg


def test_every_judged_pair_is_of_records_that_there_are(catalogue: Catalogue) -> None:
    settings = matching_from(catalogue.config.market["matching"])
    with JUDGED.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    gone = [
        (row["need"], row["supply"])
        for row in rows
        if not catalogue.find(settings.demand[0], row["need"])
        or not catalogue.find(row["supply_collection"], row["supply"])
    ]
    assert gone == [], f"take these pairs out of {JUDGED.relative_to(ROOT)}"
    assert all(row["judgement_vi"] for row in rows)


def test_a_need_that_nothing_answers_gets_no_match(catalogue: Catalogue) -> None:
    """Counselling at schools: nothing of the supply has to do with it."""
    settings = matching_from(catalogue.config.market["matching"])
    need = catalogue.find(settings.demand[0], "need-tu-van-tam-ly-thcs")
    assert need
    assert find_matches(catalogue, settings).of(need) == ()
