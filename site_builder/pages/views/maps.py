"""The map: a circle for each place that has records, drawn when the site is built, and the same as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import cos, log10, radians, sqrt

from site_builder.config import MapAbout
from site_builder.pages.codes import MAP, code_address, label_of
from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Download, Site, to_root
from site_builder.pages.views.rendering import render
from site_builder.records import Record, is_listed, records_by_place, records_in
from site_builder.records.maps import MapData, Position, Ring
from site_builder.records.vocabulary import ConceptKey

WIDTH = 640.0
"""The width of the drawing; a unit is a pixel of it on a desk, about half of one on a telephone."""
SMALLEST, LARGEST = 9.0, 26.0
"""Radius of a circle: of the smallest, which holds a number, and of that with most records."""
LETTER, LINE = 6.6, 13.0
"""Width of an average letter of a label and height of its line, a little more than they take."""
MARGIN = LARGEST + 10
"""Room around the outermost places, so that their circles and the scale bar have it."""
KM_A_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Mark:
    """A place with records: its number in the table, its label, the address of its page, how many records, the circle,
    and the place of its label (x, y, anchor), None where there is no room for one."""

    number: int
    key: ConceptKey
    label: str
    address: str
    count: int
    x: float
    y: float
    radius: float
    text: tuple[float, float, str] | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """The way from degrees to the drawing: an equirectangular projection that is true at its middle latitude."""

    west: float
    north: float
    scale: float
    height: float
    narrowing: float

    def at(self, position: Position) -> tuple[float, float]:
        lon, lat = position
        return round((lon - self.west) * self.scale * self.narrowing, 1), round((self.north - lat) * self.scale, 1)


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the drawing that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return not (
            self.right <= other.left or other.right <= self.left or self.bottom <= other.top or other.bottom <= self.top
        )


def pages(site: Site, _downloads: Sequence[Download]) -> Iterator[PageTexts]:
    """Yield the map, where the catalogue has one."""
    about, drawn = site.catalogue.config.map, site.catalogue.map
    if about and drawn and drawn.points and drawn.vocabulary in site.catalogue.vocabularies:
        yield _page(site, about, drawn)


def menu(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the map, where the catalogue has one."""
    drawn = site.catalogue.map
    if drawn and drawn.points and drawn.vocabulary in site.catalogue.vocabularies:
        yield site.say("Map"), MAP


def _page(site: Site, about: MapAbout, drawn: MapData) -> PageTexts:
    up = to_root(MAP)
    frame = _frame(list(drawn.points.values()))
    marks = _marks(site, drawn, frame)
    used = {mark.key for mark in marks}
    rest = [frame.at(position) for key, position in drawn.points.items() if key not in used]
    title = site.text(about.title)
    description = site.say(
        "Records by place of today; one of a former unit that was divided counts in each that came from it."
    )
    content = render(
        site,
        "map.html",
        up,
        title=title,
        description=description,
        about=about,
        width=WIDTH,
        height=frame.height,
        land=[_outline(frame, ring) for ring in drawn.land],
        rest=rest,
        marks=_labelled(marks, rest, frame),
        bar=_scale_bar(frame),
        elsewhere=_elsewhere(site, drawn),
    )
    return site.texts(MAP, title, description, content)


def _frame(points: Sequence[Position]) -> Frame:
    """Return the frame that holds all positions, with a margin."""
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    narrowing = max(0.01, cos(radians((south + north) / 2)))
    scale = (WIDTH - 2 * MARGIN) / (max(east - west, 0.1) * narrowing)
    height = round((north - south) * scale + 2 * MARGIN, 1)
    return Frame(west - MARGIN / scale / narrowing, north + MARGIN / scale, scale, height, narrowing)


def _outline(frame: Frame, ring: Ring) -> str:
    """Return a shore as the data of an SVG path."""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in map(frame.at, ring)) + "Z"


def _listed(site: Site, records: Sequence[Record]) -> int:
    return sum(is_listed(site.catalogue, record) for record in records)


def _marks(site: Site, drawn: MapData, frame: Frame) -> list[Mark]:
    """Return the places with records, those with most first."""
    vocabulary = site.catalogue.vocabularies[drawn.vocabulary]
    counts = {key: _listed(site, records) for key, records in records_by_place(site.catalogue).items()}
    used = sorted((key for key in counts if counts[key]), key=lambda key: -counts[key])
    marks = []
    for number, key in enumerate(used, start=1):
        concept, count = vocabulary.concepts[key], counts[key]
        radius = round(max(SMALLEST, LARGEST * sqrt(count / counts[used[0]])), 1)
        x, y = frame.at(drawn.points[key])
        address = code_address(site, drawn.vocabulary, concept)
        marks.append(Mark(number, key, label_of(site, concept), address, count, x, y, radius))
    return marks


def _labelled(marks: Sequence[Mark], rest: Sequence[tuple[float, float]], frame: Frame) -> list[Mark]:
    """Give each place its label where there is room for one beside circles and dots, those with most records first."""
    round_ones = [(one.x, one.y, one.radius) for one in marks] + [(x, y, 2.0) for x, y in rest]
    taken = [Box(x - radius, y - radius, x + radius, y + radius) for x, y, radius in round_ones]
    labelled = []
    for mark in marks:
        text = None
        for box, x, y, anchor in _spots(mark):
            inside = box.left >= 0 and box.top >= 0 and box.right <= WIDTH and box.bottom <= frame.height
            if inside and not any(box.meets(other) for other in taken):
                taken.append(box)
                text = round(x, 1), round(y, 1), anchor
                break
        labelled.append(replace(mark, text=text))
    return labelled


def _spots(mark: Mark) -> Iterator[tuple[Box, float, float, str]]:
    """Yield where a label may stand, beside, above or below its circle: the room that it takes, and its place."""
    width, gap = len(mark.label) * LETTER, mark.radius + 3
    for x, y, anchor, left in (
        (mark.x + gap, mark.y, "start", mark.x + gap),
        (mark.x - gap, mark.y, "end", mark.x - gap - width),
        (mark.x, mark.y - gap - LINE / 2, "middle", mark.x - width / 2),
        (mark.x, mark.y + gap + LINE / 2, "middle", mark.x - width / 2),
    ):
        yield Box(left, y - LINE / 2, left + width, y + LINE / 2), x, y, anchor


def _scale_bar(frame: Frame) -> tuple[float, int]:
    """Return the length of the scale bar in the drawing and in kilometres: 1, 2 or 5 times a power of ten."""
    a_km = frame.scale / KM_A_DEGREE
    most = WIDTH / 4 / a_km
    power = 10 ** int(log10(max(1.0, most)))
    km = max((step * power for step in (1, 2, 5) if step * power <= most), default=power)
    return round(km * a_km, 1), km


def _elsewhere(site: Site, drawn: MapData) -> list[tuple[str, str, int]]:
    """Return what has no place on the map: label, address of the page, records filed under just that code."""
    vocabulary = site.catalogue.vocabularies[drawn.vocabulary]
    usage = site.catalogue.usage[drawn.vocabulary]
    placed = [vocabulary.concepts[key] for key in drawn.points if key in vocabulary.concepts]
    above = {one.key for concept in placed for one in vocabulary.lineage(concept)[:-1]}
    found = []
    for key, concept in usage.concepts.items():
        count = _listed(site, records_in(usage.own.get(key, ()))) if key not in drawn.points else 0
        if count:
            label = label_of(site, concept)
            name = site.say("{name} (as a whole)", name=label) if key in above else label
            found.append((name, code_address(site, drawn.vocabulary, concept), count))
    return found
