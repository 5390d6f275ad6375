"""Validation by JSON Schema.

jsonschema-rs decides "valid" first, some thirty times faster; where it says no, jsonschema explains.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib import resources
from itertools import islice
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from site_builder import problems
from site_builder.config import Translated
from site_builder.problems import Problem
from site_builder.records.explaining import Violation, canonical, explain, hint, without_echoes
from site_builder.records.reading import Json
from site_builder.records.reading.locating import MAX_PROBLEMS
from site_builder.records.reading.wording import shorten
from site_builder.records.schema import DRAFT, SCHEMA_ENDING
from site_builder.records.schema_walk import KEYWORDS, Resolver, files_behind, subschemas

BASE_URI = "https://catalogue.invalid/schemas/"
"""Where the files of `schemas/` stand for `$ref`. Nothing is ever fetched; the scheme is one that `urljoin` knows."""

_PARTIAL_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def is_partial_date(value: object) -> bool:
    """Whether a text is a year, a month or a day of the calendar in ISO 8601 (`2012`, `2012-10`, `2012-10-11`)."""
    if not isinstance(value, str):
        return True
    if not _PARTIAL_DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return True


FORMATS = FormatChecker()
FORMATS.checks("partial-date")(is_partial_date)


@cache
def _ecma(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of a schema. In ECMA 262 a `$` at the end is the end, in Python a line break may follow."""
    return re.compile(re.sub(r"(?<!\\)\$$", r"\\Z", pattern))


def _pattern(_: Any, pattern: str, instance: Json, __: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not _ecma(pattern).search(instance):
        yield ValidationError(f"{shorten(instance)} does not match {pattern}")


def _unique_items(_: Any, wanted: Json, instance: Json, __: Any) -> Iterator[ValidationError]:
    # jsonschema compares each item with each other one: on a hostile list that takes hours.
    if wanted and isinstance(instance, list) and len({canonical(item) for item in instance}) < len(instance):
        yield ValidationError("the list repeats an item")


_Explaining: Any = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {"pattern": _pattern, "uniqueItems": _unique_items}
)


class SchemaValidator:
    """Validates against one schema; `others` are the files that its `$ref`s may name.

    Raises SchemaError where a schema cannot be used.
    """

    def __init__(self, document: Mapping[str, Json], name: str, others: Mapping[str, Mapping[str, Json]]) -> None:
        every = {**others, name: document}
        needed = {name, *files_behind(document, name, Resolver(every))}
        documents = {file: _here(every[file]) for file in sorted(needed)}
        resources = [
            (BASE_URI + file, Resource.from_contents(one, default_specification=DRAFT202012))
            for file, one in documents.items()
        ]
        registry: Registry[Any] = Registry().with_resources(resources)
        schema = {"$ref": BASE_URI + name}
        self._name = name
        self._document = documents[name]
        self._resolver = Resolver(documents)
        self._explaining = _Explaining(schema, registry=registry, format_checker=FORMATS)
        try:
            self._deciding = jsonschema_rs.Draft202012Validator(
                schema,
                registry=jsonschema_rs.Registry([(uri, resource.contents) for uri, resource in resources]),
                formats={"partial-date": is_partial_date},
                validate_formats=True,
                retriever=_refuse,
            )
        except (ValueError, jsonschema_rs.ReferencingError) as error:
            raise SchemaError(str(error)) from error

    def is_valid(self, instance: Json) -> bool:
        """Whether an instance breaks no rule."""
        return self._deciding.is_valid(instance)

    def violations(self, instance: Json, path: str) -> Iterator[Problem]:
        """Yield a problem for each rule of the schema that an instance breaks, not many more than are ever told."""
        if self.is_valid(instance):
            return
        explained = (
            problem
            for error in self._explaining.iter_errors(instance)
            for problem in explain(self._violation(error, path))
        )
        found = without_echoes(list(islice(explained, MAX_PROBLEMS + 1)))
        yield from found or self._unexplained(instance, path)

    def _violation(self, error: ValidationError, path: str) -> Violation:
        above = list(error.absolute_schema_path)[:-1]
        return Violation(
            rule=str(error.validator),
            wanted=error.validator_value,
            value=error.instance,
            schema=error.schema if isinstance(error.schema, Mapping) else {},
            message=error.message,
            path=path,
            pointer=tuple(error.absolute_path),
            label=lambda key: self._label(above, key),
        )

    def _label(self, above: list[str | int], key: str) -> Translated:
        """Return the label of a property of a subschema, given by the way to it with the `$ref`s left out."""
        node: Any = self._document
        file = self._name
        try:
            for part in above:
                while part not in node and "$ref" in node:
                    node, file = self._resolver.target(node["$ref"], file)
                node = node[part]
            node, file = self._resolver.resolve(node, file)
            node, file = self._resolver.resolve(node["properties"][key], file)
        except (KeyError, IndexError, TypeError):
            return {}
        label: Translated = node.get("x-field", {}).get("label", {})
        return label

    def _unexplained(self, instance: Json, path: str) -> Iterator[Problem]:
        """Yield what jsonschema-rs alone objects to: the two libraries may differ over a pattern or a format."""
        for error in islice(self._deciding.iter_errors(instance), MAX_PROBLEMS + 1):
            values = {"rule": error.schema_path[-1], "reason": shorten(error.message, 120)}
            yield Problem(problems.OTHER_SCHEMA_RULE, path, tuple(error.instance_path), values=values)


def _refuse(uri: str) -> Json:
    raise LookupError(uri)


class SchemaError(Exception):
    """A schema that the validators cannot use; the text says why."""


def _here(document: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return a schema without the address that it gives itself: `$ref`s count from the folder in which it stands.

    Without `$schema` as well: where jsonschema meets one, it goes on with a validator of its own choice.
    """
    return {key: value for key, value in document.items() if key not in {"$id", "$schema"}}


@cache
def own_schema(name: str, definition: str | None = None) -> SchemaValidator:
    """Return the validator of a schema that comes with the package, or of one of its `$defs`."""
    file = name + SCHEMA_ENDING
    document = json.loads(resources.files("site_builder.records").joinpath("schemas", file).read_text("utf-8"))
    if definition is None:
        return SchemaValidator(document, file, {})
    return SchemaValidator({"$ref": f"{file}#/$defs/{definition}"}, "definition.json", {file: document})


def schema_problems(document: Json, path: str) -> Iterator[Problem]:
    """Yield what is wrong with a schema by the rules of JSON Schema itself, misspelt keywords included."""
    if not isinstance(document, dict) or document.get("$schema", DRAFT) != DRAFT:
        values = {"vi": f"«$schema» phải là {DRAFT}", "en": f"“$schema” must be {DRAFT}"}
        yield Problem(problems.BAD_SCHEMA, path, ("$schema",), values=values)
        return
    broken = False
    for error in Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(document):
        broken = True
        reason = shorten(error.message, 120)
        values = {"vi": f"sai quy tắc «{error.validator}» ({reason})", "en": f"rule “{error.validator}” ({reason})"}
        yield Problem(problems.BAD_SCHEMA, path, tuple(error.absolute_path), values=values)
    if not broken:
        yield from _keyword_problems(document, path)


def _keyword_problems(document: Mapping[str, Json], path: str) -> Iterator[Problem]:
    for pointer, node in subschemas(document):
        for key in node:
            if key in KEYWORDS or key.startswith("x-") or (key == "$id" and not pointer):
                continue
            hint_vi, hint_en = hint(key, KEYWORDS)
            values = {"key": shorten(key), "hint_vi": hint_vi, "hint_en": hint_en}
            yield Problem(problems.UNKNOWN_KEY, path, (*pointer, key), on_key=True, values=values)
        patterns = [((*pointer, "pattern"), node["pattern"])] if "pattern" in node else []
        patterns += [((*pointer, "patternProperties", key), key) for key in node.get("patternProperties", {})]
        for place, pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                values = {"vi": f"mẫu không dịch được ({error})", "en": f"the pattern does not compile ({error})"}
                yield Problem(problems.BAD_SCHEMA, path, place, values=values)
