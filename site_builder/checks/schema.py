"""Every record fits the JSON Schema of its collection."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from site_builder.problems import Problem
from site_builder.records import Catalogue
from site_builder.records.validation import SchemaValidator


def check(catalogue: Catalogue, _root: Path) -> Iterator[Problem]:
    for collection in catalogue.collections.values():
        if collection.records:
            name = collection.schema.path.rpartition("/")[2]
            validator = SchemaValidator(collection.schema.document, name, catalogue.schemas)
            for record in collection.records:
                yield from validator.violations(record.data, record.path)
