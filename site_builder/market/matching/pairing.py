"""Which of many demands and supplies fit best, by the weights of the features that they share: a job for DuckDB.

Ten thousand of each are a hundred million pairs, of which few share anything. A join on the features finds those, and
DuckDB does it in parallel, within a limit of memory and on disk beyond it. Weights are whole numbers and ties go by
position, so the outcome depends neither on the number of threads nor on the order in which rows arrive.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MEMORY: Final = "1GB"
_THREADS: Final = 2
_AT_ONCE: Final = 1000
"""Demands of which all pairs are in memory at once."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What counts of one record.

    `codes` has the points for sharing a code, by kind of code; of a kind, the best one shared counts. `words` is a
    vector. `bonus` is added to the points of every pair that shares something.
    """

    codes: Mapping[str, Mapping[Any, int]]
    words: Mapping[str, int]
    bonus: int = 0


@dataclass(frozen=True, slots=True)
class Scale:
    """How points come about.

    The words of two records get half of `words` points where the product of their vectors is `half`, more where it is
    larger, never all. What shares less than `minimum` points is no pair. Of each demand and of each supply, `top` pairs
    are kept.
    """

    words: int
    half: int
    minimum: int
    top: int


class Pair(NamedTuple):
    """A demand and a supply by position, and the points that they have together."""

    demand: int
    supply: int
    points: int


def best_pairs(demand: Sequence[Profile], supply: Sequence[Profile], scale: Scale) -> list[Pair]:
    """Return the best pairs of each demand and of each supply: by demand, the best first, ties by supply."""
    import duckdb

    with TemporaryDirectory() as folder:
        options: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": _MEMORY,
            "threads": _THREADS,
            "temp_directory": folder,
        }
        with duckdb.connect(config=options) as database:
            _load(database, demand, supply)
            database.execute("CREATE TABLE pair (demand INTEGER, supply INTEGER, points BIGINT)")
            for first in range(0, len(demand), _AT_ONCE):
                database.execute(f"INSERT INTO pair {_PAIRS} {_BEST}", {
                    "first": first, "last": first + _AT_ONCE - 1, "words": scale.words, "half": scale.half,
                    "minimum": scale.minimum, "top": scale.top,
                })  # fmt: skip
            database.execute(f"FROM pair {_BEST} ORDER BY demand, points DESC, supply", {"top": scale.top})
            return [Pair(*row) for row in database.fetchall()]


_PAIRS: Final = """
WITH code AS (
    SELECT demand, supply, sum(points)::BIGINT AS points
    FROM (
        SELECT d.record AS demand, s.record AS supply, max(d.weight) AS points
        FROM demand_code AS d JOIN supply_code AS s USING (kind, feature)
        WHERE d.record BETWEEN $first AND $last
        GROUP BY d.record, s.record, kind
    )
    GROUP BY demand, supply
), word AS (
    SELECT d.record AS demand, s.record AS supply, sum(d.weight * s.weight)::BIGINT AS product
    FROM demand_word AS d JOIN supply_word AS s USING (feature)
    WHERE d.record BETWEEN $first AND $last
    GROUP BY d.record, s.record
), scored AS (
    SELECT demand, supply,
           coalesce(code.points, 0) + coalesce($words * product // (product + $half), 0) AS shared,
           shared + d.bonus + s.bonus AS points
    FROM code FULL JOIN word USING (demand, supply)
    JOIN demand_bonus AS d ON d.record = demand
    JOIN supply_bonus AS s ON s.record = supply
)
SELECT demand, supply, points FROM scored WHERE shared >= $minimum
"""

_BEST: Final = """
QUALIFY row_number() OVER (PARTITION BY demand ORDER BY points DESC, supply) <= $top
     OR row_number() OVER (PARTITION BY supply ORDER BY points DESC, demand) <= $top
"""


def _load(database: DuckDBPyConnection, demand: Sequence[Profile], supply: Sequence[Profile]) -> None:
    """Make the tables `<side>_code`, `<side>_word` and `<side>_bonus`; of words, those that both sides have."""
    kinds, codes, words = _Numbers(), _Numbers(), _Numbers()
    common = {word for one in demand for word in one.words} & {word for one in supply for word in one.words}
    for side, profiles in (("demand", demand), ("supply", supply)):
        _table(database, f"{side}_code", ("record", "kind", "feature", "weight"), [
            (record, kinds[kind], codes[code], weight)
            for record, profile in enumerate(profiles)
            for kind, found in profile.codes.items()
            for code, weight in found.items()
        ])  # fmt: skip
        _table(database, f"{side}_word", ("record", "feature", "weight"), [
            (record, words[word], weight)
            for record, profile in enumerate(profiles)
            for word, weight in profile.words.items()
            if word in common
        ])  # fmt: skip
        bonuses = [(record, profile.bonus) for record, profile in enumerate(profiles)]
        _table(database, f"{side}_bonus", ("record", "bonus"), bonuses)


class _Numbers(dict[Hashable, int]):
    """Numbers things as they come."""

    def __missing__(self, thing: Hashable) -> int:
        number = self[thing] = len(self)
        return number


def _table(database: DuckDBPyConnection, name: str, columns: Sequence[str], rows: Sequence[tuple[int, ...]]) -> None:
    """Make a table of whole numbers. Whole columns as lists go in far faster than row by row."""
    lists = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in columns]
    fields = ", ".join(f"unnest($column_{n}::INTEGER[]) AS {column}" for n, column in enumerate(columns))
    database.execute(f"CREATE TABLE {name} AS SELECT {fields}", {f"column_{n}": one for n, one in enumerate(lists)})
