"""A text that has no version in one of the catalogue's languages is worth a warning."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from site_builder import problems
from site_builder.checks.walk import apply
from site_builder.problems import Pointer, Problem
from site_builder.records import Catalogue, Field, Json, Record, Shape


def check(catalogue: Catalogue, _root: Path) -> Iterator[Problem]:
    return apply(_untranslated, catalogue)


def _untranslated(
    catalogue: Catalogue, record: Record, field: Field, pointer: Pointer, value: Json
) -> Iterator[Problem]:
    main, *others = catalogue.config.languages
    if field.shape is not Shape.TRANSLATED or main not in value:
        return
    for language in others:
        if language not in value:
            found = {"language": language, "fallback": main}
            yield Problem(problems.TEXT_UNTRANSLATED, record.path, pointer, on_key=True, values=found)
