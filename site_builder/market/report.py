"""The report on the progress, made from the data: one content, which a page and a Markdown file set out alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from site_builder.market.about import ReportTable, market_about
from site_builder.market.grid import Cell, Grid, table_grids
from site_builder.market.survey import Market
from site_builder.market.targets import Progress, Status, TargetWords
from site_builder.records import Catalogue, DataTable, Json, State, standing


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its heading, then paragraphs, points and tables, in this order."""

    title: str
    texts: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report in one language. `facts` are names and values that say what the report is and of which data."""

    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]


def report(catalogue: Catalogue, market: Market, language: str, built: datetime) -> Report:
    """Make the report of a catalogue with targets. `built` is the time of the data."""
    writer = _Writer(catalogue, market, TargetWords(catalogue, language))
    return Report(writer.words.say("Report on the progress of the Plan"), writer.facts(built), writer.sections())


@dataclass(frozen=True)
class _Writer:
    """Writes the parts of a report."""

    catalogue: Catalogue
    market: Market
    words: TargetWords

    def facts(self, built: datetime) -> tuple[tuple[str, str], ...]:
        say, config = self.words.say, self.catalogue.config
        records = sum(1 for _ in self.catalogue.records)
        rows = sum(len(table.rows) for table in self.catalogue.tables.values())
        version = say(
            "{records} records, {rows} rows in data tables", records=say.number(records), rows=say.number(rows)
        )
        moment = built.strftime("%H:%M UTC")
        return (
            (say("As of"), say.date(self.catalogue.today)),
            (say("Version of the data"), f"{say.date(built.date().isoformat())}, {moment}; {version}"),
            (say("Made by"), self._text(config.publisher.name)),
            (say("Note"), self._text(config.notice)),
        )

    def sections(self) -> tuple[Section, ...]:
        say = self.words.say
        return (
            Section(say("Summary"), grids=(self._summary(),)),
            Section(say("Targets"), grids=(self._targets(),)),
            Section(say("What the catalogue holds"), grids=(self._holdings(),)),
            self._gaps(),
            *(self._table(table, one) for one, table in self._report_tables()),
            Section(say("Sources of the targets"), grids=(self._sources(),)),
        )

    def _text(self, translated: Mapping[str, str]) -> str:
        return self.catalogue.config.text(translated, self.words.language)

    def _summary(self) -> Grid:
        say, words = self.words.say, self.words
        counts = Counter(one.status for one in self.market.progress)
        rows = [(Cell(words.status(one)), Cell(say.number(counts[one])), Cell(words.meaning(one))) for one in Status]
        total = (Cell(say("All targets")), Cell(say.number(len(self.market.progress))), Cell(""))
        return Grid(say("Summary"), (say("Status"), say("Targets"), say("Meaning")), (*rows, total), frozenset({1}))

    def _targets(self) -> Grid:
        say = self.words.say
        heads = (say("Code"), say("Target"), say("Year"), say("To be reached"), say("Value"), say("Status"), say("Why"))
        return Grid(say("Targets"), heads, tuple(self._target(one) for one in self.market.progress))

    def _target(self, one: Progress) -> tuple[Cell, ...]:
        words, target = self.words, one.target
        title = self._text(target.record.data[self.catalogue.schema(target.record).title])
        point = one.latest
        value = words.value(one, point.value) if point else "–"
        if point and point is not one.point:
            value = words.say("{value} in {year}", value=value, year=point.year)
        return (
            Cell(target.number),
            Cell(title, target.record.address),
            Cell(str(target.year)),
            Cell(words.goal(target.goal)),
            Cell(value),
            Cell(words.status(one.status)),
            Cell(words.reason(one)),
        )

    def _holdings(self) -> Grid:
        say = self.words.say
        rows = []
        for name, collection in self.catalogue.collections.items():
            states = Counter(standing(self.catalogue, record).state for record in collection.records)
            waiting = states.total() - states[State.CURRENT]
            cells = (say.number(len(collection.records)), say.number(waiting))
            rows.append((Cell(self._text(collection.schema.label), f"{name}/"), *map(Cell, cells)))
        for name, table in self.catalogue.tables.items():
            rows.append(
                (Cell(self._text(table.label), f"tables/{name}/"), Cell(say.number(len(table.rows))), Cell("–"))
            )
        heads = (say("Collection or table"), say("Records or rows"), say("To be confirmed"))
        return Grid(say("What the catalogue holds"), heads, tuple(rows), frozenset({1, 2}))

    def _gaps(self) -> Section:
        """Say of each target without a value which data it waits for."""
        say = self.words.say
        waiting = [one for one in self.market.progress if one.point is None]
        points = tuple(f"{one.target.number}: {' '.join(self.words.measure.needed(one.target))}" for one in waiting)
        if not points:
            return Section(say("Gaps"), (say("Every target has a value."),))
        text = say("{n} targets have no value yet. What each would be computed from:", n=say.number(len(points)))
        return Section(say("Gaps"), (text,), points)

    def _report_tables(self) -> Iterator[tuple[ReportTable, DataTable]]:
        for one in market_about(self.catalogue.config).report:
            if one.table in self.catalogue.tables:
                yield one, self.catalogue.tables[one.table]

    def _table(self, table: DataTable, about: ReportTable) -> Section:
        """Show a data table, or say that it has no row."""
        say, title = self.words.say, self._text(table.label)
        if not table.rows:
            return Section(title, (self._text(table.description), say("No row yet. A missing number is not a zero.")))
        grids = table_grids(self.catalogue, table, about.by, self.words.language)
        return Section(title, (self._text(table.description),), grids=grids)

    def _sources(self) -> Grid:
        say = self.words.say
        named = {
            str(source["url"]): str(source.get("title", source["url"]))
            for one in self.market.progress
            for source in _sources_of(one)
        }
        rows = tuple((Cell(title, url), Cell(url)) for url, title in named.items())
        return Grid(say("Sources of the targets"), (say("Title"), say("Address")), rows)


def _sources_of(one: Progress) -> Sequence[Mapping[str, Json]]:
    sources: Sequence[Mapping[str, Json]] = one.target.record.data.get("sources", ())
    return [source for source in sources if "url" in source]
