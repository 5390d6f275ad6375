"""The market of a catalogue as a whole: what is computed once and shown on many pages and in many downloads."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.market.about import market_about
from site_builder.market.matching import Matches, find_matches, matching_from
from site_builder.market.targets import Progress, progress
from site_builder.records import Catalogue


@dataclass(frozen=True, slots=True)
class Market:
    """What is known of a market: how far each target is reached (by year and number), and which supply fits whom."""

    progress: tuple[Progress, ...]
    matches: Matches


def survey(catalogue: Catalogue) -> Market:
    """Compute what is to be known of the market of a catalogue, as of the catalogue's day."""
    about = market_about(catalogue.config)
    matching = matching_from(about.matching) if about.matching else None
    return Market(progress(catalogue), find_matches(catalogue, matching))
