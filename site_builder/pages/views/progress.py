"""How far the targets are reached: the overview, how each is computed, and the report to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from markupsafe import Markup

from site_builder.addresses import PROGRESS, PROGRESS_SUBJECT, TABLES
from site_builder.market import Point, Progress, Status, Target, TargetWords, report
from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Download, Site, to_root
from site_builder.pages.structured.about import About
from site_builder.pages.structured.dataset import dataset_about, part_of_dataset
from site_builder.pages.views.charts import Chart, ChartPoint, chart_svg, described
from site_builder.pages.views.rendering import icon, render
from site_builder.records import Record

METHOD, REPORT = f"{PROGRESS}/method/", f"{PROGRESS}/report/"
"""The subject of the downloads that are shown here."""

_MARKS: Mapping[Status, str] = {
    Status.MET: "material/check-circle",
    Status.NOT_MET: "material/close-box-outline",
    Status.PROVISIONAL: "material/circle-half-full",
    Status.NOT_DUE: "material/clock-outline",
    Status.NO_DATA: "material/help-rhombus-outline",
}
"""Each status has a shape, for those who do not see its colour."""


def pages(site: Site, downloads: Sequence[Download]) -> Iterator[PageTexts]:
    """Yield the pages of the progress, where the catalogue has targets."""
    if site.market.progress:
        yield _overview(site, downloads)
        yield _method(site)
        yield _report(site, downloads)


def menu(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the overview."""
    if site.market.progress:
        yield site.say("Progress of the Plan"), f"{PROGRESS}/"


def address_of(site: Site, record: Record) -> str:
    """Return where the progress of a record stands below the language's root, "" where it is no target."""
    is_target = any(one.target.record is record for one in site.market.progress)
    return f"{PROGRESS}/#{record.id}" if is_target else ""


@dataclass(frozen=True, slots=True)
class Badge:
    """A status as it is shown: its name for the style sheet, its word, its shape."""

    name: str
    word: str
    mark: Markup


@dataclass(frozen=True, slots=True)
class Series:
    """The values of a territory: the chart, and the table beside it, whose heads are the years and what they have."""

    title: str
    caption: str
    chart: Markup
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Card:
    """A target as the overview shows it. `national` and `limits` may be "", `series` and `elsewhere` empty."""

    id: str
    number: str
    title: str
    address: str
    quote: str
    language: str | None
    goal: str
    badge: Badge
    value: str
    made_of: str
    reason: str
    choice: str
    limits: str
    national: str
    needed: Sequence[str]
    places: Sequence[tuple[str, str]]
    records: Sequence[tuple[str, str]]
    series: Series | None
    elsewhere: Sequence[Series]


def _overview(site: Site, downloads: Sequence[Download]) -> PageTexts:
    words, address = TargetWords(site.catalogue, site.language), f"{PROGRESS}/"
    counts = Counter(one.status for one in site.market.progress)
    title = site.say("Progress of the Plan")
    description = site.say("Each target with what is known of it, how that was computed, and what is missing.")
    phases = [
        (_phase(site, first), [_card(site, words, one) for one in ones])
        for first, ones in _phases(site.market.progress)
    ]
    content = render(
        site,
        "progress.html",
        to_root(address),
        title=title,
        description=description,
        today=site.say.date(site.catalogue.today),
        summary=[(_badge(words, status), words.meaning(status), counts[status]) for status in Status],
        phases=phases,
        files=[one for one in downloads if one.subject == PROGRESS_SUBJECT],
        root=to_root(site.path + address),
        templates=site.guides.get("templates", ""),
        contact=site.catalogue.config.publisher.contact,
    )
    about = dataset_about(site, PROGRESS_SUBJECT, downloads)
    return site.texts(address, title, description, content, about)


def _phases(progress: Sequence[Progress]) -> Iterator[tuple[Progress, list[Progress]]]:
    """Yield the targets of each year, with the first of them."""
    for _, group in groupby(progress, key=lambda one: one.target.year):
        ones = list(group)
        yield ones[0], ones


def _phase(site: Site, first: Progress) -> str:
    """Return what the targets of a year are headed by: its phase, where the record names one."""
    return _coded(site, first.target.record, "phase") or str(first.target.year)


def _coded(site: Site, record: Record, name: str) -> str:
    """Return the label of the code in a property of a record, "" where there is none."""
    field = next((field for field in site.catalogue.schema(record).fields if field.name == name), None)
    concept = site.catalogue.concept(field, record.data[name]) if field and name in record.data else None
    return site.text(concept.labels) if concept else ""


def _badge(words: TargetWords, status: Status) -> Badge:
    return Badge(status.value, words.status(status), icon(_MARKS[status]))


def _card(site: Site, words: TargetWords, one: Progress) -> Card:
    target, point = one.target, one.latest
    return Card(
        id=target.record.id,
        number=target.number,
        title=site.title(target.record),
        address=target.record.address,
        quote=site.text(target.quote),
        language=site.foreign(target.record),
        goal=words.goal(target.goal),
        badge=_badge(words, one.status),
        value=_value(words, one, point) if point else "",
        made_of=_made_of(words, one, point) if point else "",
        reason=words.reason(one),
        choice=site.text(target.choice),
        limits=site.text(target.completeness) if one.counted else "",
        national=site.text(target.national.text) if target.national else "",
        needed=() if one.point else words.measure.needed(target),
        places=() if one.point else tuple(_places(site, target)),
        records=[(site.title(record), record.address) for record in one.counted.records] if one.counted else (),
        series=_series(words, one, one.points, "") if one.points else None,
        elsewhere=[_series(words, one, other.points, other.territory) for other in one.elsewhere],
    )


def _value(words: TargetWords, one: Progress, point: Point) -> str:
    """Return a value with its year, which need not be the target's."""
    return words.say("{value} in {year}", value=words.value(one, point.value), year=point.year)


def _made_of(words: TargetWords, one: Progress, point: Point) -> str:
    """Return what a value was computed from, with the base year of a growth."""
    say, base_year = words.say, one.target.computation.base_year
    if point.denominator is None:
        return ""
    over, under = say.number(point.numerator), say.number(point.denominator)
    if base_year:
        years = {"year": point.year, "base": base_year}
        made = say("{over} in {year}, {under} in the base year {base}", over=over, under=under, **years)
    else:
        made = say("{over} of {under}", over=over, under=under)
    column = words.measure.column(one.target.computation)
    return f"{column}: {made}" if column else made


def _places(site: Site, target: Target) -> Iterator[tuple[str, str]]:
    """Yield where the missing data belong: the table or the collections, with the address of each."""
    table = site.catalogue.tables.get(target.computation.table)
    if table:
        yield site.text(table.label), f"{TABLES}/{table.name}/"
        return
    for name in target.computation.collections:
        if collection := site.catalogue.collections.get(name):
            yield site.text(collection.schema.label), f"{name}/"


def _series(words: TargetWords, one: Progress, points: Sequence[Point], territory: str) -> Series:
    """Return the values of a territory; the target is drawn for the one that it is set for (`territory` is "")."""
    say, target = words.say, one.target
    write = partial(words.value, one)
    drawn = [ChartPoint(point.year, point.value, point.provisional or not _is_past(one, point)) for point in points]
    name = words.measure.territory(target.computation, territory)
    title = say("{target}: values by year", target=target.number)
    goal = "" if territory else words.goal(target.goal)
    chart = Chart(
        key=f"{target.record.id}-{territory}" if territory else target.record.id,
        title=f"{title}, {name}" if name else title,
        description=f"{goal}. {described(drawn, write)}" if goal else described(drawn, write),
        target_label=goal,
        points=drawn,
        until=target.year,
        low=None if territory else target.goal.low,
        high=None if territory else target.goal.high,
        write=write,
        is_count=all(point.denominator is None for point in points),
    )
    caption = " · ".join(one for one in (say("Values by year"), name, words.measure.column(target.computation)) if one)
    heads, rows = [say("Year"), say("Value")], [[str(point.year), write(point.value)] for point in points]
    if not chart.is_count:
        heads += [part for part, _ in words.measure.parts(target)]
        for row, point in zip(rows, points, strict=True):
            row += [say.number(point.numerator), say.number(point.denominator or 0)]
    return Series(chart.title, caption, Markup(chart_svg(chart)), heads, rows)  # noqa: S704 — made by charts.py


def _is_past(one: Progress, point: Point) -> bool:
    """Whether the year of a value is over: that of a target which is not may be the running one."""
    return one.is_over or point.year < one.target.year


@dataclass(frozen=True, slots=True)
class Method:
    """How a target is computed, as the page of methods shows it: names with texts, empty ones left out."""

    id: str
    number: str
    title: str
    address: str
    quote: str
    source: str
    badge: Badge
    facts: Sequence[tuple[str, str]]
    questions: Sequence[str]


def _method(site: Site) -> PageTexts:
    words = TargetWords(site.catalogue, site.language)
    title = site.say("How the targets are computed")
    description = site.say("What each value is computed from, what was chosen where the Plan is silent, what is open.")
    content = render(
        site,
        "progress-method.html",
        to_root(METHOD),
        title=title,
        description=description,
        statuses=[(_badge(words, status), words.meaning(status)) for status in Status],
        methods=[_explained(site, words, one) for one in site.market.progress],
    )
    return site.texts(METHOD, title, description, content, _below_the_overview(site))


def _explained(site: Site, words: TargetWords, one: Progress) -> Method:
    say, target = site.say, one.target
    facts = [
        (say("To be reached"), f"{words.goal(target.goal)} ({target.year})"),
        (say("Formula"), site.text(target.formula)),
        *words.measure.parts(target),
        (say("Territory"), words.measure.territory(target.computation)),
        (say("The catalogue’s choice"), site.text(target.choice)),
        (say("Alternative"), site.text(target.alternative)),
        (say("Limits of the count"), site.text(target.completeness)),
        (say("National target"), site.text(target.national.text) if target.national else ""),
        (say("Now"), f"{words.status(one.status)}. {words.reason(one)}"),
    ]
    return Method(
        id=target.record.id,
        number=target.number,
        title=site.title(target.record),
        address=target.record.address,
        quote=site.text(target.quote),
        source=_coded(site, target.record, "section"),
        badge=_badge(words, one.status),
        facts=[(name, text) for name, text in facts if text],
        questions=[one.strip() for one in site.text(target.open_questions).split("\n\n") if one.strip()],
    )


def _report(site: Site, downloads: Sequence[Download]) -> PageTexts:
    made = report(site.catalogue, site.market, site.language, site.built)
    description = site.say("Made from the data of the catalogue, to be printed or saved.")
    content = render(
        site,
        "progress-report.html",
        to_root(REPORT),
        report=made,
        description=description,
        files=[one for one in downloads if one.subject == PROGRESS_SUBJECT and one.part in {"", site.language}],
        root=to_root(site.path + REPORT),
    )
    return site.texts(REPORT, made.title, description, content, _below_the_overview(site))


def _below_the_overview(site: Site) -> About:
    return part_of_dataset(site, PROGRESS_SUBJECT, [(site.say("Progress of the Plan"), f"{PROGRESS}/")], "WebPage")
