"""The matches of demand and supply as a table: a row a pair, with its score and the reasons in every language."""

from __future__ import annotations

from site_builder.addresses import MATCHES_SUBJECT
from site_builder.datasets.tabular.columns import Column, plain, row_text_columns
from site_builder.datasets.tabular.tables import Table, words
from site_builder.market import Matches, reasons_text
from site_builder.records import Catalogue

NAME = "matches"


def matches_table(catalogue: Catalogue, matches: Matches) -> Table:
    """Return the matches, demand by demand, the best first. A higher score fits better; it has no unit."""
    languages = catalogue.config.languages
    columns = (
        Column(
            "demand_collection",
            "string",
            words(catalogue, "Collection of the demand"),
            plain("demand_collection"),
            required=True,
        ),
        Column("demand", "string", words(catalogue, "Demand"), plain("demand"), required=True),
        Column(
            "supply_collection",
            "string",
            words(catalogue, "Collection of the supply"),
            plain("supply_collection"),
            required=True,
        ),
        Column("supply", "string", words(catalogue, "Supply"), plain("supply"), required=True),
        Column("score", "integer", words(catalogue, "Score"), plain("score"), required=True),
        *row_text_columns(languages, "reasons", words(catalogue, "Reasons")),
    )
    rows = [
        {
            "demand_collection": match.demand.collection,
            "demand": match.demand.id,
            "supply_collection": match.supply.collection,
            "supply": match.supply.id,
            "score": match.score,
            **{f"reasons_{language}": reasons_text(catalogue, match.reasons, language) for language in languages},
        }
        for match in matches.all
    ]
    key = ("demand_collection", "demand", "supply_collection", "supply")
    return Table(NAME, words(catalogue, "Demand and supply"), columns, rows, key, (), subject=MATCHES_SUBJECT)
