"""What is said of a target and its progress, in one language: status, goal, value, reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from site_builder.i18n import Translator, translator
from site_builder.market.targets.goals import Goal, Kind, Operator, Target
from site_builder.market.targets.measures import MeasureWords
from site_builder.market.targets.outcome import Gap, Missing
from site_builder.market.targets.progress import Progress, Status
from site_builder.records import Catalogue


@dataclass(frozen=True)
class TargetWords:
    """Says what is to be said of the targets of a catalogue, in a language."""

    catalogue: Catalogue
    language: str

    @cached_property
    def say(self) -> Translator:
        return translator(self.language)

    @cached_property
    def measure(self) -> MeasureWords:
        """Says what a target is computed from."""
        return MeasureWords(self.catalogue, self.language)

    def status(self, status: Status) -> str:
        """Return the word for a status."""
        match status:
            case Status.MET:
                return self.say("Met")
            case Status.NOT_MET:
                return self.say("Not met")
            case Status.PROVISIONAL:
                return self.say("Provisional")
            case Status.NOT_DUE:
                return self.say("Not due yet")
            case Status.NO_DATA:
                return self.say("No data")

    def meaning(self, status: Status) -> str:
        """Return what a status means."""
        match status:
            case Status.MET:
                return self.say("The target’s year is over and its value reaches the target.")
            case Status.NOT_MET:
                return self.say("The target’s year is over and its value does not reach the target.")
            case Status.PROVISIONAL:
                return self.say("There is a value, but it may still change, or no number is set to compare it with.")
            case Status.NOT_DUE:
                return self.say("The target’s year is not over, and there is no value for it yet.")
            case Status.NO_DATA:
                return self.say("No published figure says whether it is reached. A missing figure is not a zero.")

    def goal(self, goal: Goal) -> str:
        """Return what is to be reached: "over 25%"."""
        match goal:
            case Goal(operator=Operator.BETWEEN, low=float() | int() as low, high=float() | int() as high):
                return self.say("from {low} to {high}", low=self.number(goal, low), high=self.number(goal, high))
            case Goal(operator=Operator.OVER, low=float() | int() as low):
                return self.say("over {value}", value=self.number(goal, low))
            case Goal(low=float() | int() as low):
                return self.say("at least {value}", value=self.number(goal, low))
        return self.say("no number is set")

    def number(self, goal: Goal, value: float) -> str:
        """Write a value of a target: a share as a percentage."""
        return self.say.percent(value) if goal.is_share else self.say.number(value)

    def value(self, progress: Progress, value: float) -> str:
        """Write a value of a measure, which may be a share though the target sets no number."""
        is_part = progress.target.computation.kind in {Kind.GROWTH, Kind.SHARE, Kind.COVERAGE}
        return self.say.percent(value) if is_part else self.say.number(value)

    def reason(self, progress: Progress) -> str:
        """Return why a target has its status."""
        return " ".join(self._reasons(progress))

    def _reasons(self, progress: Progress) -> Iterator[str]:
        say, target, point = self.say, progress.target, progress.point
        year = target.year
        match progress.status:
            case Status.MET | Status.NOT_MET if point:
                value, goal = self.value(progress, point.value), self.goal(target.goal)
                yield say("The value of {year} is {value}; the target is {goal}.", year=year, value=value, goal=goal)
            case Status.PROVISIONAL if point:
                if not progress.is_over:
                    yield say("{year} is not over.", year=year)
                if point.provisional:
                    yield say("The figures are provisional.")
                if not target.goal.is_number:
                    yield say("No number is set to compare it with.")
                elif target.goal.is_met(point.value):
                    yield say("By these figures the target is reached.")
                else:
                    yield say("By these figures the target is not reached.")
            case Status.NOT_DUE:
                yield say("{year} is not over, and there is no value for it yet.", year=year)
                yield from self._known(progress)
            case Status.NO_DATA if progress.gap:
                yield from self._known(progress)
                yield self.gap(target, progress.gap)

    def _known(self, progress: Progress) -> Iterator[str]:
        """Say what the catalogue knows where it counts records, and what it cannot count."""
        say, counted = self.say, progress.counted
        if counted is None:
            return
        if counted.number:
            yield say("The catalogue knows {n}.", n=say.number(counted.number))
        else:
            yield say("The catalogue knows none so far.")
        if counted.undated:
            yield say("{n} more are left out: their source gives no date, or not to the day.", n=len(counted.undated))

    def gap(self, target: Target, gap: Gap) -> str:
        """Say what is missing."""
        say, year = self.say, gap.year
        table, territory = self.measure.table(target.computation), self.measure.territory(target.computation)
        is_growth = target.computation.kind is Kind.GROWTH
        texts = {
            Missing.ROWS: say("The table “{table}” has no row for “{territory}”.", table=table, territory=territory)
            if territory
            else say("The table “{table}” has no row yet.", table=table),
            Missing.BASE: say("There is no value for the base year {year}.", year=year),
            Missing.BASE_IS_ZERO: say("The base year {year} has the value 0, from which nothing grows.", year=year),
            Missing.NUMERATOR: say("There is no value for {year}.", year=year)
            if is_growth
            else say("There is no numerator for {year}.", year=year),
            Missing.DENOMINATOR: say("There is no denominator for {year}.", year=year),
            Missing.DENOMINATOR_IS_ZERO: say("The denominator of {year} is 0, so that there is no share.", year=year),
            Missing.PROOF: say("It does not claim to know all, so that a number below the target proves nothing."),
        }
        return texts[gap.missing]
