"""The order of it all: read, check, then write beside the old site and swap the new one in whole."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

from site_builder import datasets, intake, pages, problems, search
from site_builder.checks import check_catalogue
from site_builder.datasets import Blank, Dataset, Distribution, Publication, write_datasets
from site_builder.folders import new_beside, restore, swap
from site_builder.history import deletion_problems, last_commit, read_history, with_deleted
from site_builder.i18n import translator
from site_builder.market import survey, target_problems
from site_builder.pages import Download, PageSettings, Shells, render_shells, write_pages
from site_builder.pages.shell import Renderer
from site_builder.problems import CannotRunError, Problem, Severity
from site_builder.records import Catalogue, locate, published, read_catalogue
from site_builder.search import corpus, filters
from site_builder.sisters import Sister, folder_of, read_sisters

MARK = "build.json"
"""A file that every built site has at its root: only a folder with it is ever replaced."""

MANY_RECORDS = 1000
"""From this many records on, the work is worth processes of its own."""

Progress = Callable[[str], None]
"""Told the name of each stage as it begins."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A catalogue with all its problems, located and sorted. `catalogue` is None where it could not be read.

    `sisters` are the catalogues of others beside it that have no error.
    """

    catalogue: Catalogue | None
    problems: Sequence[Problem]
    sisters: Sequence[Sister] = ()

    @property
    def has_errors(self) -> bool:
        return _has_errors(self.problems)


def _has_errors(found: Iterable[Problem]) -> bool:
    return any(problem.kind.severity is Severity.ERROR for problem in found)


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build gave: its problems, and where there was no error, the site with seconds by stage and counts."""

    checked: Checked
    site: Path | None
    seconds: Mapping[str, float]
    pages: int = 0


def check(root: Path, executor: Executor | None = None) -> Checked:
    """Read and check the catalogue in `root`, as of today. Raises CannotRunError where there is none."""
    reading = read_catalogue(root, today(), executor)
    found = list(reading.problems)
    if reading.catalogue:
        found += check_catalogue(reading.catalogue, root)
        if not _has_errors(found):  # what a target names, or is gone, can be judged only where every record is sound
            found += target_problems(reading.catalogue)
            found += deletion_problems(root, reading.catalogue)
    sisters, theirs = _check_sisters(root)
    return Checked(reading.catalogue, locate([*found, *theirs], root), sisters)


def _check_sisters(root: Path) -> tuple[Sequence[Sister], Iterable[Problem]]:
    """Read and check the catalogues of others as strictly as our own. What they are only warned of is for them to mend,
    at their origin: it is not told."""
    sisters, found = read_sisters(root, today())
    for sister in sisters:
        folder = folder_of(sister.origin.name)
        own = check_catalogue(sister.catalogue, root / folder)
        found += [replace(problem, path=f"{folder}/{problem.path}") for problem in own]
    return sisters, [problem for problem in found if problem.kind.severity is Severity.ERROR]


def build(
    root: Path,
    output: Path,
    *,
    workers: int | None = None,
    progress: Progress = lambda _: None,
    render: Renderer | None = None,
) -> BuildResult:
    """Build the site of the catalogue in `root` into the folder `output`.

    With any error nothing is written and the earlier site stays. `workers` is the number of processes; by default
    one, or as many as there are processors where the catalogue is large. `render` builds the prose (MkDocs).
    Raises CannotRunError where there is no catalogue, or the output folder holds somebody else's files.
    """
    restore(output)
    _refuse_foreign(output)
    seconds: dict[str, float] = {}

    @contextmanager
    def stage(name: str) -> Iterator[None]:
        progress(name)
        start = perf_counter()
        yield
        seconds[name] = perf_counter() - start

    with stage("check"):
        checked = check(root)
    if checked.has_errors or checked.catalogue is None:
        return BuildResult(checked, None, seconds)
    catalogue = published(checked.catalogue)
    built = build_time(root)
    with new_beside(output) as new:
        with stage("history"):
            history = read_history(root, catalogue)
            catalogue = with_deleted(catalogue, history)
        with stage("market"):
            market = survey(catalogue)
        publication = Publication(catalogue, market, history, built, checked.sisters)
        settings = PageSettings(
            _search_labels,
            search.client_files(),
            market,
            history,
            built,
            version("site-builder"),
            checked.sisters,
            [_dataset(one) for one in publication.datasets],
        )
        with stage("prose"):
            shells = render_shells(catalogue, root, new, settings, render)
        with _executor(catalogue, workers, partial(_start_worker, publication, shells, new)) as executor:
            with stage("downloads"):
                blanks = [Blank(**asdict(one)) for one in intake.templates(catalogue, built)]
                distributions = write_datasets(publication, new, blanks, executor)
                _copy_snapshots(catalogue, root, new)
            with stage("pages"):
                made = write_pages(shells, new, [_download(one) for one in distributions], executor)
        with stage("search"):
            _write_search(shells, new)
        mark = {"generator": f"site-builder {settings.version}", "built": built.isoformat(), "pages": made}
        (new / MARK).write_text(json.dumps(mark, indent=2) + "\n", "utf-8")
        swap(new, output)
    return BuildResult(checked, output, seconds, made)


def today() -> str:
    """Return the day as of which a catalogue speaks: that of SOURCE_DATE_EPOCH, or else the day it is (UTC).

    Not the last commit's: a consent runs out, and a record grows old, where nobody commits anything.
    """
    stated = _stated_epoch()
    moment = datetime.fromtimestamp(int(stated), UTC) if stated else datetime.now(UTC)
    return moment.date().isoformat()


def _stated_epoch() -> str:
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    return stated if stated.isdecimal() else ""


def build_time(root: Path) -> datetime:
    """Return the time that a build states: SOURCE_DATE_EPOCH, or else the last commit, or else now.

    See https://reproducible-builds.org/specs/source-date-epoch/.
    """
    stated = _stated_epoch()
    moment = datetime.fromtimestamp(int(stated), UTC) if stated else last_commit(root) or datetime.now(UTC)
    return moment.replace(microsecond=0)


def _copy_snapshots(catalogue: Catalogue, root: Path, site: Path) -> None:
    """Copy the bundles that lie in the folder of snapshots, each held against the list by a check."""
    for one in catalogue.snapshots:
        if one.is_here:
            (site / one.path).parent.mkdir(exist_ok=True)
            shutil.copyfile(root / one.path, site / one.path)


def _download(one: Distribution) -> Download:
    return Download(**asdict(one), media_type=one.media_type)


def _dataset(one: Dataset) -> pages.Dataset:
    return pages.Dataset(
        one.subject, one.title, one.description, one.address, one.dates.issued, one.dates.modified, one.schema
    )


def _search_labels(language: str) -> str:
    say = translator(language)
    return json.dumps({key: say(text) for key, text in search.LABELS.items()}, ensure_ascii=False)


def _write_search(shells: Shells, folder: Path) -> None:
    for site in shells.sites:
        documents = list(corpus.record_documents(site.catalogue, site.language))
        kind = site.say("Guide")
        documents += [
            corpus.prose_document(page.address, page.title, page.description, page.text, kind)
            for page in shells.prose(site)
        ]
        for sister in site.sisters:
            documents += corpus.sister_documents(site.catalogue, sister, site.language)
        facets = filters.facets(site.catalogue, site.language, site.say, site.sisters)
        target = folder / "search-index" / site.language
        search.write(documents, facets, site.catalogue.config.abbreviations, target)


def _start_worker(publication: Publication, shells: Shells, folder: Path) -> None:
    datasets.start_worker(publication, folder)
    pages.start_worker(shells, folder)


@contextmanager
def _executor(catalogue: Catalogue, workers: int | None, start: Callable[[], None]) -> Iterator[Executor | None]:
    """Give an executor of worker processes, each begun with `start`, or None where one process does."""
    if workers is None:
        many = sum(len(one.records) for one in catalogue.collections.values()) >= MANY_RECORDS
        workers = (os.cpu_count() or 1) if many else 1
    # The workers inherit the catalogue by fork; where there is none (Windows), one process does the work.
    if workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield None
        return
    with ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), initializer=start) as executor:
        yield executor


def _refuse_foreign(output: Path) -> None:
    ours = not output.exists() or (output.is_dir() and ((output / MARK).is_file() or not any(output.iterdir())))
    if not ours:
        raise CannotRunError(Problem(problems.OUTPUT_NOT_OURS, str(output), values={"path": output}))
