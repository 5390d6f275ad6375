"""Example values for a field, by its shape and its rules: what its schema would take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from jsonschema import Draft202012Validator
from referencing.exceptions import Unresolvable

from site_builder.records import Catalogue, Concept, Field, Json, Shape
from site_builder.records.validation import FORMATS

_ANY_TEXT = "Ví dụ: một dòng chữ"
"""A field that takes this takes any text: an example would say nothing that its label does not."""

_TEXTS = ("example", "example-1", "Example 1", "1", "01", "001", "2026-001")
"""Tried where a text must have a certain form; a schema states better ones by `examples`."""

_NUMBERS = (10, 1, 100, 2, 0.5, 0)


def examples(catalogue: Catalogue, field: Field, node: Mapping[str, Json], count: int) -> Sequence[Json]:
    """Return up to so many values that a field takes; `node` is the subschema of one value.

    The schema's own `examples` come first. A free text has no example: its label and help say what to write.
    """
    stated = node.get("examples", ())
    if field.shape is Shape.TEXT and not stated and accepts(node, _ANY_TEXT):
        return ()
    candidates = chain(stated, _candidates(catalogue, field, node))
    return tuple(islice((value for value in candidates if accepts(node, value)), count))


def accepts(node: Mapping[str, Json], value: Json) -> bool:
    """Whether a subschema of a single value takes it; one that cannot be judged by itself takes nothing."""
    try:
        return bool(Draft202012Validator(node, format_checker=FORMATS).is_valid(value))
    except Unresolvable:
        return False


def _candidates(catalogue: Catalogue, field: Field, node: Mapping[str, Json]) -> Iterator[Json]:
    yield from node.get("enum", ())
    if "const" in node:
        yield node["const"]
    today = catalogue.today
    year = int(today[:4])
    bounds = [node[key] for key in ("minimum", "maximum") if key in node]
    match field.shape:
        case Shape.TEXT:
            yield from _TEXTS
        case Shape.NUMBER | Shape.INTEGER:
            yield from (*_NUMBERS, *bounds)
        case Shape.YEAR:
            yield from (year, *bounds)
        case Shape.BOOLEAN:
            yield True
        case Shape.DATE:
            yield from (today, today[:7], today[:4])
        case Shape.LINK:
            yield from ("https://example.org/", "mailto:desk@example.org")
        case Shape.CODE:
            yield from (concept.code for concept in concepts(catalogue, field))
        case Shape.REFERENCE:
            collection = catalogue.collections.get(field.refers_to or "")
            yield from (record.id for record in (collection.records if collection else ()))


def concepts(catalogue: Catalogue, field: Field) -> list[Concept]:
    """Return the codes that a field draws on, those in force on the catalogue's day first."""
    vocabulary = catalogue.vocabularies.get(field.vocabulary or "")
    known = list(vocabulary.concepts.values()) if vocabulary else []
    return sorted(known, key=lambda concept: bool(concept.valid_until) and concept.valid_until < catalogue.today)
