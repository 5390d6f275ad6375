"""The history of a catalogue that has no git: what the records' own dates and `withdrawn.yml` say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from site_builder.history.history import Act, Basis, Change, Dates, History
from site_builder.records import Catalogue, Record, Withdrawal, date_of, standing


def history_of_own_dates(catalogue: Catalogue) -> History:
    """Return the history of a published catalogue by its records' own dates: created on one, updated on the other."""
    dates = {record.key: own_dates(catalogue, record) for record in catalogue.records}
    changes = [change for record in catalogue.records for change in own_changes(record, dates[record.key])]
    changes += [withdrawn(catalogue, one, one.date) for one in catalogue.withdrawn.values()]
    return History(Basis.RECORDS, numbered(by_time(changes)), dates)


def own_dates(catalogue: Catalogue, record: Record) -> Dates:
    """Return the dates of a record by what it says itself."""
    issued = date_of(catalogue, record)
    return Dates(issued, max(issued, standing(catalogue, record).confirmed))


def own_changes(record: Record, dates: Dates) -> Iterator[Change]:
    """Yield what the dates of a record say of it, without a number."""
    if dates.issued:
        yield Change(0, Act.CREATED, record.collection, record.id, record.first_id, dates.issued)
    if dates.modified > dates.issued:
        yield Change(0, Act.UPDATED, record.collection, record.id, record.first_id, dates.modified)


def withdrawn(catalogue: Catalogue, one: Withdrawal, moment: str, commit: str = "") -> Change:
    """Return the withdrawal of a record as a change, without a number."""
    successor = catalogue.find(*one.successor) if one.successor else None
    return Change(
        0,
        Act.WITHDRAWN,
        one.collection,
        one.id,
        one.first_id,
        moment,
        reason=one.reason,
        successor=successor.key if successor else None,
        successor_first_id=successor.first_id if successor else "",
        commit=commit,
    )


def by_time(changes: Iterable[Change]) -> Sequence[Change]:
    """Return changes that no commit orders in the order of their days."""
    return sorted(changes, key=lambda change: (change.moment, change.collection, change.id, change.act))


def numbered(changes: Iterable[Change]) -> Sequence[Change]:
    """Return changes with their place in the order of time."""
    return tuple(replace(change, number=number) for number, change in enumerate(changes, start=1))
