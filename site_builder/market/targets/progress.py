"""How far the targets are reached: each computed from tables and records by what its own record states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from site_builder.market.about import market_about
from site_builder.market.targets.counts import Counted, Hit, counted, hits
from site_builder.market.targets.goals import Computation, Kind, Target, read_target
from site_builder.market.targets.outcome import Gap, Missing, Point
from site_builder.market.targets.sums import Sums, Total, share, sums_by_territory, value_at
from site_builder.records import Catalogue


class Status(StrEnum):
    """What can be said of a target on the catalogue's day."""

    MET = "met"
    NOT_MET = "not_met"
    PROVISIONAL = "provisional"
    NOT_DUE = "not_due"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The same measure of another territory of the table: a series of its own, which the target is not judged by."""

    territory: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a target is reached on the territory that it is set for.

    `point` is the value that it is judged by; with none, `gap` says what is missing. `points` are the values of all
    years, in order. `base_value` is the value of the base year, where growth is measured and it is known. `counted`
    are the records behind a count. `is_over` says that the target's year is.
    """

    target: Target
    status: Status
    is_over: bool
    points: tuple[Point, ...] = ()
    point: Point | None = None
    gap: Gap | None = None
    base_value: float | None = None
    counted: Counted | None = None
    elsewhere: tuple[Elsewhere, ...] = ()

    @property
    def latest(self) -> Point | None:
        """The value that a page shows: the one that counts, or else the latest before it."""
        return self.point or (self.points[-1] if self.points else None)


def progress(catalogue: Catalogue) -> tuple[Progress, ...]:
    """Compute every target of the catalogue, by year and number; none where it names no collection of targets."""
    collection = catalogue.collections.get(market_about(catalogue.config).targets)
    targets = [read_target(record) for record in collection.records] if collection else []
    return tuple(_progress(catalogue, target) for target in sorted(targets, key=lambda target: target.order))


def _progress(catalogue: Catalogue, target: Target) -> Progress:
    match target.computation.kind:
        case Kind.GROWTH | Kind.SHARE:
            return _of_sums(catalogue, target)
        case Kind.COVERAGE:
            return _of_coverage(catalogue, target)
        case Kind.COUNT | Kind.CONNECTIONS:
            return _of_count(catalogue, target)


def _is_over(catalogue: Catalogue, target: Target) -> bool:
    return target.year < int(catalogue.today[:4])


def _judged(target: Target, point: Point | None, *, is_over: bool) -> Status:
    """Return the status by the value of the target's year. A target without a number is never said to be met."""
    if point is None:
        return Status.NO_DATA if is_over else Status.NOT_DUE
    if point.provisional or not is_over or not target.goal.is_number:
        return Status.PROVISIONAL
    return Status.MET if target.goal.is_met(point.value) else Status.NOT_MET


def _of_sums(catalogue: Catalogue, target: Target) -> Progress:
    computation = target.computation
    by_territory = sums_by_territory(catalogue, computation)
    own = by_territory.get(computation.territory)
    outcome = value_at(computation, own, target.year)
    point, gap = (outcome, None) if isinstance(outcome, Point) else (None, outcome)
    base = own.numerator.get(computation.base_year) if own and computation.kind is Kind.GROWTH else None
    is_over = _is_over(catalogue, target)
    return Progress(
        target=target,
        status=_judged(target, point, is_over=is_over),
        is_over=is_over,
        points=_points(computation, own, target.year),
        point=point,
        gap=gap,
        base_value=base.amount if base else None,
        elsewhere=tuple(_elsewhere(target, by_territory)),
    )


def _points(computation: Computation, sums: Sums | None, until: int) -> tuple[Point, ...]:
    """Return the values of all years up to that of the target."""
    years = [year for year in sums.years if year <= until] if sums else []
    values = [value_at(computation, sums, year) for year in years]
    return tuple(value for value in values if isinstance(value, Point))


def _elsewhere(target: Target, by_territory: Mapping[str, Sums]) -> Iterator[Elsewhere]:
    for territory, sums in by_territory.items():
        points = _points(target.computation, sums, target.year)
        if territory != target.computation.territory and points:
            yield Elsewhere(territory, points)


def _of_count(catalogue: Catalogue, target: Target) -> Progress:
    """Count the records. A count proves that a target is met; that it is not, only where the count is complete."""
    computation = target.computation
    found = hits(catalogue, computation)
    is_over = _is_over(catalogue, target)
    end = min(computation.end or f"{target.year}-12-31", catalogue.today)
    now = counted(found, computation, end)
    is_proof = target.goal.is_met(now.number) if target.goal.is_number else now.number > 0
    point = Point(int(end[:4]), now.number, now.number) if is_proof or (is_over and computation.complete) else None
    return Progress(
        target=target,
        status=_judged(target, point, is_over=is_over),
        is_over=is_over,
        points=_counts(found, computation, end),
        point=point,
        gap=None if point else Gap(Missing.PROOF, target.year),
        counted=now,
    )


def _counts(found: Sequence[Hit], computation: Computation, end: str) -> tuple[Point, ...]:
    """Return the count at the end of each year up to a day; a count of none is left out, unless it is complete."""
    last = int(end[:4])
    first = min((int(hit.last[:4]) for hit in found if hit.last), default=last) if computation.date_property else last
    days = [min(f"{year}-12-31", end) for year in range(max(first, int(computation.start[:4] or 0)), last + 1)]
    numbers = [(int(day[:4]), counted(found, computation, day).number) for day in days]
    return tuple(Point(year, number, number) for year, number in numbers if number or computation.complete)


def _of_coverage(catalogue: Catalogue, target: Target) -> Progress:
    """Compare the number of records with a number that a table gives for the whole."""
    computation = target.computation
    is_over = _is_over(catalogue, target)
    now = counted(hits(catalogue, computation), computation, min(computation.end or catalogue.today, catalogue.today))
    sums = sums_by_territory(catalogue, computation).get(computation.territory)
    whole = sums.denominator.get(target.year) if sums else None
    outcome = share(Total(now.number or None, provisional=False), whole, target.year)
    point, gap = (outcome, None) if isinstance(outcome, Point) else (None, outcome)
    return Progress(
        target=target,
        status=_judged(target, point, is_over=is_over),
        is_over=is_over,
        points=(point,) if point else (),
        point=point,
        gap=gap,
        counted=now,
    )
