"""Which time a dataset is about: from the first to the last time that its records or rows state."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.records.catalogue import Catalogue

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def period_of(catalogue: Catalogue, subject: str) -> tuple[str, str] | None:
    """Return the first and the last time (ISO 8601, whole or cut) of a collection or data table by its `dated-by`.

    None where it states none, and of what is neither.
    """
    found = [one for one in _moments(catalogue, subject) if _DATE.fullmatch(one)]
    # A year or a month ends after every day in it.
    return (min(found), max(found, key=lambda one: f"{one}~")) if found else None


def _moments(catalogue: Catalogue, subject: str) -> Iterator[str]:
    if collection := catalogue.collections.get(subject):
        yield from map(catalogue.moment, collection.records)
    elif (table := catalogue.tables.get(subject)) and table.dated_by:
        yield from (str(row.get(table.dated_by)) for row in table.rows)
