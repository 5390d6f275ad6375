"""Example catalogues: a case is a small overlay on `examples/base`, with what git cannot hold made on the spot."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

EXAMPLES = Path(__file__).parent / "examples"
EXPECTED = "expected.yml"
TODAY = "2026-11-25"
"""The day as of which the tests read a catalogue."""


@dataclass(frozen=True, order=True)
class Expected:
    """A problem as an example states it."""

    path: str
    line: int
    column: int
    code: str


def cases(kind: str) -> list[Path]:
    """Return the folders of the `valid` or `invalid` examples."""
    return sorted(folder for folder in (EXAMPLES / kind).iterdir() if folder.is_dir())


def expected(case: Path) -> list[Expected]:
    """Return the problems that a case must give, in order."""
    return sorted(Expected(**problem) for problem in _stated(case).get("problems", ()))


def assemble(case: Path, root: Path) -> Path:
    """Write the catalogue of a case into the new folder `root`: the base, the overlay, then the steps of `make`."""
    shutil.copytree(EXAMPLES / "base", root, symlinks=True)
    shutil.copytree(case, root, symlinks=True, dirs_exist_ok=True, ignore=shutil.ignore_patterns(EXPECTED))
    for step in _stated(case).get("make", ()):
        _make(root, step)
    return root


def _stated(case: Path) -> dict[str, Any]:
    file = case / EXPECTED
    stated: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else {}
    return stated


def _make(root: Path, step: dict[str, Any]) -> None:
    """Do one step of `make`, named by its keys."""
    match step:
        case {"path": path, "bytes": size}:
            with _new(root / path).open("wb") as file:
                file.truncate(size)
        case {"path": path, "text": text, "times": times}:
            _new(root / path).write_text(text * times, encoding="utf-8")
        case {"name-hex": name, "text": text}:
            Path(os.fsdecode(os.fsencode(root) + b"/" + bytes.fromhex(name))).write_text(text, encoding="utf-8")
        case {"folder": path}:
            (root / path).mkdir(parents=True)
        case {"link": path, "target": target}:
            _new(root / path).symlink_to(target)
        case {"remove": path}:
            shutil.rmtree(root / path) if (root / path).is_dir() else (root / path).unlink()
        case _:
            raise AssertionError(f"an example's expected.yml asks for an unknown step: {step}")


def _new(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    return file
