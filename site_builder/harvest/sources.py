"""Where a harvest reads: a place on the web or a folder on this machine, behind one interface."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from site_builder import problems
from site_builder.harvest.limits import Limits
from site_builder.problems import CannotRunError, Problem
from site_builder.records.reading.files import unreadable
from site_builder.records.reading.wording import shorten

BYTES = ("byte", "bytes")
FILES = ("tệp", "files")
ROWS = ("dòng", "rows")
COLUMNS = ("cột", "columns")
RECORDS = ("bản ghi", "records")
"""What is counted, in both languages."""

ELSEWHERE = ("nằm ngoài thư mục của nguồn", "lies outside the source's folder")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a source gave for an address: the bytes, decompressed, and the media type that came with them.

    `address` is where the bytes were found in the end, redirects followed. `media_type` is in lower case and without
    parameters, "" where none was stated.
    """

    address: str
    data: bytes
    media_type: str = ""


class Source(Protocol):
    """A place that files are read from. Every method raises CannotRunError where a file is not to be had."""

    @property
    def entry(self) -> str:
        """The address that was given to begin with."""

    def read(self, address: str) -> Answer:
        """Return what stands at an address. Raises MissingError where nothing does."""

    def below(self, folder: str, path: str) -> str:
        """Return the address of a file that a document names by its path, which must lie below a folder."""

    def folder(self, address: str) -> str:
        """Return the address of the folder that a file lies in, as `below` takes it."""


class MissingError(CannotRunError):
    """Nothing stands at an address: what was looked for may stand elsewhere."""

    def __init__(self, address: str, status: str = "") -> None:
        super().__init__(
            Problem(problems.HARVEST_MISSING, address, values={"status": f" ({status})" if status else ""})
        )


def too_large(address: str, limit: int, what: tuple[str, str]) -> CannotRunError:
    """Return the error of a source that holds more than is taken; `what` is counted, in both languages."""
    values = {"limit": limit, "what_vi": what[0], "what_en": what[1]}
    return CannotRunError(Problem(problems.HARVEST_TOO_LARGE, address, values=values))


def refused(address: str, target: str, why: tuple[str, str]) -> CannotRunError:
    """Return the error of an address that a source leads to and that is not read."""
    values = {"address": shorten(target, 200), "vi": why[0], "en": why[1]}
    return CannotRunError(Problem(problems.HARVEST_ADDRESS_REFUSED, address, values=values))


class Account:
    """Counts the files and bytes that were taken from a source, and ends it where they are too many."""

    def __init__(self, entry: str, limits: Limits) -> None:
        self._entry = entry
        self._limits = limits
        self._files = 0
        self._bytes = 0

    def begin(self) -> None:
        """Count a file. Raises CannotRunError where it is one too many."""
        self._files += 1
        if self._files > self._limits.files:
            raise too_large(self._entry, self._limits.files, FILES)

    def add(self, size: int) -> None:
        """Count bytes. Raises CannotRunError where they are too many."""
        self._bytes += size
        if self._bytes > self._limits.total_bytes:
            raise too_large(self._entry, self._limits.total_bytes, BYTES)


class Disk:
    """A folder or file on this machine. Files are read from that folder only, links followed."""

    def __init__(self, entry: Path, limits: Limits) -> None:
        self.entry = str(entry)
        self._base = entry if entry.is_dir() else entry.parent
        self._limits = limits
        self._account = Account(self.entry, limits)

    def read(self, address: str) -> Answer:
        file = Path(address)
        self._account.begin()
        try:
            about = file.stat()
            if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(self._base)):
                raise refused(self.entry, address, ELSEWHERE)
            if not stat.S_ISREG(about.st_mode):  # a pipe would be waited for without end
                raise MissingError(address)
            if about.st_size > self._limits.file_bytes:
                raise too_large(address, self._limits.file_bytes, BYTES)
            self._account.add(about.st_size)
            return Answer(address, file.read_bytes())
        except (FileNotFoundError, NotADirectoryError) as error:
            raise MissingError(address) from error
        except OSError as error:
            raise CannotRunError(unreadable(address, error)) from error

    def below(self, folder: str, path: str) -> str:
        parts = PurePosixPath(path).parts
        if not parts or path.startswith("/") or ".." in parts or "\\" in path or ":" in path or "\0" in path:
            raise refused(folder, path, ELSEWHERE)
        return str(Path(folder, *parts))

    def folder(self, address: str) -> str:
        return address if Path(address).is_dir() else str(Path(address).parent)
