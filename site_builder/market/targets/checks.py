"""What the targets name exists (tables, columns, collections, properties, code lists), and each has what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from site_builder import problems
from site_builder.config import CATALOGUE_FILE
from site_builder.market.about import market_about
from site_builder.market.targets.goals import NEEDED, Kind, Operator
from site_builder.problems import Pointer, Problem
from site_builder.records import Catalogue, Field, Json, Record
from site_builder.records.explaining import hint
from site_builder.records.reading.wording import shorten

_COLUMNS = ("value_column", "year_column", "territory_column")
_OF_ROWS, _OF_RECORDS, _OF_ITEMS = ("numerator", "denominator", "provisional"), ("where",), ("items_where",)


def target_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield what is wrong with the targets of a catalogue of which every record fits its schema."""
    about = market_about(catalogue.config)
    collection = catalogue.collections.get(about.targets)
    for number, one in enumerate(about.report):
        place: Pointer = ("market", "report", number)
        yield from _unknown(CATALOGUE_FILE, (*place, "table"), one.table, catalogue.tables, _TABLE)
        table = catalogue.tables.get(one.table)
        for index, column in enumerate(one.by if table else ()):
            names = _names(table.fields if table else ())
            yield from _unknown(CATALOGUE_FILE, (*place, "by", index), column, names, _COLUMN)
    if collection is None:
        return
    required = [field.name for field in collection.schema.fields if field.required]
    for name in NEEDED:
        if name not in required:
            lacking = (f"bộ dữ liệu đó không có trường bắt buộc «{name}»", f"it has no required property “{name}”")
            yield _problem(CATALOGUE_FILE, ("market", "targets"), about.targets, lacking)
            return
    for record in collection.records:
        yield from _of_target(catalogue, record)


_What = tuple[str, str]
"""What a name is not the name of, in Vietnamese and English."""

_TABLE = ("danh mục không có bảng nào tên như vậy", "the catalogue has no table of that name")
_COLUMN = ("bảng không có cột nào tên như vậy", "the table has no such column")
_PROPERTY = ("bộ dữ liệu không có trường nào tên như vậy", "the collection has no such property")
_COLLECTION = ("danh mục không có bộ dữ liệu nào tên như vậy", "the catalogue has no collection of that name")
_VOCABULARY = ("không có danh mục mã nào tên như vậy", "there is no code list of that name")
_KIND = ("không có cách tính nào tên như vậy", "nothing is computed in a way of that name")
_OPERATOR = ("không có phép so sánh nào như vậy", "there is no such comparison")


def _of_target(catalogue: Catalogue, record: Record) -> Iterator[Problem]:
    """Yield the names in a record that are not those of anything."""
    data: Mapping[str, Json] = record.data["computation"]
    at: Pointer = ("computation",)
    yield from _unknown(record.path, ("operator",), record.data["operator"], list(Operator), _OPERATOR)
    yield from _unknown(record.path, (*at, "kind"), data["kind"], list(Kind), _KIND)
    if "table" in data:
        yield from _unknown(record.path, (*at, "table"), data["table"], catalogue.tables, _TABLE)
    table = catalogue.tables.get(data.get("table", ""))
    if table:
        for name in (name for name in _COLUMNS if name in data):
            yield from _unknown(record.path, (*at, name), data[name], _names(table.fields), _COLUMN)
        yield from _of_conditions(catalogue, record, _OF_ROWS, table.fields, _COLUMN)
    for number, name in enumerate(data.get("collections", ())):
        yield from _unknown(record.path, (*at, "collections", number), name, catalogue.collections, _COLLECTION)
        if name in catalogue.collections:
            yield from _of_records(catalogue, record, catalogue.collections[name].schema.fields)


def _of_records(catalogue: Catalogue, record: Record, fields: Sequence[Field]) -> Iterator[Problem]:
    data: Mapping[str, Json] = record.data["computation"]
    at: Pointer = ("computation",)
    dated: Sequence[Field] = fields
    for name in (name for name in ("within", "distinct") if name in data):
        yield from _unknown(record.path, (*at, name), data[name], _names(fields), _PROPERTY)
    if "within" in data:
        dated = next((field.fields for field in fields if field.name == data["within"]), ())
    yield from _of_conditions(catalogue, record, _OF_RECORDS, fields, _PROPERTY)
    yield from _of_conditions(catalogue, record, _OF_ITEMS, dated, _PROPERTY)
    if "date_property" in data:
        yield from _unknown(record.path, (*at, "date_property"), data["date_property"], _names(dated), _PROPERTY)
    for number, name in enumerate(data.get("end_properties", ())):
        yield from _unknown(record.path, (*at, "end_properties", number), name, _names(dated), _PROPERTY)


def _of_conditions(
    catalogue: Catalogue, record: Record, keys: Iterable[str], fields: Sequence[Field], what: _What
) -> Iterator[Problem]:
    for key in keys:
        for number, condition in enumerate(record.data["computation"].get(key, ())):
            at: Pointer = ("computation", key, number)
            yield from _unknown(record.path, (*at, "column"), condition["column"], _names(fields), what)
            if "vocabulary" in condition:
                name = condition["vocabulary"]
                yield from _unknown(record.path, (*at, "vocabulary"), name, catalogue.vocabularies, _VOCABULARY)


def _names(fields: Iterable[Field]) -> list[str]:
    return [field.name for field in fields]


def _unknown(path: str, pointer: Pointer, name: str, known: Iterable[str], what: _What) -> Iterator[Problem]:
    names = list(known)
    if name not in names:
        yield _problem(path, pointer, name, what, names)


def _problem(path: str, pointer: Pointer, name: str, what: _What, known: Sequence[str] = ()) -> Problem:
    hint_vi, hint_en = hint(name, known)
    values = {
        "name": shorten(name),
        "keyword": next(str(part) for part in reversed(pointer) if isinstance(part, str)),
        "what_vi": what[0],
        "what_en": what[1],
        "hint_vi": hint_vi,
        "hint_en": hint_en,
    }
    return Problem(problems.UNKNOWN_NAME, path, pointer, values=values)
