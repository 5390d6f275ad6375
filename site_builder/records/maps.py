"""The map of a catalogue: where the codes of one code list are, and the land to draw below them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from site_builder import problems
from site_builder.config import CATALOGUE_FILE, Config
from site_builder.problems import Problem
from site_builder.records.explaining import hint
from site_builder.records.reading.csv_reading import read_csv
from site_builder.records.reading.files import read_text
from site_builder.records.reading.folders import list_files, unexpected
from site_builder.records.reading.json_reading import parse_json
from site_builder.records.reading.wording import shorten
from site_builder.records.reading.yaml_reading import Json, read_document
from site_builder.records.validation import own_schema
from site_builder.records.vocabulary import ConceptKey

CATALOGUE = CATALOGUE_FILE.rpartition("/")[0]
FOLDER = "map"
"""The folder of the map's files, below `catalogue/`."""

COLUMNS = ("scheme", "code", "lon", "lat")
"""The columns of the file of positions."""

Position = tuple[float, float]
"""Longitude and latitude in degrees (WGS 84)."""

Ring = tuple[Position, ...]
"""A closed line, the first position again at its end: the shore of land, or of water in it."""


@dataclass(frozen=True)
class MapData:
    """What the map is drawn from: the positions of codes of one code list, and the land.

    `texts` are the files that it was read from, by their paths relative to the catalogue's root.
    """

    vocabulary: str
    points: Mapping[ConceptKey, Position]
    land: tuple[Ring, ...]
    texts: Mapping[str, str]


def read_map(root: Path, config: Config, found: list[Problem]) -> MapData | None:
    """Return the map that catalogue.yml asks for, or None; append to `found` what stands in the way.

    A row of positions that cannot be read is left out: a check says so.
    """
    about = config.map
    if about is None:
        return None
    named = {"points": about.points, **({"land": about.land} if about.land else {})}
    there = [f"{FOLDER}/{name}" for name in list_files(root, path(FOLDER), found)]
    endings = ", ".join(name.rpartition("/")[2] for name in named.values())
    found += [unexpected(path(name), endings) for name in there if name not in named.values()]
    found += [_no_such_file(key, name, there) for key, name in named.items() if name not in there]
    files = {key: path(name) for key, name in named.items() if name in there}
    read = {file: read_text(root, file) for file in files.values()}
    texts = {file: text for file, text in read.items() if isinstance(text, str)}
    if isinstance(unread := read.get(files.get("points", "")), Problem):
        found.append(unread)
    land = tuple(_land(root, files["land"], found)) if "land" in files else ()  # it tells of its own file
    return MapData(about.vocabulary, dict(_points(texts.get(files.get("points", ""), ""))), land, texts)


def path(name: str) -> str:
    """Return the path, below the catalogue's root, of a file that `map` names."""
    return f"{CATALOGUE}/{name}"


def _points(text: str) -> Iterator[tuple[ConceptKey, Position]]:
    heading, *rows = [*read_csv(text)] or [()]
    names = [cell.text for cell in heading]
    for cells in rows:
        row = dict(zip(names, (cell.text for cell in cells), strict=False))
        try:
            lon, lat = float(row["lon"]), float(row["lat"])
            key = row["scheme"], row["code"]
        except (KeyError, ValueError):
            continue
        if isfinite(lon) and isfinite(lat):
            yield key, (lon, lat)


def _land(root: Path, file: str, found: list[Problem]) -> Iterator[Ring]:
    """Yield the shores of a GeoJSON file of polygons (RFC 7946)."""
    document = read_document(root, file, parse_json)
    own = document.problems or list(own_schema("land").violations(document.value, file))
    found += own
    for feature in () if own else document.value["features"]:
        geometry: Mapping[str, Json] = feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        for polygon in polygons:
            for ring in polygon:
                yield tuple((position[0], position[1]) for position in ring)


def _no_such_file(key: str, name: str, there: list[str]) -> Problem:
    hint_vi, hint_en = hint(name, there)
    values = {
        "name": shorten(name), "keyword": key, "hint_vi": hint_vi, "hint_en": hint_en,
        "what_vi": "thư mục catalogue/ không có tệp nào như vậy", "what_en": "the folder catalogue/ has no such file",
    }  # fmt: skip
    return Problem(problems.UNKNOWN_NAME, CATALOGUE_FILE, ("map", key), values=values)
