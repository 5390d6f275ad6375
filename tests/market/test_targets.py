"""Targets computed from a synthetic table and synthetic records with known answers: every kind, every status."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from site_builder.market import Status, TargetWords, survey
from tests.market.goals_support import (
    HERE,
    ROWS,
    TECHNOLOGY,
    catalogue_of,
    count,
    deal,
    goal,
    growth,
    progress_of,
    share,
)

IP = {"column": "kind", "values": ["ip"]}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "goals"


# Growth


@pytest.mark.parametrize(
    ("operator", "low", "status"), [(">=", 0.25, Status.MET), (">", 0.25, Status.NOT_MET), (">", 0.2, Status.MET)]
)
def test_growth_is_compound_and_just_reaches_its_threshold(
    root: Path, operator: str, low: float, status: Status
) -> None:
    one = progress_of(root, goal(growth(), operator, low), [deal(2021, 256), deal(2025, 625)])
    assert one.point
    assert one.point.value == pytest.approx(0.25)  # 256 × 1.25⁴ = 625
    assert (one.point.numerator, one.point.denominator, one.base_value) == (625, 256, 256)
    assert one.status is status


def test_growth_since_the_base_year_is_given_for_every_year_that_has_a_value(root: Path) -> None:
    one = progress_of(root, goal(growth(), low=0.25), [deal(2021, 100), deal(2022, 110), deal(2024, 133.1)])
    assert [(point.year, round(point.value, 6)) for point in one.points] == [(2022, 0.1), (2024, 0.1)]
    assert one.status is Status.NO_DATA


@pytest.mark.parametrize(
    ("deals", "said"),
    [
        ([], "The table “Deals” has no row for “Here”."),
        ([deal(2025, 100)], "There is no value for the base year 2021."),
        ([deal(2021, 0), deal(2025, 100)], "The base year 2021 has the value 0, from which nothing grows."),
        ([deal(2021, 100)], "There is no value for 2025."),
        ([deal(2021, 100), deal(2025, 5), deal(2025, "")], "There is no value for 2025."),
    ],
)
def test_growth_without_its_figures_is_no_number_and_says_why(root: Path, deals: list[Any], said: str) -> None:
    catalogue = catalogue_of(root, {"goal": goal(growth(), low=0.25)}, deals)
    (one,) = survey(catalogue).progress
    assert (one.status, one.point) == (Status.NO_DATA, None)
    assert TargetWords(catalogue, "en").reason(one) == said


# Shares


@pytest.mark.parametrize(("ip", "status"), [(11, Status.MET), (10, Status.NOT_MET), (0, Status.NOT_MET)])
def test_a_share_is_that_of_the_target_s_year(root: Path, ip: int, status: Status) -> None:
    deals = [deal(2024, 100, "ip"), deal(2025, 100 - ip), deal(2025, ip, "ip")]
    one = progress_of(root, goal(share(IP), ">", 0.1), deals)
    assert one.point
    assert (one.point.value, one.status) == (ip / 100, status)


@pytest.mark.parametrize(
    ("deals", "said"),
    [
        ([deal(2024, 5, "ip")], "There is no denominator for 2025."),
        ([deal(2025, 100)], "There is no numerator for 2025."),
        ([deal(2025, 0), deal(2025, 0, "ip")], "The denominator of 2025 is 0, so that there is no share."),
        ([deal(2025, 100), deal(2025, "", "ip")], "There is no denominator for 2025."),
    ],
)
def test_a_share_without_its_figures_is_never_0(root: Path, deals: list[Any], said: str) -> None:
    catalogue = catalogue_of(root, {"goal": goal(share(IP), ">", 0.1)}, deals)
    (one,) = survey(catalogue).progress
    assert (one.status, one.point) == (Status.NO_DATA, None)
    assert TargetWords(catalogue, "en").reason(one) == said


def test_a_code_counts_where_a_named_list_has_it(root: Path) -> None:
    listed = {"column": "country", "vocabulary": "developed"}
    deals = [deal(2025, 20, country="JP"), deal(2025, 30, country="XX"), deal(2025, 50)]
    one = progress_of(root, goal(share(listed, of=[TECHNOLOGY]), low=0.2), deals)
    assert one.point
    assert (one.point.value, one.status) == (0.2, Status.MET)


@pytest.mark.parametrize(("year", "today"), [(2030, "2026-11-25"), (2026, "2026-12-31")])
def test_before_its_year_is_over_a_target_without_a_value_is_not_due(root: Path, year: int, today: str) -> None:
    deals = [deal(2024, 8), deal(2024, 2, "ip")]
    one = progress_of(root, goal(share(IP), ">", 0.1, year=year), deals, today=today)
    assert (one.status, one.point) == (Status.NOT_DUE, None)
    assert one.latest
    assert (one.latest.year, one.latest.value) == (2024, 0.2)


def test_once_its_year_is_over_it_is_judged(root: Path) -> None:
    deals = [deal(2026, 8), deal(2026, 2, "ip")]
    assert progress_of(root, goal(share(IP), ">", 0.1, year=2026), deals, today="2027-01-01").status is Status.MET


def test_a_value_of_provisional_rows_is_provisional(root: Path) -> None:
    deals = [deal(2025, 8), deal(2025, 2, "ip", state="provisional")]
    catalogue = catalogue_of(root, {"goal": goal(share(IP), ">", 0.1)}, deals)
    (one,) = survey(catalogue).progress
    assert one.status is Status.PROVISIONAL
    said = TargetWords(catalogue, "en").reason(one)
    assert said == "The figures are provisional. By these figures the target is reached."


def test_a_value_of_a_year_that_is_not_over_is_provisional(root: Path) -> None:
    one = progress_of(root, goal(share(IP), ">", 0.5, year=2026), [deal(2026, 8), deal(2026, 2, "ip")])
    assert one.status is Status.PROVISIONAL


# The band, and two targets of the same rows

SIX = {"column": "supplier", "values": ["institute", "university", "firm"]}
TWO = {"column": "supplier", "values": ["institute", "university"]}


@pytest.mark.parametrize(
    ("percent", "status"), [(34, Status.NOT_MET), (35, Status.MET), (38, Status.MET), (41, Status.MET)]
)
def test_a_band_is_reached_from_its_lower_end_on(root: Path, percent: int, status: Status) -> None:
    deals = [deal(2025, percent, supplier="institute"), deal(2025, 100 - percent, supplier="firm")]
    target = goal(share(TWO, of=[TECHNOLOGY]), "between", 0.35, threshold_high=0.4)
    one = progress_of(root, target, deals)
    assert one.status is status
    assert (one.target.goal.low, one.target.goal.high) == (0.35, 0.4)


def test_two_targets_of_the_same_rows_are_two_series(root: Path) -> None:
    deals = [deal(2025, 30, supplier="institute"), deal(2025, 20, supplier="firm"), deal(2025, 50)]
    goals = {
        "six": goal(share(SIX, of=[TECHNOLOGY]), ">", 0.25, number="T5"),
        "two": goal(share(TWO, of=[TECHNOLOGY]), "between", 0.35, threshold_high=0.4, number="T13"),
    }
    five, thirteen = survey(catalogue_of(root, goals, deals)).progress
    assert [five.target.number, thirteen.target.number] == ["T5", "T13"]
    assert [point.value for point in five.points] == [0.5]
    assert [point.value for point in thirteen.points] == [0.3]


# Territories


def test_two_territories_are_kept_apart_and_one_is_judged(root: Path) -> None:
    seated = {"column": "seat", "values": ["here"]}
    deals = [
        deal(2025, 10, seat="here"), deal(2025, 90),
        deal(2025, 600, territory="there", seat="there"), deal(2025, 300, territory="there", seat="here"),
        deal(2025, 300, territory="there"),
    ]  # fmt: skip
    one = progress_of(root, goal(share(seated), ">", 0.25), deals)
    assert one.point
    assert (one.point.value, one.status) == (0.1, Status.NOT_MET)
    (other,) = one.elsewhere
    assert other.territory == "there"
    assert [point.value for point in other.points] == [0.5]  # its own suppliers, not those of the first territory


# Counts


def founded(**dates: str) -> dict[str, dict[str, str]]:
    return {name.replace("_", "-"): {"founded": date} for name, date in dates.items()}


def test_a_count_that_reaches_the_target_proves_it(root: Path) -> None:
    hubs = founded(early="2022-01-04", first="2022-01-05", last="2025-12-31", late="2026-01-01")
    one = progress_of(root, goal(count(), low=2), (), hubs)
    assert one.counted
    assert [record.id for record in one.counted.records] == ["first", "last"]
    assert one.status is Status.MET
    assert [(point.year, point.value) for point in one.points] == [(2022, 1), (2023, 1), (2024, 1), (2025, 2)]


def test_a_count_below_the_target_proves_nothing(root: Path) -> None:
    catalogue = catalogue_of(root, {"goal": goal(count(), low=2)}, (), founded(first="2023-05-06"))
    (one,) = survey(catalogue).progress
    assert (one.status, one.point) == (Status.NO_DATA, None)
    said = TargetWords(catalogue, "en").reason(one)
    assert said.startswith("The catalogue knows 1.")


def test_a_count_known_to_be_complete_is_judged_both_ways(root: Path) -> None:
    one = progress_of(root, goal(count(complete=True), low=2), (), founded(first="2023-05-06"))
    assert one.point
    assert (one.point.value, one.status) == (1, Status.NOT_MET)


def test_what_is_not_dated_to_the_day_counts_where_all_of_it_lies_in_the_period(root: Path) -> None:
    hubs = {**founded(whole="2023", partly="2022", month="2025-12"), "unknown": {}}
    one = progress_of(root, goal(count(), low=2), (), hubs)
    assert one.counted
    assert [record.id for record in one.counted.records] == ["month", "whole"]
    assert [record.id for record in one.counted.undated] == ["partly", "unknown"]


def test_before_its_year_is_over_a_count_is_not_due_or_provisional(root: Path) -> None:
    period = count(to="2030-12-31")
    goals = {"a": goal(period, low=1, year=2030, number="T1"), "b": goal(period, low=2, year=2030, number="T2")}
    reached, not_yet = survey(catalogue_of(root, goals, (), founded(one="2024-05"))).progress
    assert reached.status is Status.PROVISIONAL
    assert not_yet.status is Status.NOT_DUE
    assert not_yet.latest
    assert (not_yet.latest.year, not_yet.latest.value) == (2026, 1)


def test_certificates_are_judged_one_by_one_and_at_the_end_of_the_period(root: Path) -> None:
    computation = {
        "kind": "count", "collections": ["hubs"], "within": "certificates", "complete": False,
        "items_where": [{"column": "kind", "values": ["good"]}],
        "date_property": "issued", "to": "2025-12-31", "end_properties": ["revoked"],
    }  # fmt: skip
    hubs = {
        "valid": {"certificates": [{"kind": "good", "issued": "2019-01-01"}]},
        "revoked": {"certificates": [{"kind": "good", "issued": "2019-01-01", "revoked": "2024-01-01"}]},
        "revoked-later": {"certificates": [{"kind": "good", "issued": "2019-01-01", "revoked": "2026-01-01"}]},
        "other": {"certificates": [{"kind": "bad", "issued": "2019-01-01"}]},
        "mixed": {"certificates": [{"kind": "bad", "issued": "2019-01-01"}, {"kind": "good", "issued": "2026-01-01"}]},
    }
    one = progress_of(root, goal(computation, low=2), (), hubs)
    assert one.counted
    assert [record.id for record in one.counted.records] == ["revoked-later", "valid"]


def test_a_unit_of_today_is_within_the_old_one_where_it_took_the_place_of_nothing_else(root: Path) -> None:
    places = {
        "old-province": ("old", "here"), "old-part": ("old", "north"), "new-part": ("new", "north"),
        "new-province": ("new", "both"), "new-mixture": ("new", "mixed"), "other-province": ("old", "there"),
    }  # fmt: skip
    hubs = {
        name: {"founded": "2023-01-01", "place": {"scheme": scheme, "code": code}}
        for name, (scheme, code) in places.items()
    }
    within = [{"column": "place", "under": {"scheme": "old", "code": "here"}}]
    one = progress_of(root, goal(count(where=within), low=1), (), hubs)
    assert one.counted
    assert [record.id for record in one.counted.records] == ["new-part", "old-part", "old-province"]


def test_a_count_of_distinct_values_counts_each_once(root: Path) -> None:
    hubs = {
        name: {"founded": "2023-01-01", **({"sector": sector} if sector else {})}
        for name, sector in {"a": "shrimp", "b": "shrimp", "c": "rice", "d": ""}.items()
    }
    one = progress_of(root, goal(count(distinct="sector"), low=2), (), hubs)
    assert one.point
    assert (one.point.value, one.status) == (2, Status.MET)


# Targets without a number


def test_a_coverage_is_the_records_by_the_whole_that_a_table_gives(root: Path) -> None:
    whole = [HERE, {"column": "kind", "values": ["service"]}]
    computation = {"kind": "coverage", "collections": ["hubs"], **ROWS, "denominator": whole, "complete": False}
    target = goal(computation, "none", unit="none", year=2026)
    hubs: dict[str, dict[str, str]] = {name: {} for name in "abc"}
    one = progress_of(root, target, [deal(2026, 4, "service")], hubs)
    assert one.point
    assert (one.point.value, one.status) == (0.75, Status.PROVISIONAL)


def test_a_coverage_of_an_unknown_whole_has_no_value(root: Path) -> None:
    computation = {"kind": "coverage", "collections": ["hubs"], **ROWS, "denominator": [HERE], "complete": False}
    one = progress_of(root, goal(computation, "none", unit="none"), (), {"a": {}})
    assert (one.status, one.point) == (Status.NO_DATA, None)
    assert one.counted
    assert one.counted.number == 1


def test_a_target_without_a_number_is_never_said_to_be_met(root: Path) -> None:
    computation = {
        "kind": "connections", "collections": ["hubs"], "where": [{"column": "kind", "values": ["live"]}],
        "complete": False,
    }  # fmt: skip
    catalogue = catalogue_of(root, {"goal": goal(computation, "none", unit="none")}, (), {"a": {"kind": "live"}})
    (one,) = survey(catalogue).progress
    assert one.status is Status.PROVISIONAL
    assert TargetWords(catalogue, "en").reason(one) == "No number is set to compare it with."


def test_a_catalogue_without_targets_has_no_progress(root: Path) -> None:
    catalogue = catalogue_of(root, {})
    assert survey(catalogue).progress == ()
