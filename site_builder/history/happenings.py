"""What git saw happen to records, commit by commit, whatever the catalogue of today makes of it.

A happening depends on its own commit and those before it alone, so that its place in the order of all never changes
as history grows. What is then told of it is for today's catalogue to say (see `from_git`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field

from site_builder.history.git import Account, Blobs, Commit, Touch
from site_builder.history.history import Act
from site_builder.records import Json
from site_builder.records.reading.yaml_reading import parse_yaml
from site_builder.records.record import ALIASES, aliases_of
from site_builder.records.withdrawals import WITHDRAWN_FILE, RecordKey

Data = Mapping[str, Json]

_RECORD = re.compile(r"catalogue/([^/]+)/([a-z0-9]+(?:-[a-z0-9]+)*)\.yml")
_NOTHING: Data = {}
_KEY = ALIASES.encode()
"""What a file holds that lists former ids: most do not, and are not parsed to find that out."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to a record.

    `commit` is None for what is not committed yet. `former` is the id that it had before where it was renamed. `old`
    is what the record said before an update, a renaming or a withdrawal, `new` what it said after an update or a
    renaming; empty elsewhere, and where it is not known.
    """

    act: Act
    key: RecordKey
    commit: Commit | None
    former: str = ""
    old: Data = field(default_factory=dict)
    new: Data = field(default_factory=dict)


def record_key(path: str) -> RecordKey | None:
    """Return the collection and id of a record by the path of its file; None for another file."""
    found = _RECORD.fullmatch(path)
    return (found[1], found[2]) if found else None


class Happenings:
    """Tells what happened, in order. A file that one commit made and none touched since is not even looked into.

    A version of a file that cannot be read was never published: it is as if the commit had left the file alone.
    """

    def __init__(self, account: Account, blobs: Blobs) -> None:
        self._account = account
        self._blobs = blobs
        self._to_come = Counter(touch.path for commit in account.commits for touch in commit.touched)
        """How often each file is touched by the commits that were not told of yet."""
        self._standing: dict[RecordKey, str] = {}
        """The records that there are, each with the hash of what it says."""
        self._last: dict[RecordKey, str] = {}
        """The hash of what each record that there ever was said last."""
        self._bereft: set[str] = set()
        """The collections that lost a record: one that comes to them may be that record under a new name."""
        self._announced: set[RecordKey] = set()
        """What `withdrawn.yml` has named so far."""
        self._said: dict[str, Data | None] = {}
        """What was read and will be asked for again, by hash."""

    def of_commits(self) -> Iterator[Happening]:
        """Yield what the commits did: commit by commit, in each by collection and id."""
        for commit in self._account.commits:
            self._to_come.subtract(touch.path for touch in commit.touched)
            yield from sorted(self._of_commit(commit), key=lambda one: one.key)

    def not_committed(self, present: Set[RecordKey]) -> Iterator[Happening]:
        """Yield the withdrawal of each record that stands after the last commit and is not among those present."""
        for key in sorted(self._standing.keys() - present):
            yield Happening(Act.WITHDRAWN, key, None, old=self._read(self._standing[key]))

    def _of_commit(self, commit: Commit) -> Iterator[Happening]:
        touched = {key: touch for touch in commit.touched if (key := record_key(touch.path))}
        came = {key: touch for key, touch in touched.items() if touch.blob}
        gone = {key: self._standing.pop(key) for key in touched.keys() - came.keys() if key in self._standing}
        self._bereft |= {collection for collection, _ in gone}
        self._blobs.expect([*self._needed(came), *gone.values()])
        found = [
            happening
            for key, touch in came.items()
            for happening in self._came(key, touch.blob, commit, came.keys(), last=not self._to_come[touch.path])
        ]
        yield from found
        renamed = {(one.key[0], alias) for one in found if one.act is Act.RENAMED for alias in aliases_of(one.new)}
        for key in gone.keys() - renamed:
            yield Happening(Act.WITHDRAWN, key, commit, old=self._read(gone[key]))
        for touch in commit.touched:
            if touch.path == WITHDRAWN_FILE and touch.blob:
                yield from self._announcements(touch.blob, commit)

    def _needed(self, came: Mapping[RecordKey, Touch]) -> Iterator[str]:
        """Yield what will be read to tell what the new versions of records are."""
        for key, touch in came.items():
            before = self._standing.get(key)
            if before and before not in self._said:
                yield before
            if before or self._to_come[touch.path] or key[0] in self._bereft:
                yield touch.blob

    def _came(
        self, key: RecordKey, blob: str, commit: Commit, others: Set[RecordKey], *, last: bool
    ) -> Iterator[Happening]:
        """Yield what a new version of a record is, among others that come with it; `last`: no other version follows."""
        collection, before = key[0], self._standing.get(key)
        if before is None and last and (collection not in self._bereft or _KEY not in (self._blobs.read(blob) or b"")):
            self._standing[key] = self._last[key] = blob
            yield Happening(Act.CREATED, key, commit)
            return
        old = self._read(before) if before else _NOTHING
        new = self._parsed(blob)
        if not isinstance(new, dict):
            return
        if not last:
            self._said[blob] = new
        listed = [(collection, alias) for alias in aliases_of(new) if alias not in aliases_of(old)]
        former = [one for one in listed if one in self._last and one not in self._standing and one not in others]
        if former:
            old = old or self._read(self._last[former[-1]])
            yield Happening(Act.RENAMED, key, commit, former[-1][1], old, new)
        elif before is None:
            yield Happening(Act.CREATED, key, commit)
        elif old != new:
            yield Happening(Act.UPDATED, key, commit, "", old, new)
        self._standing[key] = self._last[key] = blob

    def _announcements(self, blob: str, commit: Commit) -> Iterator[Happening]:
        """Yield the withdrawal of each record that `withdrawn.yml` names for the first time and git never had."""
        entries = self._parsed(blob)
        named = {
            (one["collection"], one["id"])
            for one in (entries if isinstance(entries, list) else ())
            if isinstance(one, dict) and isinstance(one.get("collection"), str) and isinstance(one.get("id"), str)
        }
        for key in named - self._announced - self._last.keys():
            yield Happening(Act.WITHDRAWN, key, commit)
        self._announced |= named

    def _read(self, blob: str) -> Data:
        """Return what a record said that is known to be readable, or was taken for it."""
        said = self._said.pop(blob) if blob in self._said else self._parsed(blob)
        return said if isinstance(said, dict) else _NOTHING

    def _parsed(self, blob: str) -> Json:
        """Return what a file held as YAML, None where that cannot be read."""
        data = self._blobs.read(blob)
        try:
            document = parse_yaml((data or b"").decode("utf-8-sig"), "")
        except UnicodeDecodeError:
            return None
        return document.value if document.whole else None
