"""Every code list fits its Table Schema, and the codes that its rows name are in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from site_builder import problems
from site_builder.checks.cells import bad_table, cell_problems, heading_problem, sound_rows
from site_builder.checks.codes import no_such_code
from site_builder.config import CATALOGUE_FILE
from site_builder.problems import Problem
from site_builder.records import Catalogue, Vocabulary
from site_builder.records.reading.csv_reading import Cell, Row, read_csv
from site_builder.records.reading.files import read_text
from site_builder.records.reading.locating import MAX_PROBLEMS
from site_builder.records.reading.wording import shorten
from site_builder.records.vocabulary import ConceptKey, successor_keys


def check(catalogue: Catalogue, root: Path) -> Iterator[Problem]:
    for vocabulary in catalogue.vocabularies.values():
        text = read_text(root, vocabulary.path)
        if not isinstance(text, Problem):
            yield from islice(_table(vocabulary, catalogue, list(read_csv(text))), MAX_PROBLEMS + 1)
    yield from _shared_schemes(catalogue)


def _shared_schemes(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield the schemes that two code lists with pages have: the pages of their codes would stand at one address."""
    owners: dict[str, str] = {}
    for name, about in catalogue.config.vocabularies.items():
        for scheme in catalogue.vocabularies[name].schemes if about.pages and name in catalogue.vocabularies else ():
            if (other := owners.setdefault(scheme, name)) != name:
                values = {"scheme": shorten(scheme), "other": other}
                yield Problem(problems.SCHEME_SHARED, CATALOGUE_FILE, ("vocabularies", name, "pages"), values=values)


def _table_schema(catalogue: Catalogue) -> dict[str, Any]:
    """Return the Table Schema of a code list: https://datapackage.org/standard/table-schema/."""
    iso_date = {"type": "date", "format": "default"}
    required = {"constraints": {"required": True}}
    labels = [
        {"name": f"label_{language}", "type": "string", **(required if language == catalogue.config.language else {})}
        for language in catalogue.config.languages
    ]
    return {
        "fields": [
            {"name": "scheme", "type": "string", "constraints": {"required": True, "pattern": "[a-z0-9-]+"}},
            {"name": "version", "type": "string"},
            {"name": "code", "type": "string", "constraints": {"required": True, "pattern": "[A-Za-z0-9._-]+"}},
            *labels,
            {"name": "parent", "type": "string"},
            {"name": "valid_from", **iso_date},
            {"name": "valid_until", **iso_date},
            {"name": "successor", "type": "string"},
        ],
        "missingValues": [""],
    }


def _table(vocabulary: Vocabulary, catalogue: Catalogue, rows: Sequence[Row]) -> Iterator[Problem]:
    """Yield what is wrong with a code list as a table, and the codes that its rows name and it does not have."""
    schema = _table_schema(catalogue)
    names = [field["name"] for field in schema["fields"]]
    if wrong := heading_problem(vocabulary.path, rows, names):
        yield wrong
        return
    if len(rows) == 1:
        yield bad_table(vocabulary.path, rows[0][0], *_NO_ROW)
    sound, found = sound_rows(vocabulary.path, rows, names)
    yield from found
    yield from cell_problems(vocabulary.path, schema, sound)
    for row in sound[1:]:
        for cell, key in _named_codes(dict(zip(names, row, strict=True))):
            if key not in vocabulary.concepts:
                values = no_such_code(vocabulary, key[1], key[0])
                yield Problem(problems.UNKNOWN_CODE, vocabulary.path, line=cell.line, column=cell.column, values=values)


def _named_codes(cells: Mapping[str, Cell]) -> Iterator[tuple[Cell, ConceptKey]]:
    """Yield the codes that a row names, its parent and its successors, each with the cell in which it stands."""
    scheme = cells["scheme"].text
    if cells["parent"].text:
        yield cells["parent"], (scheme, cells["parent"].text)
    for key in successor_keys(cells["successor"].text, scheme):
        yield cells["successor"], key


_NO_ROW = (
    "danh mục mã chưa có mã nào; hãy thêm ít nhất một dòng, hoặc xóa tệp",
    "the code list holds no code; add a row, or delete the file",
)
