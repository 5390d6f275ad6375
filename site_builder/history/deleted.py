"""Records that were deleted: what is said of them, so that no address that was published leads nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from site_builder import problems
from site_builder.history.git import GitError, paths_ever_added
from site_builder.history.happenings import record_key
from site_builder.history.history import CATALOGUE, History
from site_builder.problems import Problem
from site_builder.records import Catalogue, Withdrawal
from site_builder.records.whereabouts import withdrawn_keys
from site_builder.records.withdrawals import RecordKey


def deletion_problems(root: Path, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield a warning for each record that git had, that is gone, and of which nothing says what became of it.

    Of a collection whose records rest on consent nothing is asked: there, to be gone without a trace is right.
    """
    try:
        paths = paths_ever_added(root, CATALOGUE)
    except GitError:
        return
    present = {record.key for record in catalogue.records} | catalogue.former.keys()
    known = present | catalogue.unread | dict(withdrawn_keys(catalogue)).keys()
    for path in sorted(paths):
        key = record_key(path)
        collection = catalogue.collections.get(key[0]) if key else None
        if key and collection and collection.schema.consent is None and key not in known:
            values = {"collection": key[0], "id": key[1]}
            yield Problem(problems.DELETED_IN_SILENCE, path, line=1, column=1, values=values)


def with_deleted(catalogue: Catalogue, history: History) -> Catalogue:
    """Return a published catalogue with a withdrawal for every address at which a record once stood and none does now.

    To those that `withdrawn.yml` names it adds what the history knows: what was deleted without a word, and the former
    ids of what was withdrawn.
    """
    ids: defaultdict[RecordKey, dict[str, None]] = defaultdict(dict)
    for change in history.changes:
        ids[change.collection, change.first_id] |= {change.id: None}
    present = {record.key for record in catalogue.records} | catalogue.former.keys()
    found = {**catalogue.withdrawn}
    for end in history.gone:
        stated = found.get(end.key)
        day = end.moment[: len("2026-11-25")]
        known = stated or Withdrawal(end.collection, end.id, day, end.reason, end.successor)
        former = dict.fromkeys([end.first_id, *known.aliases, *ids[end.collection, end.first_id]])
        aliases = [one for one in former if one != end.id and (end.collection, one) not in present]
        found[end.key] = replace(known, aliases=tuple(aliases))
    return replace(catalogue, withdrawn=found)
