"""What takes place, when and where: the records of the collections whose schema has a `calendar`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from site_builder.config import Translated
from site_builder.records.catalogue import Catalogue
from site_builder.records.record import Record, values_of
from site_builder.records.schema import Calendar, Field, Shape


class When(StrEnum):
    """Where an entry stands from the catalogue's day."""

    COMING = "coming"
    """It is under way, or still to come."""
    OPEN = "open"
    """Its month or year is the present one, and no day is stated."""
    PAST = "past"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A record that takes place.

    `start` and `end` are ISO 8601: a year, a month or a day, just as the record states it; without an end of its own it
    ends when it starts. `place` is empty where none is stated. `called_off`: the record says that it does not take
    place.
    """

    record: Record
    start: str
    end: str
    place: Translated
    called_off: bool

    @property
    def has_days(self) -> bool:
        """Whether both its first and its last day are known."""
        return len(self.start) == len(self.end) == len("2026-01-31")

    def when(self, today: str) -> When:
        """Return where the entry stands from a day (ISO 8601)."""
        if self.end < today[: len(self.end)]:
            return When.PAST
        return When.COMING if self.has_days or self.start > today[: len(self.start)] else When.OPEN


def calendar_entries(catalogue: Catalogue) -> Sequence[CalendarEntry]:
    """Return all that takes place, by its beginning; what has no beginning stated is no entry."""
    found = [
        entry
        for collection in catalogue.collections.values()
        if (about := collection.schema.calendar)
        for record in collection.records
        for entry in _entry(catalogue, about, record)
    ]
    return sorted(found, key=lambda entry: (entry.start, entry.end, entry.record.collection, entry.record.id))


def _entry(catalogue: Catalogue, about: Calendar, record: Record) -> Iterator[CalendarEntry]:
    start = record.data.get(about.start)
    if start:
        end = record.data.get(about.end or "") or start
        called_off = any(str(record.data.get(name)) in values for name, values in about.called_off.items())
        yield CalendarEntry(record, str(start), str(end), _place(catalogue, about, record), called_off)


def _place(catalogue: Catalogue, about: Calendar, record: Record) -> Translated:
    if about.place is None:
        return {}
    field = catalogue.schema(record).field(about.place)
    places = [_place_text(catalogue, field, value) for value in values_of(field, record.data)]
    return {
        language: ", ".join(catalogue.config.text(place, language) for place in places)
        for language in catalogue.config.languages
        if any(place.get(language) for place in places)
    }


def _place_text(catalogue: Catalogue, field: Field, value: object) -> Translated:
    """Return a place in words: as written where it is a text, by its label where it is a code or a record."""
    if field.shape is Shape.TRANSLATED and isinstance(value, Mapping):
        return value
    main = catalogue.config.language
    if field.shape is Shape.REFERENCE:
        target = catalogue.find(field.refers_to, str(value))
        return catalogue.title(target) if target else {main: str(value)}
    if field.shape in {Shape.CODE, Shape.CODING}:
        concept = catalogue.concept(field, value)
        return concept.labels if concept else {}
    return {main: str(value)}
