"""What happened to the records, and when: from git where it is there, from the records' own dates where not."""

from __future__ import annotations

from pathlib import Path

from site_builder.history.history import Act, Basis, Change, Dates, History
from site_builder.history.own_dates import history_of_own_dates
from site_builder.records import Catalogue

__all__ = ["Act", "Basis", "Change", "Dates", "History", "read_history"]


def read_history(root: Path, catalogue: Catalogue) -> History:
    """Return the history of a published catalogue whose folder is `root`."""
    del root  # TODO git
    return history_of_own_dates(catalogue)
