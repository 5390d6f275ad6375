"""A small made-up catalogue in English and French: talks that take place, tools that are offered, clubs and members.

Nothing of it is real. A test adds records, and may change what a collection says of itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from site_builder.build import build
from site_builder.history.own_dates import history_of_own_dates
from site_builder.market import survey
from site_builder.pages.site import Site
from site_builder.records import Catalogue, read_catalogue
from tests.examples_support import TODAY

CREATED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
URL = "https://club.example/"

HOSTILE = '<script>alert("1")</script> & "quoted", BEGIN:VEVENT; ]]> \\n {{ x }} \u2028 é'
"""A title that is markup, template, quotes and separators to one format or another."""

Data = Mapping[str, Any]


def say(text: str) -> dict[str, str]:
    return {"en": text, "fr": f"{text} (fr)"}


def field(kind: str = "string", rules: Data | None = None, /, **about: Any) -> dict[str, Any]:
    return {"type": kind, "x-field": {"label": say("Label"), **about}, **(rules or {})}


def many(item: Data) -> dict[str, Any]:
    return {"type": "array", "items": item, "x-field": item["x-field"]}


def group(label: str, **parts: Data) -> dict[str, Any]:
    return field("object", {"properties": parts}, label=say(label))


def translated(label: str = "Text", **about: Any) -> dict[str, Any]:
    parts = {"en": {"type": "string"}, "fr": {"type": "string"}}
    return field("object", {"properties": parts}, label=say(label), translated=True, **about)


DAY = field("string", {"format": "partial-date"}, label=say("Day"))
SOURCES = many(
    field(
        "object",
        {"properties": {"url": field("string", {"format": "uri"}), "title": field()}},
        label=say("Sources"),
        term="http://purl.org/dc/terms/source",
    )
)
COMMON = {"title": translated("Title"), "summary": translated("Summary"), "sources": SOURCES, "published": DAY}

PROPERTIES: dict[str, dict[str, Any]] = {
    "talks": {
        **COMMON,
        "state": field(label=say("State"), vocabulary="states", column=True, facet=True),
        "starts": DAY,
        "ends": DAY,
        "place": translated("Place"),
        "host": field(label=say("Host"), **{"refers-to": "members"}, column=True),
    },
    "tools": {
        **COMMON,
        "state": field(label=say("State"), vocabulary="states", column=True, facet=True),
        "use": translated("Use"),
        "parts": many(field(label=say("Parts"))),
        "figures": many(group("Figures", what=field(label=say("What")), value=field("number", label=say("Value")))),
        "owner": field(label=say("Owner"), **{"refers-to": "members"}, column=True),
    },
    "members": {
        **COMMON,
        "site": field("string", {"format": "uri"}, label=say("Website"), term="http://xmlns.com/foaf/0.1/homepage"),
        "above": field(label=say("Part of"), **{"refers-to": "members"}),
    },
    "clubs": {
        **COMMON,
        "members": many(
            group(
                "Members",
                member=field(label=say("Member"), **{"refers-to": "members"}),
                tool=field(label=say("Tool"), **{"refers-to": "tools"}),
                role=field(label=say("Role"), vocabulary="states"),
            )
        ),
    },
}

ABOUT: dict[str, dict[str, Any]] = {
    "talks": {"calendar": {"start": "starts", "end": "ends", "place": "place", "called-off": {"state": ["off"]}}},
    "tools": {"sheet": True, "compare": True},
    "members": {},
    "clubs": {},
}

STATES = """scheme,version,code,label_en,label_fr,parent,valid_from,valid_until,successor
states,,on,On,En cours,,,,
states,,off,Off,Annulé,,,,
"""


def write_small(root: Path, records: Mapping[str, Mapping[str, Data]], config: Data | None = None) -> Path:
    """Write the catalogue with the records of each collection by their ids; `config` adds to catalogue.yml."""
    about = {
        "title": say("The club"), "description": say("Made up."), "notice": say("Nothing here is real."),
        "languages": ["en", "fr"], "url": URL, "publisher": {"name": say("Nobody")},
        "licence": {"id": "CC0-1.0", "title": "CC0 1.0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"},
        "vocabularies": {"states": {"title": say("States")}}, **(config or {}),
    }  # fmt: skip
    for folder in ("schemas", "catalogue/vocabularies"):
        (root / folder).mkdir(parents=True)
    for place, (name, properties) in enumerate(PROPERTIES.items()):
        collection = {
            "label": say(name.title()), "singular": say(name.title()[:-1]), "description": say(f"Some {name}."),
            "icon": "material/shape", "order": place, "title": "title", "summary": "summary", "date": "published",
            "sections": [{"label": say("Facts"), "fields": [one for one in properties if one != "title"]}],
            **ABOUT[name],
        }  # fmt: skip
        schema = {"x-collection": collection, "type": "object", "properties": properties}
        (root / f"schemas/{name}.schema.json").write_text(json.dumps(schema), "utf-8")
        for record, data in records.get(name, {}).items():
            file = root / f"catalogue/{name}/{record}.yml"
            file.parent.mkdir(exist_ok=True)
            file.write_text(json.dumps(data, ensure_ascii=False).replace("\u2028", "\\u2028"), "utf-8")
    (root / "catalogue/catalogue.yml").write_text(json.dumps(about), "utf-8")
    (root / "catalogue/vocabularies/states.csv").write_text(STATES, "utf-8")
    return root


def read_small(root: Path, records: Mapping[str, Mapping[str, Data]], config: Data | None = None) -> Catalogue:
    """Return the catalogue as of the day of the tests."""
    catalogue = read_catalogue(write_small(root, records, config), TODAY).catalogue
    assert catalogue is not None
    return catalogue


def site_of(catalogue: Catalogue, language: str = "en") -> Site:
    """Return one language of the catalogue's site, for views of texts that no check would let pass."""
    return Site(catalogue, language, "{}", (), (), survey(catalogue), history_of_own_dates(catalogue), CREATED)


def build_small(root: Path, records: Mapping[str, Mapping[str, Data]], config: Data | None = None) -> Path:
    """Return the folder of the catalogue's site."""
    result = build(write_small(root, records, config), root / "site")
    assert result.site, [(problem.en, problem.path, problem.pointer) for problem in result.checked.problems]
    return result.site
