"""What the annotations of the schemas name exists: collections, vocabularies, a label in the main language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from site_builder import problems
from site_builder.problems import Problem
from site_builder.records import Catalogue, CollectionSchema
from site_builder.records.explaining import hint
from site_builder.records.reading.wording import shorten
from site_builder.records.schema import SCHEMA_ENDING
from site_builder.records.schema_walk import annotations_in

_NAMED = {"refers-to": ("bộ dữ liệu", "collection"), "vocabulary": ("danh mục mã", "vocabulary")}
_TEXTS = ("label", "singular", "description", "help", "inverse")


def check(catalogue: Catalogue, _root: Path) -> Iterator[Problem]:
    language = catalogue.config.language
    collections = [
        file.removesuffix(SCHEMA_ENDING) for file, document in catalogue.schemas.items() if "x-collection" in document
    ]
    # A schema that cannot be read has a problem of its own; what refers to it is not wrong.
    broken = [path.rpartition("/")[2] for path in catalogue.files if path.endswith(SCHEMA_ENDING)]
    collections += [file.removesuffix(SCHEMA_ENDING) for file in broken if file not in catalogue.schemas]
    named = {"refers-to": collections, "vocabulary": list(catalogue.vocabularies)}
    for file, document in catalogue.schemas.items():
        path = f"schemas/{file}"
        for pointer, keyword, about in annotations_in(document):
            if not isinstance(about, Mapping):
                continue
            for key, known in named.items():
                if isinstance(name := about.get(key), str) and name not in known:
                    yield Problem(problems.UNKNOWN_NAME, path, (*pointer, key), values=_no_such(key, name, known))
            for name in _TEXTS:
                text = about.get(name)
                if isinstance(text, Mapping) and language not in text:
                    values = {"key": language, "label_vi": f" ({keyword})", "label_en": f" ({keyword})"}
                    yield Problem(problems.MISSING_KEY, path, (*pointer, name), values=values)
    for collection in catalogue.collections.values():
        yield from _group_by(collection.schema)


def _group_by(schema: CollectionSchema) -> Iterator[Problem]:
    for place, name in enumerate(schema.group_by):
        if schema.field(name).vocabulary is None:
            values = {"keyword": "group-by", "vi": _NO_CODES[0].format(name), "en": _NO_CODES[1].format(name)}
            yield Problem(problems.BAD_ANNOTATION, schema.path, ("x-collection", "group-by", place), values=values)


_NO_CODES = (
    "Trường «{}» không lấy giá trị từ danh mục mã nào; hãy chọn trường có «vocabulary».",
    "The field “{}” draws on no code list; choose one that has a “vocabulary”.",
)


def _no_such(key: str, name: str, known: Iterable[str]) -> dict[str, object]:
    what_vi, what_en = _NAMED[key]
    hint_vi, hint_en = hint(name, known)
    return {
        "name": shorten(name),
        "keyword": key,
        "what_vi": f"không có {what_vi} nào tên như vậy",
        "what_en": f"no {what_en} has that name",
        "hint_vi": hint_vi,
        "hint_en": hint_en,
    }
