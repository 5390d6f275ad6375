"""What a target is computed from, in words: rows of a table, or records, with the conditions that they must meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from site_builder.config import Translated
from site_builder.i18n import Translator, translator
from site_builder.market.targets.conditions import field_named
from site_builder.market.targets.goals import Computation, Condition, Kind, Target
from site_builder.records import Catalogue, Collection, Field


@dataclass(frozen=True)
class MeasureWords:
    """Says what targets are computed from, in a language, by the labels of schemas and code lists."""

    catalogue: Catalogue
    language: str

    @cached_property
    def say(self) -> Translator:
        return translator(self.language)

    def text(self, translated: Translated) -> str:
        """Return a text of the catalogue in this language, or else in the main one."""
        return self.catalogue.config.text(translated, self.language)

    def territory(self, computation: Computation, code: str = "") -> str:
        """Return the name of a territory, by default of the one that the target is set for; "" where it is of none."""
        table = self.catalogue.tables.get(computation.table)
        if table and computation.territory_column:
            field = field_named(table.fields, computation.territory_column)
            return self._code(field, code or computation.territory)
        units = [condition for condition in computation.where if condition.under]
        fields = [field for one in self._collections(computation) for field in one.schema.fields]
        return self._unit(field_named(fields, units[0].column), units[0]) if units else ""

    def column(self, computation: Computation) -> str:
        """Return the name of the column that is summed in numerator and denominator, "" where it is not in both."""
        table = self.catalogue.tables.get(computation.table)
        is_in_both = computation.kind in {Kind.GROWTH, Kind.SHARE}
        return self._label(table.fields, computation.value_column) if table and is_in_both else ""

    def needed(self, target: Target) -> tuple[str, ...]:
        """Return the data from which the target would be computed, a sentence each."""
        return tuple(self._needed(target))

    def _needed(self, target: Target) -> Iterator[str]:
        say, computation, year = self.say, target.computation, target.year
        match computation.kind:
            case Kind.GROWTH:
                years = say("{base} and {year}", base=computation.base_year, year=year)
                yield self._sum(computation, computation.numerator, years)
            case Kind.SHARE:
                for part, what in self.parts(target):
                    yield f"{part}: {what}"
            case Kind.COVERAGE:
                yield self._sum(computation, computation.denominator, str(year))
            case Kind.COUNT | Kind.CONNECTIONS:
                yield self._records(computation, year)

    def parts(self, target: Target) -> list[tuple[str, str]]:
        """Return what the value is made of: "Numerator" and what it is, and the same of the denominator."""
        say, computation, year = self.say, target.computation, target.year
        over, under = say("Numerator"), say("Denominator")
        match computation.kind:
            case Kind.GROWTH:
                return [
                    (say("Value of the year"), self._sum(computation, computation.numerator, str(year))),
                    (
                        say("Value of the base year"),
                        self._sum(computation, computation.numerator, str(computation.base_year)),
                    ),
                ]
            case Kind.SHARE:
                return [
                    (over, self._sum(computation, computation.numerator, str(year))),
                    (under, self._sum(computation, computation.denominator, str(year))),
                ]
            case Kind.COVERAGE:
                return [
                    (over, self._records(computation, year)),
                    (under, self._sum(computation, computation.denominator, str(year))),
                ]
            case Kind.COUNT | Kind.CONNECTIONS:
                return [(say("What is counted"), self._records(computation, year))]

    def _sum(self, computation: Computation, conditions: Sequence[Condition], years: str) -> str:
        table = self.catalogue.tables.get(computation.table)
        fields = table.fields if table else ()
        values = {
            "column": self._label(fields, computation.value_column),
            "years": years,
            "table": self.table(computation),
            "conditions": self._conditions(fields, conditions),
        }
        return self.say("“{column}” of {years} in the table “{table}”, rows with {conditions}.", **values)

    def _records(self, computation: Computation, year: int) -> str:
        """Say which records count: of what collections, with what, in what period."""
        say, collections = self.say, self._collections(computation)
        fields = [field for one in collections for field in one.schema.fields]
        group = field_named(fields, computation.within)
        item_fields = group.fields if group else ()
        kinds = " + ".join(f"“{self.text(one.schema.label)}”" for one in collections)
        asked = [self._conditions(fields, computation.where)]
        if group:
            asked.append(f"{self.text(group.label)} ({self._conditions(item_fields, computation.items_where)})")
        asked += self._period(computation, item_fields or fields, computation.end or f"{year}-12-31")
        if computation.distinct:
            asked.append(say("each “{column}” counted once", column=self._label(fields, computation.distinct)))
        with_what = "; ".join(one for one in asked if one)
        if not with_what:
            return say("Records of {collections}.", collections=kinds)
        return say("Records of {collections} with {conditions}.", collections=kinds, conditions=with_what)

    def _period(self, computation: Computation, fields: Sequence[Field], end: str) -> Iterator[str]:
        say, until = self.say, self.say.date(end)
        if computation.date_property:
            period = say("no later than {end}", end=until)
            if computation.start:
                period = say("between {start} and {end}", start=say.date(computation.start), end=until)
            yield f"{self._label(fields, computation.date_property)}: {period}"
        if computation.end_properties:
            yield say("still in force on {date}", date=until)

    def _conditions(self, fields: Sequence[Field], conditions: Iterable[Condition]) -> str:
        return "; ".join(self._condition(fields, condition) for condition in conditions)

    def _condition(self, fields: Sequence[Field], condition: Condition) -> str:
        field = field_named(fields, condition.column)
        label = self._label(fields, condition.column)
        if condition.under:
            return f"{label}: {self._unit(field, condition)}"
        if condition.vocabulary:
            about = self.catalogue.config.vocabularies.get(condition.vocabulary)
            title = self.text(about.title) if about else condition.vocabulary
            listed = self.say("in the list {list}", list=title)
            return f"{label}: {listed}"
        return f"{label}: {' / '.join(self._code(field, value) for value in condition.values)}"

    def _unit(self, field: Field | None, condition: Condition) -> str:
        vocabulary = self.catalogue.vocabularies.get((field.vocabulary if field else "") or "")
        scheme, code = condition.under or (None, "")
        concept = vocabulary.find(code, scheme) if vocabulary else None
        if concept is None:
            return code
        name = self.text(concept.labels)
        if not concept.valid_until:
            return name
        return self.say("{unit} (until {date})", unit=name, date=self.say.date(concept.valid_until))

    def _code(self, field: Field | None, code: str) -> str:
        if code in {"true", "false"}:
            return self.say("yes") if code == "true" else self.say("no")
        concept = self.catalogue.concept(field, code) if field else None
        return self.text(concept.labels) if concept and concept.labels else code

    def _label(self, fields: Sequence[Field], name: str) -> str:
        field = field_named(fields, name)
        return (self.text(field.label) if field else "") or name

    def table(self, computation: Computation) -> str:
        """Return the name of the table."""
        table = self.catalogue.tables.get(computation.table)
        return self.text(table.label) if table else computation.table

    def _collections(self, computation: Computation) -> list[Collection]:
        known = self.catalogue.collections
        return [known[name] for name in computation.collections if name in known]
