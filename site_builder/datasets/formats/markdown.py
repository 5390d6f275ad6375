"""The report on the targets as Markdown (CommonMark with tables), to paste into a document: a file a language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from site_builder.addresses import PROGRESS_SUBJECT
from site_builder.datasets.publication import Publication, Writer
from site_builder.datasets.tabular.progress import NAME
from site_builder.market import Cell, Grid, Report, report

_PUNCTUATION = re.compile(r"([\\`*_\[\]<>|#])")


def write(publication: Publication, writer: Writer) -> None:
    """Write the report in every language, where there are targets."""
    if not publication.market.progress:
        return
    for language in publication.config.languages:
        text = report_markdown(report(publication.catalogue, publication.market, language, publication.created))
        writer.write(f"{NAME}-report.{language}.md", text, "Report (Markdown)", PROGRESS_SUBJECT, language)


def report_markdown(report: Report) -> bytes:
    """Return a report as Markdown (CommonMark with tables), every text as it is: nothing in it is taken for markup."""
    lines = [f"# {_plain(report.title)}", ""]
    lines += [f"- {_plain(name)}: {_plain(value)}" for name, value in report.facts]
    for section in report.sections:
        lines += ["", f"## {_plain(section.title)}"]
        lines += [line for text in section.texts for line in ("", _plain(text))]
        lines += ["", *(f"- {_plain(point)}" for point in section.points)] if section.points else []
        for grid in section.grids:
            heading = ["", f"### {_plain(grid.title)}"] if len(section.grids) > 1 else []
            lines += [*heading, "", *_grid(grid)]
    return ("\n".join(lines) + "\n").encode()


def _grid(grid: Grid) -> Iterator[str]:
    yield _row(grid.heads)
    yield _row("---:" if index in grid.numbers else "---" for index in range(len(grid.heads)))
    for row in grid.rows:
        yield _row(_cell(cell) for cell in row)


def _row(cells: Sequence[str] | Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    is_link = cell.address.startswith(("https://", "http://")) and cell.address != cell.text
    return f"[{_plain(cell.text)}](<{cell.address}>)" if is_link else _plain(cell.text)


def _plain(text: str) -> str:
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))
