"""Printing for the command line: problems as text, JSON or GitHub annotations, and what a build gave."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from site_builder import problems
from site_builder.problems import CannotRunError, Problem, Severity
from site_builder.records import Catalogue
from site_builder.records.reading.wording import shorten
from site_builder.records.snapshots import SNAPSHOTS_FILE

if TYPE_CHECKING:
    from site_builder.build import BuildResult
    from site_builder.harvest import Failure, Harvest
    from site_builder.snapshot import Taken

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow"}


def only(found: Sequence[Problem], paths: Sequence[str], root: Path) -> list[Problem]:
    """Return the problems of the given files or folders; all where none is given. Raises CannotRunError.

    A path counts from the current folder, or, where nothing is there, from the catalogue's root.
    """
    if not paths:
        return list(found)
    wanted = [_parts_below(path, root) for path in paths]
    return [one for one in found if any(PurePosixPath(one.path).parts[: len(parts)] == parts for parts in wanted)]


def _parts_below(path: str, root: Path) -> tuple[str, ...]:
    """Return the parts of a path below the root; none for the root itself. Links are not followed."""
    base = os.path.abspath(root)  # noqa: PTH100 — unlike Path.absolute, it takes `..` away
    for candidate in (path, root / path):
        full = os.path.abspath(candidate)  # noqa: PTH100
        if os.path.lexists(full) and Path(full).is_relative_to(base):
            return Path(full).relative_to(base).parts
    raise CannotRunError(Problem(problems.NO_SUCH_PATH, path, values={"path": path}))


def print_problems(found: Sequence[Problem], output_format: str) -> None:
    """Print problems to standard output: `json` is an array of objects, `github` the commands of a workflow."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # the texts are Vietnamese, whatever the system's encoding holds
        sys.stdout.reconfigure(encoding="utf-8")
    match output_format:
        case "json":
            sys.stdout.write(json.dumps([as_json(one) for one in found], ensure_ascii=False, indent=2) + "\n")
        case "github":
            for one in found:
                sys.stdout.write(_github(one) + "\n")
        case _:
            console = Console(highlight=False, soft_wrap=True)
            for one in found:
                console.print(_text(one))


def as_json(problem: Problem) -> dict[str, object]:
    """Return a problem as a program reads it."""
    return {
        "code": problem.kind.code,
        "severity": str(problem.kind.severity),
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "message": {"vi": problem.vi, "en": problem.en},
    }


def _text(problem: Problem) -> Text:
    path = shorten(problem.path, 1000)  # a file's name may hold what a terminal obeys
    place = f"{path}:{problem.line}:{problem.column}" if problem.line else path
    severity = problem.kind.severity
    return Text.assemble(
        (place, "bold"), ": ", (f"{severity} {problem.kind.code}", _STYLES[severity]),
        "\n  ", problem.vi, "\n  ", (problem.en, "dim"),
    )  # fmt: skip


def _github(problem: Problem) -> str:
    def escaped(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def in_property(text: str) -> str:
        return escaped(text).replace(":", "%3A").replace(",", "%2C")

    place = f"file={in_property(problem.path)},line={problem.line or 1},col={problem.column or 1}"
    message = escaped(f"{problem.vi}\n{problem.en}")
    return f"::{problem.kind.severity} {place},title={problem.kind.code}::{message}"


def exit_status(found: Sequence[Problem]) -> int:
    """Return 1 where there is an error among the problems, else 0."""
    return int(any(one.kind.severity is Severity.ERROR for one in found))


def print_summary(found: Sequence[Problem], catalogue: Catalogue | None) -> None:
    """Print one line that counts records, errors and warnings."""
    errors = sum(one.kind.severity is Severity.ERROR for one in found)
    records = sum(len(one.records) for one in catalogue.collections.values()) if catalogue else 0
    line = f"{records} records, {errors} errors, {len(found) - errors} warnings"
    Console(highlight=False, soft_wrap=True).print(line, style="bold red" if errors else "bold green")


def print_build(result: BuildResult) -> None:
    """Print what a build gave and how to look at it."""
    console = Console(highlight=False, soft_wrap=True)
    if result.site is None:
        console.print(
            "Có lỗi nên trang cũ được giữ nguyên. · With errors nothing is built; the earlier site stays as it was."
        )
        return
    stages = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in result.seconds.items())
    console.print(f"{result.pages} pages in {result.site} ({stages})")


def print_snapshot(taken: Taken) -> None:
    """Print where a snapshot lies and what else is to be done."""
    console = Console(highlight=False, soft_wrap=True)
    one = taken.snapshot
    if one is None:
        console.print("Có lỗi nên không lập bản lưu. · With errors no snapshot is made.")
        return
    console.print(f"{taken.path}: {one.records} bản ghi · records, {one.size} byte · bytes, SHA-256 {one.digest}")
    if taken.is_new:
        console.print(
            f"Hãy gửi tệp tới nơi lưu trữ, rồi ghi địa chỉ nơi lưu vào «url» trong {SNAPSHOTS_FILE}.\n"
            f"Give the file to an archive, then put its address there as “url” into {SNAPSHOTS_FILE}."
        )
    else:
        console.print("Bản lưu này đã có sẵn. · This snapshot was there already.")


def print_harvest(one: Harvest) -> None:
    """Print what came, changed and went with a harvest, and what was left out."""
    console = Console(highlight=False, soft_wrap=True)
    console.print(
        f"{one.folder}: {one.records} bản ghi: {one.new} mới, {one.changed} thay đổi, {one.gone} không còn, "
        f"{one.same} như cũ.\n"
        f"{one.folder}: {one.records} records: {one.new} new, {one.changed} changed, {one.gone} gone, "
        f"{one.same} as before."
    )
    for note in one.notes:
        console.print(Text.assemble("  ", shorten(note.vi, 500), "\n  ", (shorten(note.en, 500), "dim")))


def print_failure(one: Failure) -> None:
    """Print why a harvested catalogue could not be refreshed."""
    print_problems(one.problems, "text")
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"{one.folder}: giữ nguyên như cũ. · {one.folder}: left as it was.")


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show the stage that a build is at, where a person is watching."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status("…") as status:
        yield lambda stage: status.update(f"{stage}…")
