"""The ZIP file of a snapshot, the same bytes for the same contents."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from site_builder.datasets import Publication
from site_builder.snapshot.contents import Content, contents
from site_builder.snapshot.crate import NAME as CRATE
from site_builder.snapshot.crate import crate_bytes
from site_builder.snapshot.readme import LICENCE, README, licence, readme

SUMS = "SHA256SUMS"

_UNIX, _READABLE = 3, 0o100644 << 16
"""What a ZIP file says of who made it, and the rights of a file in it."""


def bundle_bytes(publication: Publication, name: str) -> bytes:
    """Return the bundle of a publication as a ZIP file; `name` is what it calls itself."""
    return _zip(bundle_files(publication, name), date.fromisoformat(publication.catalogue.today))


def bundle_files(publication: Publication, name: str) -> Mapping[str, bytes]:
    """Return the files of the bundle by their paths: the data, what describes them, and the list of checksums."""
    data = contents(publication)
    paths = [CRATE, LICENCE, README, SUMS, *(one.path for one in data)]
    files = [
        Content(README, readme(publication, paths), {}),
        Content(LICENCE, licence(publication.config), {}),
        *data,
    ]
    names = sorted([CRATE, *(one.path for one in files)])
    size = sum(len(_line("0" * 64, path).encode()) for path in names)
    crate = crate_bytes(publication, name, files, (SUMS, size))
    found = {CRATE: crate, **{one.path: one.data for one in files}}
    sums = "".join(_line(hashlib.sha256(found[path]).hexdigest(), path) for path in names)
    return {**found, SUMS: sums.encode()}


def _line(digest: str, path: str) -> str:
    """Return a line as `sha256sum` writes and reads it."""
    return f"{digest}  {path}\n"


def _zip(files: Mapping[str, bytes], day: date) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        for path in sorted(files):
            entry = ZipInfo(path, (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            archive.writestr(entry, files[path], ZIP_DEFLATED, compresslevel=9)
    return stream.getvalue()
