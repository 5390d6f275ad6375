"""What `withdrawn.yml` says holds: the record is gone, its collection and successor are there, the reason is fit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from site_builder import problems
from site_builder.checks.identity import whose
from site_builder.checks.personal_data import personal
from site_builder.checks.references import missing_record
from site_builder.problems import Kind, Pointer, Problem
from site_builder.records import Catalogue
from site_builder.records.explaining import hint
from site_builder.records.reading.locating import MAX_PROBLEMS
from site_builder.records.reading.wording import shorten
from site_builder.records.schema import SCHEMA_ENDING
from site_builder.records.withdrawals import WITHDRAWN_FILE, Withdrawal

_REASON_VI, _REASON_EN = " (lý do rút)", " (why it was withdrawn)"


def check(catalogue: Catalogue, _root: Path) -> Iterator[Problem]:
    yield from islice(_problems(catalogue), MAX_PROBLEMS + 1)


def _problems(catalogue: Catalogue) -> Iterator[Problem]:
    seen: dict[tuple[str, str], str] = {}
    for place, one in enumerate(catalogue.withdrawn.values()):
        if one.collection not in catalogue.collections:
            yield from _no_collection(catalogue, (place, "collection"), one.collection)
            continue
        if catalogue.collections[one.collection].schema.consent:
            yield _problem(problems.WITHDRAWN_PERSON, (place, "id"), collection=one.collection)
            continue
        yield from _ids(catalogue, place, one, seen)
        yield from _successor(catalogue, place, one)
        yield from _reason(catalogue, place, one)


def _problem(kind: Kind, pointer: Pointer, *, on_key: bool = False, **values: object) -> Problem:
    return Problem(kind, WITHDRAWN_FILE, pointer, on_key=on_key, values=values)


def _no_collection(catalogue: Catalogue, pointer: Pointer, name: str) -> Iterator[Problem]:
    # A schema that cannot be read has a problem of its own; what names its collection is not wrong.
    if f"schemas/{name}{SCHEMA_ENDING}" in catalogue.files:
        return
    hint_vi, hint_en = hint(name, catalogue.collections)
    yield _problem(
        problems.UNKNOWN_NAME,
        pointer,
        keyword=pointer[-1],
        name=shorten(name),
        what_vi="không có bộ dữ liệu nào tên như vậy",
        what_en="no collection has that name",
        hint_vi=hint_vi,
        hint_en=hint_en,
    )


def _ids(catalogue: Catalogue, place: int, one: Withdrawal, seen: dict[tuple[str, str], str]) -> Iterator[Problem]:
    """Yield the ids of a withdrawn record that a record has or had, or another withdrawn one had."""
    pointers: dict[str, Pointer] = {alias: (place, "aliases", index) for index, alias in enumerate(one.aliases)}
    for record_id, pointer in {**pointers, one.id: (place, "id")}.items():
        key = one.collection, record_id
        former = catalogue.former.get(key)
        if holder := whose(catalogue, *key):
            yield _problem(problems.FORMER_ID_IN_USE, pointer, id=record_id, other=holder)
        elif former:
            yield _problem(problems.FORMER_ID_TWICE, pointer, id=record_id, other=former.path)
        elif key in seen:
            yield _problem(problems.FORMER_ID_TWICE, pointer, id=record_id, other=seen[key])
        seen.setdefault(key, f"{WITHDRAWN_FILE} («{one.id}»)")


def _successor(catalogue: Catalogue, place: int, one: Withdrawal) -> Iterator[Problem]:
    if one.successor is None:
        return
    pointer = (place, "successor")
    collection, record_id = one.successor
    if collection not in catalogue.collections:
        yield from _no_collection(catalogue, pointer, collection)
    elif catalogue.collections[collection].schema.consent:
        yield _problem(problems.WITHDRAWN_PERSON, pointer, collection=collection)
    elif not whose(catalogue, collection, record_id):
        values = missing_record(catalogue, collection, record_id)
        yield Problem(problems.MISSING_REFERENCE, WITHDRAWN_FILE, pointer, values=values)


def _reason(catalogue: Catalogue, place: int, one: Withdrawal) -> Iterator[Problem]:
    """Yield what a reason lacks or may not hold, as the rules for the texts of records have it."""
    main, *others = catalogue.config.languages
    pointer = (place, "reason")
    if main not in one.reason:
        yield _problem(problems.MISSING_KEY, pointer, key=main, label_vi=_REASON_VI, label_en=_REASON_EN)
    for language in others:
        if main in one.reason and language not in one.reason:
            yield _problem(problems.TEXT_UNTRANSLATED, pointer, on_key=True, language=language, fallback=main)
    for language, text in one.reason.items():
        for match, values in personal(text):
            excerpt = match[0], text.count(match[0], 0, match.start())
            place_of_text = (*pointer, language)
            yield Problem(problems.PERSONAL_DATA, WITHDRAWN_FILE, place_of_text, excerpt=excerpt, values=values)
