"""The command `site-builder`. A verb is a few lines: the work is elsewhere, and only here is anything printed."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from site_builder.problems import CannotRunError

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
