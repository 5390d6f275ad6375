"""The sheet of a record: one page of A4 to print and hand out, with a QR code that leads to the record.

Nothing shrinks to fit: facts are taken by their weight until the page is full, and the code leads to all the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from site_builder.pages.qr import qr_svg
from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Site, shorten, to_root
from site_builder.pages.structured.about import About
from site_builder.pages.values import Html, escape, field_html, link
from site_builder.pages.views.rendering import icon, render
from site_builder.records import (
    CollectionSchema,
    Field,
    Json,
    Record,
    Shape,
    source_fields,
    sources_of,
    standing,
    values_of,
)

FOLDER = "sheet"

_LINES = 46
"""How many lines of facts fit below a heading of none; measured in Chromium with the style sheet's sizes."""
_TITLE_LETTERS, _SUMMARY_LETTERS, _FACT_LETTERS, _LABEL_LETTERS = 52, 88, 70, 24
"""Letters a line, on the safe side: of the title, the summary, a fact and its label."""
_TITLE_LINE = 1.8
"""The height of a line of the title, in lines of facts."""
_PADDING = 0.4
"""The space between two facts, in lines."""
_LONGEST, _LONGEST_ITEM, _MOST_SOURCES = 300, 120, 3
"""Of a long text this many letters stand on the sheet, of one in a list this many, of the sources this many."""
_MOST_VALUES = (6, 3, 1)
"""Of a list this many values, or fewer where so many have no room."""

_CONTACT = "http://www.w3.org/ns/dcat#contactPoint"
_WEBSITE = "http://xmlns.com/foaf/0.1/homepage"

_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"</(?:li|p|tr|div)>|<br>")


@dataclass(frozen=True, slots=True)
class Fact:
    """What the sheet says under a label; `desk`: it is whom to turn to, and its addresses are printed."""

    label: str
    value: Html
    desk: bool = False

    @property
    def lines(self) -> float:
        """How many lines the fact takes."""
        parts = [_TAG.sub("", part).strip() for part in _BREAK.split(self.value)]
        value = sum(_lines(part, _FACT_LETTERS) for part in parts if part)
        return max(value, _lines(self.label, _LABEL_LETTERS)) + _PADDING


def address_of(site: Site, record: Record) -> str:
    """Return where the sheet of a record stands below the language's root, "" where it has none."""
    return f"{record.address}{FOLDER}/" if site.catalogue.schema(record).sheet else ""


def record_pages(site: Site, record: Record) -> Iterator[PageTexts]:
    """Yield the sheet of a record, where its collection has sheets."""
    address = address_of(site, record)
    if not address:
        return
    config, schema, say = site.catalogue.config, site.catalogue.schema(record), site.say
    up = to_root(address)
    title, summary = site.title(record), shorten(site.summary(record), 2 * _LONGEST)
    room = _LINES - _TITLE_LINE * _lines(title, _TITLE_LETTERS) - _lines(summary, _SUMMARY_LETTERS)
    url = config.url + site.path + record.address
    content = render(
        site,
        "sheet.html",
        up,
        record=record,
        title=title,
        summary=summary,
        kind=site.text(schema.singular),
        icon_svg=icon(schema.icon),
        language=site.foreign(record),
        warning=site.warning(record),
        facts=_facts(site, record, up, room),
        url=url,
        qr=qr_svg(url, say("QR code of this record's address")),
        sources=_sources(site, record),
        confirmed=say.date(standing(site.catalogue, record).confirmed),
    )
    name = say("{title}: sheet to print", title=title)
    above = [(site.text(schema.label), f"{record.collection}/"), (title, record.address)]
    about = About(above=above, modified=site.history.of(record).modified)
    yield site.texts(address, name, f"{name}. {summary}", content, about)


def _lines(text: str, letters: int) -> int:
    return -(-len(text) // letters)


def _facts(site: Site, record: Record, up: str, room: float) -> list[Fact]:
    """Return the facts that fit: the desk and the weightiest are taken first, and set out in their own order."""
    fields = _fields(site.catalogue.schema(record))
    desk = next((name for name, field in fields.items() if field.term == _CONTACT and name in record.data), None)
    of_owner = [] if desk else _desk_of_owner(site, record, fields.values(), up)
    room -= sum(fact.lines for fact in of_owner)
    taken: dict[str, Fact] = {}
    for name in sorted(fields, key=lambda name: (name != desk, _weight(fields[name]))):
        fitting = [fact for fact in _facts_of(site, fields[name], record.data, up) if fact.lines <= room]
        if fitting:
            taken[name] = fitting[0]
            room -= fitting[0].lines
    return [*(taken[name] for name in fields if name in taken), *of_owner]


def _fields(schema: CollectionSchema) -> Mapping[str, Field]:
    """Return the fields that may stand on a sheet: those that the schema names, or else what the sections have.

    Not what stands elsewhere on the sheet, nor the words to search by, nor dates that speak of the record itself.
    """
    if schema.sheet_fields:
        return {name: schema.field(name) for name in schema.sheet_fields}
    fields = [field for section in schema.sections for field in section.fields]
    return {field.name: field for field in fields if field.name not in _elsewhere(schema)}


def _elsewhere(schema: CollectionSchema) -> set[str]:
    fresh = schema.freshness
    own = {schema.title, schema.summary, schema.date or "", *fresh.expires, *fresh.confirmed}
    words = {field.name for field in schema.fields if field.shape is Shape.TRANSLATED and field.many}
    dates = {field.name for field in schema.fields if field.shape is Shape.DATE and not field.column}
    return own | words | dates | {field.name for field in source_fields(schema)}


def _weight(field: Field) -> int:
    """Return the place of a field among those that want room: what lists show, what is filtered by, and the rest."""
    if field.column:
        return 0
    return 1 if field.facet is not None else 2


def _facts_of(site: Site, field: Field, data: Mapping[str, Json], up: str) -> Iterator[Fact]:
    """Yield what a field says, cut where it is long; of a list ever fewer values. Nothing where it is not there."""
    values = values_of(field, data)
    listed = isinstance(data.get(field.name), list)
    for most in _MOST_VALUES if listed else (1,):
        shown = [_short(field, value, _LONGEST_ITEM if listed else _LONGEST) for value in values[:most]]
        if shown:
            html = field_html(site, field, {field.name: shown if listed else shown[0]}, up)
            if len(values) > most:
                rest = site.say("and {n} more", n=site.say.number(len(values) - most))
                html = Html(f"{html} {escape(rest)}")
            yield Fact(site.text(field.label), html, field.term == _CONTACT)


def _short(field: Field, value: Json, letters: int) -> Json:
    """Return a value with its own text cut, and in a group the texts of its parts."""
    if isinstance(value, list):
        return [_short(field, one, letters) for one in value]
    if field.shape is Shape.TEXT:
        return shorten(str(value), letters)
    if field.shape is Shape.TRANSLATED and isinstance(value, Mapping):
        return {key: shorten(text, letters) if isinstance(text, str) else text for key, text in value.items()}
    if field.shape is Shape.GROUP and isinstance(value, Mapping):
        parts = {part.name: part for part in field.fields}
        return {name: _short(parts[name], one, letters) if name in parts else one for name, one in value.items()}
    return value


def _desk_of_owner(site: Site, record: Record, fields: Iterable[Field], up: str) -> list[Fact]:
    """Return the desk of the first record that a column names and that has one, or else its website."""
    owners = [
        owner
        for field in fields
        if field.refers_to and field.column
        for value in values_of(field, record.data)
        if (owner := site.catalogue.find(field.refers_to, str(value)))
    ]
    for term in (_CONTACT, _WEBSITE):
        for owner in owners:
            for part in site.catalogue.schema(owner).fields:
                if part.term == term and part.name in owner.data:
                    label = f"{site.text(part.label)} ({site.title(owner)})"
                    return [Fact(label, field_html(site, part, owner.data, up), desk=True)]
    return []


def _sources(site: Site, record: Record) -> list[Html]:
    """Return the first sources as links, each with the site that it is on."""
    sources = sources_of(site.catalogue, record)[:_MOST_SOURCES]
    return [
        link(one.url, f"{shorten(site.text(one.title), 90)} ({urlsplit(one.url).netloc})".strip()) for one in sources
    ]
