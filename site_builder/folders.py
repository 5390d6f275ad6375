"""Folders that are replaced in whole: the new one is written beside the old one and takes its place when it is done."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from tempfile import mkdtemp


def restore(output: Path) -> None:
    """Mend what a killed run left: bring back the old folder, and drop half-written ones."""
    old = _old(output)
    if old.exists():
        if output.exists():
            shutil.rmtree(old)
        else:
            old.rename(output)
    for rest in output.parent.glob(f".{escape(output.name)}-new-*") if output.parent.is_dir() else ():
        shutil.rmtree(rest, ignore_errors=True)


@contextmanager
def new_beside(output: Path) -> Iterator[Path]:
    """Give an empty folder beside `output`, to be filled and then swapped in; what is left of it at the end is deleted.

    Its name begins with a point, so that nothing reads it as part of a catalogue or a site.
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    new = Path(mkdtemp(prefix=f".{output.name}-new-", dir=output.parent))
    try:
        yield new
    finally:
        shutil.rmtree(new, ignore_errors=True)


def swap(new: Path, output: Path) -> None:
    """Put a new folder in the old one's place. Killed between the two renames, `restore` brings the old one back."""
    old = _old(output)
    new.chmod(0o755)
    if output.exists():
        output.rename(old)
    new.rename(output)
    shutil.rmtree(old, ignore_errors=True)


def _old(output: Path) -> Path:
    return output.with_name(f".{output.name}-old")
