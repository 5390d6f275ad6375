"""Every name that stands for a code without giving it stands for one; one that stands beside a code can mean it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from site_builder import problems
from site_builder.checks.codes import label_of
from site_builder.checks.walk import apply
from site_builder.problems import Pointer, Problem
from site_builder.records import Catalogue, Concept, Field, Json, Record, Vocabulary, has_no_code
from site_builder.records.explaining import hint
from site_builder.records.reading.wording import shorten
from site_builder.records.schema_walk import Resolver, annotations_in

_MOST = 6
"""How many concepts a message names."""


def check(catalogue: Catalogue, _root: Path) -> Iterator[Problem]:
    yield from _unknown_parts(catalogue)
    yield from apply(_in_record, catalogue)


def _unknown_parts(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield the annotations `resolves` that name no part of their group."""
    resolver = Resolver(catalogue.schemas)
    for file, document in catalogue.schemas.items():
        for pointer, _, about in annotations_in(document):
            name = about.get("resolves") if isinstance(about, Mapping) else None
            if not isinstance(name, str):
                continue
            node: Json = document
            for part in pointer[:-1]:
                node = node[part]
            node, where = resolver.resolve(node, file)
            if "items" in node:
                node, _ = resolver.resolve(node["items"], where)
            known = node.get("properties", {})
            if name not in known:
                hint_vi, hint_en = hint(name, known)
                values = {
                    "name": shorten(name), "keyword": "resolves", "hint_vi": hint_vi, "hint_en": hint_en,
                    "what_vi": "nhóm không có phần nào tên như vậy", "what_en": "the group has no such part",
                }  # fmt: skip
                yield Problem(problems.UNKNOWN_NAME, f"schemas/{file}", (*pointer, "resolves"), values=values)


def _in_record(catalogue: Catalogue, record: Record, field: Field, pointer: Pointer, value: Json) -> Iterator[Problem]:
    vocabulary = catalogue.vocabularies.get(field.vocabulary or "")
    if field.resolves is None or vocabulary is None or not vocabulary.concepts:
        return
    place = (*pointer, field.resolves)
    if has_no_code(field, value):
        yield _unclear(catalogue, record, place, vocabulary, value[field.resolves])
    elif isinstance(name := value.get(field.resolves), str):
        yield from _different(catalogue, record, place, vocabulary, name, catalogue.concept(field, value))


def _unclear(catalogue: Catalogue, record: Record, place: Pointer, vocabulary: Vocabulary, name: str) -> Problem:
    """Return the problem of a name for which no code was found."""
    names = catalogue.names[vocabulary.name]
    meaning = names.meaning(name, catalogue.moment(record))
    if meaning.concepts:
        candidates = [_full_name(catalogue, vocabulary, one) for one in meaning.concepts[:_MOST]]
        more = ", …" if len(meaning.concepts) > _MOST else ""
        values: dict[str, object] = {
            "name": shorten(name),
            "vocabulary": vocabulary.name,
            "candidates_vi": ", ".join(f"«{one}»" for one in candidates) + more,
            "candidates_en": ", ".join(f"“{one}”" for one in candidates) + more,
        }
        return Problem(problems.NAME_AMBIGUOUS, record.path, place, values=values)
    near = dict.fromkeys(_full_name(catalogue, vocabulary, one) for one in names.near(meaning.unknown))
    values = {
        "name": shorten(", ".join(meaning.unknown)),
        "vocabulary": vocabulary.name,
        "hint_vi": f" (có lẽ là {' hoặc '.join(f'«{one}»' for one in near)})" if near else "",
        "hint_en": f" (perhaps {' or '.join(f'“{one}”' for one in near)})" if near else "",
    }
    return Problem(problems.NAME_UNKNOWN, record.path, place, values=values)


def _different(  # noqa: PLR0913, PLR0917 — what is compared, and where it stands
    catalogue: Catalogue, record: Record, place: Pointer, vocabulary: Vocabulary, name: str, coded: Concept | None
) -> Iterator[Problem]:
    """Yield the name that is known and cannot mean the code beside it. A source's own words, known or not, may be
    wider or narrower than the code."""
    meant = catalogue.names[vocabulary.name].meaning(name).concepts
    if coded is None or not meant or any(_may_be(vocabulary, coded, one) for one in meant):
        return
    values = {
        "name": shorten(name),
        "meant": " / ".join(_full_name(catalogue, vocabulary, one) for one in meant[:_MOST]),
        "code": shorten(coded.code),
        "label": _full_name(catalogue, vocabulary, coded),
    }
    yield Problem(problems.NAME_AND_CODE_DIFFER, record.path, place, values=values)


def _may_be(vocabulary: Vocabulary, one: Concept, other: Concept) -> bool:
    """Whether two concepts are one, or one lies below the other; across schemes, by what they are today."""
    same = one.scheme == other.scheme
    spans = [[concept] if same else [concept, *vocabulary.today(concept)] for concept in (one, other)]
    keys = [{unit.key for unit in span} for span in spans]
    lines = [{above.key for unit in span for above in vocabulary.lineage(unit)} for span in spans]
    return bool(keys[0] & lines[1] or keys[1] & lines[0])


def _full_name(catalogue: Catalogue, vocabulary: Vocabulary, concept: Concept) -> str:
    """Return what a concept is called, with all that is above it: a name that stands for it alone."""
    return ", ".join(shorten(label_of(catalogue, one)) for one in reversed(vocabulary.lineage(concept)))
