"""The history of a catalogue whose folder is in git: what its commits did, told as today's catalogue allows.

Who made a change is not told: nobody's name appears without consent. The hash of the commit is there for whoever may
look into the repository.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path

from site_builder.history.git import Account, Commit, blobs, read_account
from site_builder.history.happenings import Data, Happening, Happenings, record_key
from site_builder.history.history import CATALOGUE, Act, Basis, Change, Dates, History
from site_builder.history.own_dates import by_time, numbered, own_changes, own_dates, withdrawn
from site_builder.records import Catalogue, CollectionSchema, Record, Withdrawal
from site_builder.records.consent import public_data
from site_builder.records.record import ALIASES, aliases_of
from site_builder.records.withdrawals import RecordKey

_NAMES = frozenset({"id", ALIASES})
"""What a record says differently once it is renamed, and nothing else."""


def history_from_git(root: Path, catalogue: Catalogue) -> History | None:
    """Return the history of a published catalogue in `root`, None where no commit touched it. Raises GitError.

    A change has the number that it has among all that ever happened, so that what may not be told (any more) leaves a
    gap and moves no other. What is not committed has no time: such a record has the dates of the last commit that
    touched it, a new one its own.
    """
    account = read_account(root, CATALOGUE)
    if not account.commits:
        return None
    with blobs(root) as source:
        happenings = Happenings(account, source)
        told = _told(catalogue, account, happenings)
    changes = _without_the_cut(catalogue, account.commits[0], told) if account.cut else told
    basis = Basis.SHALLOW if account.cut else Basis.GIT
    return History(basis, changes, _record_dates(catalogue, changes), _file_dates(account))


def _told(catalogue: Catalogue, account: Account, happenings: Happenings) -> Sequence[Change]:
    """Return the changes that are told of all that happened."""
    last = account.commits[-1]
    present = {record.key for record in catalogue.records} | catalogue.former.keys()
    told: list[Change] = []
    first_ids: dict[RecordKey, str] = {}
    number = 0
    for number, one in enumerate(_all(happenings, present), start=1):
        change = _change(catalogue, one, last)
        if one.act is Act.WITHDRAWN:
            first_ids |= _first_ids(catalogue, one)
        if change:
            told.append(replace(change, number=number))
    told += (replace(one, number=place) for place, one in enumerate(_stated(catalogue, told), start=number + 1))
    for record in catalogue.records:
        first_ids |= {(record.collection, one): record.first_id for one in (*record.aliases, record.id)}
    return [
        replace(change, first_id=first_ids.get(change.key, change.first_id))
        for change in told
        if change.key in present or catalogue.collections[change.collection].schema.consent is None
    ]


def _all(happenings: Happenings, present: Set[RecordKey]) -> Iterator[Happening]:
    yield from happenings.of_commits()
    yield from happenings.not_committed(present)


def _first_ids(catalogue: Catalogue, one: Happening) -> Mapping[RecordKey, str]:
    """Return the first id of a withdrawn record by each id that it had."""
    collection, record_id = one.key
    stated = catalogue.withdrawn.get(one.key)
    ids = (*(aliases_of(one.old) or (stated.aliases if stated else ())), record_id)
    return {(collection, each): ids[0] for each in ids}


def _change(catalogue: Catalogue, one: Happening, last: Commit) -> Change | None:
    """Return what is told of a happening, without a number; None where that is nothing."""
    collection, record_id = one.key
    if collection not in catalogue.collections:
        return None
    commit = one.commit or last
    if one.act is Act.WITHDRAWN:
        return _withdrawal(catalogue, one, commit)
    fields = () if one.act is Act.CREATED else _changed(catalogue.collections[collection].schema, one)
    if one.act is Act.UPDATED and not fields:
        return None
    return Change(0, one.act, collection, record_id, record_id, commit.moment, fields, one.former, commit=commit.hash)


def _withdrawal(catalogue: Catalogue, one: Happening, commit: Commit) -> Change | None:
    """Return a withdrawal: at the time of the commit that took the file away, or else on the day that is stated."""
    stated = catalogue.withdrawn.get(one.key)
    if one.commit is None or not one.old:
        if stated:
            return withdrawn(catalogue, stated, stated.date, one.commit.hash if one.commit else "")
        if one.commit:
            return None  # named in `withdrawn.yml` once, and no more
    unsaid = Withdrawal(*one.key, commit.moment, {})
    return withdrawn(catalogue, stated or unsaid, commit.moment, one.commit.hash if one.commit else "")


def _changed(schema: CollectionSchema, one: Happening) -> tuple[str, ...]:
    """Return the properties of which an update or a renaming changed what the world sees, in the schema's order."""
    before, after = (public_data(schema.fields, data) for data in (one.old, one.new))
    names: dict[str, None] = dict.fromkeys([*(field.name for field in schema.fields), *before, *after])
    left_out = _NAMES if one.act is Act.RENAMED else frozenset()
    return tuple(name for name in names if name not in left_out and _differ(before, after, name))


def _differ(before: Data, after: Data, name: str) -> bool:
    return name in before.keys() ^ after.keys() or before.get(name) != after.get(name)


def _stated(catalogue: Catalogue, told: Iterable[Change]) -> Sequence[Change]:
    """Return the withdrawals that `withdrawn.yml` states and that nothing else tells of, without numbers."""
    known = {change.key for change in told if change.act is Act.WITHDRAWN}
    return by_time(withdrawn(catalogue, one, one.date) for key, one in catalogue.withdrawn.items() if key not in known)


def _without_the_cut(catalogue: Catalogue, cut: Commit, told: Sequence[Change]) -> Sequence[Change]:
    """Return the changes of a shallow clone: its first commit seems to make all that is there, and is left out.

    Of what was there by then, the records' own dates speak, and `withdrawn.yml`. The numbers are those of this clone
    alone: how much came before is not known.
    """
    later = [change for change in told if change.commit != cut.hash]
    touched = {record.key for change in later if (record := _record_of(catalogue, change))}
    created = {change.key for change in later if change.act is Act.CREATED}
    earlier = [
        change
        for record in catalogue.records
        for change in own_changes(record, own_dates(catalogue, record))
        if record.key not in (created if change.act is Act.CREATED else touched)
    ]
    return numbered([*by_time([*earlier, *_stated(catalogue, later)]), *later])


def _record_of(catalogue: Catalogue, change: Change) -> Record | None:
    """Return the record that a change is of, whatever it is called today; None where there is none any more."""
    return catalogue.find(*change.key) or catalogue.former.get(change.key)


def _record_dates(catalogue: Catalogue, changes: Iterable[Change]) -> Mapping[RecordKey, Dates]:
    """Return the dates of every record: those of the changes under any of its ids, or else its own."""
    dates: dict[RecordKey, Dates] = {}
    for change in changes:
        if record := _record_of(catalogue, change):
            created = change.moment if change.act is Act.CREATED else ""
            dates[record.key] = Dates(dates.get(record.key, Dates()).issued or created, change.moment)
    own = {record.key: own_dates(catalogue, record) for record in catalogue.records if record.key not in dates}
    return dates | own


def _file_dates(account: Account) -> Mapping[str, Dates]:
    """Return when each file that holds no record was first and last changed."""
    dates: dict[str, Dates] = {}
    for place, commit in enumerate(account.commits):
        moment = "" if account.cut and place == 0 else commit.moment
        for touch in commit.touched:
            if record_key(touch.path) is None:
                dates[touch.path] = Dates(dates[touch.path].issued if touch.path in dates else moment, moment)
    return dates
