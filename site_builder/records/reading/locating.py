"""Where a problem stands: positions are computed when there is a problem, never for a file that is well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from site_builder import problems
from site_builder.problems import Problem
from site_builder.records.reading.files import read_text
from site_builder.records.reading.wording import shorten
from site_builder.records.reading.yaml_reading import Document, parse_yaml

MAX_PROBLEMS = 100
"""How many problems of one file are told at once: more would bury the first."""


def locate(found: Iterable[Problem], root: Path) -> list[Problem]:
    """Give each problem that is known by its pointer only the line and column of that value, and sort them all.

    A pointer that leads to nothing (a key that is missing) is located at the nearest value above it. Where reading
    says that a value is not what was meant, what the rules say of that value is left out: one mistake, one problem.
    Of each file the first `MAX_PROBLEMS` are given.
    """
    located: list[Problem] = []
    for path, group in groupby(sorted(found, key=lambda problem: problem.path), key=lambda problem: problem.path):
        unique = {problem.sort_key: problem for problem in _locate_in(path, list(group), root)}
        in_order = [unique[key] for key in sorted(unique)]
        located += in_order[:MAX_PROBLEMS]
        for first_left_out in in_order[MAX_PROBLEMS : MAX_PROBLEMS + 1]:
            line, column = first_left_out.line, first_left_out.column
            values = {"limit": MAX_PROBLEMS}
            located.append(Problem(problems.TOO_MANY, path, line=line, column=column, values=values))
    return located


def _locate_in(path: str, found: Sequence[Problem], root: Path) -> Sequence[Problem]:
    if all(problem.line for problem in found):
        return found
    text = read_text(root, path)
    if isinstance(text, Problem):
        return [problem if problem.line else problem.at(1, 1) for problem in found]
    # JSON is a subset of YAML 1.2, so one reader gives the positions of both.
    document = parse_yaml(text, path, positions=True)
    spoilt = {problem.pointer for problem in found if problem.line and problem.pointer}
    return [
        problem if problem.line else _as_written(problem, document).at(*_position(problem, document, text))
        for problem in found
        if problem.line or not any(problem.pointer[: len(pointer)] == pointer for pointer in spoilt)
    ]


def _as_written(problem: Problem, document: Document) -> Problem:
    """Show a number as its file has it: `1.10`, where the value is 1.1."""
    if "value" not in problem.values or problem.pointer not in document.plain:
        return problem
    return replace(problem, values={**problem.values, "value": shorten(document.plain[problem.pointer])})


def _position(problem: Problem, document: Document, text: str) -> tuple[int, int]:
    if problem.on_key and problem.pointer in document.key_positions:
        return document.key_positions[problem.pointer]
    if problem.excerpt and problem.pointer in document.spans:
        offset = _find(text, problem.excerpt, *document.spans[problem.pointer])
        if offset >= 0:
            return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
    pointer = problem.pointer
    while pointer and pointer not in document.positions:
        pointer = pointer[:-1]
    return document.positions.get(pointer, (1, 1))


def _find(text: str, excerpt: tuple[str, int], start: int, end: int) -> int:
    """Return the offset of an excerpt in a part of a file, or -1 where a fold or an escape breaks it up."""
    words, before = excerpt
    offset = text.find(words, start, end)
    while before and offset >= 0:
        offset = text.find(words, offset + len(words), end)
        before -= 1
    return offset
