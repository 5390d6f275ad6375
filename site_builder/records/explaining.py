"""What a violated rule of a schema means to a contributor: one violation in, problems out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from site_builder import problems
from site_builder.config import Translated
from site_builder.problems import Kind, Pointer, Problem
from site_builder.records.reading import Json
from site_builder.records.reading.wording import shorten, suggested_id

ID_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"
"""The pattern of an id: what a file's name and an address can hold on every system."""

NO_BLANK_EDGES = r"^\S(.*\S)?$"
"""The pattern by which a schema asks for a text on one line that is not blank and has no space at its ends."""

_LINK_PATTERN_STARTS = ("^https?://", "^(https?://|mailto:)")
_MOST_NAMES = 20


@dataclass(frozen=True, slots=True)
class Violation:
    """A value of a record that breaks a rule of its schema.

    `rule` is the keyword of JSON Schema and `wanted` what it says; `schema` is the subschema in which it stands.
    `label` gives the label of a property of that subschema.
    """

    rule: str
    wanted: Json
    value: Json
    schema: Mapping[str, Json]
    message: str
    path: str
    pointer: Pointer
    label: Callable[[str], Translated]

    def problem(self, kind: Kind, *, at: Pointer = (), on_key: bool = False, **values: object) -> Problem:
        """Return a problem of this violation; `at` leads on from the value to a part of it."""
        return Problem(kind, self.path, (*self.pointer, *at), on_key=on_key, values=values)


def explain(violation: Violation) -> Iterator[Problem]:
    """Turn one violation into problems."""
    yield from _EXPLAINERS.get(violation.rule, _other)(violation)


def without_echoes(found: Sequence[Problem]) -> list[Problem]:
    """Drop what only repeats another problem of the same value: one mistake, one problem."""
    told = {(problem.kind.code, problem.pointer) for problem in found}

    def is_echo(problem: Problem) -> bool:
        return any((kind.code, problem.pointer) in told for kind in _SAID_BETTER_BY.get(problem.kind.code, ()))

    return [problem for problem in found if not is_echo(problem)]


_SAID_BETTER_BY: Mapping[str, Sequence[Kind]] = {
    problems.BAD_FORMAT.code: (problems.BAD_LINK, problems.TEXT_BLANK),
    problems.BAD_LINK.code: (problems.TEXT_BLANK,),
    problems.BAD_PATTERN.code: (problems.TEXT_BLANK,),
    problems.BAD_ID.code: (problems.TEXT_BLANK,),
    problems.NOT_ALLOWED.code: (problems.WRONG_TYPE, problems.EMPTY_VALUE, problems.TEXT_BLANK),
}


def hint(name: str, names: Iterable[str]) -> tuple[str, str]:
    """Return “ (perhaps …)” in Vietnamese and English for a name that does not exist, or two empty texts."""
    near = get_close_matches(shorten(name).lower(), list(names), n=1, cutoff=0.6)
    return (f" (có lẽ là «{near[0]}»)", f" (perhaps “{near[0]}”)") if near else ("", "")


def quote(value: Json) -> str:
    """Return a value as it would stand in a file, short enough for a message."""
    if isinstance(value, list | dict):
        return "[…]" if isinstance(value, list) else "{…}"
    return shorten(json.dumps(value[:200] if isinstance(value, str) else value, ensure_ascii=False))


def _names(values: Sequence[object]) -> str:
    rest = ", …" if len(values) > _MOST_NAMES else ""
    return ", ".join(shorten(value) for value in values[:_MOST_NAMES]) + rest


def _unknown_key(violation: Violation) -> Iterator[Problem]:
    known = violation.schema.get("properties", {})
    for key in violation.value:
        # jsonschema names the keys in its message alone, each as Python writes it.
        if key not in known and repr(key) in violation.message:
            hint_vi, hint_en = hint(key, known)
            yield violation.problem(
                problems.UNKNOWN_KEY, at=(key,), on_key=True, key=shorten(key), hint_vi=hint_vi, hint_en=hint_en
            )


def _missing_key(violation: Violation) -> Iterator[Problem]:
    yield from _missing_of(violation, violation.wanted)


def _missing_partner(violation: Violation) -> Iterator[Problem]:
    yield from _missing_of(violation, dict.fromkeys(key for keys in violation.wanted.values() for key in keys))


def _missing_of(violation: Violation, keys: Iterable[str]) -> Iterator[Problem]:
    for key in keys:
        # jsonschema gives one error a key, and names the key in the message alone.
        if violation.message.startswith(f"{key!r} "):
            label = violation.label(key)
            label_vi, label_en = (f" ({label[language]})" if language in label else "" for language in ("vi", "en"))
            yield violation.problem(problems.MISSING_KEY, key=key, label_vi=label_vi, label_en=label_en)


_TYPES: Mapping[str, tuple[str, str]] = {
    "string": ("chữ", "text"),
    "number": ("số", "a number"),
    "integer": ("số nguyên", "a whole number"),
    "boolean": ("true hoặc false", "true or false"),
    "array": ("danh sách", "a list"),
    "object": ("nhóm «khóa: giá trị»", "a group of “key: value”"),
    "null": ("giá trị rỗng", "empty"),
}
_TYPE_NAMES = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array", dict: "object"}


def _wrong_type(violation: Violation) -> Iterator[Problem]:
    names = [violation.wanted] if isinstance(violation.wanted, str) else list(violation.wanted)
    wanted_vi = " hoặc ".join(_TYPES[name][0] for name in names)
    wanted_en = " or ".join(_TYPES[name][1] for name in names)
    if violation.value is None:
        yield violation.problem(problems.EMPTY_VALUE, wanted_vi=wanted_vi, wanted_en=wanted_en)
        return
    found_vi, found_en = _TYPES[_TYPE_NAMES[type(violation.value)]]
    mend_vi, mend_en = _mend_type(names[0], violation)
    yield violation.problem(
        problems.WRONG_TYPE,
        value=quote(violation.value),
        found_vi=found_vi,
        found_en=found_en,
        wanted_vi=wanted_vi,
        wanted_en=wanted_en,
        mend_vi=mend_vi,
        mend_en=mend_en,
    )


def _mend_type(wanted: str, violation: Violation) -> tuple[str, str]:
    if wanted == "string" and not isinstance(violation.value, list | dict):
        return (
            "đặt trong dấu nháy đơn, viết đúng như nguồn",
            "put it in single quotes, just as its source prints it",
        )
    if wanted == "object" and (
        keys := violation.schema.get("required") or list(violation.schema.get("properties", {}))
    ):
        lines = f"«{keys[0]}: …»", f"“{keys[0]}: …”"
        return f"viết thành các dòng thụt vào như {lines[0]}", f"write indented lines such as {lines[1]}"
    if wanted == "array":
        return "viết mỗi mục trên một dòng bắt đầu bằng «- »", "write each item on a line that begins with “- ”"
    if wanted in {"number", "integer"}:
        return (
            "chỉ ghi chữ số, không dấu nháy, không đơn vị, dấu thập phân là dấu chấm",
            "write digits only, without quotes or unit, with a point for the decimals",
        )
    if wanted == "boolean":
        return "viết true (có) hoặc false (không)", "write true (yes) or false (no)"
    return "viết lại", "write it again"


def _not_allowed(violation: Violation) -> Iterator[Problem]:
    allowed = violation.wanted if violation.rule == "enum" else [violation.wanted]
    texts = [str(value) for value in allowed]
    hint_vi, hint_en = hint(str(violation.value), texts)
    yield violation.problem(
        problems.NOT_ALLOWED, value=quote(violation.value), allowed=_names(texts), hint_vi=hint_vi, hint_en=hint_en
    )


_FORMATS: Mapping[str, tuple[str, str, str]] = {
    "date": ("ngày có thật, viết năm-tháng-ngày", "a day of the calendar as year-month-day", "2022-01-05"),
    "partial-date": (
        "thời điểm có thật, viết năm, năm-tháng hoặc năm-tháng-ngày",
        "a time of the calendar as year, year-month or year-month-day",
        "2012-10",
    ),
    "uri": ("địa chỉ web (chữ có dấu và dấu cách phải mã hóa bằng %)", "a web address (percent-encoded)", "https://…"),
    "iri": ("địa chỉ web", "a web address", "https://…"),
    "email": ("địa chỉ thư điện tử", "an e-mail address", "vanphong@…"),
}


def _format(violation: Violation) -> Iterator[Problem]:
    strange = f"dạng «{violation.wanted}»", f"of the format “{violation.wanted}”", "…"
    vi, en, example = _FORMATS.get(violation.wanted, strange)
    yield violation.problem(
        problems.BAD_FORMAT, value=quote(violation.value), format_vi=vi, format_en=en, example=example
    )


def _pattern(violation: Violation) -> Iterator[Problem]:
    text, pattern = violation.value, violation.wanted
    if pattern.startswith(_LINK_PATTERN_STARTS):
        wanted_vi, wanted_en = "http:// hoặc https://", "http:// or https://"
        if "mailto" in pattern:
            wanted_vi, wanted_en = "http://, https:// hoặc mailto:", "http://, https:// or mailto:"
        yield violation.problem(problems.BAD_LINK, value=shorten(text), wanted_vi=wanted_vi, wanted_en=wanted_en)
    elif pattern == ID_PATTERN:
        yield violation.problem(problems.BAD_ID, id=shorten(text), suggestion=suggested_id(text))
    elif pattern == NO_BLANK_EDGES:
        one_line = len(text.split("\n", 1)) == 1 or not text.strip()
        yield violation.problem(problems.TEXT_BLANK if one_line else problems.NOT_ONE_LINE)
    else:
        yield violation.problem(problems.BAD_PATTERN, value=quote(text), pattern=pattern)


def _length(violation: Violation) -> Iterator[Problem]:
    if violation.rule == "minLength" and violation.wanted == 1:
        yield violation.problem(problems.TEXT_BLANK)
        return
    count = len(violation.value)
    what_vi, what_en = {
        "Length": (f"Chữ ở đây dài {count} ký tự", f"The text here has {count} characters"),
        "Items": (f"Danh sách có {count} mục", f"The list has {count} items"),
    }.get(violation.rule[3:], (f"Nhóm có {count} khóa", f"The group has {count} keys"))
    low = violation.rule.startswith("min")
    yield violation.problem(
        problems.BAD_LENGTH,
        what_vi=what_vi,
        what_en=what_en,
        limit=violation.wanted,
        bound_vi="cần ít nhất" if low else "chỉ được nhiều nhất",
        bound_en="the least is" if low else "the most is",
        mend_vi="thêm vào" if low else "rút gọn",
        mend_en="add to it" if low else "shorten it",
    )


def _range(violation: Violation) -> Iterator[Problem]:
    bounds = {"minimum": "≥", "maximum": "≤", "exclusiveMinimum": ">", "exclusiveMaximum": "<"}
    bound = bounds[violation.rule]
    yield violation.problem(problems.OUT_OF_RANGE, value=quote(violation.value), bound=bound, limit=violation.wanted)


def _repeated(violation: Violation) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, item in enumerate(violation.value):
        key = canonical(item)
        if key in seen:
            yield violation.problem(problems.REPEATED_ITEM, at=(index,), value=quote(item))
        seen.add(key)


def canonical(value: Json) -> str:
    """Return a text that is the same for equal values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _any_of(violation: Violation) -> Iterator[Problem]:
    branches = violation.wanted
    if all(isinstance(branch, dict) and set(branch) == {"required"} for branch in branches):
        keys = _names([f"«{' + '.join(branch['required'])}»" for branch in branches])
        yield violation.problem(problems.MISSING_ONE_OF, keys=keys)
    else:
        yield from _other(violation)


def _contains(violation: Violation) -> Iterator[Problem]:
    wanted = violation.wanted
    if isinstance(wanted, dict) and set(wanted) == {"const"}:
        yield violation.problem(problems.MISSING_ITEM, wanted=quote(wanted["const"]))
    else:
        yield from _other(violation)


def _other(violation: Violation) -> Iterator[Problem]:
    yield violation.problem(problems.OTHER_SCHEMA_RULE, rule=violation.rule, reason=shorten(violation.message, 120))


_EXPLAINERS: Mapping[str, Callable[[Violation], Iterator[Problem]]] = {
    "additionalProperties": _unknown_key,
    "unevaluatedProperties": _unknown_key,
    "required": _missing_key,
    "dependentRequired": _missing_partner,
    "type": _wrong_type,
    "enum": _not_allowed,
    "const": _not_allowed,
    "format": _format,
    "pattern": _pattern,
    "minLength": _length,
    "maxLength": _length,
    "minItems": _length,
    "maxItems": _length,
    "minProperties": _length,
    "maxProperties": _length,
    "minimum": _range,
    "maximum": _range,
    "exclusiveMinimum": _range,
    "exclusiveMaximum": _range,
    "uniqueItems": _repeated,
    "anyOf": _any_of,
    "contains": _contains,
}
