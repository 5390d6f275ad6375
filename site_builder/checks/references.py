"""Every reference leads to a record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from site_builder import problems
from site_builder.checks.walk import apply
from site_builder.problems import Pointer, Problem
from site_builder.records import Catalogue, Field, Json, Record
from site_builder.records.explaining import hint
from site_builder.records.wording import shorten


def check(catalogue: Catalogue, _root: Path) -> Iterator[Problem]:
    return apply(_dangling, catalogue)


def _dangling(catalogue: Catalogue, record: Record, field: Field, pointer: Pointer, value: Json) -> Iterator[Problem]:
    collection = catalogue.collections.get(field.refers_to or "")
    if collection is None or not isinstance(value, str) or value in collection.by_id:
        return
    # A record that is there and cannot be read has a problem of its own.
    if (collection.name, value) in catalogue.unread:
        return
    hint_vi, hint_en = hint(value, collection.by_id)
    found = {"id": shorten(value), "collection": collection.name, "hint_vi": hint_vi, "hint_en": hint_en}
    yield Problem(problems.MISSING_REFERENCE, record.path, pointer, values=found)
