"""A catalogue made with this generator: the files that its entry lists under `sources`, as they are.

What is published with a person's consent was consented to there: such a collection comes with its schema and without
its records, and nothing that comes refers to one of them.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from site_builder.config import CATALOGUE_FILE
from site_builder.harvest.documents import broken, json_of, parse_json, read_data, text_of, verify
from site_builder.harvest.licences import required_licence
from site_builder.harvest.limits import Limits
from site_builder.harvest.mirror import Mirror, Note, Settings, record_path, without_clash, write_files, yaml_bytes
from site_builder.harvest.recognising import INDEX, Found, Kind
from site_builder.harvest.sources import RECORDS, Answer, Source, too_large
from site_builder.harvest.texts import LONGEST_ID, line_of, link_of
from site_builder.records import Catalogue, Json, read_catalogue
from site_builder.records.consent import without_collections
from site_builder.records.explaining import ID_PATTERN
from site_builder.records.loading import CATALOGUE, SCHEMAS, VOCABULARIES
from site_builder.records.schema import SCHEMA_ENDING
from site_builder.records.table_loading import ROWS_ENDING, TABLE_SCHEMAS, TABLES
from site_builder.records.tables import TABLE_SCHEMA_ENDING
from site_builder.records.withdrawals import WITHDRAWN_FILE

_ID: Final = re.compile(ID_PATTERN.removesuffix("$") + r"\Z")
_NAME: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
"""What the name of a file may be, so that it stays in its folder."""
_MAP: Final = re.compile(r"map/[A-Za-z0-9_-]{1,100}\.(?:csv|geojson)")
_FORMAT: Final = "API v1"


@dataclass(frozen=True, slots=True)
class _Listed:
    """A file that the entry lists: `address` is where it is read, `size` and `digest` are as stated."""

    kind: str
    name: str
    address: str
    size: Json
    digest: Json


@dataclass
class _Taking:
    """What was taken so far: the files, what the catalogue says of itself, the collections that ask for consent, those
    whose records have no id of their own, and how many records there are."""

    limits: Limits
    files: dict[str, bytes] = field(default_factory=dict)
    about: Mapping[str, Json] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    without_id: set[str] = field(default_factory=set)
    records: int = 0


def read(source: Source, found: Found, settings: Settings) -> Mirror:
    """Return a catalogue whose entry was found. Raises CannotRunError where a file is not what the entry says of it."""
    licence = required_licence(_stated_licence(found), settings.licences, found.answer.address)
    taking = _Taking(settings.limits)
    for one in _listed(source, found):
        if one.kind == "records" and one.name in taking.people:
            continue
        answer = read_data(source, one.address)
        verify(answer, one.size, f"sha256:{one.digest}")
        _TAKE[one.kind](taking, one.name, answer)
    if CATALOGUE_FILE not in taking.files:
        raise _misses(found, "sources")
    publisher = taking.about.get("publisher")
    return Mirror(
        kind=Kind.CATALOGUE,
        title=_texts(taking.about.get("title")),
        homepage=link_of(taking.about.get("url")),
        publisher=_texts(publisher.get("name")) if isinstance(publisher, Mapping) else {},
        licence=licence,
        files=_without_people(taking.files, taking.people),
        notes=tuple(_notes(taking.people)),
        strict=True,
    )


def _stated_licence(found: Found) -> list[str]:
    """Return what the entry of a catalogue says of its licence."""
    licence = found.document.get("license")
    parts = licence if isinstance(licence, Mapping) else {"url": licence}
    return [text for key in ("url", "id", "title") if (text := line_of(parts.get(key)))]


def _texts(value: Json) -> dict[str, str]:
    pairs = value.items() if isinstance(value, Mapping) else ()
    return {str(language): text for language, one in pairs if (text := line_of(one))}


def _listed(source: Source, found: Found) -> Iterator[_Listed]:
    """Yield the files that the entry lists, what other things need before those that need it."""
    home = found.document.get("url")
    address = found.answer.address
    if not isinstance(home, str) or not address.endswith(INDEX):
        raise _misses(found, "url")
    base = address.removesuffix(INDEX)
    kept = []
    for one in found.document["sources"]:
        if not isinstance(one, Mapping):
            raise _misses(found, "sources")
        kind, name, stated = (one.get(key) for key in ("kind", "name", "address"))
        if not isinstance(kind, str) or kind not in _TAKE:  # the change log, and whatever later versions add
            continue
        if not isinstance(name, str) or not isinstance(stated, str) or not _fits(kind, name):
            raise _misses(found, "sources")
        # A copy of the site at another address lists the files under their own: they stand beside the entry as well.
        target = source.below(base, stated.removeprefix(home))
        kept.append(_Listed(kind, name, target, one.get("bytes"), one.get("sha256")))
    order = list(_TAKE)
    yield from sorted(kept, key=lambda one: order.index(one.kind))


def _fits(kind: str, name: str) -> bool:
    """Whether a file of a kind can have a name, which becomes a part of its path."""
    if kind == "map":
        return _MAP.fullmatch(name) is not None
    endings = {"schema": SCHEMA_ENDING, "table-schema": TABLE_SCHEMA_ENDING}
    return _NAME.fullmatch(name) is not None and name.endswith(endings.get(kind, ""))


def _misses(found: Found, key: str) -> Exception:
    return broken(found.answer.address, _FORMAT, f"«{key}» thiếu hoặc sai", f"“{key}” is missing or wrong")


def _object(answer: Answer, value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise broken(answer.address, "JSON", "cần một đối tượng {…}", "an object {…} is wanted")
    return value


def _json_bytes(value: Json) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _take_catalogue(taking: _Taking, _name: str, answer: Answer) -> None:
    taking.about = _object(answer, json_of(answer))
    taking.files[CATALOGUE_FILE] = yaml_bytes(taking.about)


def _take_schema(taking: _Taking, name: str, answer: Answer) -> None:
    document = {key: value for key, value in _object(answer, json_of(answer)).items() if key != "$id"}
    taking.files[f"{SCHEMAS}/{name}"] = _json_bytes(document)
    collection = name.removesuffix(SCHEMA_ENDING)
    about, properties = document.get("x-collection"), document.get("properties")
    if isinstance(about, Mapping) and "consent" in about:
        taking.people.add(collection)
    if not isinstance(properties, Mapping) or "id" not in properties:
        taking.without_id.add(collection)


def _take_table_schema(taking: _Taking, name: str, answer: Answer) -> None:
    """Take the schema of a data table without what is there for other readers: the profile, labels as plain titles."""
    document = {key: value for key, value in _object(answer, json_of(answer)).items() if key != "$schema"}
    fields = document.get("fields")
    if isinstance(fields, list):
        document["fields"] = [_field(one) if isinstance(one, Mapping) else one for one in fields]
    taking.files[f"{TABLE_SCHEMAS}/{name}"] = _json_bytes(document)


def _field(node: Mapping[str, Json]) -> Mapping[str, Json]:
    return {key: value for key, value in node.items() if key not in {"title", "description"}}


def _take_records(taking: _Taking, name: str, answer: Answer) -> None:
    """Take the records of a collection from JSON Lines."""
    ids: list[tuple[str, str]] = []
    for number, line in enumerate(text_of(answer, "JSON Lines").split("\n"), start=1):
        if not line.strip():
            continue
        taking.records += 1
        if taking.records > taking.limits.rows:
            raise too_large(answer.address, taking.limits.rows, RECORDS)
        record = _object(answer, parse_json(line, answer.address, "JSON Lines", number))
        record_id = record.get("id")
        if not isinstance(record_id, str) or not _ID.match(record_id) or len(record_id) > LONGEST_ID:
            vi, en = f"dòng {number} không có id dùng được", f"line {number} has no id that can be used"
            raise broken(answer.address, "JSON Lines", vi, en)
        if name in taking.without_id:  # the id is that of the file; the record's schema knows of none
            del record["id"]
        taking.files[record_path(name, record_id)] = yaml_bytes(record)
        ids.append((record_id, f"{record_id} ({number})"))
    without_clash(answer.address, name, ids)


def _take_table(taking: _Taking, name: str, answer: Answer) -> None:
    taking.files[f"{TABLES}/{name}{ROWS_ENDING}"] = answer.data


def _take_vocabulary(taking: _Taking, name: str, answer: Answer) -> None:
    taking.files[f"{VOCABULARIES}/{name}{ROWS_ENDING}"] = answer.data


def _take_map(taking: _Taking, name: str, answer: Answer) -> None:
    taking.files[f"{CATALOGUE}/{name}"] = answer.data


def _take_withdrawn(taking: _Taking, _name: str, answer: Answer) -> None:
    """Take the list of what was withdrawn. What was deleted without a word has no reason, and is gone here as well."""
    entries = json_of(answer)
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise broken(answer.address, "JSON", "cần một danh sách [{…}]", "a list [{…}] is wanted")
    kept = [one for one in entries if one.get("reason") and str(one.get("collection")) not in taking.people]
    for one in kept:
        if str(one.get("successor", "")).partition("/")[0] in taking.people:
            del one["successor"]
    if kept:
        taking.files[WITHDRAWN_FILE] = yaml_bytes(kept)


_TAKE: Final[Mapping[str, Callable[[_Taking, str, Answer], None]]] = {
    "catalogue": _take_catalogue,
    "schema": _take_schema,
    "table-schema": _take_table_schema,
    "records": _take_records,
    "table": _take_table,
    "vocabulary": _take_vocabulary,
    "map": _take_map,
    "withdrawn": _take_withdrawn,
}
"""What becomes of a file of each kind, in the order in which they are needed: what a record is, before the records."""


def _without_people(files: Mapping[str, bytes], people: set[str]) -> dict[str, bytes]:
    """Return the files without what refers to a person; what a field refers to is told by the engine's own reader."""
    if not people:
        return dict(files)
    with TemporaryDirectory() as folder:
        write_files(files, Path(folder))
        catalogue = read_catalogue(Path(folder), "").catalogue
    changed = {}
    for record in catalogue.records:
        data = without_collections(catalogue.schema(record).fields, record.data, people)
        if data != record.data:
            changed[record.path] = yaml_bytes(data)
    return {**files, **changed, **dict(_tables_without(catalogue, files, people))}


def _tables_without(catalogue: Catalogue, files: Mapping[str, bytes], people: set[str]) -> Iterator[tuple[str, bytes]]:
    for table in catalogue.tables.values():
        columns = [place for place, column in enumerate(table.fields) if column.refers_to in people]
        if not columns:
            continue
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        for number, row in enumerate(csv.reader(io.StringIO(files[table.path].decode("utf-8-sig"), newline=""))):
            writer.writerow([("" if number and place in columns else cell) for place, cell in enumerate(row)])
        yield table.path, text.getvalue().encode()


def _notes(people: set[str]) -> Iterator[Note]:
    if people:
        names = ", ".join(sorted(people))
        yield Note(
            f"Không lấy hồ sơ cá nhân ({names}) cùng mọi chỗ nhắc đến: họ đồng ý cho nguồn công bố, chưa đồng ý cho "
            "danh mục này.",
            f"Records of persons ({names}), and whatever refers to them, are not taken: the consent was given there, "
            "not here.",
        )
