"""Two catalogues to publish: the real one, and a synthetic one that has every shape and hostile texts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from site_builder.datasets import Publication, write_datasets
from site_builder.history.own_dates import history_of_own_dates
from site_builder.market import survey
from site_builder.records import Catalogue, read_catalogue
from tests.examples_support import TODAY

ROOT = Path(__file__).parents[2]
CREATED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

HOSTILE = (
    '=HYPERLINK("https://evil.example","click")',
    "+84 297 000 000",
    "-5",
    "@SUM(1+1)",
    "  =1+1",
    "＝1+1",
    "\t=1+1",
    "0123",
    "2026-01-02",
    "1e5",
    "true",
    "<script>alert(1)</script>",
    'he said "no", twice; then\nleft',
    "a\rb",
    "line\r\nbreak",
    "🦐 tôm sú",
    "_x0041_",
    "]]>",
    " blanks around ",
    "NULL",
    "a | b",
    "\u2028",
    "x" * 40_000,
)
"""Texts that some format or reader would run, trim, cut or take for something else."""

WHATEVER = {"en": "Synthetic", "fr": "Synthétique"}


def field(kind: str, about: dict[str, Any] | None = None, **rules: Any) -> dict[str, Any]:
    label = {"en": "A label", "fr": "Un libellé"}
    return {"type": kind, "x-field": {"label": label, **(about or {})}, **rules}


def many(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items, "x-field": items.get("x-field", {})}


def group(about: dict[str, Any] | None = None, **parts: Any) -> dict[str, Any]:
    return field("object", about, properties=parts)


def coding(vocabulary: str, *more: str) -> dict[str, Any]:
    return group({"vocabulary": vocabulary}, **{name: field("string") for name in ("scheme", "code", *more)})


TEXT = field("string")
NOTE = group({"translated": True}, en={"type": "string"}, fr={"type": "string"})
WORDS = group({"translated": True}, en={"type": "array"}, fr={"type": "array"})
CODE = field("string", {"vocabulary": "colours"})
PARENT = field("string", {"refers-to": "things"})

PROPERTIES: dict[str, Any] = {
    "name": NOTE,
    "text": TEXT,
    "words": WORDS,
    "weight": field("number"),
    "count": field("integer"),
    "made": field("integer", format="year"),
    "sound": field("boolean"),
    "seen": field("string", format="partial-date"),
    "page": field("string", format="uri"),
    "colour": CODE,
    "shade": coding("colours"),
    "unlisted": field("string", {"vocabulary": "nowhere"}),
    "parent": PARENT,
    "owner": group(
        None, name=NOTE, parent=PARENT, shade=coding("colours"), phones=many(TEXT),
        visits=many(group(None, day=TEXT, weight=field("number"))),
    ),
    "owner_parent": TEXT,
    "texts": many(TEXT),
    "flags": many(field("boolean")),
    "colours": many(CODE),
    "shades": many(coding("colours", "as_written")),
    "parents": many(PARENT),
    # Names that the files, sheets and columns of a careless generator would use twice.
    "columns": many(group(None, record=TEXT, position=field("integer"))),
    "history": many(group(None, text=TEXT)),
    "excel": many(group(None, text=TEXT)),
    "things": many(group(None, text=TEXT)),
    "aVeryLongNameThatNoSheetOfExcelCanHold": many(
        group(None, kind=CODE, of=PARENT, weight=field("number"), notes=many(TEXT), parts=many(group(None, text=TEXT)))
    ),
    "aVeryLongNameThatNoSheetOfExcelCanHoldToo": many(group(None, text=TEXT)),
}  # fmt: skip

FULL: dict[str, Any] = {
    "name": {"en": "Everything", "fr": "Tout"},
    "text": "plain",
    "words": {"en": ["a", "b"]},
    "weight": 9852000000.0,
    "count": 5.0,
    "made": 938,
    "sound": False,
    "seen": "2012-10",
    "page": "https://example.org/a?b=c&d=%20",
    "colour": "red",
    "shade": {"scheme": "new", "code": "red"},
    "unlisted": "whatever",
    "parent": "empty",
    "owner": {"name": {"fr": "Elle"}, "parent": "full", "shade": {"code": "blue"}, "phones": ["1", "2"],
              "visits": [{"day": "2026", "weight": 0.1}]},
    "owner_parent": "not the owner's parent",
    "texts": ["x", "=y"],
    "flags": [True, False],
    "colours": ["blue", "red"],
    "shades": [{"scheme": "new", "code": "red", "as_written": "rouge"}, {"code": "blue"}],
    "parents": ["full", "empty"],
    "columns": [{"record": "r", "position": 7}],
    "history": [{"text": "t"}],
    "excel": [{"text": "t"}],
    "things": [{"text": "t"}],
    "aVeryLongNameThatNoSheetOfExcelCanHold": [
        {"kind": "red", "of": "full", "weight": -1.5, "notes": ["n", "m"], "parts": [{"text": "p"}]}, {},
    ],
    "aVeryLongNameThatNoSheetOfExcelCanHoldToo": [{"text": ""}],
}  # fmt: skip
RECORDS = {
    "full": FULL,
    "empty": {"name": {"en": "Nothing"}, "text": "", "words": {"en": []}, "texts": [], "sound": True, "made": -207},
    "numbers": {"weight": 1e-7, "count": 2**53 - 1, "made": 2026},
    **{f"hostile-{number:02}": {"text": text, "texts": [text], "name": {"en": text}, "history": [{"text": text}]}
       for number, text in enumerate(HOSTILE)},
}  # fmt: skip

COLOURS = """scheme,version,code,label_en,label_fr,parent,valid_from,valid_until,successor
old,1,red,Red,Rouge,,,2019-12-31,new:red
old,1,blue,Blue,,,,,
new,2,red,Red,Rouge,,2020-01-01,,
"""


def write_every_shape(root: Path) -> None:
    """Write the synthetic catalogue. Its schema has no `id`, and a second collection has no record at all."""
    about = {
        "title": WHATEVER, "description": WHATEVER, "notice": WHATEVER, "languages": ["en", "fr"],
        "url": "http://localhost:8000/Some Path/".replace(" ", "%20"), "publisher": {"name": WHATEVER},
        "licence": {"id": "A licence with blanks", "title": "L", "url": "https://example.org/l"},
        "vocabularies": {"colours": {"title": WHATEVER, "source": "https://example.org/c", "licence": "CC0-1.0"}},
    }  # fmt: skip
    x_collection = {
        "label": WHATEVER, "singular": WHATEVER, "description": WHATEVER, "icon": "material/shape", "order": 1,
        "title": "name", "summary": "name", "sections": [{"label": WHATEVER, "fields": ["name"]}],
    }  # fmt: skip
    schema = {"x-collection": x_collection, "type": "object", "properties": PROPERTIES, "required": ["text"]}
    for folder in ("schemas", "catalogue/things", "catalogue/vocabularies"):
        (root / folder).mkdir(parents=True)
    for name in ("things", "nothings"):
        (root / f"schemas/{name}.schema.json").write_text(json.dumps(schema), "utf-8")
    (root / "catalogue/catalogue.yml").write_text(json.dumps(about), "utf-8")
    (root / "catalogue/vocabularies/colours.csv").write_text(COLOURS, "utf-8")
    for name, data in RECORDS.items():
        # JSON is YAML, but for emoji as two escapes and for this line break, which YAML would fold.
        text = json.dumps(data, ensure_ascii=False).replace("\u2028", "\\u2028")
        (root / f"catalogue/things/{name}.yml").write_text(text, "utf-8")


def published_now(catalogue: Catalogue) -> Publication:
    return Publication(catalogue, survey(catalogue), history_of_own_dates(catalogue), CREATED)


def _read(root: Path) -> Catalogue:
    catalogue = read_catalogue(root, TODAY).catalogue
    assert catalogue is not None
    return catalogue


@pytest.fixture(scope="session")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Catalogue]:
    root = tmp_path_factory.mktemp("every-shape")
    write_every_shape(root)
    return {"real": _read(ROOT), "every shape": _read(root)}


@pytest.fixture(scope="session")
def folders(catalogues: dict[str, Catalogue], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The root of the site of each catalogue, with its downloads."""
    made = {}
    for name, catalogue in catalogues.items():
        made[name] = tmp_path_factory.mktemp("site")
        write_datasets(published_now(catalogue), made[name])
    return made
