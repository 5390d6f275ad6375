"""One harvest from beginning to end: find out what the source is, read it, check what came, swap it in whole."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from site_builder import problems
from site_builder.config import CATALOGUE_FILE, Config
from site_builder.folders import new_beside, restore, swap
from site_builder.harvest.fetching import Web
from site_builder.harvest.limits import Limits
from site_builder.harvest.mirror import Mirror, Note, Settings, is_record, write_files, yaml_bytes
from site_builder.harvest.reading import read_source
from site_builder.harvest.sources import Disk, Source
from site_builder.harvest.texts import slug
from site_builder.problems import CannotRunError, Pointer, Problem, Severity
from site_builder.records import Json, locate
from site_builder.records.loading import read_config
from site_builder.records.reading.wording import shorten, suggested_id
from site_builder.records.reading.yaml_reading import read_document
from site_builder.sisters import ORIGIN_FILE, folder_of, is_name, names_in, read_origin

Check = Callable[[Path], Sequence[Problem]]
"""Takes the root of a catalogue and gives all its problems, located."""

_ROUNDS: Final = 10
"""How often what does not fit is left out before the source as a whole counts as unsound: leaving out one record may
leave another without what it refers to."""


@dataclass(frozen=True, slots=True)
class Harvest:
    """What a harvest gave: how many records are new, changed, gone and as they were, and what was left out."""

    name: str
    new: int
    changed: int
    gone: int
    same: int
    notes: tuple[Note, ...]

    @property
    def records(self) -> int:
        return self.new + self.changed + self.same

    @property
    def folder(self) -> str:
        return folder_of(self.name)


@dataclass(frozen=True, slots=True)
class Failure:
    """A harvested catalogue that could not be refreshed and was left as it was."""

    name: str
    problems: tuple[Problem, ...]

    @property
    def folder(self) -> str:
        return folder_of(self.name)


@dataclass(frozen=True)
class _Harvester:
    """What every harvest of one run shares.

    `check` judges a catalogue, `today` is the day (ISO 8601) that an origin states.
    """

    root: Path
    config: Config
    check: Check
    today: str
    limits: Limits


def harvest_one(  # noqa: PLR0913 — the arguments of the command, and what it works with
    root: Path, source: str, name: str | None = None, *, check: Check, today: str, limits: Limits | None = None
) -> Harvest:
    """Read a source into `harvested/<name>/` of the catalogue in `root`.

    `source` is a web address, or a file or folder of this machine; a name is made from it where none is given. Raises
    CannotRunError where the source cannot be taken; then everything is as it was.
    """
    harvester = _harvester(root, check, today, limits)
    stated = _stated(root, source)
    return _run(harvester, stated, _name(root, stated, name))


def refresh(root: Path, *, check: Check, today: str, limits: Limits | None = None) -> Iterator[Harvest | Failure]:
    """Read the source of each harvested catalogue again, in order of their names. One that fails is left as it was.

    What an `origin.yml` states counts as given by the user: an address in it may be of a private network. Raises
    CannotRunError where there is none.
    """
    harvester = _harvester(root, check, today, limits)
    names, found = names_in(root)
    if found:
        raise CannotRunError(*found)
    if not names:
        raise CannotRunError(Problem(problems.HARVEST_NONE_YET, str(root)))
    for name in names:
        origin, own = read_origin(root, name)
        try:
            yield Failure(name, tuple(locate(own, root))) if origin is None else _run(harvester, origin.source, name)
        except CannotRunError as error:
            yield Failure(name, tuple(error.problems))


def _harvester(root: Path, check: Check, today: str, limits: Limits | None) -> _Harvester:
    if not (root / CATALOGUE_FILE).is_file():
        raise CannotRunError(Problem(problems.NO_CATALOGUE, CATALOGUE_FILE))
    found: list[Problem] = []
    config = read_config(root, found)
    if config is None:
        raise CannotRunError(*locate(found, root))
    return _Harvester(root, config, check, today, limits or Limits())


def _stated(root: Path, source: str) -> str:
    """Return a source as its origin states it: an address as it is, a path counted from the root."""
    source = source.strip()
    if re.match(r"https?://", source, re.IGNORECASE):
        return source
    if "://" in source or not source or not Path(source).exists():
        raise CannotRunError(Problem(problems.HARVEST_NO_SOURCE, source, values={"source": shorten(source, 200)}))
    return Path(os.path.relpath(source, root)).as_posix()


def _is_address(stated: str) -> bool:
    return "://" in stated


def _name(root: Path, stated: str, wanted: str | None) -> str:
    """Return the name under which a source is kept. Raises CannotRunError where it cannot be, or is another's."""
    sources = {name: origin.source for name in names_in(root)[0] if (origin := read_origin(root, name)[0])}
    if wanted is None and (known := next((name for name, one in sources.items() if one == stated), None)):
        return known
    name = slug(_called(stated)) if wanted is None else wanted
    if not is_name(name):
        values: dict[str, object] = {"id": shorten(name), "suggestion": suggested_id(name)}
        raise CannotRunError(Problem(problems.BAD_ID, "--name", values=values))
    if (root / folder_of(name)).exists() and sources.get(name) != stated:
        values = {"name": name, "source": shorten(sources.get(name, "?"), 200), "folder": folder_of(name)}
        raise CannotRunError(Problem(problems.HARVEST_NAME_TAKEN, folder_of(name), values=values))
    return name


def _called(stated: str) -> str:
    """Return what a source is called: its host, or the name of its file or folder."""
    if _is_address(stated):
        try:
            return (urlsplit(stated).hostname or "").removeprefix("www.")
        except ValueError:
            return ""
    return Path(stated).resolve().stem


def _run(harvester: _Harvester, stated: str, name: str) -> Harvest:
    agent = f"site-builder/{version('site-builder')} (+{harvester.config.url})"
    limits = harvester.limits
    source: Source
    if _is_address(stated):
        source = Web(stated, agent, limits)
    else:
        source = Disk(Path(os.path.normpath(harvester.root / stated)), limits)
    config = harvester.config
    mirror = read_source(source, Settings(config.languages, config.licences, limits))
    target = harvester.root / folder_of(name)
    origin = yaml_bytes(_origin(mirror, stated, harvester.today))
    try:
        restore(target)
        with new_beside(target) as new:
            write_files({ORIGIN_FILE: origin, **mirror.files}, new)
            left_out = _leave_out(new, mirror, harvester.check, stated)
            result = _compared(name, target, new, (*mirror.notes, *left_out))
            swap(new, target)
    except OSError as error:
        values = {"reason": shorten(error.strerror or type(error).__name__)}
        raise CannotRunError(Problem(problems.HARVEST_NOT_WRITTEN, folder_of(name), values=values)) from error
    return result


def _origin(mirror: Mirror, stated: str, today: str) -> Mapping[str, Any]:
    """Return what `origin.yml` says (see `sisters.Origin`)."""
    said = {
        "source": stated,
        "kind": str(mirror.kind),
        "title": dict(mirror.title),
        "homepage": mirror.homepage,
        "publisher": dict(mirror.publisher),
        "licence": asdict(mirror.licence),
        "harvested": today,
    }
    return {key: value for key, value in said.items() if value}


def _leave_out(folder: Path, mirror: Mirror, check: Check, place: str) -> list[Note]:
    """Delete what the rules of a catalogue refuse: a value of a record, or else the record; and say so.

    Raises CannotRunError where more than records is wrong, where the source promises that there is nothing wrong, and
    where nothing is left.
    """
    first: Problem | None = None
    values: set[tuple[str, Pointer]] = set()
    records: set[str] = set()
    for _ in range(_ROUNDS):
        errors = [one for one in check(folder) if one.kind.severity is Severity.ERROR]
        if not errors:
            break
        if mirror.strict or not all(is_record(one.path) for one in errors):
            raise _invalid(errors, place)
        first = first or errors[0]
        for path in {one.path for one in errors}:
            pointers = {() if one.on_key else one.pointer for one in errors if one.path == path}
            if _without_values(folder, path, pointers):
                values |= {(path, pointer) for pointer in pointers}
            else:
                records.add(path)
    else:
        raise _invalid(errors, place)
    if first and not _records_in(folder):
        raise _invalid([first], place)
    return [_left_out(len(values), len(records), first)] if first else []


def _without_values(folder: Path, path: str, pointers: set[Pointer]) -> bool:
    """Take values out of a record's file; delete it, and return False, where one of them is the record as a whole."""
    data = read_document(folder, path).value
    if () in pointers or not isinstance(data, dict) or any(not _take_out(data, one) for one in _last_first(pointers)):
        file = folder / path
        file.unlink()
        if not any(file.parent.iterdir()):
            file.parent.rmdir()
        return False
    (folder / path).write_bytes(yaml_bytes(data))
    return True


def _last_first(pointers: set[Pointer]) -> list[Pointer]:
    """Return pointers so that none is moved by taking out what those before it point to."""
    return sorted(pointers, key=lambda pointer: [(isinstance(one, str), one) for one in pointer], reverse=True)


def _take_out(data: Json, pointer: Pointer) -> bool:
    """Take the value out to which a pointer leads, and what is empty then; return False where it leads nowhere."""
    key, *rest = pointer
    known = (
        key in data if isinstance(data, dict) else isinstance(data, list) and isinstance(key, int) and key < len(data)
    )
    if not known:
        return False
    if rest:
        if not _take_out(data[key], tuple(rest)):
            return False
        if data[key]:
            return True
    del data[key]
    return True


def _invalid(errors: Sequence[Problem], place: str) -> CannotRunError:
    first = errors[0]
    where = f"{shorten(first.path, 200)}:{first.line}" if first.line else shorten(first.path, 200)
    values = {"count": len(errors), "place": where, "vi": first.vi, "en": first.en}
    return CannotRunError(Problem(problems.HARVEST_INVALID, place, values=values))


def _left_out(values: int, records: int, first: Problem) -> Note:
    return Note(
        f"Bỏ {values} giá trị và {records} bản ghi không theo quy tắc của danh mục; trước hết là {first.path}: "
        f"{first.vi}",
        f"{values} values and {records} records that break the rules of a catalogue are left out; the first is "
        f"{first.path}: {first.en}",
    )


def _records_in(folder: Path) -> dict[str, bytes]:
    files = {file.relative_to(folder).as_posix(): file for file in folder.glob("catalogue/*/*")}
    return {path: file.read_bytes() for path, file in files.items() if is_record(path)}


def _compared(name: str, old: Path, new: Path, notes: tuple[Note, ...]) -> Harvest:
    before, after = _records_in(old), _records_in(new)
    same = sum(before.get(path) == data for path, data in after.items())
    changed = len(after.keys() & before.keys()) - same
    return Harvest(
        name=name,
        new=len(after.keys() - before.keys()),
        changed=changed,
        gone=len(before.keys() - after.keys()),
        same=same,
        notes=notes,
    )
