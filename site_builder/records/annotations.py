"""The annotations of a schema hold against their metaschema: a misspelt one is an error, and what it names is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from site_builder import problems
from site_builder.problems import Pointer, Problem
from site_builder.records.explaining import hint
from site_builder.records.reading import Json
from site_builder.records.reading.wording import shorten
from site_builder.records.schema_walk import annotations_in
from site_builder.records.validation import own_schema


def annotation_problems(document: Mapping[str, Json], path: str, known: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with the `x-…` keywords of a schema, of which `known` are those that may stand in it."""
    sound = True
    for pointer, keyword, value in annotations_in(document):
        if keyword not in known:
            hint_vi, hint_en = hint(keyword, known)
            vi = f"Không có chú giải này{hint_vi}; hãy sửa tên chú giải."
            en = f"There is no such annotation{hint_en}; mend its name."
            values = {"keyword": shorten(keyword), "vi": vi, "en": en}
            yield Problem(problems.BAD_ANNOTATION, path, pointer, on_key=True, values=values)
            continue
        for problem in own_schema("annotations", keyword).violations(value, path):
            sound = False
            values = {"keyword": keyword, "vi": problem.vi, "en": problem.en}
            place = (*pointer, *problem.pointer)
            yield Problem(problems.BAD_ANNOTATION, path, place, on_key=problem.on_key, values=values)
    about = document.get("x-collection")
    if sound and isinstance(about, dict):
        yield from _property_problems(document, about, path)


def _property_problems(document: Mapping[str, Json], about: Mapping[str, Json], path: str) -> Iterator[Problem]:
    """Yield the properties that a sound `x-collection` names and the schema does not have."""
    known = list(document.get("properties", {}))
    singles = ("title", "summary", "date", "consent")
    named: list[tuple[Pointer, str]] = [((key,), about[key]) for key in singles if key in about]
    named += [
        ((key, index), name)
        for key in ("confirmed", "expires", "dated-by", "group-by")
        for index, name in enumerate(about.get(key, ()))
    ]
    calendar = about.get("calendar", {})
    named += [(("calendar", key), calendar[key]) for key in ("start", "end", "place") if key in calendar]
    named += [(("calendar", "called-off", name), name) for name in calendar.get("called-off", {})]
    sheet = about.get("sheet")
    named += [(("sheet", index), name) for index, name in enumerate(sheet if isinstance(sheet, list) else ())]
    for number, section in enumerate(about["sections"]):
        named += [(("sections", number, "fields", index), name) for index, name in enumerate(section["fields"])]
    for number, pair in enumerate(about.get("not-before", ())):
        named += [(("not-before", number, index), name) for index, name in enumerate(pair)]
    for pointer, name in named:
        if name not in known:
            hint_vi, hint_en = hint(name, known)
            values = {
                "name": shorten(name), "keyword": "x-collection", "hint_vi": hint_vi, "hint_en": hint_en,
                "what_vi": "lược đồ không có trường nào tên như vậy", "what_en": "the schema has no such property",
            }  # fmt: skip
            yield Problem(problems.UNKNOWN_NAME, path, ("x-collection", *pointer), values=values)
