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
    return problems.MISSING_REFERENCE, missing_record(catalogue, collection.name, target)


def missing_record(catalogue: Catalogue, collection: str, target: str) -> Mapping[str, object]:
    """Return what the problem of a missing record says: the id, and the one that is meant or has taken its place."""
    renamed, withdrawn = catalogue.former.get((collection, target)), catalogue.withdrawn.get((collection, target))
    if renamed:
        hint_vi, hint_en = f" (nay là «{renamed.id}»)", f" (it is called “{renamed.id}” now)"
    elif withdrawn and withdrawn.successor:
        successor = "/".join(withdrawn.successor)
        hint_vi, hint_en = f" (đã rút, thay bằng «{successor}»)", f" (withdrawn; “{successor}” has taken its place)"
    elif withdrawn:
        hint_vi, hint_en = " (đã rút)", " (it was withdrawn)"
    else:
        hint_vi, hint_en = hint(target, catalogue.collections[collection].by_id)
    return {"id": shorten(target), "collection": collection, "hint_vi": hint_vi, "hint_en": hint_en}
