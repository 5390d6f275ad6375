"""A graph of records as two tables: its nodes and its edges."""

from __future__ import annotations

from typing import Any

from site_builder.addresses import GRAPH_SUBJECT
from site_builder.config import Graph, Translated
from site_builder.datasets.tabular.columns import Column, ForeignKey, plain, row_text_columns
from site_builder.datasets.tabular.tables import Table, words
from site_builder.records import Catalogue, Record, Tie, Ties


def node_id(record: Record) -> str:
    """Return a node's id, unique over the collections; GraphML takes no `/` in it."""
    return f"{record.collection}:{record.id}"


def graph_tables(catalogue: Catalogue, name: str, ties: Ties) -> tuple[Table, Table]:
    """Return the tables of a graph's nodes and edges."""
    about = catalogue.config.graphs[name]
    nodes, edges = f"{name}-nodes", f"{name}-edges"
    languages = catalogue.config.languages
    return (
        Table(
            name=nodes,
            title=_part(catalogue, about, words(catalogue, "nodes")),
            columns=(
                Column("id", "string", words(catalogue, "Node"), plain("id"), required=True),
                Column("collection", "string", words(catalogue, "Collection"), plain("collection"), required=True),
                Column("record", "string", words(catalogue, "Identifier"), plain("record"), required=True),
                *row_text_columns(languages, "kind", words(catalogue, "Kind")),
                *row_text_columns(languages, "title", words(catalogue, "Title")),
                Column("url", "string", words(catalogue, "Address"), plain("url"), "uri", required=True),
            ),
            source=[_node(catalogue, record) for record in ties.nodes],
            key=("id",),
            foreign_keys=(),
            subject=GRAPH_SUBJECT + name,
        ),
        Table(
            name=edges,
            title=_part(catalogue, about, words(catalogue, "edges")),
            columns=(
                Column("edge", "integer", words(catalogue, "Edge"), plain("edge"), required=True),
                Column("source", "string", words(catalogue, "From"), plain("source"), required=True),
                Column("target", "string", words(catalogue, "To"), plain("target"), required=True),
                Column("path", "string", words(catalogue, "Field"), plain("path"), required=True),
                *row_text_columns(languages, "label", words(catalogue, "Tie")),
                Column("role", "string", words(catalogue, "Role"), plain("role")),
                *row_text_columns(languages, "role", words(catalogue, "Role")),
            ),
            source=[{"edge": number, **_edge(tie)} for number, tie in enumerate(ties.edges, start=1)],
            key=("edge",),
            foreign_keys=(ForeignKey(("source",), nodes, ("id",)), ForeignKey(("target",), nodes, ("id",))),
            subject=GRAPH_SUBJECT + name,
        ),
    )


def _node(catalogue: Catalogue, record: Record) -> dict[str, Any]:
    config, schema = catalogue.config, catalogue.schema(record)
    return {
        "id": node_id(record),
        "collection": record.collection,
        "record": record.id,
        **_named("kind", schema.singular),
        **_named("title", catalogue.title(record)),
        "url": config.url + record.address,
    }


def _edge(tie: Tie) -> dict[str, str]:
    return {
        "source": node_id(tie.source),
        "target": node_id(tie.target),
        "path": f"{tie.source.collection}.{tie.path}",
        **_named("label", tie.label),
        "role": tie.role_code,
        **_named("role", tie.role),
    }


def _named(name: str, text: Translated) -> dict[str, str]:
    return {f"{name}_{language}": words for language, words in text.items()}


def _part(catalogue: Catalogue, about: Graph, what: Translated) -> Translated:
    config = catalogue.config
    return {language: f"{config.text(about.title, language)}: {text}" for language, text in what.items()}
