"""The command `site-builder`. A verb is a few lines: the work is elsewhere, and only here is anything printed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from site_builder.problems import CannotRunError, Problem

app = typer.Typer(
    help="A static open-data catalogue: check its records, build its site, look at it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """How problems are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


Root = Annotated[
    Path, typer.Option("--root", metavar="DIR", help="The catalogue's folder, with catalogue/ and schemas/ in it.")
]
Output = Annotated[
    Path | None, typer.Option("--output", metavar="DIR", help="Where the site is built; by default site/ in the root.")
]


@app.command()
def check(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]...", help="Show the problems of these files or folders only.")
    ] = None,
    root: Root = Path(),
    output_format: Annotated[
        Format, typer.Option("--format", help="For a person, a program or a pull request.")
    ] = Format.TEXT,
) -> None:
    """Check the catalogue and list every problem with its place and how to mend it."""
    from site_builder import build, report

    try:
        checked = build.check(root)
        shown = report.only(checked.problems, paths or [], root)
    except CannotRunError as error:
        report.print_problems(error.problems, output_format)
        raise typer.Exit(2) from error
    report.print_problems(shown, output_format)
    if output_format is Format.TEXT:
        report.print_summary(shown, checked.catalogue)
    raise typer.Exit(report.exit_status(shown))


@app.command("build")
def build_site(
    root: Root = Path(),
    output: Output = None,
    workers: Annotated[int | None, typer.Option(min=1, help="How many processes make the pages.")] = None,
) -> None:
    """Check the catalogue and build its site. With any error nothing is changed."""
    from site_builder import build, report

    with report.progress() as progress:
        result = build.build(root, output or root / "site", workers=workers, progress=progress)
    report.print_problems(result.checked.problems, Format.TEXT)
    report.print_summary(result.checked.problems, result.checked.catalogue)
    report.print_build(result)
    raise typer.Exit(report.exit_status(result.checked.problems))


@app.command()
def serve(
    root: Root = Path(),
    output: Output = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free port.")] = 8000,
) -> None:
    """Build the site, show it at http://127.0.0.1:8000/, and build it again when a file changes."""
    from site_builder.serve import serve_site

    serve_site(root, output or root / "site", port)


@app.command()
def snapshot(
    root: Root = Path(),
    output: Annotated[
        Path | None, typer.Option("--output", metavar="DIR", help="Where to put it; by default snapshots/ in the root.")
    ] = None,
) -> None:
    """Check the catalogue and bundle its data of today in one ZIP file, fit for an archive."""
    from site_builder import report
    from site_builder.snapshot import take_snapshot

    taken = take_snapshot(root, output)
    report.print_problems(taken.checked.problems, Format.TEXT)
    report.print_summary(taken.checked.problems, taken.checked.catalogue)
    report.print_snapshot(taken)
    raise typer.Exit(report.exit_status(taken.checked.problems))


@app.command()
def harvest(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="SOURCE",
            help="A web address, or a file or folder: a catalogue made with this generator, a Data Package, DCAT, or a "
            "data.json. Without one, every harvested catalogue is refreshed.",
        ),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="What to call it; by default after its host.")
    ] = None,
    root: Root = Path(),
) -> None:
    """Read another catalogue into harvested/<name>/, apart from our own records."""
    from site_builder import build, report
    from site_builder.harvest import Harvest, harvest_one, refresh

    def check(folder: Path) -> Sequence[Problem]:
        return build.check(folder).problems

    if source is not None:
        report.print_harvest(harvest_one(root, source, name, check=check, today=build.today()))
        return
    failed = False
    for result in refresh(root, check=check, today=build.today()):
        if isinstance(result, Harvest):
            report.print_harvest(result)
        else:
            failed = True
            report.print_failure(result)
    raise typer.Exit(int(failed))


def main() -> None:
    """Run the command. Exit status: 0 well, 1 the catalogue has errors, 2 the command could not run."""
    try:
        app()
    except CannotRunError as error:
        from site_builder import report

        report.print_problems(error.problems, Format.TEXT)
        sys.exit(2)


if __name__ == "__main__":
    main()
