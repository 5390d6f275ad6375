"""What happened to the records, and when: from git where it is there, from the records' own dates where not."""

from __future__ import annotations

from pathlib import Path

from site_builder.history.deleted import deletion_problems, with_deleted
from site_builder.history.from_git import history_from_git
from site_builder.history.git import GitError, last_commit
from site_builder.history.history import Act, Basis, Change, Dates, History
from site_builder.history.own_dates import history_of_own_dates
from site_builder.records import Catalogue

__all__ = [
    "Act",
    "Basis",
    "Change",
    "Dates",
    "History",
    "deletion_problems",
    "last_commit",
    "read_history",
    "with_deleted",
]


def read_history(root: Path, catalogue: Catalogue) -> History:
    """Return the history of a published catalogue whose folder is `root`. Where git is of no use, that is no error."""
    try:
        found = history_from_git(root, catalogue)
    except GitError:
        found = None
    return found or history_of_own_dates(catalogue)
