"""Work on a publication that can be done piece by piece: by worker processes where there are many records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from site_builder.datasets.publication import Publication

_Piece = TypeVar("_Piece")
_Done = TypeVar("_Done")
_Work = Callable[[Publication, Path, _Piece], _Done]
"""Does one piece of work on what is published, for the site in a folder; a function of a module, so that its name
leads to it in every process."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where work is done: what is published, the folder of the site, and the worker processes, if there are any.

    The workers of the executor must have been started with `start_worker`.
    """

    publication: Publication
    site: Path
    executor: Executor | None = None

    def each(self, work: _Work[_Piece, _Done], pieces: Iterable[_Piece]) -> list[_Done]:
        """Return what each piece of work gave, in order. What any raises is raised here."""
        if self.executor is None:
            return [work(self.publication, self.site, piece) for piece in pieces]
        return list(self.executor.map(partial(_in_worker, work), pieces))


_workshop: Workshop | None = None


def start_worker(publication: Publication, site: Path) -> None:
    """Make this process a worker: part of the initializer of the executor that a workshop has."""
    global _workshop  # noqa: PLW0603 — a worker process serves one build
    _workshop = Workshop(publication, site)


def _in_worker(work: _Work[_Piece, _Done], piece: _Piece) -> _Done:
    if _workshop is None:
        raise RuntimeError("the executor was made without start_worker")
    return work(_workshop.publication, _workshop.site, piece)
