"""The positions of the map are a sound table, and each is that of a code."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from site_builder import problems
from site_builder.checks.cells import cell_problems, heading_problem, sound_rows
from site_builder.checks.codes import no_such_code
from site_builder.problems import Problem
from site_builder.records import Catalogue
from site_builder.records.maps import COLUMNS, path
from site_builder.records.reading.csv_reading import read_csv
from site_builder.records.reading.files import read_text
from site_builder.records.reading.locating import MAX_PROBLEMS

_SCHEMA: dict[str, Any] = {
    "fields": [
        {"name": "scheme", "type": "string", "constraints": {"required": True}},
        {"name": "code", "type": "string", "constraints": {"required": True}},
        {"name": "lon", "type": "number", "constraints": {"required": True, "minimum": -180, "maximum": 180}},
        {"name": "lat", "type": "number", "constraints": {"required": True, "minimum": -90, "maximum": 90}},
    ],
    "primaryKey": ["scheme", "code"],
    "missingValues": [""],
}
"""The file as a Table Schema: https://datapackage.org/standard/table-schema/."""


def check(catalogue: Catalogue, root: Path) -> Iterator[Problem]:
    about = catalogue.config.map
    if about and catalogue.map and path(about.points) in catalogue.map.texts:
        text = read_text(root, path(about.points))
        if not isinstance(text, Problem):
            yield from islice(_points(catalogue, path(about.points), about.vocabulary, text), MAX_PROBLEMS + 1)


def _points(catalogue: Catalogue, file: str, name: str, text: str) -> Iterator[Problem]:
    rows = list(read_csv(text))
    if wrong := heading_problem(file, rows, COLUMNS):
        yield wrong
        return
    sound, found = sound_rows(file, rows, COLUMNS)
    yield from found
    yield from cell_problems(file, _SCHEMA, sound)
    vocabulary = catalogue.vocabularies.get(name)
    for scheme, code, *_ in sound[1:] if vocabulary else ():
        if vocabulary and code.text and vocabulary.find(code.text, scheme.text) is None:
            values = no_such_code(vocabulary, code.text, scheme.text)
            yield Problem(problems.UNKNOWN_CODE, file, line=code.line, column=code.column, values=values)
