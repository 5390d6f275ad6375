"""Targets that are computed from records: how many were founded, granted or connected in a period.

What a source does not date or place is not counted: a count proves what it reaches, and nothing of the rest.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.market.targets.conditions import Data, field_named, test_of, texts_of
from site_builder.market.targets.goals import Computation
from site_builder.records import Catalogue, Collection, Record, values_of


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that meets all conditions but those of time; `first` and `last` are the days between which it began.

    Both are "" where nothing dates it. `ended` is the day on which it ended, or "". `distinct` is what it counts as.
    """

    record: Record
    first: str
    last: str
    ended: str
    distinct: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """The records that count on a day, those that might but for want of a date, and the number to publish."""

    records: tuple[Record, ...]
    undated: tuple[Record, ...]
    number: int


def hits(catalogue: Catalogue, computation: Computation) -> list[Hit]:
    """Return the records that count at some time, in the order of the catalogue; one may come with several items."""
    known = (catalogue.collections.get(name) for name in computation.collections)
    return [hit for collection in known if collection for hit in _hits(catalogue, collection, computation)]


def counted(found: Sequence[Hit], computation: Computation, day: str) -> Counted:
    """Return what counts on a day (ISO 8601)."""
    records = {hit.record.path: hit for hit in found if _counts(hit, computation, day)}
    rest = [hit for hit in found if hit.record.path not in records]
    undated = {hit.record.path: hit.record for hit in rest if _may_count(hit, computation, day)}
    values = {value for hit in records.values() for value in hit.distinct}
    number = len(values) if computation.distinct else len(records)
    return Counted(tuple(hit.record for hit in records.values()), tuple(undated.values()), number)


def _counts(hit: Hit, computation: Computation, day: str) -> bool:
    if hit.ended and hit.ended < day:
        return False
    return not computation.date_property or (bool(hit.first) and computation.start <= hit.first and hit.last <= day)


def _may_count(hit: Hit, computation: Computation, day: str) -> bool:
    """Whether a record might count if its date were known, or known to the day."""
    if hit.ended and hit.ended < day:
        return False
    return not hit.first or (hit.first <= day and computation.start <= hit.last)


def _hits(catalogue: Catalogue, collection: Collection, computation: Computation) -> Iterator[Hit]:
    fields = collection.schema.fields
    test = test_of(catalogue, fields, computation.where)
    group = field_named(fields, computation.within)
    distinct = field_named(fields, computation.distinct)
    item_test = test_of(catalogue, group.fields if group else (), computation.items_where)
    for record in collection.records:
        if not test(record.data):
            continue
        counts_as = tuple(texts_of(distinct, record.data)) if distinct else ()
        items: Sequence[Data] = [record.data]
        if computation.within:
            items = [item for item in values_of(group, record.data) if item_test(item)] if group else []
        for item in items:
            first, last = days_of(str(item.get(computation.date_property) or ""))
            ends = [days_of(str(item[name]))[0] for name in computation.end_properties if item.get(name)]
            yield Hit(record, first, last, min(ends, default=""), counts_as)


def days_of(partial: str) -> tuple[str, str]:
    """Return the first and the last day of a date that may be a year or a month only; "" for no date."""
    match partial.split("-"):
        case [year] if year.isdecimal():
            return f"{year}-01-01", f"{year}-12-31"
        case [year, month] if (year + month).isdecimal() and 1 <= int(month) <= 12:
            return f"{partial}-01", f"{partial}-{monthrange(int(year), int(month))[1]:02}"
        case [_, _, _]:
            return partial, partial
    return "", ""
