"""What is packed or compressed holds no trace of a person without a consent either; `test_consent` reads the rest."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pyarrow.parquet as pq
import pytest

from site_builder.build import build
from site_builder.vietnamese import fold
from tests.examples_support import EXAMPLES

PERSON = "nguoi mau thu nhat"


def packed(data: Path) -> Iterator[str]:
    """The texts of all archives, Parquet files and databases."""
    for file in data.glob("*.zip"):
        with ZipFile(file) as archive:
            yield from (archive.read(name).decode() for name in archive.namelist())
    for file in data.glob("*.parquet"):
        yield str(pq.read_table(file).to_pylist())
    for file in data.glob("*.sqlite"):
        with closing(sqlite3.connect(file)) as database:
            yield from database.iterdump()


@pytest.mark.parametrize(("until", "there"), [("2099-12-31", True), ("2026-11-01", False)])
def test_a_person_is_in_what_is_packed_while_the_consent_holds(tmp_path: Path, until: str, *, there: bool) -> None:
    root = Path(shutil.copytree(EXAMPLES / "base", tmp_path / "root"))
    person = root / "catalogue/people/nguoi-mau.yml"
    person.write_text(person.read_text("utf-8").replace("until: 2099-12-31", f"until: {until}"), "utf-8")
    site = build(root, tmp_path / "site").site
    assert site
    texts = fold("\n".join(packed(site / "data")))
    assert (PERSON in texts) is there
    assert ("nguoi-mau" in texts) is there
