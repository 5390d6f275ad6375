"""Reading a catalogue's folder into a `Catalogue`, with every problem that stands in the way."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from site_builder import problems
from site_builder.config import CATALOGUE_FILE, Config, Licence, Publisher, config_from
from site_builder.problems import CannotRunError, Problem
from site_builder.records import maps
from site_builder.records.annotations import annotation_problems
from site_builder.records.catalogue import Catalogue, Collection
from site_builder.records.explaining import hint
from site_builder.records.reading.files import is_inside, read_text
from site_builder.records.reading.folders import list_files, unexpected
from site_builder.records.reading.json_reading import parse_json
from site_builder.records.reading.wording import shorten
from site_builder.records.reading.yaml_reading import Json, read_document
from site_builder.records.record import Record
from site_builder.records.resolving import with_codes
from site_builder.records.schema import SCHEMA_ENDING, CollectionSchema, collection_schema
from site_builder.records.schema_walk import Resolver, files_behind, references_in
from site_builder.records.snapshots import read_snapshots
from site_builder.records.table_loading import TABLE_SCHEMAS, TABLES, read_tables
from site_builder.records.validation import SchemaError, SchemaValidator, own_schema, schema_problems
from site_builder.records.vocabulary import Vocabulary, parse_vocabulary
from site_builder.records.withdrawals import WITHDRAWN_FILE, read_withdrawn

CATALOGUE, SCHEMAS, VOCABULARIES = "catalogue", "schemas", "catalogue/vocabularies"
RECORD_ENDING = ".yml"
_ANNOTATIONS = ("x-collection", "x-field")


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a folder gave: all that could be read, and the problems of reading alone.

    Rules about the content are `checks`; they run on what could be read, so that one run tells everything. A
    catalogue with errors is for telling of problems only: its configuration may be a stand-in.
    """

    catalogue: Catalogue
    problems: tuple[Problem, ...]


def read_catalogue(root: Path, today: str, executor: Executor | None = None) -> Reading:
    """Read the catalogue whose folder is `root`, as of the day `today` (ISO 8601).

    An executor, where given, parses the record files.

    Raises CannotRunError where there is no catalogue at all.
    """
    if not os.path.lexists(root / CATALOGUE_FILE):
        raise CannotRunError(Problem(problems.NO_CATALOGUE, CATALOGUE_FILE))
    found: list[Problem] = []
    config = read_config(root, found)
    schema_files = list_files(root, SCHEMAS, found)
    documents = _schema_documents(root, schema_files, found)
    schemas = _collections(documents, found)
    # The folder of a schema that is broken is read all the same: its records' own problems are told at once.
    names = [
        file.removesuffix(SCHEMA_ENDING)
        for file in schema_files
        if file.endswith(SCHEMA_ENDING) and (file not in documents or "x-collection" in documents[file])
    ]
    if not names:
        found.append(Problem(problems.NO_COLLECTION, SCHEMAS, line=1, column=1))
    # A stand-in for a broken configuration knows of no map; what is in its folder is then nobody's fault.
    known = [*names, *([maps.FOLDER] if config is None or config.map else [])]
    config = config or _stand_in(documents)
    drawn = maps.read_map(root, config, found)
    vocabularies = _vocabularies(root, config, found)
    tables = read_tables(root, found)
    records = {name: _records(root, name, executor, found) for name in names}
    withdrawn = read_withdrawn(root, found)
    _stray_entries(root, known, found)
    collections = {
        name: Collection(schema, tuple(record for _, record in records[name] if record))
        for name, schema in sorted(schemas.items(), key=lambda item: (item[1].order, item[0]))
    }
    files = (
        CATALOGUE_FILE,
        *(f"{SCHEMAS}/{file}" for file in schema_files if file.endswith(SCHEMA_ENDING)),
        *(vocabulary.path for vocabulary in vocabularies.values()),
        *(path for table in tables.values() for path in (table.schema_path, table.path)),
        *(drawn.texts if drawn else ()),
        *([WITHDRAWN_FILE] if (root / WITHDRAWN_FILE).is_file() else []),
        *(path for name in names for path, _ in records[name]),
    )
    unread = frozenset((name, _stem(path)) for name in names for path, record in records[name] if record is None)
    snapshots = read_snapshots(root, found)
    catalogue = Catalogue(
        config, collections, vocabularies, tables, documents, files, today, unread, drawn, withdrawn, snapshots
    )
    return Reading(with_codes(catalogue), tuple(found))


def read_config(root: Path, found: list[Problem]) -> Config | None:
    """Return what the catalogue in `root` says of itself, or None; append to `found` what stands in the way."""
    document = read_document(root, CATALOGUE_FILE)
    if document.whole and not isinstance(document.value, dict | None):
        document.problems.append(Problem(problems.NOT_A_MAPPING, CATALOGUE_FILE, line=1, column=1))
    elif document.whole and isinstance(document.value, dict):
        document.problems += own_schema("catalogue").violations(document.value, CATALOGUE_FILE)
    found += document.problems
    return None if document.problems else config_from(document.value)


def _stand_in(documents: Mapping[str, Mapping[str, Json]]) -> Config:
    """Return a configuration to check records with where catalogue.yml is broken: the languages are the schemas'."""
    abouts = [document.get("x-collection") for document in documents.values()]
    labels = [about["label"] for about in abouts if isinstance(about, dict) and isinstance(about.get("label"), dict)]
    languages = tuple(labels[0]) if labels and labels[0] else ("vi",)
    return Config({}, {}, {}, languages, "", Publisher({}), Licence("", "", ""))


def _schema_documents(root: Path, names: list[str], found: list[Problem]) -> dict[str, Mapping[str, Json]]:
    documents: dict[str, Mapping[str, Json]] = {}
    for name in names:
        path = f"{SCHEMAS}/{name}"
        if not name.endswith(SCHEMA_ENDING):
            if path != TABLE_SCHEMAS:
                found.append(unexpected(path, SCHEMA_ENDING))
            continue
        document = read_document(root, path, parse_json)
        own = document.problems or list(schema_problems(document.value, path))
        found += own
        if not own:
            documents[name] = document.value
    return documents


def _collections(documents: Mapping[str, Mapping[str, Json]], found: list[Problem]) -> dict[str, CollectionSchema]:
    """Derive the collections; a schema with a bad annotation or reference is reported and left out."""
    resolver = Resolver(documents)
    sound: dict[str, CollectionSchema] = {}
    broken = set()
    for file, document in documents.items():
        own = [
            *annotation_problems(document, f"{SCHEMAS}/{file}", _ANNOTATIONS),
            *_reference_problems(document, file, resolver),
        ]
        if own:
            broken.add(file)
            found += own
    for file, document in documents.items():
        if "x-collection" in document and not broken & {file, *files_behind(document, file, resolver)}:
            name, path = file.removesuffix(SCHEMA_ENDING), f"{SCHEMAS}/{file}"
            try:
                SchemaValidator(document, file, documents)
                sound[name] = collection_schema(name, path, document, resolver)
            except (KeyError, RecursionError):
                values = {"vi": "nó chứa chính nó, không có điểm dừng", "en": "it holds itself without end"}
                found.append(Problem(problems.BAD_SCHEMA, path, ("properties",), on_key=True, values=values))
            except SchemaError as error:
                values = {"vi": shorten(error, 120), "en": shorten(error, 120)}
                found.append(Problem(problems.BAD_SCHEMA, path, line=1, column=1, values=values))
    return sound


def _reference_problems(document: Mapping[str, Json], file: str, resolver: Resolver) -> Iterator[Problem]:
    for pointer, ref in references_in(document):
        try:
            resolver.target(ref, file)
        except KeyError:
            yield Problem(problems.BAD_REF, f"{SCHEMAS}/{file}", pointer, values={"ref": shorten(ref)})


def _vocabularies(root: Path, config: Config, found: list[Problem]) -> dict[str, Vocabulary]:
    vocabularies: dict[str, Vocabulary] = {}
    abouts = config.vocabularies
    for name in list_files(root, VOCABULARIES, found):
        path = f"{VOCABULARIES}/{name}"
        if not name.endswith(".csv"):
            found.append(unexpected(path, ".csv"))
            continue
        text = read_text(root, path)
        if isinstance(text, Problem):
            found.append(text)
            continue
        stem = name.removesuffix(".csv")
        patterns = abouts[stem].patterns if stem in abouts else {}
        vocabularies[stem], own = parse_vocabulary(text, path, stem, patterns)
        found += own
    return vocabularies


def _records(
    root: Path, collection: str, executor: Executor | None, found: list[Problem]
) -> list[tuple[str, Record | None]]:
    """Read the files of a collection: path and record, None for a file that gives none."""
    folder = f"{CATALOGUE}/{collection}"
    names = list_files(root, folder, found)
    paths = [f"{folder}/{name}" for name in names if name.endswith(RECORD_ENDING)]
    found += [unexpected(f"{folder}/{name}", RECORD_ENDING) for name in names if not name.endswith(RECORD_ENDING)]
    if not names and (root / folder).is_dir() and is_inside(root, folder):
        found.append(Problem(problems.EMPTY_FOLDER, folder, line=1, column=1, values={"name": folder}))
    read = partial(_read_record, root, collection)
    records: list[tuple[str, Record | None]] = []
    for path, (record, own) in zip(
        paths, executor.map(read, paths, chunksize=64) if executor else map(read, paths), strict=True
    ):
        found += own
        records.append((path, record))
    return records


def _read_record(root: Path, collection: str, path: str) -> tuple[Record | None, list[Problem]]:
    """Read one record file. A file that was read to its end gives a record even with problems, for further checks."""
    document = read_document(root, path)
    if isinstance(document.value, dict) and document.whole:
        return Record(collection, _stem(path), path, document.value), document.problems
    if document.whole and not document.problems:
        document.problems.append(Problem(problems.NOT_A_MAPPING, path, line=1, column=1))
    return None, document.problems


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(RECORD_ENDING)


def _stray_entries(root: Path, known: list[str], found: list[Problem]) -> None:
    """Report what stands in `catalogue/` and belongs to nothing."""
    own = {Path(path).name for path in (VOCABULARIES, TABLES, CATALOGUE_FILE, WITHDRAWN_FILE)}
    for name in list_files(root, CATALOGUE, found):
        path = f"{CATALOGUE}/{name}"
        if (root / path).is_dir() and name not in {*known, *own}:
            hint_vi, hint_en = hint(name, known)
            values = {"name": shorten(name), "hint_vi": hint_vi, "hint_en": hint_en}
            found.append(Problem(problems.UNKNOWN_FOLDER, path, line=1, column=1, values=values))
        elif name not in own and not (root / path).is_dir():
            found.append(Problem(problems.MISPLACED_FILE, path, line=1, column=1, values={"name": shorten(name)}))
