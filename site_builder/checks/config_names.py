"""What catalogue.yml names exists: collections of groups and lists, fields of lists and graphs, the market's parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from site_builder import problems
from site_builder.config import CATALOGUE_FILE
from site_builder.problems import Pointer, Problem
from site_builder.records import Catalogue, Field
from site_builder.records.explaining import hint
from site_builder.records.reading.wording import shorten


def check(catalogue: Catalogue, _root: Path) -> Iterator[Problem]:
    known = {*catalogue.collections, *_broken(catalogue)}
    for pointer, name in _collections(catalogue):
        if name not in known:
            yield _no_such("bộ dữ liệu", "collection", pointer, name, known)
    for pointer, collection, path in _fields(catalogue):
        if collection in catalogue.collections:
            yield from _unknown_field(catalogue.collections[collection].schema.fields, pointer, path.split("."))
    for pointer, name in _vocabularies(catalogue):
        if name not in catalogue.vocabularies:
            yield _no_such("danh mục mã", "vocabulary", pointer, name, catalogue.vocabularies)
    if (about := catalogue.config.coverage) and (vocabulary := catalogue.vocabularies.get(about.vocabulary)):
        codes = [code for scheme, code in vocabulary.concepts if scheme == about.scheme]
        if about.code not in codes:
            yield _no_such("mã", "code", ("coverage", "code"), about.code, codes)


def _broken(catalogue: Catalogue) -> set[str]:
    """Return the collections whose schema has problems of its own: what names them is not wrong."""
    return {Path(path).name.removesuffix(".schema.json") for path in catalogue.files if path.endswith(".schema.json")}


def _collections(catalogue: Catalogue) -> Iterator[tuple[Pointer, str]]:
    config = catalogue.config
    for number, group in enumerate(config.groups):
        yield from ((("groups", number, "collections", place), name) for place, name in enumerate(group.collections))
    for list_name, about in config.lists.items():
        for place, one in enumerate(about.any):
            yield ("lists", list_name, "any", place, "collection"), one.collection
    for graph_name, graph in config.graphs.items():
        for place, edge in enumerate(graph.edges):
            yield ("graphs", graph_name, "edges", place), edge.partition(".")[0]
    if "targets" in config.market:
        yield ("market", "targets"), config.market["targets"]
    for side in ("demand", "supply"):
        for place, name in enumerate(config.market.get("matching", {}).get(side, ())):
            yield ("market", "matching", side, place), name


def _vocabularies(catalogue: Catalogue) -> Iterator[tuple[Pointer, str]]:
    config = catalogue.config
    matching = config.market.get("matching", {})
    if config.map:
        yield ("map", "vocabulary"), config.map.vocabulary
    if config.coverage:
        yield ("coverage", "vocabulary"), config.coverage.vocabulary
    if "places" in matching:
        yield ("market", "matching", "places"), matching["places"]
    for name in matching.get("weights", {}):
        yield ("market", "matching", "weights", name), name


def _fields(catalogue: Catalogue) -> Iterator[tuple[Pointer, str, str]]:
    """Yield where a field is named, its collection, and its path of names."""
    config = catalogue.config
    for list_name, about in config.lists.items():
        for place, one in enumerate(about.any):
            for path in one.where:
                yield ("lists", list_name, "any", place, "where", path), one.collection, path
    for graph_name, graph in config.graphs.items():
        for place, edge in enumerate(graph.edges):
            collection, _, path = edge.partition(".")
            yield ("graphs", graph_name, "edges", place), collection, path


def _unknown_field(fields: tuple[Field, ...], pointer: Pointer, path: list[str]) -> Iterator[Problem]:
    by_name = {field.name: field for field in fields}
    if path[0] not in by_name:
        yield _no_such("trường", "field", pointer, path[0], by_name)
    elif len(path) > 1:
        yield from _unknown_field(by_name[path[0]].fields, pointer, path[1:])


def _no_such(what_vi: str, what_en: str, pointer: Pointer, name: str, known: Iterable[str]) -> Problem:
    hint_vi, hint_en = hint(name, list(known))
    values = {
        "name": shorten(name),
        "keyword": pointer[0],
        "what_vi": f"không có {what_vi} nào tên như vậy",
        "what_en": f"no {what_en} has that name",
        "hint_vi": hint_vi,
        "hint_en": hint_en,
    }
    return Problem(problems.UNKNOWN_NAME, CATALOGUE_FILE, pointer, values=values)
