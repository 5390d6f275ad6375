"""The values of a record in the words of schema.org: from a field and what stands in it to a text or a thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from site_builder.addresses import record_uri
from site_builder.pages.codes import label_of
from site_builder.pages.site import Site
from site_builder.pages.structured.about import Node
from site_builder.pages.structured.codes import term_reference
from site_builder.pages.structured.crosswalk import type_of
from site_builder.pages.structured.vocabulary import THING, Value
from site_builder.pages.structured.words import said
from site_builder.records import CollectionSchema, Concept, Field, Json, Record, Shape

_ATTENDANCE = {
    "OnlineEventAttendanceMode": {"online", "virtual", "remote"},
    "OfflineEventAttendanceMode": {"offline", "on_site", "on-site", "onsite", "in_person", "in-person"},
    "MixedEventAttendanceMode": {"both", "hybrid", "mixed"},
}
"""The codes that stand for each way to take part, as catalogues write them."""


def kind_of(schema: CollectionSchema) -> str:
    """Return the type of the records of a collection: what takes place is an event where its class says no more."""
    return type_of(schema.rdf_class, "Event" if schema.calendar else THING)


def record_reference(site: Site, record: Record) -> Node:
    """Return a record as others refer to it."""
    key = "record", record.key
    if key not in site.nodes:
        schema = site.catalogue.schema(record)
        site.nodes[key] = {
            "@type": kind_of(schema),
            "@id": record_uri(site.catalogue.config, record.address),
            "name": said(site, record.data.get(schema.title) or record.id),
        }
    node: Node = site.nodes[key]
    return node


def place_of(site: Site, concept: Concept, vocabulary: str) -> Node:
    """Return a code of a list of places as a place; its address names it with all that it lies in."""
    key = "place", vocabulary, concept.key
    if key not in site.nodes:
        above = reversed(site.catalogue.vocabularies[vocabulary].lineage(concept))
        site.nodes[key] = {
            "@type": "Place",
            "name": said(site, concept.labels) or concept.code,
            "address": ", ".join(label_of(site, one) for one in above),
        }
    node: Node = site.nodes[key]
    return node


def things_of(site: Site, field: Field, value: Json, wanted: Value) -> Iterator[Any]:
    """Yield what a value of a field is as the value of a property; nothing where it cannot be that."""
    match wanted:
        case Value.DATE:
            if field.shape in {Shape.DATE, Shape.YEAR, Shape.TEXT}:
                yield str(value)
        case Value.ADDRESS:
            if field.shape is Shape.LINK and _is_on_the_web(value):
                yield value
        case Value.LANGUAGE:
            yield from _language(field, value)
        case Value.ATTENDANCE:
            code = str(value).lower()
            yield from (f"https://schema.org/{mode}" for mode, codes in _ATTENDANCE.items() if code in codes)
        case Value.IDENTIFIER:
            if field.shape in {Shape.TEXT, Shape.INTEGER, Shape.LINK, Shape.CODE}:
                yield {"@type": "PropertyValue", "name": site.text(field.label) or field.name, "value": str(value)}
        case Value.CONTACT | Value.WORK if field.shape is Shape.GROUP:
            yield from _named_link(site, field, value, wanted)
        case _:
            yield from _thing(site, field, value, wanted)


def _thing(site: Site, field: Field, value: Json, wanted: Value) -> Iterator[Any]:
    """Yield a value as a thing of the types that are wanted, or as the text that stands for it."""
    if field.shape is Shape.REFERENCE:
        record = site.catalogue.find(field.refers_to, str(value))
        if record and wanted not in {Value.TEXT, Value.AUDIENCE, Value.COUNTRY, Value.CONTACT}:
            reference = record_reference(site, record)
            if wanted.takes(reference["@type"]):
                yield reference
            elif wanted is Value.PLACE:  # it takes place at an organisation's
                yield {"@type": wanted.value, "name": reference["name"]}
            return
    concept = site.catalogue.concept(field, value) if field.shape in {Shape.CODE, Shape.CODING} else None
    if concept and wanted is Value.PLACE:
        yield place_of(site, concept, field.vocabulary or "")
    elif concept and wanted is Value.ANYTHING:
        yield term_reference(site, field.vocabulary or "", concept)
    else:
        texts = (said(site, concept.labels) or concept.code) if concept else _words(site, field, value)
        for text in texts if isinstance(texts, list) else [texts]:
            if text and (thing := _called(text, wanted)):
                yield thing


def _called(text: Any, wanted: Value) -> Any:
    """Return a thing of which no more is known than what it is called; None where not even its type is."""
    match wanted:
        case Value.TEXT | Value.AGENT:  # who made it may be a person as well as an organisation
            return text
        case Value.AUDIENCE:
            return {"@type": wanted.value, "audienceType": text}
        case Value.COUNTRY | Value.PLACE | Value.ORGANISATION | Value.WORK | Value.ANYTHING:
            return {"@type": wanted.value, "name": text}
    return None


def _words(site: Site, field: Field, value: Json) -> Any:
    """Return a value in words."""
    match field.shape:
        case Shape.TRANSLATED:
            return said(site, value)
        case Shape.REFERENCE:
            record = site.catalogue.find(field.refers_to, str(value))
            return record_reference(site, record)["name"] if record else str(value)
        case Shape.CODING:  # only as its source wrote it
            return ", ".join(str(value[part.name]) for part in field.fields if part.name in value)
        case Shape.GROUP | Shape.BOOLEAN:
            return ""
    return str(value)


def _language(field: Field, value: Json) -> Iterator[str]:
    """Yield a language by its code, which is what schema.org asks for (BCP 47)."""
    if field.shape in {Shape.TEXT, Shape.CODE}:
        yield str(value)
    elif field.shape is Shape.CODING and "code" in value:
        yield str(value["code"])


def _named_link(site: Site, field: Field, value: Mapping[str, Json], wanted: Value) -> Iterator[Node]:
    """Yield a group of a text and a link as a thing: its first text is the name."""
    named = next(
        (one for one in field.fields if one.shape in {Shape.TEXT, Shape.TRANSLATED} and one.name in value), None
    )
    linked = next((one for one in field.fields if one.shape is Shape.LINK and one.name in value), None)
    node: dict[str, Any] = {"@type": wanted.value}
    if named:
        node["name"] = said(site, value[named.name])
    if linked:
        address = str(value[linked.name])
        if _is_on_the_web(address):
            node["url"] = address
        elif wanted is Value.CONTACT:
            node["email"] = address.removeprefix("mailto:")
    if len(node) > 1:
        yield node


def _is_on_the_web(address: Json) -> bool:
    try:
        return urlsplit(str(address)).scheme in {"http", "https"}
    except ValueError:
        return False
