"""A record's id is its file's name, is plain ASCII, and is told apart from others on every file system."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from site_builder import problems
from site_builder.problems import Problem
from site_builder.records import Catalogue
from site_builder.records.explaining import ID_PATTERN
from site_builder.records.reading.wording import shorten, suggested_id

_ID = re.compile(ID_PATTERN.removesuffix("$") + r"\Z")


def check(catalogue: Catalogue, _root: Path) -> Iterator[Problem]:
    for collection in catalogue.collections.values():
        seen: dict[str, str] = {}
        for record in collection.records:
            stated = record.data.get("id")
            if isinstance(stated, str) and stated != record.id:
                values = {"id": shorten(stated), "stem": shorten(record.id)}
                yield Problem(problems.ID_NOT_STEM, record.path, ("id",), values=values)
            if not _ID.search(record.id):
                values = {"id": shorten(record.id), "suggestion": suggested_id(record.id)}
                yield Problem(problems.BAD_ID, record.path, line=1, column=1, values=values)
            folded = record.id.casefold()
            if folded in seen:
                values = {"other": seen[folded]}
                yield Problem(problems.CASE_CLASH, record.path, line=1, column=1, values=values)
            seen.setdefault(folded, record.path)
