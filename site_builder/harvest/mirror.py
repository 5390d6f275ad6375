"""What a harvest makes of a source: the files of a catalogue of its own, and what could not be taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from site_builder import problems
from site_builder.config import Licence, Translated
from site_builder.harvest.limits import Limits
from site_builder.problems import CannotRunError, Problem
from site_builder.records import Json
from site_builder.records.reading.wording import shorten
from site_builder.records.reading.yaml_reading import core_value

RECORD_ENDING = ".yml"
_LINE = 120


@dataclass(frozen=True)
class Settings:
    """How our catalogue harvests: its languages, the licences that it takes besides open ones, the bounds."""

    languages: tuple[str, ...]
    licences: tuple[str, ...]
    limits: Limits


@dataclass(frozen=True, slots=True)
class Note:
    """Something of a source that was left out, and why: `vi` and `en` are whole sentences."""

    vi: str
    en: str


@dataclass(frozen=True)
class Mirror:
    """A source as a catalogue: `files` has the bytes of each file by its path below the catalogue's root.

    The rest is as in `sisters.Origin`. `strict`: the source is a catalogue like ours, of which every record is sound;
    of others, a record that cannot be made to fit is left out.
    """

    kind: str
    title: Translated
    homepage: str
    publisher: Translated
    licence: Licence
    files: Mapping[str, bytes]
    notes: tuple[Note, ...] = ()
    strict: bool = False


def record_path(collection: str, record_id: str) -> str:
    """Return the path of a record's file below the catalogue's root."""
    return f"catalogue/{collection}/{record_id}{RECORD_ENDING}"


def is_record(path: str) -> bool:
    """Whether a path below the catalogue's root is that of a record's file."""
    return path.startswith("catalogue/") and path.count("/") == 2 and path.endswith(RECORD_ENDING)


class _Dumper(yaml.CSafeDumper):
    """Writes what our strict reader reads back as the same value, and every value out in full."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 — the same for all
        return True


def _text(dumper: _Dumper, text: str) -> yaml.Node:
    # PyYAML leaves plain what YAML 1.1 reads as text; the core schema of YAML 1.2 takes `0o17` and `1e5` for numbers.
    style = "'" if type(core_value(text)) is not str else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _text)


def yaml_bytes(value: Json) -> bytes:
    """Return a value as a YAML file, keys in their order."""
    text = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_LINE)
    return text.encode()


def write_files(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a folder, each by its path below it."""
    for path, data in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def without_clash(place: str, collection: str, ids: Iterable[tuple[str, str]]) -> None:
    """Raise CannotRunError where two things of a collection have one id; `ids` are (id, what the source calls it)."""
    taken: dict[str, str] = {}
    for record_id, called in ids:
        if record_id in taken:
            values = {
                "first": shorten(taken[record_id]), "second": shorten(called), "collection": shorten(collection),
                "id": record_id,
            }  # fmt: skip
            raise CannotRunError(Problem(problems.HARVEST_ID_CLASH, place, values=values))
        taken[record_id] = called
