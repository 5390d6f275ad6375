"""The history of a catalogue that has no git: what the records' own dates and `withdrawn.yml` say."""

from __future__ import annotations

from dataclasses import replace

from site_builder.history.history import Act, Basis, Change, Dates, History
from site_builder.records import Catalogue, Record, date_of, standing


def history_of_own_dates(catalogue: Catalogue) -> History:
    """Return the history of a published catalogue by its records' own dates: created on one, updated on the other."""
    found: list[tuple[str, Act, Record]] = []
    dates = {}
    for record in catalogue.records:
        issued = date_of(catalogue, record)
        modified = max(issued, standing(catalogue, record).confirmed)
        dates[record.key] = Dates(issued, modified)
        if issued:
            found.append((issued, Act.CREATED, record))
        if modified > issued:
            found.append((modified, Act.UPDATED, record))
    happened = [
        (moment, Change(0, act, record.collection, record.id, record.first_id, moment)) for moment, act, record in found
    ]
    happened += [
        (one.date, Change(0, Act.WITHDRAWN, *one.key, one.id, one.date, reason=one.reason, successor=one.successor))
        for one in catalogue.withdrawn.values()
    ]
    happened.sort(key=lambda pair: (pair[0], pair[1].collection, pair[1].id, pair[1].act))
    changes = [numbered(change, number) for number, (_, change) in enumerate(happened, start=1)]
    return History(Basis.RECORDS, tuple(changes), dates)


def numbered(change: Change, number: int) -> Change:
    """Return a change with its place in the order of time."""
    return replace(change, number=number)
