"""What a collection is: one JSON Schema (2020-12) with the annotations `x-collection` and `x-field`.

Everything that a page, a download or the search needs to know of a record is derived here, once, from the schema.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from site_builder.config import Translated
from site_builder.records.reading import Json
from site_builder.records.schema_walk import Resolver

SCHEMA_ENDING = ".schema.json"
DRAFT = "https://json-schema.org/draft/2020-12/schema"


class Shape(StrEnum):
    """The shape of one value of a field."""

    TEXT = "text"
    TRANSLATED = "translated"  # a map: language → text (or a list of texts)
    NUMBER = "number"
    INTEGER = "integer"
    YEAR = "year"  # a whole number that is no quantity
    BOOLEAN = "boolean"
    DATE = "date"  # YYYY, YYYY-MM or YYYY-MM-DD
    LINK = "link"
    CODE = "code"  # a code of the field's vocabulary
    CODING = "coding"  # a group with `scheme` and `code`
    REFERENCE = "reference"  # the id of a record of another collection
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Field:
    """One property of a record or of a group in it. `many`: the value is a list of such values.

    `facet` is None (no filter), 0 (each value is one) or the level at which codes are grouped.
    """

    name: str
    shape: Shape
    many: bool
    required: bool
    label: Translated
    help: Translated
    facet: int | None = None
    column: bool = False
    weight: int = 1
    refers_to: str | None = None
    inverse: Translated | None = None
    vocabulary: str | None = None
    resolves: str | None = None
    term: str | None = None
    personal: bool = False
    internal: bool = False
    not_before: tuple[tuple[str, str], ...] = ()
    fields: tuple[Field, ...] = ()

    @property
    def sortable(self) -> bool:
        """Whether lists of records can be ordered by it."""
        return self.shape is Shape.DATE and not self.many


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the record page: its heading and its fields, in order."""

    label: Translated
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Freshness:
    """How long a record counts as confirmed.

    `confirmed` are the dates of which the latest says when it last was; from an age of `warn_months` on it is due, from
    `fresh_months` on out of date (0: never). `expires` are the dates after the earliest of which it no longer holds. A
    record of a `listing` that is out of date leaves the lists.
    """

    confirmed: tuple[str, ...]
    warn_months: int = 0
    fresh_months: int = 0
    expires: tuple[str, ...] = ()
    listing: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """The properties that say when and where a record takes place.

    `called_off` are the values, by property, of which any says that it does not.
    """

    start: str
    end: str | None
    place: str | None
    called_off: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CollectionSchema:
    """A collection as its schema describes it. `document` is the schema itself.

    `dated_by` are the properties of which the first present dates a record's codes; `group_by` are those by which the
    collection has a directory; `consent` is the group that holds a person's consent to be published; `sheet_fields` are
    what stands on the sheet to print, all that fits where empty.
    """

    name: str
    path: str
    document: Mapping[str, Json]
    label: Translated
    singular: Translated
    description: Translated
    icon: str
    order: int
    title: str
    summary: str
    date: str | None
    rdf_class: str | None
    freshness: Freshness
    not_before: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    fields: tuple[Field, ...]
    dated_by: tuple[str, ...] = ()
    calendar: Calendar | None = None
    group_by: tuple[str, ...] = ()
    consent: str | None = None
    sheet: bool = False
    sheet_fields: tuple[str, ...] = ()
    compare: bool = False
    worklist: bool = False

    def field(self, name: str) -> Field:
        """Return the field of that name; KeyError where there is none."""
        for candidate in self.fields:
            if candidate.name == name:
                return candidate
        raise KeyError(name)

    @property
    def facets(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.facet is not None)

    @property
    def references(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.refers_to is not None)


def only(fields: tuple[Field, ...], wanted: Callable[[Field], bool]) -> tuple[Field, ...]:
    """Return the fields that are wanted, and the groups that have such a field, without what is not."""
    kept = [(one, one.fields if wanted(one) else only(one.fields, wanted)) for one in fields]
    return tuple(replace(one, fields=parts) for one, parts in kept if parts or wanted(one))


def collection_schema(name: str, path: str, document: Mapping[str, Json], resolver: Resolver) -> CollectionSchema:
    """Derive a collection from a schema whose annotations fit their metaschema.

    Raises KeyError for a bad `$ref`, RecursionError for a group that holds itself.
    """
    about = document["x-collection"]
    file = path.rpartition("/")[2]
    fields = fields_of(document, file, resolver)
    by_name = {field.name: field for field in fields}
    sections = tuple(
        Section(section["label"], tuple(by_name[field] for field in section["fields"] if field in by_name))
        for section in about["sections"]
    )
    return CollectionSchema(
        name=name,
        path=path,
        document=document,
        label=about["label"],
        singular=about["singular"],
        description=about["description"],
        icon=about["icon"],
        order=about["order"],
        title=about["title"],
        summary=about["summary"],
        date=about.get("date"),
        rdf_class=about.get("class"),
        freshness=_freshness(about),
        not_before=tuple((earlier, later) for earlier, later in about.get("not-before", ())),
        sections=sections,
        fields=fields,
        dated_by=tuple(about.get("dated-by", ())),
        calendar=_calendar(about.get("calendar")),
        group_by=tuple(about.get("group-by", ())),
        consent=about.get("consent"),
        sheet=bool(about.get("sheet", False)),
        sheet_fields=tuple(about["sheet"]) if isinstance(about.get("sheet"), list) else (),
        compare=about.get("compare", False),
        worklist=about.get("worklist", False),
    )


def _freshness(about: Mapping[str, Json]) -> Freshness:
    fresh = about.get("fresh-months", 0)
    dates = about.get("confirmed") or [name for name in (about.get("date"),) if name]
    return Freshness(
        confirmed=tuple(dates),
        warn_months=about.get("warn-months", fresh * 3 // 4),
        fresh_months=fresh,
        expires=tuple(about.get("expires", ())),
        listing=about.get("listing", False),
    )


def _calendar(about: Mapping[str, Json] | None) -> Calendar | None:
    if not about:
        return None
    called_off = {name: tuple(values) for name, values in about.get("called-off", {}).items()}
    return Calendar(about["start"], about.get("end"), about.get("place"), called_off)


def fields_of(node: Mapping[str, Json], file: str, resolver: Resolver) -> tuple[Field, ...]:
    """Return the fields of a schema of a record or group that stands in `file`.

    Raises KeyError for a bad `$ref`, RecursionError for a group that holds itself.
    """
    required = node.get("required", ())
    return tuple(
        _field(name, *resolver.resolve(subschema, file), resolver, required=name in required)
        for name, subschema in node.get("properties", {}).items()
    )


def _field(name: str, node: Mapping[str, Json], file: str, resolver: Resolver, *, required: bool) -> Field:
    about: Mapping[str, Json] = node.get("x-field", {})
    many = _type(node) == "array"
    if many:
        node, file = resolver.resolve(node.get("items", {}), file)
        about = {**node.get("x-field", {}), **about}
    shape = _shape(node, about)
    if shape is Shape.TRANSLATED:  # the lists stand inside the map: {vi: [a, b], en: [a, b]}
        one, _ = resolver.resolve(next(iter(node.get("properties", {}).values()), {}), file)
        many = _type(one) == "array"
    facet = about.get("facet", False)
    return Field(
        name=name,
        shape=shape,
        many=many,
        required=required,
        label=about.get("label", {}),
        help=about.get("help", {}),
        facet=None if facet is False else 0 if facet is True else facet,
        column=about.get("column", False),
        weight=about.get("weight", 1),
        refers_to=about.get("refers-to"),
        inverse=about.get("inverse"),
        vocabulary=about.get("vocabulary"),
        resolves=about.get("resolves"),
        term=about.get("term"),
        personal=about.get("personal", False),
        internal=about.get("internal", False),
        not_before=tuple((earlier, later) for earlier, later in about.get("not-before", ())),
        fields=fields_of(node, file, resolver) if shape in {Shape.GROUP, Shape.CODING} else (),
    )


def _shape(node: Mapping[str, Json], about: Mapping[str, Json]) -> Shape:
    kind = _type(node)
    text_format = node.get("format", "")
    rules: tuple[tuple[bool, Shape], ...] = (
        (about.get("translated", False), Shape.TRANSLATED),
        (kind == "object" and "vocabulary" in about, Shape.CODING),
        (kind == "object", Shape.GROUP),
        ("refers-to" in about, Shape.REFERENCE),
        ("vocabulary" in about, Shape.CODE),
        (kind == "integer" and text_format == "year", Shape.YEAR),
        (kind == "number", Shape.NUMBER),
        (kind == "integer", Shape.INTEGER),
        (kind == "boolean", Shape.BOOLEAN),
        (text_format in {"date", "partial-date"}, Shape.DATE),
        (text_format in {"uri", "iri"}, Shape.LINK),
    )
    return next((shape for holds, shape in rules if holds), Shape.TEXT)


def _type(node: Mapping[str, Json]) -> str:
    """Return the type that a schema asks for; of several, the first that is not `null`."""
    kind = node.get("type", "")
    return kind if isinstance(kind, str) else next((one for one in kind if one != "null"), "")
