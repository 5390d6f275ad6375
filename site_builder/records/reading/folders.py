"""What stands in a folder of the catalogue: the names that are read, and a problem for each that is not."""

from __future__ import annotations

import os
from pathlib import Path

from site_builder import problems
from site_builder.problems import Problem
from site_builder.records.reading.files import is_inside, unreadable
from site_builder.records.reading.wording import shorten, suggested_id


def list_files(root: Path, folder: str, found: list[Problem]) -> list[str]:
    """Return the names in a folder of the catalogue, without hidden ones, sorted; empty where there is no folder."""
    try:
        names = sorted(name for name in os.listdir(root / folder) if not name.startswith("."))  # noqa: PTH208
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        found.append(unreadable(folder, error))
        return []
    if not is_inside(root, folder):
        found.append(Problem(problems.OUTSIDE_TREE, folder, line=1, column=1))
        return []
    for name in names:
        if not _is_unicode(name):
            shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            values = {"id": shorten(shown), "suggestion": suggested_id(shown)}
            found.append(Problem(problems.BAD_ID, f"{folder}/{shown}", line=1, column=1, values=values))
    return [name for name in names if _is_unicode(name)]


def _is_unicode(name: str) -> bool:
    """Whether a file's name is UTF-8: Python stands lone surrogates in for bytes that are not."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def unexpected(path: str, ending: str) -> Problem:
    """Return the problem of a file with another ending than those that are read where it stands."""
    values = {"name": shorten(path.rpartition("/")[2]), "ending": ending}
    return Problem(problems.UNEXPECTED_FILE, path, line=1, column=1, values=values)
