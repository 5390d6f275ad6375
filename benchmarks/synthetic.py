"""Synthetic catalogues of any size: values made from the schemas themselves, the same for the same seed.

Every title, every summary and the catalogue's notice say that the data are synthetic.
"""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from site_builder.build import today
from site_builder.config import CATALOGUE_FILE
from site_builder.records import Catalogue, Collection, CollectionSchema, Json, Vocabulary, read_catalogue
from site_builder.records.record import field_values
from site_builder.records.schema import SCHEMA_ENDING
from site_builder.records.schema_walk import Resolver
from site_builder.records.validation import SchemaValidator

_SUBJECTS = (
    ("quy trình nuôi tôm sú", "a procedure for farming tiger shrimp"),
    ("máy sấy năng lượng mặt trời cho hồ tiêu", "a solar dryer for pepper"),
    ("mô hình lúa – tôm chịu mặn", "a salt-tolerant rice and shrimp model"),
    ("chế phẩm vi sinh xử lý ao nuôi", "a microbial product for treating ponds"),
    ("nhãn hiệu chứng nhận nước mắm", "a certification mark for fish sauce"),
    ("giống lúa chất lượng cao", "a high-quality rice variety"),
    ("hệ thống quan trắc chất lượng nước", "a water quality monitoring system"),
    ("thiết bị bảo quản thủy sản sau thu hoạch", "equipment for keeping seafood after harvest"),
)
_MANNERS = (
    ("trong điều kiện biến đổi khí hậu", "under climate change"),
    ("theo chuỗi giá trị", "along the value chain"),
    ("quy mô nông hộ", "at the scale of a farm"),
    ("ứng dụng công nghệ cao", "with high technology"),
    ("gắn với truy xuất nguồn gốc", "with traceability"),
    ("ở vùng ven biển", "on the coast"),
    ("tiết kiệm nước và phân bón", "saving water and fertiliser"),
)
_MARKS = {"vi": "dữ liệu tổng hợp số {number}", "en": "synthetic data no. {number}"}
_NOTICES = {
    "vi": "DỮ LIỆU TỔNG HỢP ĐỂ ĐO TỐC ĐỘ, KHÔNG CÓ THẬT.",
    "en": "SYNTHETIC DATA FOR MEASURING SPEED, NOTHING OF IT IS REAL.",
}
_OPTIONAL = 0.4
"""How often a property that is not required is there."""

_ATTEMPTS = 20
"""How often a record is made anew, each time with fewer properties, until it fits the conditions of its schema."""

_DAYS, _LATELY = 3650, 120
"""How many days back a date lies at most, and how many where it is of late."""
_COPIED = ("schemas", "catalogue/vocabularies", "catalogue/tables", "catalogue/map", "docs")


class _Dumper(yaml.CSafeDumper):
    """Quotes texts that look like numbers or dates: by YAML 1.2, an unquoted 0893 is the number 893."""


def _quoted(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, "'" if text[:1].isdigit() else None)


_Dumper.add_representer(str, _quoted)


def write_catalogue(source: Path, target: Path, count: int, seed: int = 20260101) -> None:
    """Write into the empty folder `target` a catalogue of `count` records over the collections of the one in `source`.

    Nobody is made up: collections that ask for a person's consent stay empty. Targets are taken over as they are.
    Raises ValueError where a schema asks for what this cannot make.
    """
    catalogue = read_catalogue(source, today()).catalogue
    if catalogue is None:
        raise ValueError(f"the catalogue in {source} cannot be read")
    targets = catalogue.config.market.get("targets", "")
    _copy_surroundings(source, target)
    names = [name for name, one in catalogue.collections.items() if name != targets and one.schema.consent is None]
    ids = {name: [f"synthetic-{name}-{number:06}" for number in range(index, count, len(names))]
           for index, name in enumerate(names)}  # fmt: skip
    if targets:
        _copy_targets(source, target, catalogue.collections[targets], ids)
    resolver = Resolver(catalogue.schemas)
    for name in names:
        schema = catalogue.collections[name].schema
        validator = SchemaValidator(schema.document, name + SCHEMA_ENDING, catalogue.schemas)
        folder = target / "catalogue" / name
        folder.mkdir(parents=True, exist_ok=True)
        for record_id in ids[name]:
            makers = (
                _Maker(catalogue, resolver, ids, random.Random(f"{seed} {record_id} {attempt}"), record_id, attempt)
                for attempt in range(_ATTEMPTS)
            )
            data = next(filter(validator.is_valid, (maker.record(schema) for maker in makers)), None)
            if data is None:
                raise ValueError(f"{name}: no way to make a record that fits the schema")
            text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
            (folder / f"{record_id}.yml").write_text(text, "utf-8")


def _copy_targets(source: Path, target: Path, targets: Collection, ids: Mapping[str, Sequence[str]]) -> None:
    """Take the targets over, with what they refer to replaced by records that are there."""
    for record in targets.records:
        text = (source / record.path).read_text("utf-8")
        for field, _, value in field_values(targets.schema.fields, record.data):
            if field.refers_to:
                text = text.replace(value, ids[field.refers_to][0])
        file = target / record.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def _copy_surroundings(source: Path, target: Path) -> None:
    for folder in _COPIED:
        if (source / folder).is_dir():
            shutil.copytree(source / folder, target / folder)
    for file in source.glob("mkdocs*.yml"):
        shutil.copy(file, target)
    about = yaml.safe_load((source / CATALOGUE_FILE).read_text("utf-8"))
    about["notice"] = {code: f"{_NOTICES.get(code, _NOTICES['en'])} {text}" for code, text in about["notice"].items()}
    (target / CATALOGUE_FILE).parent.mkdir(parents=True, exist_ok=True)
    (target / CATALOGUE_FILE).write_text(yaml.safe_dump(about, allow_unicode=True, sort_keys=False), "utf-8")


class _CannotMakeError(ValueError):
    """A schema asks for what cannot be made; where it does not have to be there, it is left out."""


def _put_in_order(data: dict[str, Json], pairs: Iterable[Sequence[str]]) -> None:
    """Swap the values that a schema wants in another order."""
    for earlier, later in pairs:
        if earlier in data and later in data and data[later] < data[earlier]:
            data[earlier], data[later] = data[later], data[earlier]


@dataclass(frozen=True)
class _Maker:
    """Makes the values of one record."""

    catalogue: Catalogue
    resolver: Resolver
    ids: Mapping[str, Sequence[str]]
    random: random.Random
    record_id: str
    attempt: int

    def record(self, schema: CollectionSchema) -> dict[str, Json]:
        """Return the content of the record's file."""
        properties = dict(schema.document["properties"])
        own_id = {"id": self.record_id} if properties.pop("id", None) else {}
        data = own_id | self._object({**schema.document, "properties": properties}, schema.name + SCHEMA_ENDING)
        for name in (schema.title, schema.summary):
            data[name] = self._marked(data.get(name), name == schema.title)
        _put_in_order(data, schema.not_before)
        return data

    def _marked(self, value: Json, first: bool) -> Json:  # noqa: FBT001
        """Say in a title or summary that it is synthetic; the number makes a title one of a kind."""
        number = self.record_id.rpartition("-")[2]

        def mark(text: str, language: str) -> str:
            words = _MARKS.get(language, _MARKS["en"]).format(number=number)
            return f"{text[:200]} ({words})" if first else f"{text[:800]} {words[0].upper()}{words[1:]}."

        if isinstance(value, dict):
            return {language: mark(text, language) for language, text in value.items()}
        return mark(str(value or ""), self.catalogue.config.language)

    def _value(self, node: Mapping[str, Json], file: str, name: str) -> Json:
        node, file = self.resolver.resolve(node, file)
        about = node.get("x-field", {})
        match node.get("type"):
            case "array":
                return self._array(node, file, name, about)
            case "object" if "vocabulary" in about:
                return self._coding(node, file, about)
            case "object" if about.get("translated"):
                return self._translated(node, file)
            case "object":
                made = self._object(node, file)
                _put_in_order(made, about.get("not-before", ()))
                return made
        return self._scalar(node, name, about)

    def _scalar(self, node: Mapping[str, Json], name: str, about: Mapping[str, Json]) -> Json:
        choices = set(node.get("enum", ()))
        if "vocabulary" in about:
            codes = {code for _, code in self._vocabulary(about).concepts}
            choices = choices & codes if choices else codes
        elif "refers-to" in about:
            return self.random.choice(self._referred(about["refers-to"]))
        if choices:
            return self.random.choice(sorted(choices, key=str))
        if node.get("type") in {"integer", "number", "boolean"}:
            return self._number(node, node["type"])
        return self._text(node, self.catalogue.config.language, name)

    def _object(self, node: Mapping[str, Json], file: str) -> dict[str, Json]:
        properties: Mapping[str, Json] = node.get("properties", {})
        wanted = set(node.get("required", ()))
        branches = [branch["required"] for branch in node.get("anyOf", ()) if "required" in branch]
        if branches:
            possible = [names for names in branches if self._possible(properties, names)]
            wanted.update(self.random.choice(possible or branches))
        optional = [name for name in properties if self.random.random() < _OPTIONAL / (1 + self.attempt)]
        wanted.update(optional[: max(0, node.get("maxProperties", len(optional)) - len(wanted))])
        least = node.get("minProperties", 0)
        wanted.update(list(properties)[: max(0, least - len(wanted))])
        made: dict[str, Json] = {}
        for name in properties:
            try:
                made |= {name: self._value(properties[name], file, name)} if name in wanted else {}
            except _CannotMakeError:
                if name in node.get("required", ()):
                    raise
        return made

    def _possible(self, properties: Mapping[str, Json], names: Iterable[str]) -> bool:
        """Whether there is something to refer to for each of these properties."""
        targets = [properties[name].get("x-field", {}).get("refers-to") for name in names if name in properties]
        return all(self.ids.get(one) for one in targets if one)

    def _referred(self, collection: str) -> Sequence[str]:
        """Return the ids that a reference may name."""
        known = self.ids.get(collection) or tuple(self.catalogue.collections[collection].by_id)
        if not known:
            raise _CannotMakeError(f"{collection} has no record to refer to")
        return known

    def _array(self, node: Mapping[str, Json], file: str, name: str, about: Mapping[str, Json]) -> list[Json]:
        low = max(1, node.get("minItems", 0))
        count = self.random.randint(low, max(low, min(3, node.get("maxItems", 3))))
        items, items_file = self.resolver.resolve(node.get("items", {}), file)
        items = {**items, "x-field": {**items.get("x-field", {}), **about}}
        made = [self._value(items, items_file, name) for _ in range(count)]
        unique = {json.dumps(item, sort_keys=True): item for item in made}
        return list(unique.values())

    def _translated(self, node: Mapping[str, Json], file: str) -> dict[str, Json]:
        made: dict[str, Json] = {}
        for language, subschema in node.get("properties", {}).items():
            one, one_file = self.resolver.resolve(subschema, file)
            if one.get("type") == "array":
                text, _ = self.resolver.resolve(one.get("items", {}), one_file)
                made[language] = list(dict.fromkeys(self._phrase(language)[: text.get("maxLength", 300)] for _ in "ab"))
            else:
                made[language] = self._text(one, language, "")
        return made

    def _coding(self, node: Mapping[str, Json], file: str, about: Mapping[str, Json]) -> dict[str, Json]:
        concept = self.random.choice(list(self._vocabulary(about).concepts.values()))
        properties: Mapping[str, Json] = node.get("properties", {})
        known = {"scheme": concept.scheme, "code": concept.code}
        return {name: known.get(name) or self._value(properties[name], file, name) for name in properties}

    def _vocabulary(self, about: Mapping[str, Json]) -> Vocabulary:
        return self.catalogue.vocabularies[about["vocabulary"]]

    def _number(self, node: Mapping[str, Json], kind: str) -> float | bool:
        if kind == "boolean":
            return self.random.random() < 0.5
        low = node.get("minimum", 1990 if node.get("format") == "year" else 0)
        high = node.get("maximum", 2026 if node.get("format") == "year" else low + 10_000)
        whole = self.random.randint(int(low), int(high))
        return whole if kind == "integer" or self.random.random() < 0.5 else min(whole + 0.5, high)

    def _text(self, node: Mapping[str, Json], language: str, name: str) -> str:
        made = _FORMATS.get(node.get("format", ""), _Maker._sentences)(self, node, language, name)
        if not re.search(node.get("pattern", ""), made):
            raise _CannotMakeError(f"{name}: no way to make a text that fits {node['pattern']!r}")
        return made

    def _sentences(self, node: Mapping[str, Json], language: str, _name: str) -> str:
        room = node.get("maxLength", 300)
        count = 1 if room <= 300 else self.random.randint(3, 6)
        sentences = [self._phrase(language) for _ in range(count)]
        if count > 1:
            sentences = [f"{sentence[0].upper()}{sentence[1:]}." for sentence in sentences]
        return " ".join(sentences)[:room].rstrip()

    def _phrase(self, language: str) -> str:
        column = 0 if language == "vi" else 1
        return f"{self.random.choice(_SUBJECTS)[column]} {self.random.choice(_MANNERS)[column]}"

    def _day(self) -> date:
        """Return a day up to today, every other one of late: what was confirmed long ago stands in no list."""
        back = self.random.choice((_DAYS, _LATELY))
        return date.fromisoformat(today()) - timedelta(days=self.random.randrange(back))

    def _date(self, *_: Any) -> str:
        return self._day().isoformat()

    def _partial_date(self, *_: Any) -> str:
        return self._day().isoformat()[: self.random.choice((4, 7, 10))]

    def _address(self, *_: Any) -> str:
        return f"https://synthetic.example/{self.record_id}/{self.random.randrange(1_000_000)}"


_FORMATS: Mapping[str, Callable[[_Maker, Mapping[str, Json], str, str], str]] = {
    "date": _Maker._date,
    "partial-date": _Maker._partial_date,
    "uri": _Maker._address,
    "iri": _Maker._address,
}
