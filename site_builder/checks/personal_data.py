"""No personal telephone number, e-mail address or identity number stands in free text.

Law 91/2025/QH15 on personal data protection, in force since 1 January 2026. Contacts are public desks, given by a
page; numbers of citizens' identity cards have twelve digits and begin with 0 (Circular 17/2024/TT-BCA).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from site_builder import problems
from site_builder.checks.walk import apply, apply_to_tables, texts
from site_builder.problems import Pointer, Problem
from site_builder.records import Catalogue, DataTable, Field, Json, Record, Shape
from site_builder.records.reading.csv_reading import Cell
from site_builder.records.reading.wording import shorten

# Each part is bounded, and an address is looked for from a place where one can begin: hostile text costs no more time.
# A number has no letter a-f at its ends: what stands inside a checksum in hex is nobody's.
_PATTERNS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"),
        "địa chỉ thư điện tử",
        "e-mail address",
    ),
    (
        re.compile(r"(?<![\da-f.])(?:\+84|0)[\s.-]?[35789]\d(?:[\s.-]?\d){7}(?![\da-f])"),
        "số điện thoại",
        "telephone number",
    ),
    (re.compile(r"(?<![\da-f.])0\d{11}(?![\da-f])"), "số căn cước", "identity number"),
)


def check(catalogue: Catalogue, root: Path) -> Iterator[Problem]:
    yield from apply(_in_record, catalogue)
    yield from apply_to_tables(_in_cell, catalogue, root)


def _in_record(_: Catalogue, record: Record, field: Field, pointer: Pointer, value: Json) -> Iterator[Problem]:
    for place, text in texts(field, pointer, value):
        for match, values in personal(text):
            excerpt = match[0], text.count(match[0], 0, match.start())
            yield Problem(problems.PERSONAL_DATA, record.path, place, excerpt=excerpt, values=values)


def _in_cell(_: Catalogue, table: DataTable, field: Field, row: Mapping[str, Cell], value: str) -> Iterator[Problem]:
    if field.shape is Shape.TEXT:
        cell = row[field.name]
        for _match, values in personal(value):
            yield Problem(problems.PERSONAL_DATA, table.path, line=cell.line, column=cell.column, values=values)


def personal(text: str) -> Iterator[tuple[re.Match[str], Mapping[str, object]]]:
    """Yield what looks like personal data in a text, each with what a problem says of it."""
    for pattern, what_vi, what_en in _PATTERNS:
        for match in pattern.finditer(text):
            yield match, {"value": shorten(match[0]), "what_vi": what_vi, "what_en": what_en}
