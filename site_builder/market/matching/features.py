"""What a record can be matched by: the codes that it bears and the words that it speaks of.

What a feature says falls with the number of records that have it, all collections counted: what nearly every record has
says nothing. All values are whole numbers, so that sums of them are exact in any order.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from site_builder.market.matching.words import Run, Words
from site_builder.records import Catalogue, Concept, Field, Record, Shape, values_of
from site_builder.records.record import field_values
from site_builder.records.vocabulary import ConceptKey

WHOLE: Final = 1000
"""What a feature says that hardly any record has, and the length of the vector of a record's words."""

_COMMON_SHARE, _COMMON_LEAST = 20, 100
"""What one record in `_COMMON_SHARE` has says nothing; in a small catalogue, what `_COMMON_LEAST` records have."""

Code = tuple[str, ConceptKey]
"""The name of a vocabulary and the key of a concept in it."""

ABOVE, SUCCEEDING, STATED = range(3)
"""A code above one that the record states, a code that took the place of it, the code itself."""


@dataclass(frozen=True, slots=True)
class Features:
    """The features of one record.

    `codes` says of each how near the record comes to stating it: one of `ABOVE`, `SUCCEEDING`, `STATED`.
    `texts` has the pairs of neighbouring words, run by run, each run with the weight of its field.
    """

    codes: Mapping[Code, int]
    texts: Sequence[tuple[int, Sequence[str]]]


class Extractor:
    """Takes the features out of records.

    `vocabularies` are those of which shared codes count; `places` is the vocabulary whose names are no words.
    """

    def __init__(self, catalogue: Catalogue, vocabularies: Iterable[str], places: str | None) -> None:
        known = catalogue.vocabularies
        self._catalogue = catalogue
        self._language = catalogue.config.language
        self._vocabularies = {name: known[name] for name in vocabularies if name in known}
        self._fields = {
            name: tuple(field for field in collection.schema.fields if any(self._coded(field)))
            for name, collection in catalogue.collections.items()
        }
        named = tuple(known[places].concepts.values()) if places and places in known else ()
        labels = [concept.labels[self._language] for concept in named if self._language in concept.labels]
        self._words = Words(catalogue.config.abbreviations, labels)
        holding = {(concept.scheme, concept.parent) for concept in named}
        self._regions = {(places, one.key) for one in named if not one.parent and one.key in holding}
        """Places with others in them and in no other: to share a whole province says nothing."""
        self._lines: dict[Code, Mapping[Code, int]] = {}

    def features(self, record: Record) -> Features:
        """Return the features of a record."""
        codes: dict[Code, int] = {}
        for field, _, value in field_values(self._fields[record.collection], record.data):
            if field.vocabulary in self._vocabularies and (concept := self._catalogue.concept(field, value)):
                for code, nearness in self._line(field.vocabulary, concept).items():
                    codes[code] = max(nearness, codes.get(code, ABOVE))
        return Features(codes, [(weight, run.pairs) for weight, run in self.runs(record)])

    def runs(self, record: Record) -> Iterator[tuple[int, Run]]:
        """Yield the runs of words in a record's texts of the main language, each with the weight of its field."""
        for field in self._catalogue.schema(record).fields:
            if field.shape is not Shape.TRANSLATED or not field.weight:
                continue
            for value in values_of(field, record.data):
                text = value.get(self._language, ())
                for one in text if isinstance(text, list) else [text]:
                    for run in self._words.runs(one):
                        yield field.weight, run

    def field(self, record: Record, vocabulary: str) -> Field:
        """Return the first field of a record's collection that draws on a vocabulary."""
        coded = (one for field in self._fields[record.collection] for one in self._coded(field))
        return next(field for field in coded if field.vocabulary == vocabulary)

    def _coded(self, field: Field) -> Iterator[Field]:
        """Yield a field and the fields in it, those that draw on one of the vocabularies."""
        if field.vocabulary in self._vocabularies:
            yield field
        for part in field.fields:
            yield from self._coded(part)

    def _line(self, name: str, concept: Concept) -> Mapping[Code, int]:
        """Return the code of a concept, those that took its place, and those above any of them."""
        code = name, concept.key
        if code not in self._lines:
            vocabulary = self._vocabularies[name]
            today = vocabulary.today(concept)
            above = [one for each in (concept, *today) for one in vocabulary.lineage(each)]
            self._lines[code] = {
                (name, one.key): nearness
                for nearness, concepts in ((ABOVE, above), (SUCCEEDING, today), (STATED, (concept,)))
                for one in concepts
                if (name, one.key) not in self._regions
            }
        return self._lines[code]


class Rarity:
    """How much it says that two records share a code or a pair of words: by how many records have it.

    A code is rare or not among the records that have any code of its vocabulary.
    """

    def __init__(self, records: Iterable[Features]) -> None:
        self._counts: Counter[str] = Counter()
        counts: Counter[Code] = Counter()
        coded: Counter[str] = Counter()
        total = 0
        for features in records:
            total += 1
            counts.update(features.codes.keys())
            coded.update({name for name, _ in features.codes})
            self._counts.update({pair for _, pairs in features.texts for pair in pairs})
        says = {name: _says(count) for name, count in coded.items()}
        self.codes = {code: worth for code, n in counts.items() if (worth := _nth(says[code[0]], n))}
        """From 1 to `WHOLE`; what is not there says nothing."""
        said = _says(total)
        self._words = {pair: worth for pair, n in self._counts.items() if (worth := _nth(said, n))}

    def vector(self, features: Features) -> Mapping[str, int]:
        """Return a record's words as a vector of the length `WHOLE`, so that a long text does not win by its length.

        A pair counts by the weightiest field that has it.
        """
        found: dict[str, int] = {}
        for weight, pairs in features.texts:
            for pair in self._within_words(pairs):
                found[pair] = max(weight * self._words.get(pair, 0), found.get(pair, 0))
        length = math.isqrt(sum(weight * weight for weight in found.values()))
        vector = {pair: weight * WHOLE // length for pair, weight in found.items() if weight}
        return {pair: weight for pair, weight in vector.items() if weight}

    def _within_words(self, pairs: Sequence[str]) -> Iterator[str]:
        """Yield the pairs of a run but those that stand across a border between words: rarer than both neighbours.

        Of "nuôi tôm", "tôm công", "công nghiệp" the middle one is no word.
        """
        counts = [self._counts[pair] for pair in pairs]
        before, after = [0, *counts], [*counts[1:], 0]
        for pair, count, left, right in zip(pairs, counts, before, after, strict=False):
            if count >= left or count >= right:
                yield pair


def _says(count: int) -> Sequence[int]:
    """Return what it says to share what one, two, three … of `count` records have, as long as that is something.

    There may always be one more record without it: so in a small catalogue, what all have says a little.
    """
    common = min(count + 1, max(_COMMON_LEAST, count // _COMMON_SHARE))
    return [round(WHOLE * math.log(common / n) / math.log(common)) for n in range(1, common)]


def _nth(says: Sequence[int], n: int) -> int:
    return says[n - 1] if n <= len(says) else 0
