"""The rules of a sound catalogue: one file a rule, each a function from a catalogue to problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from site_builder.checks import (
    codes,
    config_names,
    consent,
    dates,
    duplicates,
    identity,
    names,
    personal_data,
    positions,
    references,
    schema,
    schema_names,
    snapshots,
    tables,
    text,
    translations,
    vocabularies,
    withdrawals,
)
from site_builder.problems import Problem
from site_builder.records import Catalogue

Check = Callable[[Catalogue, Path], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    schema_names.check,
    config_names.check,
    schema.check,
    identity.check,
    references.check,
    withdrawals.check,
    codes.check,
    names.check,
    vocabularies.check,
    positions.check,
    tables.check,
    duplicates.check,
    dates.check,
    translations.check,
    text.check,
    personal_data.check,
    consent.check,
    snapshots.check,
)
"""Every rule, in the order in which they run. A rule takes the catalogue and the folder that it was read from."""


def check_catalogue(catalogue: Catalogue, root: Path) -> list[Problem]:
    """Apply every rule and return what they find, not yet located (see `records.locate`)."""
    return [problem for check in CHECKS for problem in check(catalogue, root)]
