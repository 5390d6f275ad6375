"""Tables of a report: cells with a text and a link, and the rows of a data table as such."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.i18n import translator
from site_builder.market.targets.conditions import field_named
from site_builder.records import Catalogue, DataTable, Field, Json, Shape


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text, and where it leads: below the language's root, or `https:`; "" for nowhere."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its name, its heads, its rows; `numbers` are the columns that hold quantities."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: frozenset[int] = frozenset()


def table_grids(catalogue: Catalogue, table: DataTable, by: tuple[str, ...], language: str) -> tuple[Grid, ...]:
    """Return a data table as it is reported: its rows counted by two of its columns (`by`), then one by one."""
    fields = [field for field in _columns(catalogue, table, language) if _is_used(table, field)]
    all_rows = Grid(
        title=catalogue.config.text(table.label, language),
        heads=tuple(_label(catalogue, field, language) for field in fields),
        rows=tuple(
            tuple(_cell(catalogue, field, row.get(field.name), language) for field in fields) for row in table.rows
        ),
        numbers=frozenset(index for index, field in enumerate(fields) if field.shape in _QUANTITIES),
    )
    counted_by = [field for name in by if (field := field_named(table.fields, name))]
    if len(counted_by) < 2:
        return (all_rows,)
    return _counts(catalogue, table, counted_by[0], counted_by[1], language), all_rows


_QUANTITIES = frozenset({Shape.NUMBER, Shape.INTEGER})


def _is_used(table: DataTable, field: Field) -> bool:
    return any(row.get(field.name) is not None for row in table.rows)


def _columns(catalogue: Catalogue, table: DataTable, language: str) -> Iterator[Field]:
    """Yield the columns without keys, and of those that come in several languages the one of the report's."""
    names = {field.name for field in table.fields}
    for field in table.fields:
        stem, _, ending = field.name.rpartition("_")
        is_of_another = ending in catalogue.config.languages and ending != language
        if field.name not in table.key and not (is_of_another and f"{stem}_{language}" in names):
            yield field


def _label(catalogue: Catalogue, field: Field, language: str) -> str:
    return catalogue.config.text(field.label, language) or field.name


def _counts(catalogue: Catalogue, table: DataTable, down: Field, across: Field, language: str) -> Grid:
    def texts(field: Field) -> list[str]:
        return [_cell(catalogue, field, row.get(field.name), language).text for row in table.rows]

    lines, columns = texts(down), texts(across)
    pairs = Counter(zip(lines, columns, strict=True))
    heads = list(dict.fromkeys(columns))
    number = translator(language).number
    return Grid(
        title=f"{_label(catalogue, down, language)} × {_label(catalogue, across, language)}",
        heads=(_label(catalogue, down, language), *heads),
        rows=tuple((Cell(line), *(Cell(number(pairs[line, head])) for head in heads)) for line in dict.fromkeys(lines)),
        numbers=frozenset(range(1, len(heads) + 1)),
    )


def _cell(catalogue: Catalogue, field: Field, value: Json, language: str) -> Cell:
    """Return a value of a data table as people of the language write it."""
    say, text = translator(language), "" if value is None else str(value)
    match field.shape:
        case Shape.CODE if concept := catalogue.concept(field, text):
            text = catalogue.config.text(concept.labels, language) or concept.code
        case Shape.REFERENCE if record := catalogue.find(field.refers_to, text):
            return Cell(catalogue.config.text(catalogue.title(record), language), record.address)
        case Shape.DATE:
            text = say.date(text)
        case Shape.NUMBER | Shape.INTEGER if isinstance(value, int | float):
            text = say.number(value)
        case Shape.BOOLEAN if isinstance(value, bool):
            text = say("yes") if value else say("no")
        case Shape.LINK:
            return Cell(text, text)
    return Cell(text)
