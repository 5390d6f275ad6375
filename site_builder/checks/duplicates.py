"""No two records of a collection have one title (compared with marks, without regard to case or tone placement)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from site_builder import problems
from site_builder.problems import Problem
from site_builder.records import Catalogue
from site_builder.vietnamese import tone_key


def check(catalogue: Catalogue, _root: Path) -> Iterator[Problem]:
    language = catalogue.config.language
    for collection in catalogue.collections.values():
        seen: dict[str, str] = {}
        for record in collection.records:
            title = record.data.get(collection.schema.title)
            pointer: tuple[str, ...] = (collection.schema.title,)
            if isinstance(title, dict):
                title, pointer = title.get(language), (*pointer, language)
            if not isinstance(title, str):
                continue
            other = seen.setdefault(tone_key(title), record.path)
            if other != record.path:
                yield Problem(problems.DUPLICATE_TITLE, record.path, pointer, values={"other": other})
