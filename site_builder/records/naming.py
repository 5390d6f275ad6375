"""What a name stands for: `xã Mỹ Thuận, huyện Hòn Đất`, as a source writes it, to a code of its code list.

Names are joined by the tone key, never by folded text: Phú Thành and Phú Thạnh are two communes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from site_builder.records.vocabulary import Concept, ConceptKey, Vocabulary
from site_builder.vietnamese import fold, tone_key

_LEVELS: Mapping[str, frozenset[int]] = {
    "tỉnh": frozenset({1}),
    "thành phố": frozenset({1, 2}),
    "thị xã": frozenset({2}),
    "huyện": frozenset({2}),
    "quận": frozenset({2}),
    "thị trấn": frozenset({3}),
    "phường": frozenset({3}),
    "xã": frozenset({3}),
    "đặc khu": frozenset({3}),
}
"""The kinds of unit that a name may begin with, each with its levels: of a province, a district, a commune."""

_SHORT: Mapping[str, str] = {
    "t": "tỉnh", "tp": "thành phố", "tx": "thị xã", "h": "huyện", "q": "quận", "tt": "thị trấn", "p": "phường",
    "x": "xã",
}  # fmt: skip
_KIND = re.compile(rf"(?:({'|'.join(_LEVELS)})\s+|(tp|tx|tt)[.\s]\s*|([thqpx])\.\s*)(?=\S)")
_BETWEEN_PARTS = re.compile(r" ?[,;()] ?| [-–] ")
_NEAR = 3
_LONGEST = 100
"""Letters of a name by which its neighbours are looked for: comparing takes time with the square of them."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text may stand for: one concept where it is clear, several where it is not, none where nothing fits.

    Where there is none, `unknown` begins with the part of the text that names nothing below those that follow it.
    """

    concepts: tuple[Concept, ...]
    unknown: tuple[str, ...] = ()

    @property
    def concept(self) -> Concept | None:
        """The concept, where it is clear."""
        return self.concepts[0] if len(self.concepts) == 1 else None


@dataclass(frozen=True)
class Names:
    """The names of a code list's concepts: all labels, in any language, with and without the kind of unit."""

    vocabulary: Vocabulary

    def meaning(self, text: str, moment: str = "") -> Meaning:
        """Return what a text stands for at a time (ISO 8601, whole or cut; "": any time).

        The text is a name, or names from the smaller unit to the larger, parted by commas, brackets or dashes; each
        narrows those before it to what lies below it, next below before further down. What was valid at the time goes
        before what was not. Of what is left, one whose units of today include those of all the others is meant: a bare
        name is that of the whole (the district, not the town of its name), and a unit that kept its name is one place.
        """
        then = self._read(text, moment) if moment else None
        return then if then and then.concepts else self._read(text, "")

    def _read(self, text: str, moment: str) -> Meaning:
        """Return what a text stands for among the concepts that were valid at a time, "" for all."""
        if whole := self._called(text, moment):  # a label may have a comma in it
            return Meaning(self._meant(whole))
        parts = [part for part in _BETWEEN_PARTS.split(" ".join(text.split())) if part]
        found: Sequence[Concept] = ()
        for place, part in reversed([*enumerate(parts)]):
            called = self._called(part, moment)
            narrowed = self._below(called, found) if found else called
            if not narrowed:
                return Meaning((), tuple(parts[place:]))
            found = narrowed
        return Meaning(self._meant(found)) if found else Meaning((), (text,))

    def near(self, unknown: Sequence[str]) -> tuple[Concept, ...]:
        """Return what may be meant by a name that is unknown below those that follow it (see `Meaning.unknown`):
        the concepts of that name elsewhere or, where there are none, those of the nearest names."""
        name, *above = unknown
        called = self._called(name) or self._alike(name)
        within = self.meaning(", ".join(above)).concepts if above else ()
        return tuple((self._below(called, within) or called)[:_NEAR])

    def _alike(self, name: str) -> Sequence[Concept]:
        """Return the concepts whose names differ from one by marks alone or, where there are none, those of the
        nearest names; those of its kind first."""
        kind, bare = _apart(tone_key(name[:_LONGEST]))
        folded = fold(bare)
        keys = [folded] if folded in self._folded else get_close_matches(folded, self._folded, n=_NEAR, cutoff=0.7)
        near = [named for key in keys for other in self._folded[key] for named in self._by_name[other]]
        alike = sorted(near, key=lambda named: named[0] != kind) if kind else near
        return _distinct(concept for _, concept in alike)

    def _called(self, name: str, moment: str = "") -> Sequence[Concept]:
        """Return the concepts of a name that were valid at a time ("": of any).

        One that states its kind is of that kind or, where none is, of its level: a town becomes a city, and a source
        keeps what it was called then.
        """
        kind, bare = _apart(tone_key(name))
        named = [one for one in self._by_name.get(bare, ()) if not moment or one[1].holds_at(moment)]
        if not kind:
            return _distinct(concept for _, concept in named)
        exact = _distinct(concept for own, concept in named if own == kind)
        return exact or _distinct(concept for own, concept in named if not own or _LEVELS[own] & _LEVELS[kind])

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[tuple[str, Concept]]]:
        """The concepts by the keys of their names without the kind, each with the kind ("" where it states none)."""
        names: defaultdict[str, list[tuple[str, Concept]]] = defaultdict(list)
        for concept in self.vocabulary.concepts.values():
            for label in dict.fromkeys(concept.labels.values()):
                kind, bare = _apart(tone_key(label))
                names[bare].append((kind, concept))
        return names

    def _below(self, called: Sequence[Concept], units: Iterable[Concept]) -> Sequence[Concept]:
        """Return which of some concepts lie below one of the units: next below it or, where none does, further down
        or, where none does, by what they came from or became (a unit of today in the province of then, and the other
        way about)."""
        keys = {unit.key for unit in units}
        return (
            [one for one in called if (one.scheme, one.parent) in keys]
            or [one for one in called if self._above(one) & keys]
            or [one for one in called if any(self._above(other) & keys for other in self._kin(one))]
        )

    def _above(self, concept: Concept) -> set[ConceptKey]:
        return {one.key for one in self.vocabulary.lineage(concept)[:-1]}

    def _kin(self, concept: Concept) -> Iterable[Concept]:
        yield from self.vocabulary.predecessors(concept)
        yield from self.vocabulary.today(concept)

    def _meant(self, candidates: Sequence[Concept]) -> tuple[Concept, ...]:
        today = {one.key: {unit.key for unit in self.vocabulary.today(one)} for one in candidates}
        every = set().union(*today.values())
        whole = [one for one in candidates if today[one.key] == every]
        if not whole:
            return tuple(candidates)
        return (
            min(whole, key=lambda one: (bool(one.successors), len(self._above(one)), self.vocabulary.position(one))),
        )

    @cached_property
    def _folded(self) -> Mapping[str, Sequence[str]]:
        folded: defaultdict[str, list[str]] = defaultdict(list)
        for bare in self._by_name:
            folded[fold(bare)].append(bare)
        return folded


def _apart(key: str) -> tuple[str, str]:
    """Return the kind of unit that a name begins with, written out ("" for none), and the rest."""
    match = _KIND.match(key)
    if match is None:
        return "", key
    return match[1] or _SHORT[match[2] or match[3]], key[match.end() :]


def _distinct(concepts: Iterable[Concept]) -> list[Concept]:
    return [*{one.key: one for one in concepts}.values()]
