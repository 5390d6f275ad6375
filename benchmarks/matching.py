"""`python -m benchmarks.matching [N]`: how good the matches are, or how long N × N take.

Without a number: precision among the first three and nDCG among the first ten, for needs and for supplies, by the
judged pairs of `tests/market/judged.csv`, beside two baselines: shared codes alone and words alone. A pair that nobody
has judged is passed over, so that a new record does not spoil the figures until it is judged.

With a number: the time and the most memory that it takes to match as many synthetic demands with as many supplies.
"""

from __future__ import annotations

import csv
import random
import resource
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, cycle, product
from math import log2
from pathlib import Path
from statistics import mean
from time import perf_counter
from typing import Final, TypeVar

from site_builder.market import Match, Matches, Matching, find_matches, matching_from
from site_builder.records import Catalogue, Collection, CollectionSchema, Field, Json, Record, Shape, read_catalogue

ROOT: Final = Path(__file__).parents[1]
JUDGED: Final = ROOT / "tests" / "market" / "judged.csv"
TODAY: Final = "2026-12-01"
RELEVANT: Final = 2
"""The least grade of a pair that a broker would bring together."""

_WORDS: Final = 20_000
_OPTIONAL: Final = 0.4
"""How often a property that is not required is there."""

_FIRSTS, _VOWELS, _LASTS = "bcdđghklmnprstvx", "aăâeêioôơuưáàảấầếềíìốồứừ", ("", "c", "m", "n", "ng", "t")

Key = tuple[str, str]
"""The collection and the id of a record."""

Judged = Mapping[Key, Mapping[Key, int]]
"""By record, demand or supply, the grades of its counterparts from 0 to 3."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over the judged records: precision among the first three matches, nDCG among the first ten."""

    precision: float
    ndcg: float


def systems(settings: Matching) -> Mapping[str, Matching]:
    """Return what is compared, each with all that it finds: the matching itself and the two baselines."""
    ranked = replace(settings, minimum=1, top=1_000_000)
    return {
        "matching": ranked,
        "shared codes alone": replace(ranked, words=0, readiness={}),
        "words alone": replace(ranked, weights={}, readiness={}),
    }


def read_judged(file: Path, demand: str) -> Judged:
    """Read judged pairs; `demand` is the collection of the needs."""
    judged: defaultdict[Key, dict[Key, int]] = defaultdict(dict)
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            need, supply = (demand, row["need"]), (row["supply_collection"], row["supply"])
            judged[need][supply] = judged[supply][need] = int(row["grade"])
    return judged


def quality(matches: Matches, judged: Judged) -> Quality:
    """Return how good matches are, as a need's page and a supply's page show them.

    A record that nothing is relevant to has no best order and does not count.
    """
    answered = []
    for record, grades in judged.items():
        if max(grades.values()) >= RELEVANT:
            others = (_other(match, record) for match in matches.by_record.get(record, ()))
            answered.append(([grades[one] for one in others if one in grades], sorted(grades.values(), reverse=True)))
    return Quality(
        precision=mean(sum(grade >= RELEVANT for grade in found[:3]) / 3 for found, _ in answered),
        ndcg=mean(_gain(found[:10]) / _gain(ideal[:10]) for found, ideal in answered),
    )


def _other(match: Match, record: Key) -> Key:
    demand, supply = ((one.collection, one.id) for one in (match.demand, match.supply))
    return supply if record == demand else demand


def _gain(grades: Sequence[int]) -> float:
    """Return the discounted cumulative gain: 2^grade - 1, over the logarithm of the place."""
    return sum(float(2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))


def synthetic(catalogue: Catalogue, settings: Matching, count: int, seed: int = 20260101) -> Catalogue:
    """Return a catalogue of `count` demands and `count` supplies with synthetic content, and nothing else."""
    maker = _Maker(catalogue, random.Random(seed))
    made: defaultdict[str, list[Record]] = defaultdict(list)
    for names in (settings.demand, settings.supply):
        known = [name for name in names if name in catalogue.collections]
        for number, name in zip(range(count), cycle(known), strict=False):
            record_id = f"synthetic-{number:06}"
            data = maker.data(catalogue.collections[name].schema)
            made[name].append(Record(name, record_id, f"catalogue/{name}/{record_id}.yml", data))
    collections = {name: Collection(catalogue.collections[name].schema, tuple(made[name])) for name in made}
    return replace(catalogue, collections=collections)


class _Maker:
    """Makes the texts and codes of records. As in real ones, a few are everywhere and most are rare: Zipf's law."""

    def __init__(self, catalogue: Catalogue, chance: random.Random) -> None:
        self._language = catalogue.config.language
        self._chance = chance
        syllables = ["".join(parts) for parts in product(_FIRSTS, _VOWELS, _LASTS)]
        self._words = [f"{chance.choice(syllables)} {chance.choice(syllables)}" for _ in range(_WORDS)]
        self._codes = {
            name: chance.sample(list(vocabulary.concepts.values()), len(vocabulary.concepts))
            for name, vocabulary in catalogue.vocabularies.items()
        }
        self._weights = list(accumulate(1 / place for place in range(1, _WORDS + 1)))

    def data(self, schema: CollectionSchema) -> Mapping[str, Json]:
        """Return the content of a record: the weightier a text, the shorter it is."""
        there = [field for field in schema.fields if field.required or self._chance.random() < _OPTIONAL]
        made = {field.name: self._value(field) for field in there}
        return {name: value for name, value in made.items() if value is not None}

    def _value(self, field: Field) -> Json:
        if field.shape is Shape.TRANSLATED:
            words = self._draw(self._words, 5 if field.many else min(40, 100 // max(field.weight, 1)))
            return {self._language: words if field.many else " ".join(words)}
        codes = self._codes.get(field.vocabulary or "")
        if codes and field.shape is Shape.CODING:
            return [{"scheme": one.scheme, "code": one.code} for one in self._draw(codes, 2)]
        return self._draw(codes, 1)[0].code if codes else None

    def _draw(self, things: Sequence[T], count: int) -> list[T]:
        return self._chance.choices(things, cum_weights=self._weights[: len(things)], k=count)


def main(arguments: Sequence[str]) -> None:
    """Print the table, or the time and memory for a number of records."""
    catalogue = read_catalogue(ROOT, TODAY).catalogue
    if catalogue is None:
        sys.exit("the catalogue cannot be read")
    settings = matching_from(catalogue.config.market["matching"])
    if not arguments:
        judged = read_judged(JUDGED, settings.demand[0])
        print(f"{sum(map(len, judged.values())) // 2} judged pairs of {len(judged)} needs and supplies")
        print(f"{'':20}{'precision@3':>12}{'nDCG@10':>9}")
        for name, system in systems(settings).items():
            found = quality(find_matches(catalogue, system), judged)
            print(f"{name:20}{found.precision:12.3f}{found.ndcg:9.3f}")
        return
    made = synthetic(catalogue, settings, int(arguments[0]))
    start = perf_counter()
    matches = find_matches(made, settings)
    seconds = perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{arguments[0]} × {arguments[0]}: {len(matches.all)} matches in {seconds:.1f} s, {memory:.0f} MiB at most")


if __name__ == "__main__":
    main(sys.argv[1:])
