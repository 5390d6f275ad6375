"""A record's id is its file's name, is plain ASCII, differs from others on any file system, and is never used again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from site_builder import problems
from site_builder.problems import Problem
from site_builder.records import Catalogue, Collection
from site_builder.records.explaining import ID_PATTERN
from site_builder.records.reading.wording import shorten, suggested_id
from site_builder.records.record import ALIASES

_ID = re.compile(ID_PATTERN.removesuffix("$") + r"\Z")


def check(catalogue: Catalogue, _root: Path) -> Iterator[Problem]:
    for collection in catalogue.collections.values():
        seen: dict[str, str] = {}
        for record in collection.records:
            stated = record.data.get("id")
            if isinstance(stated, str) and stated != record.id:
                values = {"id": shorten(stated), "stem": shorten(record.id)}
                yield Problem(problems.ID_NOT_STEM, record.path, ("id",), values=values)
            if not _ID.search(record.id):
                values = {"id": shorten(record.id), "suggestion": suggested_id(record.id)}
                yield Problem(problems.BAD_ID, record.path, line=1, column=1, values=values)
            folded = record.id.casefold()
            if folded in seen:
                values = {"other": seen[folded]}
                yield Problem(problems.CASE_CLASH, record.path, line=1, column=1, values=values)
            seen.setdefault(folded, record.path)
        yield from _former_ids(catalogue, collection)


def _former_ids(catalogue: Catalogue, collection: Collection) -> Iterator[Problem]:
    """Yield what is wrong with the ids that the records of a collection had before."""
    seen: dict[str, str] = {}
    for record in collection.records:
        listed = record.data.get(ALIASES)
        for place, alias in enumerate(listed if isinstance(listed, list) else ()):
            if not isinstance(alias, str):
                continue  # the schema check says so
            pointer = (ALIASES, place)
            if not _ID.search(alias):  # whatever the schema allows: it becomes an address
                values = {"id": shorten(alias), "suggestion": suggested_id(alias)}
                yield Problem(problems.BAD_ID, record.path, pointer, values=values)
            elif holder := whose(catalogue, collection.name, alias):
                yield Problem(problems.FORMER_ID_IN_USE, record.path, pointer, values={"id": alias, "other": holder})
            elif seen.get(alias, record.path) != record.path:
                values = {"id": alias, "other": seen[alias]}
                yield Problem(problems.FORMER_ID_TWICE, record.path, pointer, values=values)
            seen.setdefault(alias, record.path)


def whose(catalogue: Catalogue, collection: str, record_id: str) -> str:
    """Return the path of the file whose record has an id, "" where none has."""
    record = catalogue.find(collection, record_id)
    unread = (collection, record_id) in catalogue.unread
    return record.path if record else f"catalogue/{collection}/{record_id}.yml" if unread else ""
