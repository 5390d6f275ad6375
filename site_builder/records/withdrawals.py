"""Records that are no longer published: what `catalogue/withdrawn.yml` says of each, so that its address never lies."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from site_builder import problems
from site_builder.config import Translated
from site_builder.problems import Problem
from site_builder.records.reading import Json
from site_builder.records.reading.wording import shorten
from site_builder.records.reading.yaml_reading import read_document
from site_builder.records.validation import own_schema

WITHDRAWN_FILE = "catalogue/withdrawn.yml"

RecordKey = tuple[str, str]
"""(collection, id)"""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A record that was taken back: when (ISO 8601 day), why, and the record that has taken its place, if any.

    `aliases` are the ids that it had before, the first one first. A record that was deleted without a word has no
    reason.
    """

    collection: str
    id: str
    date: str
    reason: Translated
    successor: RecordKey | None = None
    aliases: tuple[str, ...] = ()

    @property
    def key(self) -> RecordKey:
        return self.collection, self.id

    @property
    def first_id(self) -> str:
        """The id that the record had first, as `Record.first_id`."""
        return next(iter(self.aliases), self.id)

    @property
    def address(self) -> str:
        """Where the record's page stood, and the note of its withdrawal stands, below the root of a language."""
        return f"{self.collection}/{self.id}/"


def read_withdrawn(root: Path, found: list[Problem]) -> Mapping[RecordKey, Withdrawal]:
    """Return the records that were taken back, in the order of the file; none where there is no such file.

    Appends to `found` what is wrong with the file by itself; then none is returned. Whether what it names exists is
    for a check to say.
    """
    if not os.path.lexists(root / WITHDRAWN_FILE):
        return {}
    document = read_document(root, WITHDRAWN_FILE)
    own = document.problems
    if document.whole and not own:
        own += own_schema("withdrawn").violations(document.value, WITHDRAWN_FILE)
    entries: dict[RecordKey, Withdrawal] = {}
    for place, value in enumerate(document.value if not own else ()):
        one = _withdrawal(value)
        if one.key in entries:
            values = {"value": "/".join(one.key)}
            own.append(Problem(problems.REPEATED_ITEM, WITHDRAWN_FILE, (place, "id"), values=values))
        if "successor" in value and one.successor is None:
            own.append(_no_key(place, value["successor"], one))
        entries[one.key] = one
    found += own
    return {} if own else entries


def _no_key(place: int, successor: str, one: Withdrawal) -> Problem:
    values = {
        "value": shorten(successor),
        "format_vi": "tên bộ dữ liệu và id, cách nhau bằng dấu gạch chéo",
        "format_en": "the name of a collection and an id with a slash between them",
        "example": f"{shorten(one.collection)}/{shorten(successor.strip('/')) or one.id}",
    }
    return Problem(problems.BAD_FORMAT, WITHDRAWN_FILE, (place, "successor"), values=values)


def _withdrawal(value: Mapping[str, Json]) -> Withdrawal:
    collection, _, record_id = value.get("successor", "").partition("/")
    return Withdrawal(
        value["collection"],
        value["id"],
        value["date"],
        value["reason"],
        (collection, record_id) if collection and record_id else None,
        tuple(value.get("aliases", ())),
    )
