"""What a catalogue says of its market, in `catalogue.yml` under `market:`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from site_builder.config import Config


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A data table that the report shows. `by`: two of its columns by which its rows are counted first."""

    table: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MarketAbout:
    """The market of a catalogue: the collection that holds its targets, the tables of its report.

    `matching` is how demand and supply are matched, as the document has it.
    """

    targets: str = ""
    report: tuple[ReportTable, ...] = ()
    matching: Mapping[str, Any] | None = None


def market_about(config: Config) -> MarketAbout:
    """Return what a configuration says of the market; where it says nothing, there are no targets."""
    market = dict(config.market)
    tables = tuple(ReportTable(one["table"], tuple(one.get("by", ()))) for one in market.pop("report", ()))
    return MarketAbout(report=tables, **market)
