"""The columns of a field: how values of any shape become cells, and what those cells point to.

A cell is a plain value (ISO date, plain number). A list of simple values is one text joined by ` | `; groups in a list
are a JSON array. Neither loses a reference: `tables` gives every list that points somewhere a table of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite

from site_builder.config import Translated
from site_builder.records import Catalogue, Field, Json, Shape

JOINER = " | "

Cell = str | int | float | bool | None
Data = Mapping[str, Json]
"""A record, or a group in one."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, Table Schema type and format, label, help, and the way from a group of data to its cell.

    A text has a column for each language: `language` is that of this one, `text_label` what they are called together.
    """

    name: str
    type: str
    label: Translated
    cell: Callable[[Data], Cell]
    format: str = "default"
    required: bool = False
    help: Translated | None = None
    language: str = ""
    text_label: Translated | None = None


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns that point to columns of another table. Whether every value has a row there, `keys` says."""

    columns: tuple[str, ...]
    table: str
    target: tuple[str, ...]


def as_text(cell: Cell) -> str:
    """Return a cell as it stands in a CSV file."""
    if cell is None:
        return ""
    return json.dumps(cell) if isinstance(cell, bool | float) else str(cell)


def common_type(kind: str, cells: Iterable[Cell]) -> str:
    """Return the Table Schema type of a column: `kind`, or text where a cell is not of that type as 64 bits hold it."""
    is_one = _OF_TYPE.get(kind)
    return "string" if is_one and not all(cell is None or is_one(cell) for cell in cells) else kind


def _is_whole(cell: Cell) -> bool:
    return type(cell) is int and abs(cell) < 2**63


def _is_day(cell: Cell) -> bool:
    try:
        return isinstance(cell, str) and bool(_DAY.fullmatch(cell) and date.fromisoformat(cell))
    except ValueError:
        return False


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OF_TYPE: Mapping[str, Callable[[Cell], bool]] = {
    "integer": _is_whole,
    "number": lambda cell: _is_whole(cell) or (type(cell) is float and isfinite(cell)),
    "boolean": lambda cell: type(cell) is bool,
    "date": _is_day,
}


def field_columns(catalogue: Catalogue, field: Field, prefix: str = "") -> list[Column]:
    """Return the columns of a field in the table of what holds it; a group that stands alone is spread over several.

    What is internal has none.
    """
    name = prefix + field.name
    if field.internal:
        return []
    if field.shape is Shape.TRANSLATED:
        cells = {language: _translated(field.name, language) for language in catalogue.config.languages}
        return text_columns(name, field.label, cells)
    if field.many:
        kind, cell = ("string", _joined(field)) if _is_simple(field) else ("array", _json_array(field.name))
        return [Column(name, kind, field.label, cell, help=field.help)]
    if field.fields:
        return [
            replace(
                column,
                cell=_inside(field.name, column.cell),
                label=_under(field.label, column.label),
                text_label=None if column.text_label is None else _under(field.label, column.text_label),
                required=column.required and field.required,
            )
            for column in group_columns(catalogue, field, f"{name}_")
        ]
    kind, text_format = _TYPES.get(field.shape, ("string", "default"))
    cell = _whole(field.name) if field.shape in {Shape.INTEGER, Shape.YEAR} else plain(field.name)
    return [Column(name, kind, field.label, cell, text_format, field.required, field.help)]


def text_columns(name: str, label: Translated, cells: Mapping[str, Callable[[Data], Cell]]) -> list[Column]:
    """Return the columns of a text, one a language, in the order in which `cells` has the way to each."""
    return [
        Column(f"{name}_{language}", "string", _in(language, label), cell, language=language, text_label=label)
        for language, cell in cells.items()
    ]


def row_text_columns(languages: Sequence[str], name: str, label: Translated) -> list[Column]:
    """Return the columns of a text of which a row has each language under the column's name."""
    return text_columns(name, label, {language: plain(f"{name}_{language}") for language in languages})


def group_columns(catalogue: Catalogue, field: Field, prefix: str = "") -> list[Column]:
    """Return the columns of a group's parts, in a table of which the group is a row."""
    columns = [column for part in field.fields for column in field_columns(catalogue, part, prefix)]
    if field.shape is Shape.CODING and field.vocabulary in catalogue.vocabularies:
        scheme = _scheme_of(catalogue, field)
        return [replace(one, cell=scheme) if one.name == f"{prefix}scheme" else one for one in columns]
    return columns


def foreign_keys(catalogue: Catalogue, field: Field, prefix: str = "") -> list[ForeignKey]:
    """Return what the columns of a field that is no list point to: records of a collection, codes of a code list.

    A code without a scheme points to the `code` of a list that may have it in several schemes.
    """
    name = prefix + field.name
    if field.internal:
        return []
    if field.refers_to in catalogue.collections:
        return [ForeignKey((name,), str(field.refers_to), ("id",))]
    if field.fields:
        return group_keys(catalogue, field, f"{name}_")
    if field.shape is Shape.CODE and field.vocabulary in catalogue.vocabularies:
        return [ForeignKey((name,), vocabulary_name(str(field.vocabulary)), ("code",))]
    return []


def group_keys(catalogue: Catalogue, field: Field, prefix: str = "") -> list[ForeignKey]:
    """Return what the columns of `group_columns` point to."""
    keys = [key for part in field.fields if not part.many for key in foreign_keys(catalogue, part, prefix)]
    if field.shape is Shape.CODING and field.vocabulary in catalogue.vocabularies:
        target = tuple(name for name in ("scheme", "code") if any(part.name == name for part in field.fields))
        keys.append(ForeignKey(tuple(prefix + name for name in target), vocabulary_name(str(field.vocabulary)), target))
    return keys


def vocabulary_name(name: str) -> str:
    """Return the name of a code list's table."""
    return f"vocabularies.{name}"


_TYPES: Mapping[Shape, tuple[str, str]] = {
    Shape.NUMBER: ("number", "default"),
    Shape.INTEGER: ("integer", "default"),
    # Table Schema's `year` has four digits: its readers refuse the years 938 and -207.
    Shape.YEAR: ("integer", "default"),
    Shape.BOOLEAN: ("boolean", "default"),
    Shape.LINK: ("string", "uri"),
}
"""Dates stay text: a source often knows no more than the year or the month."""


def _in(language: str, label: Translated) -> Translated:
    return {code: f"{text} ({language})" for code, text in label.items()}


def _under(group: Translated, label: Translated) -> Translated:
    """Return the label of a part with its group's before it, where both have one."""
    if not group or not label:
        return label or group
    return {code: f"{group[code]}: {text}" if code in group else text for code, text in label.items()}


def _is_simple(field: Field) -> bool:
    """Whether a value of a list can be joined with others: it is plain, or a bare code with its scheme."""
    return not field.fields or {part.name for part in field.fields} == {"scheme", "code"}


# The ways from data to a cell


def plain(name: str) -> Callable[[Data], Cell]:
    """Return the way to a value that is a cell already; an empty text is no value."""

    def cell(data: Data) -> Cell:
        value: Cell = data.get(name)
        return None if value == "" else value

    return cell


def _whole(name: str) -> Callable[[Data], Cell]:
    """Return the way to a whole number: JSON Schema takes 5.0 for one, Table Schema's `integer` does not."""

    def cell(data: Data) -> Cell:
        value: Cell = data.get(name)
        return int(value) if isinstance(value, float) else value

    return cell


def _translated(name: str, language: str) -> Callable[[Data], Cell]:
    def cell(data: Data) -> Cell:
        value = (data.get(name) or {}).get(language)
        return (JOINER.join(value) if isinstance(value, list) else value) or None

    return cell


def _joined(field: Field) -> Callable[[Data], Cell]:
    name = field.name

    def code(value: Json) -> str:
        return ":".join(str(value[part]) for part in ("scheme", "code") if part in value)

    text = code if field.fields else as_text

    def cell(data: Data) -> Cell:
        return JOINER.join([text(value) for value in data.get(name) or ()]) or None

    return cell


def _json_array(name: str) -> Callable[[Data], Cell]:
    def cell(data: Data) -> Cell:
        values: Sequence[Json] = data.get(name) or ()
        return json.dumps(values, ensure_ascii=False) if values else None

    return cell


def _scheme_of(catalogue: Catalogue, field: Field) -> Callable[[Data], Cell]:
    """Return the way to a code's scheme; a record that leaves it out means the first scheme that has the code."""

    def cell(data: Data) -> Cell:
        if data.get("scheme") or not data.get("code"):
            return data.get("scheme")
        concept = catalogue.concept(field, data)
        return concept.scheme if concept else None

    return cell


def _inside(name: str, inner: Callable[[Data], Cell]) -> Callable[[Data], Cell]:
    def cell(data: Data) -> Cell:
        return inner(data.get(name) or {})

    return cell
