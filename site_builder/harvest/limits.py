"""How much is taken from a source: it is a stranger's, and may be as large and as slow as it likes."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one harvest.

    `file_bytes` holds for a file as it comes and as it is after decompression: the largest catalogues that are met in
    this field have some tens of megabytes of descriptions, and what is parsed takes ten times that in memory. A row or
    dataset becomes a record with a page of its own; `rows` is ten times the number for which builds are measured.
    `connect_seconds` and `read_seconds` are for one step of the connection, `file_seconds` for a whole file: a server
    that sends a byte now and then keeps within the others for days.
    """

    file_bytes: int = 64 * MIB
    total_bytes: int = 256 * MIB
    files: int = 2000
    rows: int = 100_000
    columns: int = 500
    redirects: int = 5
    connect_seconds: float = 10
    read_seconds: float = 30
    file_seconds: float = 600
    tries: int = 2
    pause_seconds: float = 2
