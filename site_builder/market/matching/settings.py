"""How demand and supply are matched, as `catalogue.yml` says it under `market: matching:`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Matching:
    """The settings; every value of something is in points.

    `demand` and `supply` are collections. `weights` maps a vocabulary to what it earns to share a code of it that
    hardly any other record has; the more have it, the less it earns. `words` is what it earns to use the same words.
    What shares less than `minimum` is no match. `readiness` maps a field of the supply to what its values add to the
    points of a match. `places` is the vocabulary whose names do not count as words. Of each record, the `top` best
    matches are kept.
    """

    demand: tuple[str, ...]
    supply: tuple[str, ...]
    weights: Mapping[str, int]
    words: int
    minimum: int
    top: int
    readiness: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    places: str | None = None


def matching_from(data: Mapping[str, Any]) -> Matching:
    """Make the settings from `market: matching:` of a document that fits `catalogue.schema.json`."""
    return Matching(
        demand=tuple(data["demand"]),
        supply=tuple(data["supply"]),
        weights=data.get("weights", {}),
        words=data["words"],
        minimum=data["minimum"],
        top=data["top"],
        readiness={
            name: {str(value): points for value, points in worth.items()}
            for name, worth in data.get("readiness", {}).items()
        },
        places=data.get("places"),
    )
