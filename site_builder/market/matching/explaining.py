"""Finding the reasons of a match: which of the shared features made it one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from site_builder.market.matching.features import ABOVE, WHOLE, Extractor, Features, Rarity
from site_builder.market.matching.reasons import Readiness, Reason, SharedCode, SharedWords
from site_builder.market.matching.settings import Matching
from site_builder.records import Catalogue, Record

_MOST_PHRASES: Final = 3
_LEAST_SHARE: Final = 4
"""A phrase that is worth less than one part in `_LEAST_SHARE` of the weightiest goes without saying."""


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a match: a record, its features, its words as a vector, and how far it is."""

    record: Record
    features: Features
    words: Mapping[str, int]
    ready: tuple[Readiness, ...]


class Explainer:
    """Finds the reasons of matches."""

    def __init__(self, catalogue: Catalogue, settings: Matching, extractor: Extractor, rarity: Rarity) -> None:
        self._catalogue = catalogue
        self._settings = settings
        self._extractor = extractor
        self._rarity = rarity

    def reasons(self, demand: Party, supplies: Iterable[Party]) -> Iterator[tuple[Reason, ...]]:
        """Yield the reasons for each of the supplies: codes in the order of the settings, words, readiness."""
        runs = [(run.words, run.pairs) for _, run in self._extractor.runs(demand.record)]
        for supply in supplies:
            worth = {pair: weight * supply.words[pair] for pair, weight in demand.words.items() if pair in supply.words}
            phrases = shared_phrases(runs, worth)
            yield (*self._codes(demand, supply), *([SharedWords(phrases)] if phrases else []), *supply.ready)

    def _codes(self, demand: Party, supply: Party) -> Iterator[SharedCode]:
        """Yield of each vocabulary a shared code that earns a point: rather one that both state, of such the rarest."""
        mine, theirs, rarity = demand.features.codes, supply.features.codes, self._rarity.codes
        shared = mine.keys() & theirs.keys() & rarity.keys()
        for name, weight in self._settings.weights.items():
            ranked = [(min(mine[code], theirs[code]), rarity[code], code) for code in shared if code[0] == name]
            nearness, worth, (_, (scheme, code)) = max(ranked, default=(ABOVE, 0, (name, ("", ""))))
            concept = self._catalogue.vocabularies[name].find(code, scheme) if worth * weight >= WHOLE else None
            if concept:
                field = self._extractor.field(supply.record, name)
                numbered = code.isdecimal() and name != self._settings.places
                yield SharedCode(field, concept, nearness > ABOVE, numbered)


def shared_phrases(runs: Sequence[tuple[Sequence[str], Sequence[str]]], worth: Mapping[str, int]) -> tuple[str, ...]:
    """Return the weightiest phrases that the pairs in `worth` make up, as they are written amid a sentence.

    `runs` are neighbouring words, as written, and the keys of their pairs; `worth` says what the shared pairs count.
    Pairs that overlap are one phrase: "nuôi tôm" and "tôm nước" give "nuôi tôm nước". No pair stands in two phrases.
    """
    found: dict[tuple[str, ...], str] = {}
    for words, pairs in runs:
        start = 0
        for shared, group in groupby(pairs, key=worth.__contains__):
            keys = tuple(group)
            if shared:
                found.setdefault(keys, _phrase(words[start : start + len(keys) + 1]))
            start += len(keys)
    weights = {keys: sum(worth[key] for key in set(keys)) for keys in found}
    least = max(weights.values(), default=0) / _LEAST_SHARE
    phrases: list[str] = []
    used: set[str] = set()
    for keys in sorted(found, key=lambda keys: (-weights[keys], keys)):
        if weights[keys] >= least and used.isdisjoint(keys):
            phrases.append(found[keys])
            used.update(keys)
    return tuple(phrases[:_MOST_PHRASES])


def _phrase(words: Sequence[str]) -> str:
    """Return words as one phrase; a capital that the first alone has is that of a sentence."""
    first, *others = words
    if first.istitle() and all(word.islower() for word in others):
        first = first.lower()
    return " ".join([first, *others])
