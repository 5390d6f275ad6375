"""Tables of a foreign source as collections: a schema from the columns, a record from each row."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from site_builder.config import Translated
from site_builder.harvest.describing import in_languages, label
from site_builder.harvest.mirror import record_path, without_clash, yaml_bytes
from site_builder.harvest.texts import LONGEST_ID, line_of, link_of, slug, text_of
from site_builder.records import Json
from site_builder.records.explaining import ID_PATTERN
from site_builder.records.loading import SCHEMAS
from site_builder.records.reading.yaml_reading import MAX_EXACT_INTEGER
from site_builder.records.record import ALIASES
from site_builder.records.schema import DRAFT, SCHEMA_ENDING
from site_builder.vietnamese import fold, tone_key

Row = Mapping[str, Json]
"""A row: column → value (text, number, true or false); an empty cell is left out."""

TITLES: Final = ("title", "name", "label", "ten", "ten goi", "tieu de", "nhan", "titre", "nom", "libelle")
SUMMARIES: Final = ("summary", "description", "abstract", "tom tat", "mo ta", "noi dung", "ghi chu", "notes", "resume")
"""What the columns of a title and of a summary are called, folded; the likeliest first."""

_TITLE: Final = {"vi": "Tên", "en": "Title", "fr": "Titre"}
_SUMMARY: Final = {"vi": "Tóm tắt", "en": "Summary", "fr": "Résumé"}
_ID: Final = {"vi": "Mã bản ghi", "en": "Identifier", "fr": "Identifiant"}
_DATA: Final = {"vi": "Dữ liệu", "en": "Data", "fr": "Données"}

_RESERVED: Final = frozenset(
    {"about", "all-csv", "api", "assets", "calendar", "catalogue", "changes", "compare", "croissant", "csvw-metadata",
     "data", "datapackage", "en", "graphs", "index", "linkset", "lists", "map", "matches", "openapi", "progress",
     "schemas", "search", "search-index", "sisters", "sitemap", "snapshots", "tables", "templates", "vocabularies",
     "withdrawn", "worklist"}
)  # fmt: skip
"""What stands in a catalogue's folder, in its site or among its downloads, and would be one with a collection."""

_IN_A_LANGUAGE: Final = re.compile(r"(.+)[_-]([a-z]{2})")
_LONGEST_TITLE: Final = 200
"""A column with longer texts than these holds no titles, whatever it is called."""


@dataclass(frozen=True)
class Column:
    """A column of a source: its name there, label and help, and type and format as in Table Schema."""

    name: str
    label: Translated
    help: Translated
    type: str = "string"
    format: str = "default"


@dataclass(frozen=True)
class Sheet:
    """A table of a source.

    `key` are the columns that tell a row from the others. `references` are columns that hold the key of another table,
    with the name of that table. Rows are in the order of the source.
    """

    name: str
    label: Translated
    description: Translated
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: Mapping[str, str]
    rows: Sequence[Row]


@dataclass(frozen=True)
class _Property:
    """A property of the records: its label, the JSON Schema of its values, and the value of each row, None where it has
    none. The values of one that is `translated` are maps from languages to texts."""

    name: str
    called: str
    label: Translated
    help: Translated
    schema: Mapping[str, Json]
    values: Sequence[Json]
    translated: bool = False
    refers_to: str | None = None

    @property
    def is_text(self) -> bool:
        return self.translated or (self.schema == _TEXT and self.refers_to is None)


_LARGEST: Final = {int: MAX_EXACT_INTEGER, float: math.inf}
_TEXT: Final[Mapping[str, Json]] = {"type": "string", "minLength": 1}
_LINK: Final[Mapping[str, Json]] = {"type": "string", "format": "uri", "pattern": "^https?://"}


def sheet_files(sheets: Sequence[Sheet], languages: tuple[str, ...], place: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the collections that tables become. Raises CannotRunError where two rows have one id."""
    without_clash(place, SCHEMAS, [(_collection_name(sheet.name, languages), sheet.name) for sheet in sheets])
    names = {sheet.name: _collection_name(sheet.name, languages) for sheet in sheets}
    ids = {sheet.name: _ids(sheet) for sheet in sheets}
    for order, sheet in enumerate(sheets, start=1):
        collection, own = names[sheet.name], ids[sheet.name]
        rows = enumerate(sheet.rows, start=1)
        called = [f"{_key_text(sheet, row) or own[number - 1]} ({number})" for number, row in rows]
        without_clash(place, collection, zip(own, called, strict=True))
        properties = list(_properties(sheet, own, languages, ids, names))
        title = _title(properties, sheet, own, languages)
        summary = _summary(properties, title, languages)
        known = list({one.name: one for one in (title, summary, *properties)}.values())
        schema = _schema(sheet, order, known, title.name, summary.name, languages)
        yield (
            f"{SCHEMAS}/{collection}{SCHEMA_ENDING}",
            (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode(),
        )
        for number, record_id in enumerate(own):
            values = {one.name: one.values[number] for one in known if one.values[number] is not None}
            yield record_path(collection, record_id), yaml_bytes({"id": record_id, **values})


def _collection_name(name: str, languages: tuple[str, ...]) -> str:
    """Return the name of the collection that a table becomes: one that neither folders nor pages need themselves."""
    found = slug(name)
    return f"{found}-table" if found in _RESERVED or found in languages else found


def _ids(sheet: Sheet) -> list[str]:
    """Return the id of each row: made from its key, or its number where it has none."""
    return [slug(text) if (text := _key_text(sheet, row)) else str(n) for n, row in enumerate(sheet.rows, start=1)]


def _key_text(sheet: Sheet, row: Row) -> str:
    return "-".join(_as_text(row[name]) for name in sheet.key if name in row)


def _as_text(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _properties(
    sheet: Sheet,
    ids: Sequence[str],
    languages: tuple[str, ...],
    all_ids: Mapping[str, Sequence[str]],
    names: Mapping[str, str],
) -> Iterator[_Property]:
    taken = {"id", ALIASES}
    families = _families(sheet, languages)
    for column in sheet.columns:
        family = families.get(column.name)
        texts = in_languages(column.label, languages) or {languages[0]: line_of(column.name) or "…"}
        texts.setdefault(languages[0], next(iter(texts.values())))
        helps = in_languages(column.help, languages)
        helps = helps if languages[0] in helps else {}
        called = fold(" ".join(re.split(r"[\W_]+", family[0] if family else column.name)))
        if family:
            base, members = family
            if column is next(iter(members.values())):
                values = [_translated_value(row, members) for row in sheet.rows]
                yield _Property(_name(base, taken), called, texts, helps, {}, values, translated=True)
            continue
        cells = [row.get(column.name) for row in sheet.rows]
        if called == "id" and cells == list(ids):
            continue
        target = sheet.references.get(column.name, "")
        if target in all_ids and (pointing := _pointing(cells, set(all_ids[target]))):
            yield _Property(_name(column.name, taken), called, texts, helps, _TEXT, pointing, refers_to=names[target])
        else:
            schema, values = _typed(column, cells)
            yield _Property(_name(column.name, taken), called, texts, helps, schema, values)


def _families(sheet: Sheet, languages: tuple[str, ...]) -> Mapping[str, tuple[str, Mapping[str, Column]]]:
    """Return the columns that hold one text in several languages (`name_vi`, `name_en`): each with what they have in
    common and all of them by language, the main one first."""
    found: dict[str, dict[str, Column]] = {}
    for column in sheet.columns:
        match = _IN_A_LANGUAGE.fullmatch(column.name)
        if match and match[2] in languages and column.type == "string":
            found.setdefault(match[1], {})[match[2]] = column
    ordered = {base: {code: members[code] for code in languages if code in members} for base, members in found.items()}
    return {
        column.name: (base, members)
        for base, members in ordered.items()
        if len(members) > 1
        for column in members.values()
    }


def _name(text: str, taken: set[str]) -> str:
    """Return a name for a property that is not taken yet, and take it."""
    name = "_".join(re.findall(r"[a-z0-9]+", fold(text)))[:60] or "column"
    name = name if name[0].isalpha() else f"c_{name}"
    number, candidate = 1, name
    while candidate in taken:
        number += 1
        candidate = f"{name}_{number}"
    taken.add(candidate)
    return candidate


def _translated_value(row: Row, members: Mapping[str, Column]) -> Json:
    texts = {language: text_of(row.get(column.name)) for language, column in members.items()}
    return {language: text for language, text in texts.items() if text} or None


def _pointing(cells: Sequence[Json], ids: set[str]) -> list[Json]:
    """Return the ids that cells point to; nothing where one of them leads nowhere."""
    found = [None if cell is None else slug(_as_text(cell)) for cell in cells]
    return found if all(one is None or one in ids for one in found) else []


def _typed(column: Column, cells: Sequence[Json]) -> tuple[Mapping[str, Json], list[Json]]:
    """Return the schema of a column's values, and the values. What its type cannot hold exactly makes it a text."""
    filled = [cell for cell in cells if cell is not None]
    match column.type:
        case "integer" | "year" if all(isinstance(one, int) and abs(one) <= MAX_EXACT_INTEGER for one in filled):
            return {"type": "integer", **({"format": "year"} if column.type == "year" else {})}, list(cells)
        case "number" if all(isinstance(one, int | float) and abs(one) <= _LARGEST[type(one)] for one in filled):
            return {"type": "number"}, list(cells)
        case "boolean" if all(isinstance(one, bool) for one in filled):
            return {"type": "boolean"}, list(cells)
        case "date" | "yearmonth":
            return {"type": "string", "format": "date" if column.type == "date" else "partial-date"}, list(cells)
    links = [link_of(one) for one in filled]
    if column.format == "uri" and all(links):
        return _LINK, [None if cell is None else link_of(cell) for cell in cells]
    return _TEXT, [None if cell is None else text_of(_as_text(cell)) or None for cell in cells]


def _title(properties: Sequence[_Property], sheet: Sheet, ids: Sequence[str], languages: tuple[str, ...]) -> _Property:
    """Return the property that is the title: no two records may have the same.

    It is one whose name says so, or the first that tells the records apart; what does not alone gets the id behind it.
    """
    texts = [one for one in properties if one.is_text and _are_short(one)]
    named = sorted((one for one in texts if one.called in TITLES), key=lambda one: TITLES.index(one.called))
    for one in [*named[:1], *([] if named else texts)]:
        if _tells_apart(one, languages[0]):
            return _on_one_line(one)
    taken = {one.name for one in properties} | {"id", ALIASES}
    values: list[Json] = [_key_text(sheet, row) or record_id for row, record_id in zip(sheet.rows, ids, strict=True)]
    if named:
        first = [_main(value, languages[0]) for value in named[0].values]
        values = [f"{text} ({one})" if text else one for text, one in zip(first, values, strict=True)]
    own = _Property(_name("title", taken), "title", label(_TITLE, languages), {}, _TEXT, values)
    return _on_one_line(own)


def _are_short(one: _Property) -> bool:
    texts = [text for value in one.values if value for text in (value.values() if one.translated else [value])]
    return bool(texts) and all(len(text) <= _LONGEST_TITLE and "\n" not in text for text in texts)


def _main(value: Json, language: str) -> str:
    return str(value.get(language) or "") if isinstance(value, Mapping) else str(value or "")


def _tells_apart(one: _Property, language: str) -> bool:
    keys = [tone_key(_main(value, language)) for value in one.values]
    return all(keys) and len(set(keys)) == len(keys)


def _on_one_line(one: _Property) -> _Property:
    return replace(
        one,
        values=[
            {language: line_of(text) for language, text in value.items()}
            if isinstance(value, Mapping)
            else line_of(value)
            for value in one.values
        ],
    )


def _summary(properties: Sequence[_Property], title: _Property, languages: tuple[str, ...]) -> _Property:
    """Return the property that is the summary: one whose name says so, or one that no record has."""
    named = [one for one in properties if one.is_text and one.called in SUMMARIES and one.name != title.name]
    if named:
        return min(named, key=lambda one: SUMMARIES.index(one.called))
    taken = {one.name for one in properties} | {title.name, "id", ALIASES}
    nothing = [None] * len(title.values)
    return _Property(_name("summary", taken), "summary", label(_SUMMARY, languages), {}, _TEXT, nothing)


def _schema(  # noqa: PLR0913, PLR0917 — the parts of a collection
    sheet: Sheet, order: int, known: Sequence[_Property], title: str, summary: str, languages: tuple[str, ...]
) -> Mapping[str, Any]:
    called = in_languages(sheet.label, languages) or {languages[0]: line_of(sheet.name)}
    called.setdefault(languages[0], next(iter(called.values())))
    description = in_languages(sheet.description, languages)
    others = [one.name for one in known if one.name not in {title, summary}]
    identifier = {
        "type": "string", "pattern": ID_PATTERN, "maxLength": LONGEST_ID, "x-field": {"label": label(_ID, languages)},
    }  # fmt: skip
    return {
        "$schema": DRAFT,
        "title": called[languages[0]],
        "x-collection": {
            "label": called,
            "singular": called,
            "description": description if languages[0] in description else called,
            "icon": "material/table",
            "order": order,
            "title": title,
            "summary": summary,
            "sections": [{"label": label(_DATA, languages), "fields": others or [title]}],
        },
        "type": "object",
        "required": ["id"],
        "additionalProperties": False,
        "properties": {"id": identifier, **{one.name: _property_schema(one, languages) for one in known}},
    }


def _property_schema(one: _Property, languages: tuple[str, ...]) -> Mapping[str, Any]:
    about: dict[str, Any] = {"label": dict(one.label)}
    if one.help:
        about["help"] = dict(one.help)
    if one.refers_to:
        about["refers-to"] = one.refers_to
    if not one.translated:
        return {**one.schema, "x-field": about}
    return {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {language: dict(_TEXT) for language in languages},
        "x-field": {**about, "translated": True},
    }
