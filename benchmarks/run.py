"""`python -m benchmarks.run [N ...] [--json] [--rounds R]`: how long each stage takes, and the pages by a prototype.

For each N, a synthetic catalogue of N records; every measurement in a process of its own, the builds with one process
and with two by turns with the prototype, so that a slow minute of the machine falls on all alike; medians of all
rounds. On a machine whose disk is slow or shared, TMPDIR on a memory file system leaves the disk out of it.

The prototype parses the records and fills a shell of the same site; the stage `pages` does not parse, so the ratio is
given twice: pages : prototype, and read + pages : prototype.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.synthetic import write_catalogue
from site_builder.build import today
from site_builder.history.own_dates import history_of_own_dates
from site_builder.market import survey
from site_builder.pages import PageSettings, render_shells
from site_builder.pages.shell import Shell
from site_builder.records import read_catalogue

ROOT = Path(__file__).parents[1]
SIZES = (1_000, 10_000)
ROUNDS = 3
WORKERS = (1, 2)
RECORD_DEPTH = 2
_SLOTS = ("@@title@@", "@@description@@", "@@content@@")

Seconds = Mapping[str, float]


@dataclass(frozen=True)
class Build:
    """The medians of one number of processes. `memory` is in MiB: the first process, plus its largest worker."""

    workers: int
    seconds: Seconds
    memory: float
    pages_to_prototype: float
    read_and_pages_to_prototype: float


@dataclass(frozen=True)
class Result:
    """What was measured with one size of catalogue."""

    records: int
    rounds: int
    check: Seconds
    check_memory: float
    prototype: float
    builds: Sequence[Build]


def measure(count: int, rounds: int, work: Path) -> Result:
    """Measure a catalogue of `count` records in the empty folder `work`."""
    root, site, shells = work / "catalogue", work / "site", work / "shells.json"
    root.mkdir()
    write_catalogue(ROOT, root, count)
    shells.write_text(json.dumps(_shells(root, work / "shells")), "utf-8")
    checks: list[Mapping[str, Any]] = []
    prototypes: list[float] = []
    builds: dict[int, list[Mapping[str, Any]]] = {workers: [] for workers in WORKERS}
    for _ in range(rounds):
        checks.append(_run("benchmarks.stages", "check", root))
        for workers in WORKERS:
            builds[workers].append(_run("benchmarks.stages", "build", root, site, workers))
            rmtree(site)
            prototypes.append(_run("benchmarks.shell_prototype", root, shells, site)["seconds"])
            rmtree(site)
    check = _medians([one["seconds"] for one in checks])
    prototype = median(prototypes)
    return Result(
        records=count,
        rounds=rounds,
        check=check,
        check_memory=median(one["memory"] for one in checks),
        prototype=prototype,
        builds=[_build(workers, made, check["read"], prototype) for workers, made in builds.items()],
    )


def _build(workers: int, made: Sequence[Mapping[str, Any]], read: float, prototype: float) -> Build:
    seconds = _medians([one["seconds"] for one in made])
    pages = seconds["pages"]
    memory = median(one["memory"] for one in made)
    return Build(workers, seconds, memory, pages / prototype, (read + pages) / prototype)


def _medians(runs: Sequence[Seconds]) -> Seconds:
    return {stage: median(run[stage] for run in runs) for stage in runs[0]}


def _run(module: str, *arguments: object) -> Mapping[str, Any]:
    """Run a measurement in a process of its own, once the disk has written what the one before left to it."""
    os.sync()
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    answer: Mapping[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _shells(root: Path, folder: Path) -> Mapping[str, str]:
    """Return a real shell for each language by its folder, with the three slots of the prototype still open."""
    catalogue = read_catalogue(root, today()).catalogue
    if catalogue is None:
        raise ValueError(f"the catalogue in {root} cannot be read")
    settings = PageSettings(
        lambda _: "{}", (), survey(catalogue), history_of_own_dates(catalogue), datetime(2026, 1, 1, tzinfo=UTC), "0"
    )
    shells = render_shells(catalogue, root, folder, settings)
    pairs = zip(shells.sites, shells.themes, strict=True)
    return {site.path: _open(theme.by_depth[RECORD_DEPTH]) for site, theme in pairs}


def _open(shell: Shell) -> str:
    return "".join(piece for index, piece in enumerate(shell.pieces) if index % 2 == 0 or piece in _SLOTS)


def table(results: Sequence[Result]) -> str:
    """Return the results as a table for a reader: a column for each size and number of processes."""
    columns = [(result, build) for result in results for build in result.builds]
    stages = list(columns[0][1].seconds)
    rows = [
        ["records", *(f"{result.records:,}" for result, _ in columns)],
        ["processes", *(str(build.workers) for _, build in columns)],
        ["read alone, s", *(f"{result.check['read']:.2f}" for result, _ in columns)],
        ["rules alone, s", *(f"{result.check['rules']:.2f}" for result, _ in columns)],
        *([f"{stage}, s", *(f"{build.seconds[stage]:.2f}" for _, build in columns)] for stage in stages),
        ["whole build, s", *(f"{sum(build.seconds.values()):.2f}" for _, build in columns)],
        ["memory, MiB", *(f"{build.memory:.0f}" for _, build in columns)],
        ["prototype (1 process), s", *(f"{result.prototype:.2f}" for result, _ in columns)],
        ["pages : prototype", *(f"{build.pages_to_prototype:.2f}" for _, build in columns)],
        ["read + pages : prototype", *(f"{build.read_and_pages_to_prototype:.2f}" for _, build in columns)],
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) if index == 0 else cell.rjust(width) for index, (cell, width) in enumerate(pairs))
        for pairs in (list(zip(row, widths, strict=True)) for row in rows)
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("sizes", metavar="N", type=int, nargs="*", default=SIZES, help="numbers of records")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each measurement is repeated")
    parser.add_argument("--json", action="store_true", help="print JSON in place of the table")
    options = parser.parse_args()
    results = []
    for size in options.sizes:
        with TemporaryDirectory() as work:
            results.append(measure(size, options.rounds, Path(work)))
    if options.json:
        print(json.dumps([asdict(result) for result in results], indent=2))
    else:
        print(table(results))
        print(f"Medians of {options.rounds} rounds; records from benchmarks/synthetic.py; one machine, side by side.")


if __name__ == "__main__":
    main()
