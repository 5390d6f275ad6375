"""A Data Package, version 1 or 2: each of its tables becomes a collection (https://datapackage.org/standard/).

Its files are read from below its descriptor only, whatever that says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from site_builder import problems
from site_builder.config import Licence, Translated
from site_builder.harvest.describing import UNKNOWN, About, languages_of, mirror_of, translated
from site_builder.harvest.documents import json_of, read_data, verify
from site_builder.harvest.licences import not_open, open_licence
from site_builder.harvest.mirror import Mirror, Note, Settings
from site_builder.harvest.recognising import Found, Kind
from site_builder.harvest.sheets import Column, Sheet, sheet_files
from site_builder.harvest.sources import COLUMNS, ROWS, Source, too_large
from site_builder.harvest.tables import Table, converted, csv_dialect, csv_rows, fields_of, inline_rows, joined
from site_builder.harvest.texts import LONGEST_LINE, language_of, line_of, link_of
from site_builder.problems import CannotRunError, Problem
from site_builder.records import Json

_DELIMITERS: Final = {"csv": ",", "tsv": "\t"}
_MEDIA_TYPES: Final = {"text/csv": "csv", "text/tab-separated-values": "tsv"}
_NO_TABLE: Final = {"vi": ": không có bảng CSV nào", "en": ": it has no table in CSV"}


def read(source: Source, found: Found, settings: Settings) -> Mirror:
    """Return a Data Package whose descriptor was found. Raises CannotRunError where it cannot be taken."""
    package, place = found.document, found.answer.address
    resources = [one for one in package["resources"] if isinstance(one, Mapping)]
    tables = [one for one in resources if _format(one)]
    if not tables:
        raise CannotRunError(Problem(problems.HARVEST_EMPTY, place, values=_NO_TABLE))
    licences = [_licence(one.get("licenses") or _of_package(package), settings, place) for one in tables]
    taken = [table for table, licence in zip(tables, licences, strict=True) if licence]
    if not taken:
        parts = [_of_package(package), *(one.get("licenses") for one in tables)]
        raise not_open([text for part in parts for hints in _stated(part) for text in hints], place)
    reader = _Reader(source, place, settings)
    sheets = [reader.sheet(one, number) for number, one in enumerate(taken, start=1)]
    about = About(
        title=_texts(package, "title") or translated(package.get("name"), one_line=True),
        description=_texts(package, "description", one_line=False),
        publisher=_publisher(package),
        licence=_licence(_of_package(package), settings, place) or next(filter(None, licences)),
        homepage=link_of(package.get("homepage")),
        entry=place,
    )
    texts = [about.title, about.description, *(text for sheet in sheets for text in _labels(sheet))]
    languages = languages_of(texts, _stated_languages(package), settings.languages)
    files = dict(sheet_files(sheets, languages, place))
    notes = _notes(len(resources) - len(tables), len(tables) - len(taken))
    return mirror_of(Kind.DATA_PACKAGE, about, languages, files, notes)


def _format(resource: Mapping[str, Json]) -> str:
    """Return whether a resource is a table that can be read: `csv`, `tsv`, `inline`, or "" for what is none."""
    if isinstance(resource.get("data"), list):
        return "inline"
    paths = _paths(resource)
    if not paths or resource.get("compression"):
        return ""
    stated = str(resource.get("format") or _MEDIA_TYPES.get(str(resource.get("mediatype"))) or "").lower()
    stated = stated or paths[0].rpartition(".")[2].lower()
    return stated if stated in _DELIMITERS else ""


def _paths(resource: Mapping[str, Json]) -> list[str]:
    path = resource.get("path")
    paths = [one for one in (path if isinstance(path, list) else [path]) if isinstance(one, str) and one]
    return paths if isinstance(path, str) or (isinstance(path, list) and len(paths) == len(path)) else []


# Licences


def _of_package(package: Mapping[str, Json]) -> Json:
    return package.get("licenses") or package.get("license")  # the latter before version 1


def _stated(licences: Json) -> list[list[str]]:
    """Return what each of the licences that a descriptor lists says of itself."""
    parts = licences if isinstance(licences, list) else [licences] if licences else []
    found = []
    for one in parts:
        about = one if isinstance(one, Mapping) else {"name": one}
        found.append(
            [text for key in ("path", "url", "name", "type", "id", "title") if (text := line_of(about.get(key)))]
        )
    return [one for one in found if one]


def _licence(licences: Json, settings: Settings, place: str) -> Licence | None:
    """Return the first of the licences that are listed, or None where one of them is not open, or there is none."""
    found = [open_licence(one, settings.licences, place) for one in _stated(licences)]
    return found[0] if found and all(found) else None


# Texts


def _texts(node: Mapping[str, Json], key: str, *, one_line: bool = True) -> dict[str, str]:
    """Return a text of a descriptor in its languages.

    They stand in a map beside it (`titles`), or as `title@vi` (https://datapackage.org/recipes/language-support/).
    """
    longest = LONGEST_LINE if one_line else 20 * LONGEST_LINE
    found = translated(node.get(key), longest=longest, one_line=one_line)
    plural = node.get(f"{key}s")
    found |= translated(plural, longest=longest, one_line=one_line) if isinstance(plural, Mapping) else {}
    tagged = {name.partition("@")[2]: one for name, one in node.items() if name.startswith(f"{key}@")}
    found |= translated(tagged, longest=longest, one_line=one_line)
    if len(found) > 1 and found.get(UNKNOWN) in [text for language, text in found.items() if language]:
        del found[UNKNOWN]
    return found


def _labels(sheet: Sheet) -> Iterator[Translated]:
    yield from (sheet.label, sheet.description)
    for column in sheet.columns:
        yield from (column.label, column.help)


def _stated_languages(package: Mapping[str, Json]) -> list[str]:
    languages = package.get("languages")
    return [language_of(one) for one in languages] if isinstance(languages, list) else []


def _publisher(package: Mapping[str, Json]) -> dict[str, str]:
    """Return who publishes the package: a contributor in that role. Other contributors may be persons."""
    contributors = package.get("contributors")
    for one in contributors if isinstance(contributors, list) else ():
        roles = one.get("roles", [one.get("role")]) if isinstance(one, Mapping) else ()
        if isinstance(roles, list) and "publisher" in roles:
            return _texts(one, "title") or translated(one.get("organization"), one_line=True)
    return {}


def _notes(no_tables: int, not_open_ones: int) -> Iterator[Note]:
    if no_tables:
        yield Note(
            f"Bỏ {no_tables} tài nguyên không phải là bảng CSV.",
            f"{no_tables} resources that are no CSV table are left out.",
        )
    if not_open_ones:
        yield Note(
            f"Bỏ {not_open_ones} bảng không có giấy phép mở.",
            f"{not_open_ones} tables without an open licence are left out.",
        )


# Tables


class _Reader:
    """Reads the tables of one package, and counts their rows together."""

    def __init__(self, source: Source, place: str, settings: Settings) -> None:
        self._source = source
        self._place = place
        self._folder = source.folder(place)
        self._limits = settings.limits
        self._rows = 0

    def sheet(self, resource: Mapping[str, Json], number: int) -> Sheet:
        """Return a table of the package with its rows."""
        address, (heading, rows) = self._table(resource)
        if len(heading) > self._limits.columns:
            raise too_large(address, self._limits.columns, COLUMNS)
        schema = self._referenced(resource.get("schema"))
        fields = fields_of(schema, heading, address)
        names = [str(one["name"]) for one in fields]
        key = schema.get("primaryKey", [])
        key = [key] if isinstance(key, str) else key if isinstance(key, list) else []
        return Sheet(
            name=line_of(resource.get("name")) or f"table-{number}",
            label=_texts(resource, "title"),
            description=_texts(resource, "description"),
            columns=tuple(map(_column, fields)),
            key=tuple(one for one in key if one in names),
            references=_references(schema, str(resource.get("name"))),
            rows=list(converted(address, fields, schema, heading, rows)),
        )

    def _referenced(self, value: Json) -> Mapping[str, Json]:
        """Return a part of the descriptor that may stand in a file of its own; an empty one where there is none."""
        if isinstance(value, str):
            value = json_of(read_data(self._source, self._source.below(self._folder, value)))
        return value if isinstance(value, Mapping) else {}

    def _table(self, resource: Mapping[str, Json]) -> tuple[str, Table]:
        """Return where a table was read, and the table."""
        if _format(resource) == "inline":
            return self._place, joined([self._counted(inline_rows(resource["data"]))])
        paths = _paths(resource)
        answers = [read_data(self._source, self._source.below(self._folder, path)) for path in paths]
        if len(answers) == 1:
            verify(answers[0], resource.get("bytes"), resource.get("hash"))
        dialect = csv_dialect(self._referenced(resource.get("dialect")), _DELIMITERS[_format(resource)])
        encoding = str(resource.get("encoding") or "utf-8")
        return answers[0].address, joined([self._counted(csv_rows(one, dialect, encoding)) for one in answers])

    def _counted(self, rows: Iterator[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
        found = []
        for row in rows:
            self._rows += 1
            if self._rows > self._limits.rows:
                raise too_large(self._place, self._limits.rows, ROWS)
            found.append(row)
        return found


def _column(field: Mapping[str, Json]) -> Column:
    return Column(
        name=str(field["name"]),
        label=_texts(field, "title"),
        help=_texts(field, "description"),
        type=str(field.get("type") or "string"),
        format=str(field.get("format") or "default"),
    )


def _references(schema: Mapping[str, Json], own: str) -> dict[str, str]:
    """Return the single columns that point to the key of a table, with its name; "" is the table itself."""
    found = {}
    keys = schema.get("foreignKeys")
    for key in keys if isinstance(keys, list) else ():
        reference = key.get("reference") if isinstance(key, Mapping) else None
        fields = key.get("fields") if isinstance(reference, Mapping) else None
        fields = [fields] if isinstance(fields, str) else fields
        if isinstance(fields, list) and len(fields) == 1 and isinstance(reference, Mapping):
            found[str(fields[0])] = str(reference.get("resource") or own)
    return found
