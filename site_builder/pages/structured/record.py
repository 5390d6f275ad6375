"""A record as schema.org has it: a thing of the type that its collection's class becomes, and what its page says.

What a record says of itself and not of the thing (when it came into the catalogue, until when it holds, its sources) is
said of the page: a patent is not published by those who list it, nor under the licence of the list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from site_builder.addresses import (
    LINKSET,
    RECORD_BIBTEX,
    RECORD_CSL,
    RECORD_JSON,
    RECORD_JSONLD,
    RECORD_RIS,
    dataset_uri,
    guid,
    publisher_uri,
    record_uri,
)
from site_builder.pages.site import Site
from site_builder.pages.structured.about import About, Link, Node
from site_builder.pages.structured.crosswalk import (
    DESCRIPTIONS,
    DOI,
    ISSN,
    ISSUE,
    PART_OF,
    RECORD_DATES,
    VOLUME,
    property_of,
)
from site_builder.pages.structured.links import JSON, JSON_LD, landing_links
from site_builder.pages.structured.page import website_reference
from site_builder.pages.structured.values import kind_of, things_of
from site_builder.pages.structured.vocabulary import PROPERTIES, THING, Value, has, lineage
from site_builder.pages.structured.words import said
from site_builder.records import CollectionSchema, Field, Json, Record, Shape, Source, sources_of, values_of
from site_builder.records.schema import Calendar

_DESCRIPTIONS = (
    (RECORD_JSONLD, JSON_LD),
    (RECORD_JSON, JSON),
    (RECORD_BIBTEX, "application/x-bibtex"),
    (RECORD_RIS, "application/x-research-info-systems"),
    (RECORD_CSL, "application/vnd.citationstyles.csl+json"),
)
"""The files beside a record's page that describe it, with their media types; the first two say all that it does."""

_DOI_SCHEME = "https://registry.identifiers.org/registry/doi"
_JOURNAL = (ISSN, ISSUE, VOLUME)


@dataclass(frozen=True, slots=True)
class _Step:
    """How a field becomes a property: `groups` are the names of the groups that it stands in, the outermost first."""

    groups: tuple[str, ...]
    field: Field
    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the records of a collection become things of a type, with what all of them share.

    `descriptions` are the fields of which the first present describes a thing; `journal` and `doi` are those by which
    an article is cited, by their terms. `facts` are of each page, `sd_facts` of each thing that is a work.
    """

    kind: str
    steps: Sequence[_Step]
    descriptions: Sequence[Field]
    journal: Mapping[str, Field]
    doi: Field | None
    facts: Node
    sd_facts: Node
    links: Sequence[Link]


def record_about(site: Site, record: Record) -> About:
    """Return what the page of a record is about."""
    config, schema = site.catalogue.config, site.catalogue.schema(record)
    plan = _plan(site, schema)
    dates = site.history.of(record)
    facts = dict(plan.facts)
    if dates.issued:
        facts["datePublished"] = dates.issued
    if ends := [str(record.data[name]) for name in schema.freshness.expires if name in record.data]:
        facts["expires"] = min(ends)
    if sources := [_source(one, site.text(one.title)) for one in sources_of(site.catalogue, record)]:
        facts["citation"] = sources
    uri = record_uri(config, record.address)
    links = [
        Link("cite-as", guid(config, record.collection, record.first_id)),
        *plan.links,
        *[Link("describedby", uri + name, kind) for name, kind in _DESCRIPTIONS],
        *[Link("alternate", uri + name, kind) for name, kind in _DESCRIPTIONS[:2]],
        Link("item", uri + RECORD_JSON, JSON),
    ]
    above = [(site.text(schema.label), f"{record.collection}/")]
    thing = _thing(site, plan, record, uri, dates.modified)
    return About((thing,), "ItemPage", facts, above, links, "article", dates.modified)


def _source(source: Source, title: str) -> Node:
    return {"@type": "CreativeWork", "url": source.url, **({"name": title} if title else {})}


def _thing(site: Site, plan: _Plan, record: Record, uri: str, modified: str) -> Node:
    schema, data = site.catalogue.schema(record), record.data
    node: dict[str, Any] = {
        "@type": plan.kind,
        "@id": uri,
        "name": said(site, data.get(schema.title) or record.id),
        "mainEntityOfPage": site.catalogue.config.url + site.path + record.address,
    }
    described = (said(site, data[field.name]) for field in plan.descriptions if field.name in data)
    if description := next(filter(None, described), None):
        node["description"] = description
    found: dict[str, list[Any]] = {}
    for step in plan.steps:
        for part in _parts(data, step.groups):
            for value in values_of(step.field, part):
                found.setdefault(step.name, []).extend(things_of(site, step.field, value, step.value))
    if plan.doi and plan.doi.name in data:
        found.setdefault("identifier", []).append(_doi(str(data[plan.doi.name])))
    if schema.calendar and "Event" in lineage(plan.kind):
        node["eventStatus"] = _event_status(schema.calendar, data)
        found["location"] = _located(found.get("location", []))
    if plan.journal and (journal := _journal(site, plan.journal, data)):
        found["isPartOf"] = [journal]
    node |= {name: values[0] if len(values) == 1 else values for name, values in found.items() if values}
    if plan.sd_facts:
        node |= plan.sd_facts
        if modified:
            node["sdDatePublished"] = modified
    return node


def _parts(data: Mapping[str, Json], groups: Sequence[str]) -> Iterator[Mapping[str, Json]]:
    """Yield the groups of a record that stand below some names: the record itself where there are none."""
    if not groups:
        yield data
        return
    value = data.get(groups[0])
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Mapping):
            yield from _parts(one, groups[1:])


def _plan(site: Site, schema: CollectionSchema) -> _Plan:
    key = "plan", schema.name
    if key not in site.nodes:
        site.nodes[key] = _plan_anew(site, schema)
    plan: _Plan = site.nodes[key]
    return plan


def _plan_anew(site: Site, schema: CollectionSchema) -> _Plan:
    config, kind = site.catalogue.config, kind_of(schema)
    dataset = {"@id": dataset_uri(config, f"{schema.name}/")}
    is_work = "CreativeWork" in lineage(kind)
    by_term = {field.term: field for field in schema.fields if field.term}
    journal = {term: by_term[term] for term in (*_JOURNAL, PART_OF) if term in by_term}
    summary = [field for field in schema.fields if field.name == schema.summary]
    return _Plan(
        kind=kind,
        steps=tuple(_steps(schema, kind, schema.fields)),
        descriptions=(*summary, *(by_term[term] for term in DESCRIPTIONS if term in by_term)),
        journal=journal if is_work and any(term in journal for term in _JOURNAL) else {},
        doi=by_term.get(DOI),
        facts={"isPartOf": [website_reference(config, site.language), dataset]},
        sd_facts={"sdLicense": config.licence.url, "sdPublisher": {"@id": publisher_uri(config)}} if is_work else {},
        links=(
            *landing_links(site, "" if kind == THING else kind, f"{schema.name}/{LINKSET}"),
            Link("collection", f"{config.url}{schema.name}/"),
        ),
    )


def _steps(
    schema: CollectionSchema, kind: str, fields: Sequence[Field], groups: tuple[str, ...] = ()
) -> Iterator[_Step]:
    """Yield how each field that says something in schema.org says it; of a group that does not, its parts."""
    calendar = schema.calendar
    fixed = {calendar.start: "startDate", calendar.end: "endDate", calendar.place: "location"} if calendar else {}
    own_dates = {schema.date, *schema.freshness.confirmed, *schema.freshness.expires}
    journal = {*_JOURNAL, PART_OF} if any(field.term in _JOURNAL for field in fields) else set()
    for field in fields:
        name = (not groups and fixed.get(field.name)) or property_of(field.term, kind)
        told = not groups and field.name in {schema.title, schema.summary}
        # Of the thing, the dates of its record would say something else.
        of_the_record = not groups and field.name in own_dates and field.term in RECORD_DATES
        if told or of_the_record or field.term in journal:
            continue
        if name and has(kind, name):
            yield _Step(groups, field, name, PROPERTIES[name].value)
        elif field.shape is Shape.GROUP:
            yield from _steps(schema, kind, field.fields, (*groups, field.name))


def _doi(doi: str) -> Node:
    """Return a DOI as https://science-on-schema.org writes it."""
    bare = doi.removeprefix("https://doi.org/").removeprefix("doi:")
    return {
        "@type": "PropertyValue",
        "propertyID": _DOI_SCHEME,
        "value": f"doi:{bare}",
        "url": f"https://doi.org/{quote(bare)}",
    }


def _journal(site: Site, fields: Mapping[str, Field], data: Mapping[str, Json]) -> Node | None:
    """Return what an article stands in: an issue of a volume of a journal, as far as these are stated."""
    stated = {term: value for term, field in fields.items() if (value := data.get(field.name))}
    if not stated:
        return None
    node: dict[str, Any] = {"@type": "Periodical"}
    if title := stated.get(PART_OF):
        node["name"] = said(site, title)
    if issn := stated.get(ISSN):
        node["issn"] = str(issn)
    if volume := stated.get(VOLUME):
        node = {"@type": "PublicationVolume", "volumeNumber": str(volume), "isPartOf": node}
    if issue := stated.get(ISSUE):
        node = {"@type": "PublicationIssue", "issueNumber": str(issue), "isPartOf": node}
    return node


def _event_status(calendar: Calendar, data: Mapping[str, Json]) -> str:
    """Return whether an event takes place; what is called off without a word of another day is cancelled."""
    off = [value for name, values in calendar.called_off.items() if (value := str(data.get(name))) in values]
    if not off:
        return "https://schema.org/EventScheduled"
    return f"https://schema.org/Event{'Postponed' if 'postponed' in off else 'Cancelled'}"


def _located(places: Sequence[Any]) -> list[Any]:
    """Return where an event takes place: a hall that has a name alone stands in the units that are stated beside it."""
    named = [one for one in places if "address" not in one]
    units = [one for one in places if "address" in one]
    if not named or not units:
        return list(places)
    address = "; ".join(one["address"] for one in units)
    return [{**one, "address": address} for one in named]
