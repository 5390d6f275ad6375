"""Whoever copies an example of the documentation gets what it promises: each is run, as it stands, on the site."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlretrieve

import duckdb
import pytest

from tests.conftest import ROOT, Serve

PAGES = [f"{language}/{name}" for language in ("vi", "en") for name in ("open-data", "harvesting")]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BIN = Path(sys.executable).parent
NOT_HERE = ("ckan ", "pip install ", "site-builder harvest ")
"""Commands of what does not run in a test: a server of its own, the network, an address that stands for any."""


def blocks(page: str, kind: str) -> Iterator[str]:
    text = (ROOT / "docs" / f"{page}.md").read_text("utf-8")
    yield from (code for language, code in BLOCK.findall(text) if language == kind)


def cases(kind: str) -> list[tuple[str, str]]:
    return [(page, code) for page in PAGES for code in blocks(page, kind)]


def commands(page: str) -> Iterator[str]:
    for code in blocks(page, "sh"):
        yield from (line for line in code.splitlines() if not line.startswith(NOT_HERE))


@pytest.fixture(scope="module")
def address(site: Path, serve: Serve) -> str:
    return serve(site)


@pytest.fixture
def folder(site: Path, tmp_path: Path) -> Path:
    """Where a reader has put the downloads."""
    return Path(shutil.copytree(site / "data", tmp_path / "downloads"))


@pytest.mark.parametrize(("page", "code"), cases("python"))
def test_the_python_runs_and_says_something(page: str, code: str, folder: Path, address: str) -> None:
    whole = code.replace("site://", address)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", whole], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (page, done.stderr)
    assert done.stdout.strip()


@pytest.mark.parametrize(("page", "code"), cases("sql"))
def test_the_sql_runs_and_finds_rows(page: str, code: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    if "MATCH" in code:
        with sqlite3.connect(folder / "catalogue.sqlite") as database:
            rows = database.execute(code).fetchall()
    else:
        rows = duckdb.execute(code).fetchall()
    assert rows, page


def fetch(line: str, folder: Path, address: str) -> None:
    for one in re.findall(r"-O site://(\S+)", line):
        urlretrieve(address + one, folder / one.rpartition("/")[2])


def run(line: str, folder: Path, _address: str) -> None:
    program, *arguments = line.split()
    command = BIN / program if (BIN / program).exists() else program
    subprocess.run([command, *arguments], cwd=folder, check=True, capture_output=True)


def ask_datasette(line: str, folder: Path, _address: str) -> None:
    """The server is asked one question in place of being started."""
    done = subprocess.run(
        [BIN / "datasette", *line.split()[1:], "--get", "/catalogue/results.json"],
        cwd=folder, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert '"rows"' in done.stdout


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_run(page: str, site: Path, tmp_path: Path, address: str) -> None:
    ways: dict[str, Callable[[str, Path, str], None]] = {"curl": fetch, "datasette": ask_datasette}
    for file in ("datapackage.json", "SHA256SUMS", *(path.name for path in (site / "data").glob("*.csv"))):
        shutil.copyfile(site / "data" / file, tmp_path / file)  # what the page says to download by hand
    for line in commands(page):
        ways.get(line.split()[0], run)(line, tmp_path, address)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_gives_examples(page: str) -> None:
    assert [*commands(page)]
    assert [*blocks(page, "python")]
    assert [*blocks(page, "sql")]


@pytest.mark.parametrize("name", ["open-data", "harvesting"])
def test_both_languages_give_the_same_examples(name: str) -> None:
    vi, en = ([kind for kind, _ in BLOCK.findall((ROOT / f"docs/{one}/{name}.md").read_text())] for one in ("vi", "en"))
    assert vi == en
