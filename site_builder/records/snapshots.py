"""The snapshots of a catalogue that were made so far: what `snapshots/index.yml` lists."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from site_builder import problems
from site_builder.problems import Problem
from site_builder.records.reading import Json
from site_builder.records.reading.folders import list_files
from site_builder.records.reading.yaml_reading import read_document
from site_builder.records.validation import own_schema

SNAPSHOTS = "snapshots"
"""The folder in which snapshots are kept, below the catalogue's root."""
SNAPSHOTS_FILE = f"{SNAPSHOTS}/index.yml"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A bundle of all that was published on a day.

    `date` is that day (ISO 8601), `file` the bundle's name, `size` in bytes, `digest` its SHA-256 in hex, `records` how
    many records are in it. `url` is where it is kept for the public, such as its DOI, "" where nobody said. `is_here`:
    a file of that name lies in the folder of snapshots.
    """

    date: str
    file: str
    size: int
    digest: str
    records: int
    url: str = ""
    is_here: bool = False

    @property
    def path(self) -> str:
        """Where the bundle lies, below the catalogue's root, and stands, below that of the site."""
        return f"{SNAPSHOTS}/{self.file}"


def read_snapshots(root: Path, found: list[Problem]) -> tuple[Snapshot, ...]:
    """Return the snapshots of the catalogue in `root`, in the order of the list; none where there is no list.

    What is wrong with the list, and what lies beside it without standing in it, is appended to `found`. Whether a
    bundle is what the list says is for a check.
    """
    names = list_files(root, SNAPSHOTS, found)
    entries = _entries(root, found)
    if entries is None:
        return ()
    listed = {SNAPSHOTS_FILE, *(f"{SNAPSHOTS}/{entry['file']}" for entry in entries)}
    paths = [path for name in names if (path := f"{SNAPSHOTS}/{name}") not in listed]
    found += [
        Problem(problems.SNAPSHOT_UNLISTED, path, line=1, column=1, values={"list": SNAPSHOTS_FILE}) for path in paths
    ]
    return tuple(_snapshot(entry, is_here=(root / SNAPSHOTS / entry["file"]).is_file()) for entry in entries)


def _entries(root: Path, found: list[Problem]) -> Sequence[Mapping[str, Json]] | None:
    """Return what the list holds; None where that cannot be told."""
    if not os.path.lexists(root / SNAPSHOTS_FILE):
        return ()
    document = read_document(root, SNAPSHOTS_FILE)
    own = document.problems or list(own_schema("snapshots").violations(document.value, SNAPSHOTS_FILE))
    found += own
    return None if own else document.value


def _snapshot(entry: Mapping[str, Json], *, is_here: bool) -> Snapshot:
    return Snapshot(
        date=entry["date"],
        file=entry["file"],
        size=entry["bytes"],
        digest=entry["sha256"],
        records=entry["records"],
        url=entry.get("url", ""),
        is_here=is_here,
    )
