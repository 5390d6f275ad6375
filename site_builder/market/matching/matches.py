"""Which supplies fit a demand best, which demands a supply, and why.

A pair gets points for the rarest code of each vocabulary that both bear (a field of research is rarer than the group
that it belongs to), for the words that both use and, where something is shared, for how far the supply is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Final

from site_builder.market.matching.explaining import Explainer, Party
from site_builder.market.matching.features import WHOLE, Code, Extractor, Rarity
from site_builder.market.matching.pairing import Pair, Profile, Scale, best_pairs
from site_builder.market.matching.reasons import Readiness, Reason
from site_builder.market.matching.settings import Matching
from site_builder.records import Catalogue, Record, is_listed

_FINE: Final = 1000
"""Points are summed up in thousandths: two pairs hardly ever have as many."""

_HALF: Final = 150_000
"""The product of two vectors of the length `WHOLE` that earns half of the points for words."""


@dataclass(frozen=True, slots=True)
class Match:
    """A demand, a supply that fits it, the points of the pair and the reasons for them."""

    demand: Record
    supply: Record
    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Matches:
    """The matches of a catalogue: by demand, in the order of the catalogue, the best first.

    `settings` is None where the catalogue says nothing of demand and supply.
    """

    all: tuple[Match, ...]
    settings: Matching | None
    by_record: Mapping[tuple[str, str], Sequence[Match]]

    def of(self, record: Record) -> Sequence[Match]:
        """Return the best matches of a demand or a supply, the best first; none where it is neither."""
        return self.by_record.get(record.key, ())


def find_matches(catalogue: Catalogue, settings: Matching | None) -> Matches:
    """Match the demand of a catalogue with its supply. Where there is none of either, nothing is computed."""
    if not settings or not all(any(_records(catalogue, names)) for names in (settings.demand, settings.supply)):
        return Matches((), settings, {})
    extractor = Extractor(catalogue, settings.weights, settings.places)
    features = {record.key: extractor.features(record) for record in catalogue.records}
    rarity = Rarity(features.values())
    explainer = Explainer(catalogue, settings, extractor, rarity)

    def party(record: Record, ready: tuple[Readiness, ...] = ()) -> Party:
        found = features[record.key]
        return Party(record, found, rarity.vector(found), ready)

    demand = [party(record) for record in _records(catalogue, settings.demand)]
    supply = [
        party(record, tuple(_readiness(catalogue, record, settings))) for record in _records(catalogue, settings.supply)
    ]
    pairs = best_pairs(
        [_profile(one, rarity, settings) for one in demand],
        [_profile(one, rarity, settings) for one in supply],
        Scale(settings.words * _FINE, _HALF, settings.minimum * _FINE, settings.top),
    )
    found: dict[Pair, Match] = {}
    for number, group in groupby(pairs, key=attrgetter("demand")):
        of_one = list(group)
        reasons = explainer.reasons(demand[number], [supply[pair.supply] for pair in of_one])
        for pair, why in zip(of_one, reasons, strict=True):
            score = (pair.points + _FINE // 2) // _FINE
            found[pair] = Match(demand[number].record, supply[pair.supply].record, score, why)
    return _by_record(found, settings)


def _records(catalogue: Catalogue, names: Sequence[str]) -> Iterator[Record]:
    """Yield the records of some collections that stand in the lists: nobody is led to an offer that has expired."""
    for name in names:
        if name in catalogue.collections:
            yield from (record for record in catalogue.collections[name].records if is_listed(catalogue, record))


def _readiness(catalogue: Catalogue, record: Record, settings: Matching) -> Iterator[Readiness]:
    """Yield the fields of a supply that say how far it is, those that earn something."""
    for field in catalogue.schema(record).fields:
        value = record.data.get(field.name)
        if points := settings.readiness.get(field.name, {}).get(str(value), 0):
            yield Readiness(field, value, points)


def _profile(party: Party, rarity: Rarity, settings: Matching) -> Profile:
    """Return what counts of a record, in thousandths of a point."""
    codes: defaultdict[str, dict[Code, int]] = defaultdict(dict)
    for code in party.features.codes.keys() & rarity.codes.keys():
        codes[code[0]][code] = settings.weights[code[0]] * rarity.codes[code] * _FINE // WHOLE
    return Profile(codes, party.words, _FINE * sum(one.points for one in party.ready))


def _by_record(found: Mapping[Pair, Match], settings: Matching) -> Matches:
    """Put matches under their demands and their supplies. `found` is in the order of the demands, the best first."""
    best: defaultdict[tuple[str, str], list[Match]] = defaultdict(list)
    for match in found.values():
        best[match.demand.key].append(match)
    for pair in sorted(found, key=lambda pair: (-pair.points, pair.demand)):
        best[found[pair].supply.key].append(found[pair])
    by_record = {key: tuple(matches[: settings.top]) for key, matches in best.items()}
    return Matches(tuple(found.values()), settings, by_record)
