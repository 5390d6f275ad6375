"""Drawings of graphs as SVG, made at build time: hubs in the middle, members around them, numbered as in a legend.

The same graph gives the same drawing: nothing here is random, and ties are broken by the order of the nodes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from site_builder.pages.values import Html, escape, joined

RADIUS = 17.0
"""Of a node's circle; a number of three digits fits. A unit is a pixel where the page has room for the drawing."""
WIDTH = 460.0
"""What a drawing may take without being scaled down much on a phone; components go below each other beyond it."""

_STEP, _SPACING, _GAP, _MARGIN = 78.0, 42.0, 26.0, 20.0
"""Between rings, between neighbours on a ring, between components, around all of them."""
_SMALLEST = 0.72
"""How far a drawing is scaled down before it scrolls: a number stays as large as the page's small print."""

Point = tuple[float, float]
Edge = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spot:
    """A node to draw: its number in the legend (0: none, it is what the page is of), what it is, where its page is, and
    the number of its kind's colour."""

    number: int
    label: str
    href: str
    colour: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the nodes stand, by their index, and how large the drawing is."""

    points: Mapping[int, Point]
    width: float
    height: float


def components(count: int, edges: Sequence[Edge]) -> list[list[int]]:
    """Return the nodes of each connected part, from its hub outwards, the largest part first.

    The hub is the node with the most edges, the first of several.
    """
    neighbours = _neighbours(count, edges)
    seen: set[int] = set()
    parts = []
    for start in range(count):
        if start not in seen:
            part = _outwards(start, neighbours)
            seen.update(part)
            hub = max(part, key=lambda node: (len(neighbours[node]), -node))
            parts.append(_outwards(hub, neighbours))
    return sorted(parts, key=lambda part: (-len(part), min(part)))


def _neighbours(count: int, edges: Sequence[Edge]) -> list[list[int]]:
    """Return whom each node is tied to, in either direction, each once and in order."""
    found: list[set[int]] = [set() for _ in range(count)]
    for source, target in edges:
        if source != target:
            found[source].add(target)
            found[target].add(source)
    return [sorted(one) for one in found]


def _outwards(start: int, neighbours: Sequence[Sequence[int]]) -> list[int]:
    return list(_tree(start, neighbours))


def _tree(start: int, neighbours: Sequence[Sequence[int]]) -> dict[int, int | None]:
    """Return each node that can be reached with the one before it on the shortest way, breadth first."""
    before: dict[int, int | None] = {start: None}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for other in neighbours[node]:
            if other not in before:
                before[other] = node
                waiting.append(other)
    return before


def layout(count: int, edges: Sequence[Edge]) -> Layout:
    """Return where to draw nodes: each connected part on rings around its hub, the parts side by side."""
    neighbours = _neighbours(count, edges)
    boxes = [_rings(part, neighbours) for part in components(count, edges)]
    room = max([WIDTH, *(width for _, width, _ in boxes)])
    points: dict[int, Point] = {}
    y = _MARGIN
    for row in _rows(boxes, room):
        x = _MARGIN + (room - sum(width for _, width, _ in row) - _GAP * (len(row) - 1)) / 2
        height = max(height for _, _, height in row)
        for placed, width, own in row:
            points |= {node: (x + a, y + b + (height - own) / 2) for node, (a, b) in placed.items()}
            x += width + _GAP
        y += height + _GAP
    return Layout(points, room + 2 * _MARGIN, max(y - _GAP + _MARGIN, 2 * _MARGIN))


_Box = tuple[Mapping[int, Point], float, float]
"""The points of a part, from its upper left corner, with its width and height."""


def _rows(boxes: Sequence[_Box], room: float) -> list[list[_Box]]:
    rows: list[list[_Box]] = []
    taken = room
    for box in boxes:
        if taken + _GAP + box[1] > room:
            rows.append([])
            taken = -_GAP
        rows[-1].append(box)
        taken += _GAP + box[1]
    return rows


def _rings(part: Sequence[int], neighbours: Sequence[Sequence[int]]) -> _Box:
    """Place the hub in the middle and each further node on a ring, in the sector of the node that it hangs on."""
    before = _tree(part[0], neighbours)
    below: dict[int, list[int]] = {node: [] for node in before}
    for node, parent in before.items():
        if parent is not None:
            below[parent].append(node)
    leaves: dict[int, int] = {}
    for node in reversed(before):
        leaves[node] = sum(leaves[child] for child in below[node]) or 1
    first = max(_STEP, leaves[part[0]] * _SPACING / (2 * pi))
    places: dict[int, Point] = {part[0]: (0.0, 0.0)}
    waiting = deque([(part[0], 0, -pi / leaves[part[0]], 2 * pi)])
    while waiting:
        node, ring, angle, sector = waiting.popleft()
        for child in below[node]:
            share = sector * leaves[child] / leaves[node]
            radius = first + ring * _STEP
            middle = angle + share / 2
            places[child] = (radius * cos(middle), radius * sin(middle))
            waiting.append((child, ring + 1, angle, share))
            angle += share
    left = min(x for x, _ in places.values()) - RADIUS
    top = min(y for _, y in places.values()) - RADIUS
    right = max(x for x, _ in places.values()) + RADIUS
    bottom = max(y for _, y in places.values()) + RADIUS
    return {node: (x - left, y - top) for node, (x, y) in places.items()}, right - left, bottom - top


def drawing(key: str, title: str, description: str, spots: Sequence[Spot], edges: Sequence[Edge]) -> Html:
    """Return a drawing of nodes, and of edges between them by their index; `key` tells several on one page apart.

    It has a title and a description for whoever cannot see it. Its links are for the mouse: the list or table beside it
    has the same for the keyboard, without as many stops on the way.
    """
    at = layout(len(spots), edges)
    lines = [_line(at.points[source], at.points[target]) for source, target in edges]
    circles = [_circle(spot, at.points[node]) for node, spot in enumerate(spots)]
    key = escape(key)
    least = f"{at.width * _SMALLEST:.0f}"
    return Html(
        f'<svg class="c-graph" viewBox="0 0 {at.width:.0f} {at.height:.0f}" role="group" '
        f'style="min-width:{least}px;max-width:{at.width * 1.25:.0f}px" aria-labelledby="{key}-title {key}-desc">'
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-desc">{escape(description)}</desc>'
        f"{joined(lines)}{joined(circles)}</svg>"
    )


def _line(start: Point, end: Point) -> Html:
    """Return an edge with a head where it arrives, at the rim of the circle; nothing from a node to itself."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    if length <= 2 * RADIUS:
        return Html("")
    a, b = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    x, y = end[0] - a * (RADIUS + 1), end[1] - b * (RADIUS + 1)
    head = " ".join(f"{x - a * 8 - b * side:.1f},{y - b * 8 + a * side:.1f}" for side in (3.5, -3.5))
    return Html(
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{x - a * 4:.1f}" y2="{y - b * 4:.1f}"/>'
        f'<polygon points="{x:.1f},{y:.1f} {head}"/>'
    )


def _circle(spot: Spot, point: Point) -> Html:
    x, y = point
    label = escape(f"{spot.number}. {spot.label}" if spot.number else spot.label)
    text = f'<text x="{x:.1f}" y="{y:.1f}">{spot.number}</text>' if spot.number else ""
    return Html(
        f'<a href="{escape(spot.href)}" tabindex="-1" class="c-node-{spot.colour}"><title>{label}</title>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS:g}"/>{text}</a>'
    )
