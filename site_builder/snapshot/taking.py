"""Taking a snapshot: from the checked catalogue to a bundle in a folder and its entry in the list."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from site_builder import problems
from site_builder.build import Checked, check
from site_builder.datasets import Publication
from site_builder.datasets.descriptions.package import package_name
from site_builder.history import read_history, with_deleted
from site_builder.market import survey
from site_builder.problems import CannotRunError, Problem
from site_builder.records import Catalogue
from site_builder.records.consent import lasting
from site_builder.records.snapshots import SNAPSHOTS, SNAPSHOTS_FILE, Snapshot
from site_builder.snapshot.bundle import bundle_bytes

_HEADING = """\
# Các bản lưu dữ liệu đã lập, do lệnh «site-builder snapshot» ghi. Chỉ thêm bằng tay dòng «url»: địa chỉ nơi lưu tệp.
# The snapshots made so far, written by “site-builder snapshot”. By hand add “url” only: where a file is kept.
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a snapshot gave: the problems of the catalogue and, where there was no error, the bundle.

    `path` is where the bundle lies, `snapshot` its entry in the list. `is_new`: the same bundle was not there before.
    """

    checked: Checked
    path: Path | None = None
    snapshot: Snapshot | None = None
    is_new: bool = False


def take_snapshot(root: Path, folder: Path | None = None) -> Taken:
    """Bundle what the catalogue in `root` publishes today, write it into `folder` (by default that of the snapshots
    below the root), and enter it in the list.

    The bundle depends on the catalogue and the day alone: taken again on the same day, it is the same, and nothing is
    written. With any error of the catalogue nothing is written either. Raises CannotRunError where there is no
    catalogue, or a snapshot of the day with other content.
    """
    checked = check(root)
    if checked.has_errors or checked.catalogue is None:
        return Taken(checked)
    publication, earlier = _publication(root, checked.catalogue), checked.catalogue.snapshots
    one, data = _bundle(publication)
    path = (folder or root / SNAPSHOTS) / one.file
    namesakes = [other.digest for other in earlier if other.file == one.file]
    is_there = path.exists()
    if (namesakes and one.digest not in namesakes) or (is_there and path.read_bytes() != data):
        values = {"date": one.date, "file": one.file, "list": SNAPSHOTS_FILE}
        raise CannotRunError(Problem(problems.SNAPSHOT_EXISTS, one.path, values=values))
    if not is_there:
        _write(path, data)
    if not namesakes:
        _write(root / SNAPSHOTS_FILE, list_bytes([*earlier, one]))
    return Taken(checked, path, one, is_new=not (is_there and namesakes))


def _publication(root: Path, catalogue: Catalogue) -> Publication:
    """Return what a catalogue hands over for ever, as of its day."""
    kept = lasting(catalogue)
    history = read_history(root, kept)
    kept = with_deleted(kept, history)
    # Not to the second, nor by the last commit: what is in a bundle says nothing of when somebody ran the command.
    moment = datetime.fromisoformat(kept.today).replace(tzinfo=UTC)
    return Publication(kept, survey(kept), history, moment)


def _bundle(publication: Publication) -> tuple[Snapshot, bytes]:
    """Return a snapshot, and the bundle that it is."""
    catalogue = publication.catalogue
    name = f"{package_name(catalogue.config)}-{catalogue.today}"
    data = bundle_bytes(publication, name)
    records = sum(len(one.records) for one in catalogue.collections.values())
    return Snapshot(catalogue.today, f"{name}.zip", len(data), hashlib.sha256(data).hexdigest(), records), data


def list_bytes(snapshots: Sequence[Snapshot]) -> bytes:
    """Return the list of snapshots as YAML, in the order of their days."""
    entries = [_entry(one) for one in sorted(snapshots, key=lambda one: (one.date, one.file))]
    return (_HEADING + "".join(entries)).encode()


def _entry(one: Snapshot) -> str:
    values: dict[str, object] = {"bytes": one.size, "sha256": one.digest, "records": one.records}
    values |= {"url": one.url} if one.url else {}
    # Every JSON text is a YAML one; what the schema lets a date and a name be needs no quotes.
    more = "".join(f"  {key}: {json.dumps(value)}\n" for key, value in values.items())
    return f"- date: {one.date}\n  file: {one.file}\n{more}"


def _write(path: Path, data: bytes) -> None:
    """Write a file as a whole: killed on the way, it is not there, or as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.new")
    half.write_bytes(data)
    half.replace(path)
