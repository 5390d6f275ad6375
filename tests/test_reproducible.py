"""The same catalogue and time give the same bytes, wherever and by however many processes the site is built."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PARTS = ("catalogue", "schemas", "docs", "mkdocs.yml", "mkdocs.en.yml")
BUILD = """
import sys
from pathlib import Path
from site_builder.build import build
result = build(Path(sys.argv[1]), Path(sys.argv[2]), workers=int(sys.argv[3]))
assert result.site, result.checked.problems
"""


def copy_of_the_catalogue(target: Path) -> Path:
    """Copy in reverse order, so that the file system may list the files in another one; times differ too."""
    for name in PARTS:
        source = ROOT / name
        files = [path for path in source.rglob("*") if path.is_file()] if source.is_dir() else [source]
        for file in sorted(files, reverse=True):
            to = target / file.relative_to(ROOT)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, to)
    return target


def digests(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }


def built(root: Path, output: Path, workers: int, **environment: str) -> dict[str, str]:
    variables = os.environ | {"SOURCE_DATE_EPOCH": "1767323045"} | environment
    command = [sys.executable, "-c", BUILD, str(root), str(output), str(workers)]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return digests(output)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("one")
    found = built(copy_of_the_catalogue(folder / "here"), folder / "site", 1, PYTHONHASHSEED="1", TZ="UTC")
    assert len(found) > 100
    return found


@pytest.mark.parametrize("workers", [1, 2])
def test_a_second_build_gives_the_same_bytes(first: dict[str, str], tmp_path: Path, workers: int) -> None:
    root = copy_of_the_catalogue(tmp_path / "another" / "place")
    second = built(root, tmp_path / "other-site", workers, PYTHONHASHSEED="2", TZ="Asia/Ho_Chi_Minh", LC_ALL="C")
    assert second.keys() == first.keys()
    assert [name for name, digest in second.items() if digest != first[name]] == []


def test_another_time_changes_what_states_it_and_nothing_of_the_records(first: dict[str, str], tmp_path: Path) -> None:
    root = copy_of_the_catalogue(tmp_path / "root")
    later = built(root, tmp_path / "site", 1, SOURCE_DATE_EPOCH="1799999999")
    same = [name for name, digest in later.items() if digest == first[name]]
    assert any(name.endswith(".csv") for name in same)
    assert "data/datapackage.json" not in same
