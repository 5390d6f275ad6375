"""A snapshot never changes: the bundle that lies in `snapshots/` is byte for byte the one that was listed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from site_builder import problems
from site_builder.problems import Kind, Problem
from site_builder.records import Catalogue
from site_builder.records.reading.files import is_inside, unreadable
from site_builder.records.snapshots import SNAPSHOTS_FILE, Snapshot


def check(catalogue: Catalogue, root: Path) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, one in enumerate(catalogue.snapshots):
        if one.file in seen:
            yield _problem(problems.REPEATED_ITEM, place, "file", value=one.file)
            continue
        seen.add(one.file)
        if one.is_here:
            yield from _altered(root, place, one)
        elif not one.url:
            yield _problem(problems.SNAPSHOT_MISSING, place, "file", path=one.path)


def _altered(root: Path, place: int, one: Snapshot) -> Iterator[Problem]:
    """Yield what keeps a bundle from being published as it is listed."""
    if not is_inside(root, one.path):
        yield Problem(problems.OUTSIDE_TREE, one.path, line=1, column=1)
        return
    try:
        size = (root / one.path).stat().st_size
        with (root / one.path).open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        yield unreadable(one.path, error)
        return
    if size != one.size:
        yield _problem(problems.SNAPSHOT_ALTERED, place, "bytes", path=one.path, found=size)
    elif digest != one.digest:
        yield _problem(problems.SNAPSHOT_ALTERED, place, "sha256", path=one.path, found=digest)


def _problem(kind: Kind, place: int, key: str, **values: object) -> Problem:
    return Problem(kind, SNAPSHOTS_FILE, (place, key), values=values)
