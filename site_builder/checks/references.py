"""Every reference leads to a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from site_builder import problems
from site_builder.checks.walk import apply
from site_builder.problems import Kind, Pointer, Problem
from site_builder.records import Catalogue, Field, Json, Record
from site_builder.records.explaining import hint
from site_builder.records.reading.wording import shorten


def check(catalogue: Catalogue, _root: Path) -> Iterator[Problem]:
    return apply(_dangling, catalogue)


def _dangling(catalogue: Catalogue, record: Record, field: Field, pointer: Pointer, value: Json) -> Iterator[Problem]:
    if isinstance(value, str) and (wrong := no_such_record(catalogue, field, value)):
        kind, values = wrong
        yield Problem(kind, record.path, pointer, values=values)


def no_such_record(catalogue: Catalogue, field: Field, target: str) -> tuple[Kind, Mapping[str, object]] | None:
    """Return the problem of a reference that leads to no record, and what it says; None for a good one."""
    collection = catalogue.collections.get(field.refers_to or "")
    if collection is None or target in collection.by_id:
        return None
    # A record that is there and cannot be read has a problem of its own.
    if (collection.name, target) in catalogue.unread:
        return None
    hint_vi, hint_en = hint(target, collection.by_id)
    values = {"id": shorten(target), "collection": collection.name, "hint_vi": hint_vi, "hint_en": hint_en}
    return problems.MISSING_REFERENCE, values
