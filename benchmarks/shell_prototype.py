"""The bare prototype that the pages are held against: parse, fill a shell by `str.replace`, write. Nothing else.

`python -m benchmarks.shell_prototype ROOT SHELLS OUTPUT`, where SHELLS is a JSON object of folder → shell page; prints
the seconds and the number of pages as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from html import escape
from pathlib import Path
from time import perf_counter
from typing import Any

import yaml


def write_pages(root: Path, shells: Mapping[str, str], output: Path) -> int:
    """Write a page a record and shell; return how many. A shell has `@@title@@`, `@@description@@`, `@@content@@`."""
    count = 0
    for file in sorted((root / "catalogue").glob("*/*.yml")):
        data = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
        title, summary = _text(data["title"]), _text(data["summary"])
        facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(_text(value))}</dd>" for name, value in data.items())
        content = f"<h1>{escape(title)}</h1><p>{escape(summary)}</p><dl>{facts}</dl>"
        for folder, shell in shells.items():
            page = shell.replace("@@title@@", escape(title)).replace("@@description@@", escape(summary[:160]))
            target = output / folder / file.parent.name / file.stem
            target.mkdir(parents=True)
            (target / "index.html").write_text(page.replace("@@content@@", content), "utf-8")
            count += 1
    return count


def _text(value: Any) -> str:
    return str(next(iter(value.values()))) if isinstance(value, dict) else str(value)


if __name__ == "__main__":
    catalogue, shell_file, site = (Path(argument) for argument in sys.argv[1:])
    pages = json.loads(shell_file.read_text("utf-8"))
    start = perf_counter()
    made = write_pages(catalogue, pages, site)
    print(json.dumps({"seconds": perf_counter() - start, "pages": made}))
