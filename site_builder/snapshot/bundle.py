"""The ZIP file of a snapshot, the same bytes for the same contents."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from site_builder.datasets import Publication
from site_builder.datasets.citing import licence_text
from site_builder.datasets.formats.archives import zip_bytes
from site_builder.snapshot.contents import Content, contents
from site_builder.snapshot.crate import NAME as CRATE
from site_builder.snapshot.crate import crate_bytes
from site_builder.snapshot.readme import README, readme

LICENCE, SUMS = "LICENSE.txt", "SHA256SUMS"


def bundle_bytes(publication: Publication, name: str) -> bytes:
    """Return the bundle of a publication as a ZIP file; `name` is what it calls itself."""
    files = bundle_files(publication, name)
    return zip_bytes({path: files[path] for path in sorted(files)}, publication.created)


def bundle_files(publication: Publication, name: str) -> Mapping[str, bytes]:
    """Return the files of the bundle by their paths: the data, what describes them, and the list of checksums."""
    data = contents(publication)
    paths = [CRATE, LICENCE, README, SUMS, *(one.path for one in data)]
    files = [
        Content(README, readme(publication, paths), {}),
        Content(LICENCE, licence_text(publication.config, publication.config.vocabularies).encode(), {}),
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
