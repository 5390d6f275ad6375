"""How current a record is: when it was last confirmed, when that is due again, and whether it still holds."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from site_builder.records.catalogue import Catalogue
from site_builder.records.record import Record


class State(StrEnum):
    """How current a record is."""

    CURRENT = "current"
    DUE = "due to be confirmed"
    OUT_OF_DATE = "not confirmed in time"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Standing:
    """How current a record is on the catalogue's day.

    `confirmed` is the day on which it was last confirmed, `due` the day from which on it is due again, `ends` the day
    on which it stops to hold; ISO 8601 dates, "" where the record or its schema does not say.
    """

    state: State
    confirmed: str
    due: str
    ends: str


def standing(catalogue: Catalogue, record: Record) -> Standing:
    """Return how current a record is on the catalogue's day, by the freshness that its schema states."""
    about = catalogue.schema(record).freshness
    confirmed = max(_dates(record, about.confirmed), default="")
    ends = min(_dates(record, about.expires), default="")
    due = _later(confirmed, about.warn_months) if confirmed and about.fresh_months else ""
    stale = _later(confirmed, about.fresh_months) if due else ""
    today = catalogue.today
    if ends and ends < today[: len(ends)]:
        state = State.EXPIRED
    elif stale and stale <= today:
        state = State.OUT_OF_DATE
    elif due and due <= today:
        state = State.DUE
    else:
        state = State.CURRENT
    return Standing(state, confirmed, due, ends)


def _dates(record: Record, names: Iterable[str]) -> list[str]:
    return [str(value) for name in names if (value := record.data.get(name))]


def is_listed(catalogue: Catalogue, record: Record) -> bool:
    """Whether a record stands in the lists: one of a `listing` that is out of date or expired has its page only."""
    if not catalogue.schema(record).freshness.listing:
        return True
    return standing(catalogue, record).state in {State.CURRENT, State.DUE}


def _later(iso: str, months: int) -> str:
    """Return the day some months after a date (a year or a month stands for its first day)."""
    try:
        day = date.fromisoformat((iso + "-01-01")[:10])
    except ValueError:
        return ""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1])).isoformat()
