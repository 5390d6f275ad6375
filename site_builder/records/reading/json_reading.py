"""Strict reading of JSON: what `records.reading` is for YAML, with the standard library's parser."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NoReturn

from site_builder import problems
from site_builder.problems import Problem
from site_builder.records.reading.yaml_reading import MAX_DEPTH, Document, Json, parse_yaml


def parse_json(text: str, path: str) -> Document:
    """Parse one JSON document; problems as in `parse_yaml`. Duplicate keys and `NaN` are errors here as well."""
    repeated = False
    value: Json = None

    def members(pairs: Sequence[tuple[str, Json]]) -> dict[str, Json]:
        nonlocal repeated
        whole = dict(pairs)
        repeated = repeated or len(whole) < len(pairs)
        return whole

    def no_number(word: str) -> NoReturn:
        raise ValueError(word)

    try:
        value = json.loads(text, object_pairs_hook=members, parse_constant=no_number)
        text.encode("utf-8")
        json.dumps(value, ensure_ascii=False).encode("utf-8")  # an escape may be half of a letter
    except json.JSONDecodeError as error:
        vi = _JSON_VI.get(error.msg, error.msg)
        return _bad_json(path, error.lineno, error.colno, vi, error.msg)
    except UnicodeEncodeError:
        return _bad_json(path, 1, 1, "«\\ud800»–«\\udfff» không phải là chữ", "“\\ud800”–“\\udfff” are no letters")
    except ValueError:  # NaN, Infinity, a number of thousands of digits
        return _bad_json(
            path, 1, 1, "NaN, Infinity và số quá dài không được dùng", "no NaN, Infinity or endless numbers"
        )
    except RecursionError:
        return _too_deep(path)
    if _depth(value) > MAX_DEPTH:
        return _too_deep(path)
    # The hook knows no lines; YAML, of which JSON is a part, does.
    return Document(value, parse_yaml(text, path).problems if repeated else [])


_JSON_VI: Mapping[str, str] = {
    "Expecting value": "thiếu giá trị",
    "Expecting ',' delimiter": "thiếu dấu phẩy",
    "Expecting ':' delimiter": "thiếu dấu hai chấm",
    "Expecting property name enclosed in double quotes": "tên phải ở trong dấu nháy kép, và không thừa dấu phẩy ở cuối",
    "Unterminated string starting at": "dấu nháy kép mở ở đây mà không đóng",
    "Invalid control character at": "chữ không được xuống dòng giữa hai dấu nháy",
    "Extra data": "thừa nội dung sau dấu đóng cuối cùng",
}


def _bad_json(path: str, line: int, column: int, vi: str, en: str) -> Document:
    problem = Problem(problems.BAD_JSON, path, line=line, column=column, values={"vi": vi, "en": en})
    return Document(None, [problem], whole=False)


def _too_deep(path: str) -> Document:
    problem = Problem(problems.TOO_DEEP, path, line=1, column=1, values={"limit": MAX_DEPTH})
    return Document(None, [problem], whole=False)


def _depth(value: Json) -> int:
    """Return how deep lists and mappings lie in each other, without recursion."""
    depth, level = 0, [value]
    while level := [one for one in level if isinstance(one, (dict, list))]:
        depth += 1
        level = [part for one in level for part in (one.values() if isinstance(one, dict) else one)]
    return depth
