"""Who is tied to whom: a page a graph with its drawing, tables and downloads, and a drawing on the pages of records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.addresses import GRAPH_SUBJECT, GRAPHS
from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Download, Site, to_root
from site_builder.pages.structured.dataset import dataset_about
from site_builder.pages.values import Html
from site_builder.pages.views.drawings import Spot, components, drawing
from site_builder.pages.views.rendering import render
from site_builder.records import Record, Tie, Ties, tied_collections, ties_from, ties_of

MOST_DRAWN = 80
"""How many nodes a drawing may have before it says nothing any more; the tables and downloads have the rest."""
MOST_ROWS = 500

_COLOURS = 6
"""How many kinds of record the style sheet tells apart by colour."""

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Node:
    """A node as the tables show it: the number that it has in the drawing, its page, and how many edges it has."""

    number: int
    address: str
    title: str
    kind: str
    ties: int


@dataclass(frozen=True, slots=True)
class Row:
    """An edge as the tables show it; `role` is "" where it has none."""

    source: Node
    label: str
    target: Node
    role: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A drawing on a record's page: whom it is tied to, with what ties each."""

    title: str
    address: str
    drawing: Html
    members: Sequence[tuple[Node, str]]


def pages(site: Site, downloads: Sequence[Download]) -> Iterator[PageTexts]:
    """Yield a page a graph."""
    for name in site.catalogue.config.graphs:
        yield _page(site, name, downloads)


def menu(site: Site) -> Iterator[tuple[str, str]]:
    """Yield every graph."""
    for name, about in site.catalogue.config.graphs.items():
        yield site.text(about.title), _address(name)


def _address(name: str) -> str:
    return f"{GRAPHS}/{name}/"


def _page(site: Site, name: str, downloads: Sequence[Download]) -> PageTexts:
    about = site.catalogue.config.graphs[name]
    address = _address(name)
    up = to_root(address)
    ties = ties_of(site.catalogue, about)
    nodes, svg = _drawn(site, name, ties, up)
    title, description = site.text(about.title), site.text(about.description)
    content = render(
        site,
        "graph.html",
        up,
        title=title,
        description=description,
        drawing=svg,
        kinds=_kinds(site, ties.nodes),
        nodes=list(nodes.values())[:MOST_ROWS],
        edges=[_row(site, nodes, tie) for tie in ties.edges[:MOST_ROWS]],
        counts=(len(ties.nodes), len(ties.edges)),
        not_drawn=max(0, len(ties.nodes) - MOST_DRAWN),
        left_out=max(0, len(ties.nodes) - MOST_ROWS, len(ties.edges) - MOST_ROWS),
        files=[one for one in downloads if one.subject == GRAPH_SUBJECT + name],
        root=to_root(site.path + address),
    )
    return site.texts(address, title, description, content, dataset_about(site, GRAPH_SUBJECT + name, downloads))


def _drawn(site: Site, key: str, ties: Ties, up: str) -> tuple[Mapping[Key, Node], Html]:
    """Return the nodes in the order of their numbers, and the drawing of as many as it can show."""
    index = {record.key: place for place, record in enumerate(ties.nodes)}
    edges = [(index[tie.source.key], index[tie.target.key]) for tie in ties.edges]
    parts = components(len(ties.nodes), edges)
    order = [place for part in parts for place in part]
    degree = Counter(end for edge in edges for end in edge)
    numbers = {place: number for number, place in enumerate(order, start=1)}
    nodes = {
        ties.nodes[place].key: _node(site, ties.nodes[place], numbers[place], degree[place], up) for place in order
    }
    colours = _colours(site)
    spots = [
        Spot(node.number, node.title, node.address, colours[collection])
        for (collection, _), node in list(nodes.items())[:MOST_DRAWN]
    ]
    drawn = {place: number for number, place in enumerate(order[:MOST_DRAWN])}
    kept = [(drawn[source], drawn[target]) for source, target in edges if source in drawn and target in drawn]
    about = site.catalogue.config.graphs[key]
    described = site.say(
        "{nodes} nodes and {edges} edges; the same is in the tables on this page.",
        nodes=site.say.number(len(ties.nodes)),
        edges=site.say.number(len(ties.edges)),
    )
    return nodes, drawing(f"graph-{key}", site.text(about.title), described, spots, kept)


def _node(site: Site, record: Record, number: int, ties: int, up: str) -> Node:
    kind = site.text(site.catalogue.schema(record).singular)
    return Node(number, up + record.address, site.title(record), kind, ties)


def _row(site: Site, nodes: Mapping[Key, Node], tie: Tie) -> Row:
    return Row(nodes[tie.source.key], site.text(tie.label), nodes[tie.target.key], site.text(tie.role))


def _colours(site: Site) -> Mapping[str, int]:
    """Return the number of each collection's colour, the same in every drawing."""
    catalogue = site.catalogue
    named = {name for about in catalogue.config.graphs.values() for name in tied_collections(catalogue, about)}
    return {
        name: place % _COLOURS + 1 for place, name in enumerate(one for one in catalogue.collections if one in named)
    }


def _kinds(site: Site, records: Sequence[Record]) -> list[tuple[int, str]]:
    """Return the kinds of record in a drawing: the number of the colour, and the name."""
    used = {record.collection for record in records}
    return [
        (number, site.text(site.catalogue.collections[name].schema.label))
        for name, number in _colours(site).items()
        if name in used
    ]


def panels(site: Site, record: Record, up: str) -> Sequence[Panel]:
    """Return a drawing for each graph in which a record is tied to several others by fields of its own."""
    found = []
    for name, about in site.catalogue.config.graphs.items():
        ties = ties_from(site.catalogue, about, record)
        if len({tie.target.key for tie in ties} - {record.key}) > 1:
            found.append(_panel(site, name, record, ties, up))
    return found


def _panel(site: Site, name: str, record: Record, ties: Sequence[Tie], up: str) -> Panel:
    about = site.catalogue.config.graphs[name]
    colours = _colours(site)
    how: dict[Key, list[str]] = {}
    for tie in ties:
        how.setdefault(tie.target.key, []).append(site.text(tie.role) or site.text(tie.label))
    targets = {tie.target.key: tie.target for tie in ties}
    shown = [record, *(target for key, target in targets.items() if key != record.key)][:MOST_DRAWN]
    edges = [(0, place) for place in range(1, len(shown))]
    nodes = [_node(site, one, number, 1, up) for number, one in enumerate(shown)]
    spots = [
        Spot(node.number, node.title, node.address, colours[one.collection])
        for node, one in zip(nodes, shown, strict=True)
    ]
    title = site.text(about.title)
    described = site.say(
        "{title}, tied to {n} others that the list names.", title=nodes[0].title, n=site.say.number(len(edges))
    )
    members = [(nodes[place], ", ".join(dict.fromkeys(how[shown[place].key]))) for _, place in edges]
    return Panel(title, up + _address(name), drawing(f"graph-{name}", title, described, spots, edges), members)
