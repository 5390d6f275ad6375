"""What a reader should find in the tables of a record: worked out from the record and its schema alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from site_builder.records import Catalogue, Field, Record, Shape

Row = dict[str, Any]


def join(value: Any) -> Any:
    """A list of simple values stands in one cell."""
    if not isinstance(value, list):
        return value
    return " | ".join({True: "true", False: "false"}.get(one, str(one)) if isinstance(one, bool) else one
                      for one in value)  # fmt: skip


def coded(catalogue: Catalogue, field: Field, value: dict[str, Any]) -> dict[str, Any]:
    """A code without a scheme is one of the first scheme that has it."""
    concept = catalogue.concept(field, value)
    return {"scheme": concept.scheme, **value} if concept else value


def cells(catalogue: Catalogue, field: Field, value: Any, name: str) -> Row:
    """The cells of one field under a name, without those that are empty."""
    if value in (None, "", []):
        return {}
    if isinstance(value, list):
        return {name: listed(field, value)}
    if not isinstance(value, dict):
        return {name: value}
    if field.shape is Shape.TRANSLATED:
        return {f"{name}_{language}": join(text) for language, text in value.items() if text}
    return parts(catalogue, field, value, f"{name}_")


def listed(field: Field, values: list[Any]) -> Any:
    """A list in one cell: groups as they are, in a JSON array; codes and simple values joined."""
    if field.shape is Shape.GROUP:
        return values
    if field.shape is Shape.CODING:
        if len(field.fields) > 2:
            return values
        return join([":".join(one[part] for part in ("scheme", "code") if part in one) for one in values])
    return join(values)


def parts(catalogue: Catalogue, field: Field, value: dict[str, Any], prefix: str) -> Row:
    """The cells of a group."""
    if field.shape is Shape.CODING:
        value = coded(catalogue, field, value)
    return {
        key: cell
        for part in field.fields
        for key, cell in cells(catalogue, part, value.get(part.name), f"{prefix}{part.name}").items()
    }


def tables(catalogue: Catalogue, record: Record, fields: Sequence[Field]) -> Iterator[tuple[str, Row]]:
    """Yield what stands of a record where: the part's name ("" for the main table) and the cells of a row."""
    main: Row = {"id": record.id}
    for field in fields:
        value = record.data.get(field.name)
        if field.name == "id":
            continue
        is_list = field.many and field.shape is not Shape.TRANSLATED
        if not (is_list and field.shape is Shape.GROUP):
            for name, cell in cells(catalogue, field, value, field.name).items():
                main[name if name not in main else f"{name}_2"] = cell
        own = field.fields or field.refers_to or (field.vocabulary in catalogue.vocabularies)
        for position, item in enumerate(value or () if is_list and own else (), start=1):
            row = parts(catalogue, field, item, "") if field.fields else {field.name: item}
            ours = [name if name not in row else f"{name}_2" for name in ("record", "position")]
            yield field.name, dict(zip(ours, (record.id, position), strict=True)) | row
    yield "", main


def expected(catalogue: Catalogue, collection: str) -> dict[str, list[Row]]:
    """The rows of every table of a collection, by the name of the part."""
    found: dict[str, list[Row]] = {}
    schema = catalogue.collections[collection].schema
    for record in catalogue.collections[collection].records:
        for part, row in tables(catalogue, record, schema.fields):
            found.setdefault(part, []).append(row)
    return found
