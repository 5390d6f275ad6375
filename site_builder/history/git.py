"""Git's account of a folder, asked of the command `git`: which commit touched which files, and what those held.

Asked for nothing but reading: whatever the environment says of another repository is left out, nothing is fetched,
and where git refuses (a folder of another user's, see `safe.directory` in git-config(1)), that is respected.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import IO

from site_builder.records.reading.files import MAX_BYTES

_HEAD = b"\x01"
"""What the line of a commit begins with in the log that we ask for."""
_REGULAR = b"100"
"""What the mode of a regular file begins with: a link (120000) or a submodule (160000) holds no record."""
_KEPT = ("GIT_CONFIG_", "GIT_CEILING_DIRECTORIES")
"""Settings of git that say nothing of where the repository is."""
_AT_ONCE = 100
"""How many files are asked for ahead."""
_OWN = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}


class GitError(Exception):
    """Git is not there, refuses, or gives what cannot be read."""


@dataclass(frozen=True, slots=True)
class Touch:
    """A file that a commit touched: its path below the folder that was asked for, and the hash of what it holds since
    then, "" where it is no regular file any more."""

    path: str
    blob: str


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its hash, its time (ISO 8601, UTC) and the files that it touched."""

    hash: str
    moment: str
    touched: Sequence[Touch]


@dataclass(frozen=True, slots=True)
class Account:
    """The commits that touched a folder, the oldest first.

    `cut`: what came before the first of them is not at hand (a shallow clone), so that it seems to make every file.
    """

    commits: Sequence[Commit]
    cut: bool


def read_account(root: Path, folder: str) -> Account:
    """Return the commits that touched a folder of `root`, itself anywhere in a repository. Raises GitError.

    The first parents are followed: what a branch did step by step is one step of the branch that it was merged into,
    at the time of the merge. So it is the steps that the world saw, and as long as the published branch only ever
    moves forward, later steps change nothing of the earlier ones. Git is not asked to guess renames (`-M`): a record
    says itself what it was called before.
    """
    log = _run(
        root, "-c", "log.showRoot=true", "log", "--first-parent", "-m", "--reverse", "--raw", "--no-renames",
        "--no-abbrev", "--no-color", "--no-show-signature", "--relative", "-z", "--format=%x01%H %ct", "--", folder,
    )  # fmt: skip
    commits = [*_commits(log)]
    return Account(commits, bool(commits) and commits[0].hash in _cut_off(root))


def last_commit(root: Path) -> datetime | None:
    """Return the time (UTC) of the last commit that touched the folder `root`, None where git knows of none."""
    try:
        seconds = _run(root, "log", "-1", "--no-show-signature", "--format=%ct", "--", ".").strip()
        return datetime.fromtimestamp(int(seconds), UTC) if seconds else None
    except (GitError, ValueError, OverflowError, OSError):
        return None


def paths_ever_added(root: Path, folder: str) -> set[str]:
    """Return the path of every file that a commit ever added to a folder of `root`. Raises GitError."""
    log = _run(
        root, "-c", "log.showRoot=true", "log", "--first-parent", "-m", "--name-only", "--diff-filter=A",
        "--no-renames", "--no-color", "--no-show-signature", "--relative", "-z", "--format=", "--", folder,
    )  # fmt: skip
    return {os.fsdecode(path.strip(b"\n")) for path in log.split(b"\0")}


def _commits(log: bytes) -> Iterator[Commit]:
    """Yield the commits of a log: a head and, for each file, modes, hashes and its path, all ended by zero bytes."""
    head, touched = b"", list[Touch]()
    parts = iter(log.split(b"\0"))
    for part in parts:
        if part.startswith(_HEAD):
            if head:
                yield _commit(head, touched)
            head, touched = part, []
        elif part.strip():
            fields = part.split()
            if len(fields) != 5 or not head:
                raise GitError("the log is not as git writes it")
            kept = fields[1].startswith(_REGULAR)
            touched.append(Touch(os.fsdecode(next(parts, b"")), fields[3].decode() if kept else ""))
    if head:
        yield _commit(head, touched)


def _commit(head: bytes, touched: Sequence[Touch]) -> Commit:
    commit, _, seconds = head.removeprefix(_HEAD).decode("ascii").partition(" ")
    try:
        moment = datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise GitError(f"commit {commit} has no time: {error}") from error
    return Commit(commit, moment.isoformat().replace("+00:00", "Z"), touched)


def _cut_off(root: Path) -> set[str]:
    """Return the commits whose parents a shallow clone has left out; see gitformat-shallow in shallow.txt of git."""
    file = root / os.fsdecode(_run(root, "rev-parse", "--git-path", "shallow").rstrip(b"\n"))
    try:
        return set(file.read_text("ascii").split())
    except FileNotFoundError:
        return set()
    except (OSError, UnicodeDecodeError) as error:
        raise GitError(str(error)) from error


class Blobs:
    """Gives what files held, by hash, from one process that stays open; see `blobs`.

    To be told what will be asked for saves the two processes from waiting for each other file by file.
    """

    def __init__(self, requests: IO[bytes], answers: IO[bytes]) -> None:
        self._requests = requests
        self._answers = answers
        self._expected: Iterator[str] = iter(())
        self._at_hand: dict[str, bytes | None] = {}

    def expect(self, blobs: Iterable[str]) -> None:
        """Be told what will be asked for from now on, by and large in this order."""
        self._expected = iter([*blobs])
        self._at_hand.clear()

    def read(self, blob: str) -> bytes | None:
        """Return what a file held, None where it is larger than a record may be. Raises GitError where git has none."""
        if blob not in self._at_hand:
            wanted = dict.fromkeys([blob, *islice(self._expected, _AT_ONCE)])
            # So few that the pipe holds them all: else both sides could wait for the other to read.
            self._requests.write("".join(f"{one}\n" for one in wanted).encode("ascii"))
            self._requests.flush()
            self._at_hand |= {one: self._answer(one) for one in wanted}
        return self._at_hand.pop(blob)

    def _answer(self, blob: str) -> bytes | None:
        head = self._answers.readline().split()
        if len(head) != 3 or head[1] != b"blob":
            raise GitError(f"git has no file {blob}")
        left = int(head[2]) + 1  # a line break follows
        data = self._answers.read(min(left, MAX_BYTES + 1))
        left -= len(data)
        whole = left == 0
        while left and (skipped := self._answers.read(min(left, MAX_BYTES))):
            left -= len(skipped)
        if left:
            raise GitError("git ended in the middle of a file")
        return data[:-1] if whole else None


@contextmanager
def blobs(root: Path) -> Iterator[Blobs]:
    """Give access to what files of a repository held. Raises GitError."""
    command = _command(root, "cat-file", "--batch")
    try:
        with subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
        ) as process:
            if process.stdin is None or process.stdout is None:  # pragma: no cover — both are asked for above
                raise GitError("git has no pipes")
            yield Blobs(process.stdin, process.stdout)
    except OSError as error:
        raise GitError(str(error)) from error


def _run(root: Path, *arguments: str) -> bytes:
    try:
        result = subprocess.run(  # noqa: S603
            _command(root, *arguments), capture_output=True, check=False, env=_environment()
        )
    except OSError as error:
        raise GitError(str(error)) from error
    if result.returncode:
        raise GitError(result.stderr.decode("utf-8", "replace").strip())
    return result.stdout


def _command(root: Path, *arguments: str) -> Sequence[str]:
    return ["git", "-C", str(root), "--no-pager", "--no-replace-objects", "--literal-pathspecs", *arguments]


def _environment() -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
    return kept | _OWN
