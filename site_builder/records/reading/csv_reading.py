"""Reading of CSV (RFC 4180) with the place of every cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CELL = re.compile(r'(?:"(?P<quoted>[^"]*(?:""[^"]*)*)"|(?P<plain>[^",\r\n][^,\r\n]*|))(?P<end>,|\r\n|\n|\r|\Z)')
_REST = re.compile(r"[^,\r\n]*(?P<end>,|\r\n|\n|\r|\Z)")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text and where it begins. `broken`: it opens a quote and does not close it as it should."""

    text: str
    line: int
    column: int
    broken: bool = False


Row = tuple[Cell, ...]


def read_csv(text: str) -> Iterator[Row]:
    """Yield the rows of a text in CSV, blank lines left out. Bad input is never raised: see `Cell.broken`."""
    offset, line, line_start = 0, 1, 0
    row: list[Cell] = []
    while offset < len(text):
        match = _CELL.match(text, offset)
        broken = match is None
        match = match or _REST.match(text, offset)
        if match is None:  # pragma: no cover — the second pattern matches anything
            return
        content = match[0][: len(match[0]) - len(match["end"])]
        if not broken:
            content = match["plain"] if match["quoted"] is None else match["quoted"].replace('""', '"')
        row.append(Cell(content, line, offset - line_start + 1, broken))
        breaks = match[0].count("\n") + (match["end"] == "\r")
        if breaks:
            line += breaks
            line_start = match.end() if match["end"] != "," else match.start() + match[0].rindex("\n") + 1
        offset = match.end()
        if match["end"] != ",":
            if len(row) > 1 or row[0].text or broken:
                yield tuple(row)
            row = []
    if row:  # the text ends in a comma: the last cell is empty
        yield (*row, Cell("", line, offset - line_start + 1))
