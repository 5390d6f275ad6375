"""What computing a target gives for a year: a value with what it was made of, or what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Missing(StrEnum):
    """What a value could not be computed for."""

    ROWS = "no row"
    BASE = "no base value"
    BASE_IS_ZERO = "base value 0"
    NUMERATOR = "no numerator"
    DENOMINATOR = "no denominator"
    DENOMINATOR_IS_ZERO = "denominator 0"
    PROOF = "count not complete"


@dataclass(frozen=True, slots=True)
class Point:
    """The value of a year. Of a growth, numerator and denominator are the last value and that of the base year."""

    year: int
    value: float
    numerator: float
    denominator: float | None = None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing, and of which year."""

    missing: Missing
    year: int
