"""Code lists: `catalogue/vocabularies/*.csv`, one row a concept, with scheme, version, labels, validity, successor."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from site_builder import problems
from site_builder.config import CodePattern, Translated
from site_builder.problems import Problem
from site_builder.records.reading.csv_reading import read_csv
from site_builder.records.reading.locating import MAX_PROBLEMS
from site_builder.records.reading.wording import shorten

COLUMNS = ("scheme", "version", "code", "parent", "valid_from", "valid_until", "successor")
"""The columns beside `label_<language>`. `successor` holds codes `scheme:code`, separated by spaces."""

ConceptKey = tuple[str, str]
"""(scheme, code)"""


@dataclass(frozen=True, slots=True)
class Concept:
    """One code of a code list. `parent` is a code of the same scheme; dates are ISO 8601 or empty."""

    scheme: str
    version: str
    code: str
    labels: Translated
    parent: str
    valid_from: str
    valid_until: str
    successors: tuple[ConceptKey, ...]

    @property
    def key(self) -> ConceptKey:
        return self.scheme, self.code

    def ended_before(self, moment: str) -> bool:
        """Whether the concept was no longer valid at a time (ISO 8601), compared as far as both dates go."""
        last = self.valid_until[: len(moment)]
        return bool(last) and last < moment[: len(last)]

    def begins_after(self, moment: str) -> bool:
        """Whether the concept was not yet valid at a time (ISO 8601), compared as far as both dates go."""
        first = self.valid_from[: len(moment)]
        return moment[: len(first)] < first

    def holds_at(self, moment: str) -> bool:
        """Whether the concept was valid at a time (ISO 8601)."""
        return not (self.ended_before(moment) or self.begins_after(moment))


@dataclass(frozen=True)
class Vocabulary:
    """A code list: concepts by (scheme, code), in the order of the file.

    `patterns` are schemes that have no list: a code of the right form is one, and has no label.
    """

    name: str
    path: str
    concepts: Mapping[ConceptKey, Concept]
    patterns: Mapping[str, CodePattern] = field(default_factory=dict)

    @cached_property
    def schemes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*(scheme for scheme, _ in self.concepts), *self.patterns]))

    def find(self, code: str, scheme: str | None = None) -> Concept | None:
        """Return the concept of a code; without a scheme, of the first scheme that has the code."""
        for candidate in (scheme,) if scheme else self.schemes:
            if found := self.concepts.get((candidate, code)) or self._by_pattern(code, candidate):
                return found
        return None

    def _by_pattern(self, code: str, scheme: str) -> Concept | None:
        about = self.patterns.get(scheme)
        if about is None or not re.fullmatch(about.pattern, code):
            return None
        return Concept(scheme, about.version, code, {}, "", about.valid_from, about.valid_until, ())

    def lineage(self, concept: Concept) -> tuple[Concept, ...]:
        """Return the concept and what is above it, the top first."""
        line = [concept]
        while line[0].parent and (above := self.concepts.get((concept.scheme, line[0].parent))) and above not in line:
            line.insert(0, above)
        return tuple(line)

    def at_level(self, concept: Concept, level: int) -> Concept:
        """Return the concept above this one at a level (1 is the top), or itself where it is no deeper."""
        line = self.lineage(concept)
        return line[min(level, len(line)) - 1] if level else concept

    def today(self, concept: Concept) -> tuple[Concept, ...]:
        """Return what has taken the place of a concept: itself where it has no successor, or they lead in a circle."""
        found: dict[ConceptKey, Concept] = {}
        waiting, seen = [concept], set()
        while waiting:
            current = waiting.pop(0)
            if current.key in seen:
                continue
            seen.add(current.key)
            following = [self.concepts[key] for key in current.successors if key in self.concepts]
            if following:
                waiting += following
            else:
                found[current.key] = current
        return tuple(found.values()) or (concept,)

    def predecessors(self, concept: Concept) -> tuple[Concept, ...]:
        """Return what a concept has taken the place of, in one step, in the order of the file."""
        return self._predecessors.get(concept.key, ())

    @cached_property
    def _predecessors(self) -> Mapping[ConceptKey, tuple[Concept, ...]]:
        found: dict[ConceptKey, tuple[Concept, ...]] = {}
        for concept in self.concepts.values():
            for key in concept.successors:
                found[key] = (*found.get(key, ()), concept)
        return found

    def children(self, concept: Concept) -> tuple[Concept, ...]:
        """Return the concepts next below this one, in the order of the file."""
        return self._children.get(concept.key, ())

    @cached_property
    def _children(self) -> Mapping[ConceptKey, tuple[Concept, ...]]:
        found: dict[ConceptKey, list[Concept]] = {}
        for concept in self.concepts.values():
            if concept.parent:
                found.setdefault((concept.scheme, concept.parent), []).append(concept)
        return {key: tuple(below) for key, below in found.items()}

    def position(self, concept: Concept) -> int:
        """Return the concept's place in the file, for ordering; what is known by its form comes last."""
        return self._positions.get(concept.key, len(self._positions))

    @cached_property
    def _positions(self) -> Mapping[ConceptKey, int]:
        return {key: index for index, key in enumerate(self.concepts)}


def parse_vocabulary(
    text: str, path: str, name: str, patterns: Mapping[str, CodePattern]
) -> tuple[Vocabulary, list[Problem]]:
    """Parse a code list from CSV with a heading row. A code that stands there already becomes a problem.

    Without the columns `scheme` and `code` there is no concept.
    """
    found: list[Problem] = []
    concepts: dict[ConceptKey, Concept] = {}
    lines: dict[ConceptKey, int] = {}
    heading, *rows = [*read_csv(text)] or [()]
    names = [cell.text for cell in heading]
    for row in rows if {"scheme", "code"} <= set(names) else ():
        concept = _concept(dict(zip(names, (cell.text for cell in row), strict=False)))
        if concept.key in concepts:
            if len(found) > MAX_PROBLEMS:
                continue
            values = {"code": shorten(concept.code), "scheme": shorten(concept.scheme), "first": lines[concept.key]}
            at = row[min(names.index("code"), len(row) - 1)]
            found.append(Problem(problems.DUPLICATE_CODE, path, line=at.line, column=at.column, values=values))
            continue
        concepts[concept.key] = concept
        lines[concept.key] = row[0].line
    return Vocabulary(name, path, concepts, patterns), found


def successor_keys(text: str, scheme: str) -> tuple[ConceptKey, ...]:
    """Return the concepts that a cell `successor` names; one without a scheme is of the row's own."""
    parts = [successor.rpartition(":") for successor in text.split()]
    return tuple((stated or scheme, code) for stated, _, code in parts)


def _concept(row: Mapping[str, str]) -> Concept:
    scheme = row.get("scheme", "")
    labels = {name.removeprefix("label_"): text for name, text in row.items() if name.startswith("label_") and text}
    return Concept(
        scheme=scheme,
        version=row.get("version", ""),
        code=row.get("code", ""),
        labels=labels,
        parent=row.get("parent", ""),
        valid_from=row.get("valid_from", ""),
        valid_until=row.get("valid_until", ""),
        successors=successor_keys(row.get("successor", ""), scheme),
    )
