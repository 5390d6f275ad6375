"""A target as its record states it: what is to be reached by when, how it is computed, what the words leave open.

The properties of a record are those of `schemas/targets.schema.json` in the first instance of this generator: any
collection with them will do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Final

from site_builder.config import Translated
from site_builder.records import Json, Record

NEEDED: Final = ("number", "year", "operator", "unit", "quote", "formula", "choice", "computation")
"""The properties without which a record is no target."""

_EXACT: Final = 9
"""Decimals to which a value is compared: 25 % a year for four years must not fall short by the last binary digit."""


class Kind(StrEnum):
    """How a target is computed."""

    GROWTH = auto()
    SHARE = auto()
    COUNT = auto()
    COVERAGE = auto()
    CONNECTIONS = auto()


class Operator(StrEnum):
    """How a value is compared with the threshold."""

    AT_LEAST = ">="
    OVER = ">"
    BETWEEN = "between"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached: `low` is the threshold, `high` the upper end where it is a band.

    With `is_share` the numbers are parts of 1.
    """

    operator: Operator
    low: float | None
    high: float | None
    is_share: bool

    @property
    def is_number(self) -> bool:
        """Whether there is a number to compare with."""
        return self.operator is not Operator.NONE and self.low is not None

    def is_met(self, value: float) -> bool:
        """Whether a value reaches the goal. Above a band it does: a band says how far one hopes to get."""
        low = self.low or 0.0
        found = round(value, _EXACT)
        return found > low if self.operator is Operator.OVER else found >= low


@dataclass(frozen=True, slots=True)
class Condition:
    """What a row or record must have in a column (a property): one of `values`, or a code of the vocabulary, or a
    code (scheme and code) that is, or stands below, or took the place of what is within, the unit `under`."""

    column: str
    values: tuple[str, ...] = ()
    vocabulary: str = ""
    under: tuple[str | None, str] | None = None


Conditions = tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Computation:
    """How a target is computed.

    From a table: the sums of `value_column` over the rows that meet `numerator` and `denominator`, year by year and
    territory by territory; a sum of which a row meets `provisional` is provisional. From records: those of
    `collections` that meet `where`, of which an item of the list `within` meets `items_where`, and which began
    (`date_property`) in the period and did not end (`end_properties`) before it was over.
    """

    kind: Kind
    table: str = ""
    value_column: str = ""
    year_column: str = ""
    territory_column: str = ""
    base_year: int = 0
    numerator: Conditions = ()
    denominator: Conditions = ()
    provisional: Conditions = ()
    collections: tuple[str, ...] = ()
    where: Conditions = ()
    within: str = ""
    items_where: Conditions = ()
    date_property: str = ""
    start: str = ""
    end: str = ""
    end_properties: tuple[str, ...] = ()
    distinct: str = ""
    complete: bool = False

    @property
    def territory(self) -> str:
        """The territory that the target is set for: what the conditions ask of the table's column of territories."""
        own = [one for one in (*self.numerator, *self.denominator) if one.column == self.territory_column]
        return own[0].values[0] if own and own[0].values else ""


@dataclass(frozen=True, slots=True)
class National:
    """The national target beside which the catalogue's own is shown."""

    text: Translated
    value: float | None


@dataclass(frozen=True, slots=True)
class Target:
    """A target, with the words of the document and what the catalogue chose where these are silent."""

    record: Record
    number: str
    year: int
    goal: Goal
    computation: Computation
    quote: Translated
    formula: Translated
    choice: Translated
    alternative: Translated
    completeness: Translated
    open_questions: Translated
    national: National | None
    order: tuple[int, int] = field(compare=False)
    """By year, then by the number in its number."""


def read_target(record: Record) -> Target:
    """Read the record of a target, which has what is `NEEDED`."""
    data = record.data
    national = data.get("national_reference")
    number = str(data["number"])
    return Target(
        record=record,
        number=number,
        year=data["year"],
        goal=Goal(
            Operator(data["operator"]), data.get("threshold_low"), data.get("threshold_high"), data["unit"] == "share"
        ),
        computation=_computation(data["computation"]),
        quote=data["quote"],
        formula=data["formula"],
        choice=data["choice"],
        alternative=data.get("alternative", {}),
        completeness=data.get("completeness", {}),
        open_questions=data.get("open_questions", {}),
        national=National(national["text"], national.get("value")) if national else None,
        order=(data["year"], int("".join(re.findall(r"\d", number)) or 0)),
    )


def _computation(data: Mapping[str, Json]) -> Computation:
    def conditions(name: str) -> Conditions:
        return tuple(_condition(one) for one in data.get(name, ()))

    return Computation(
        kind=Kind(data["kind"]),
        table=data.get("table", ""),
        value_column=data.get("value_column", ""),
        year_column=data.get("year_column", ""),
        territory_column=data.get("territory_column", ""),
        base_year=data.get("base_year", 0),
        numerator=conditions("numerator"),
        denominator=conditions("denominator"),
        provisional=conditions("provisional"),
        collections=tuple(data.get("collections", ())),
        where=conditions("where"),
        within=data.get("within", ""),
        items_where=conditions("items_where"),
        date_property=data.get("date_property", ""),
        start=data.get("from", ""),
        end=data.get("to", ""),
        end_properties=tuple(data.get("end_properties", ())),
        distinct=data.get("distinct", ""),
        complete=data.get("complete", False),
    )


def _condition(data: Mapping[str, Json]) -> Condition:
    under = data.get("under")
    return Condition(
        column=data["column"],
        values=tuple(data.get("values", ())),
        vocabulary=data.get("vocabulary", ""),
        under=(under.get("scheme"), under["code"]) if under else None,
    )
