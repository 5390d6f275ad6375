"""Targets that are computed from the sums of a table: growth and shares, year by year and territory by territory.

A sum over no row is missing, and so is one of which a row has no number: neither is ever 0.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from site_builder.market.targets.conditions import Test, field_named, test_of
from site_builder.market.targets.goals import Computation, Condition, Kind
from site_builder.market.targets.outcome import Gap, Missing, Point
from site_builder.records import Catalogue, DataTable, Json
from site_builder.records.tables import Row

_DATE = re.compile(r"(\d{4})(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of a year: `amount` is None where a row of it has no number."""

    amount: float | None
    provisional: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of one territory by year."""

    numerator: Mapping[int, Total]
    denominator: Mapping[int, Total]

    @property
    def years(self) -> list[int]:
        return sorted({*self.numerator, *self.denominator})


def sums_by_territory(catalogue: Catalogue, computation: Computation) -> Mapping[str, Sums]:
    """Return the sums of each territory that occurs in the table, or of all its rows under "" where it tells none."""
    table = catalogue.tables.get(computation.table)
    if table is None:
        return {}
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for row in table.rows:
        rows[str(row.get(computation.territory_column) or "")].append(row)
    return {territory: _sums(catalogue, table, computation, territory, own) for territory, own in rows.items()}


def value_at(computation: Computation, sums: Sums | None, year: int) -> Point | Gap:
    """Return the value of a year, or what is missing for it. `sums` is None where the table has no row."""
    if sums is None:
        return Gap(Missing.ROWS, year)
    if computation.kind is Kind.GROWTH:
        return _growth(sums.numerator, computation.base_year, year)
    return share(sums.numerator.get(year), sums.denominator.get(year), year)


def _growth(totals: Mapping[int, Total], base_year: int, year: int) -> Point | Gap:
    """Return the compound average growth per year since the base year."""
    base, last = _amount(totals.get(base_year)), _amount(totals.get(year))
    if base is None:
        return Gap(Missing.BASE, base_year)
    if base == 0:
        return Gap(Missing.BASE_IS_ZERO, base_year)
    if last is None or year <= base_year:
        return Gap(Missing.NUMERATOR, year)
    growth = (last / base) ** (1 / (year - base_year)) - 1
    return Point(year, growth, last, base, totals[year].provisional or totals[base_year].provisional)


def share(numerator: Total | None, denominator: Total | None, year: int) -> Point | Gap:
    """Return the share of a year, or what is missing for it."""
    part, whole = _amount(numerator), _amount(denominator)
    if whole is None:
        return Gap(Missing.DENOMINATOR, year)
    if whole == 0:
        return Gap(Missing.DENOMINATOR_IS_ZERO, year)
    if part is None:
        return Gap(Missing.NUMERATOR, year)
    provisional = any(total.provisional for total in (numerator, denominator) if total)
    return Point(year, part / whole, part, whole, provisional)


def _amount(total: Total | None) -> float | None:
    return total.amount if total else None


def _sums(
    catalogue: Catalogue, table: DataTable, computation: Computation, territory: str, rows: Sequence[Row]
) -> Sums:
    """Return the sums over the rows of one territory; what the conditions say of the target's own is said of it."""

    def totals(conditions: Sequence[Condition]) -> Mapping[int, Total]:
        own = [_moved(table, computation, condition, territory) for condition in conditions]
        return _totals(rows, computation, test_of(catalogue, table.fields, own), provisional)

    marks = computation.provisional
    provisional: Test = test_of(catalogue, table.fields, marks) if marks else lambda _: False
    return Sums(totals(computation.numerator), totals(computation.denominator))


def _moved(table: DataTable, computation: Computation, condition: Condition, territory: str) -> Condition:
    """Return a condition with another territory in the place of the target's, in whichever column of territories."""
    column = field_named(table.fields, computation.territory_column)
    field = field_named(table.fields, condition.column)
    same_list = column and field and field.vocabulary == column.vocabulary
    if same_list and condition.values == (computation.territory,):
        return replace(condition, values=(territory,))
    return condition


def _totals(rows: Iterable[Row], computation: Computation, test: Test, provisional: Test) -> Mapping[int, Total]:
    totals: dict[int, Total] = {}
    for row in rows:
        year = year_of(row.get(computation.year_column))
        if year is None or not test(row):
            continue
        before = totals.get(year, Total(0, provisional=False))
        value = row.get(computation.value_column)
        amount = None
        if before.amount is not None and isinstance(value, int | float):
            amount = before.amount + value
        totals[year] = Total(amount, before.provisional or provisional(row))
    return totals


def year_of(value: Json) -> int | None:
    """Return the year of a cell: a whole number, or a date; None where it is a span of years or empty."""
    if isinstance(value, int):
        return value
    found = _DATE.fullmatch(str(value or ""))
    return int(found[1]) if found else None
