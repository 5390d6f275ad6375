"""Who is tied to whom: records and the references between them that `graphs` in catalogue.yml names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.config import Graph, Translated
from site_builder.problems import Pointer
from site_builder.records.catalogue import Catalogue
from site_builder.records.reading import Json
from site_builder.records.record import Record, field_values
from site_builder.records.schema import Field, Shape


@dataclass(frozen=True, slots=True)
class Tie:
    """A reference from one record to another.

    `path` names the field of the source that holds it (`members.organisation`), `label` is what the field of the graph
    is called. Who is a member of a group may have a `role` there, with a `role_code` where it is one of a code list.
    """

    source: Record
    target: Record
    path: str
    label: Translated
    role: Translated
    role_code: str


@dataclass(frozen=True, slots=True)
class Ties:
    """A graph of records: its nodes by collection and id, its edges in the order in which the records name them."""

    nodes: tuple[Record, ...]
    edges: tuple[Tie, ...]


def ties_of(catalogue: Catalogue, about: Graph) -> Ties:
    """Return the graph that catalogue.yml describes. What is not published, or tied to nothing, is no node of it."""
    edges = [
        tie
        for collection, path in _paths(about)
        if collection in catalogue.collections
        for record in catalogue.collections[collection].records
        for tie in _ties(catalogue, record, path)
    ]
    used = {record.key for tie in edges for record in (tie.source, tie.target)}
    nodes = tuple(record for record in catalogue.records if record.key in used)
    return Ties(nodes, tuple(edges))


def ties_from(catalogue: Catalogue, about: Graph, record: Record) -> Sequence[Tie]:
    """Return the edges of a graph that begin at a record."""
    own = [path for collection, path in _paths(about) if collection == record.collection]
    return [tie for path in own for tie in _ties(catalogue, record, path)]


def tied_collections(catalogue: Catalogue, about: Graph) -> Sequence[str]:
    """Return the collections whose records may be nodes of a graph, in their order."""
    named: set[str] = set()
    for collection, path in _paths(about):
        if collection in catalogue.collections:
            named.add(collection)
            named.update(_targets(catalogue.collections[collection].schema.fields, path))
    return [name for name in catalogue.collections if name in named]


def _targets(fields: Sequence[Field], path: tuple[str, ...]) -> Iterator[str]:
    """Yield the collections to which the references at a path, or in the groups that stand there, lead."""
    for field in fields:
        if path and field.name != path[0]:
            continue
        if field.refers_to and len(path) <= 1:
            yield field.refers_to
        yield from _targets(field.fields, path[1:])


def _paths(about: Graph) -> list[tuple[str, tuple[str, ...]]]:
    """Return what each edge names: the collection, and the path of its field."""
    return [(name, tuple(path.split("."))) for name, _, path in (edge.partition(".") for edge in about.edges)]


def _ties(catalogue: Catalogue, record: Record, path: tuple[str, ...]) -> Iterator[Tie]:
    """Yield the references at a path of names, and those in the groups that stand there."""
    top = [field for field in catalogue.schema(record).fields if field.name == path[0]]
    label: Translated = {}
    groups: dict[Pointer, tuple[Field, Json]] = {}
    for field, pointer, value in field_values(top, record.data):
        names = tuple(part for part in pointer if isinstance(part, str))
        if names == path:
            label = field.label
        if field.fields:
            groups[pointer] = field, value
        if field.refers_to and names[: len(path)] == path:
            target = catalogue.find(field.refers_to, str(value))
            if target:
                role_code, role = _role(catalogue, *groups.get(_holder(pointer), (None, None)))
                yield Tie(record, target, ".".join(names), label, role, role_code)


def _holder(pointer: Pointer) -> Pointer:
    """Return the pointer to the group that holds a value: up to the last name."""
    last = max(place for place, part in enumerate(pointer) if isinstance(part, str))
    return pointer[:last]


def _role(catalogue: Catalogue, group: Field | None, value: Json) -> tuple[str, Translated]:
    """Return the code and the words of the role that a group states beside its references; empty without one."""
    for part in group.fields if group else ():
        stated = value.get(part.name)
        if stated is None or part.many:
            continue
        match part.shape:
            case Shape.CODE:
                concept = catalogue.concept(part, stated)
                return str(stated), concept.labels if concept else {}
            case Shape.TRANSLATED if isinstance(stated, Mapping):
                return "", stated
            case Shape.TEXT:
                return "", {catalogue.config.language: str(stated)}
    return "", {}
