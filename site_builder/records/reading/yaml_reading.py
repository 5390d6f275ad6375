"""Strict reading of one file: YAML 1.2 core types on libyaml, or JSON, with a position for every value.

The reader walks libyaml's events itself. That gives, in one pass and without recursion in C (which overflows the
stack on hostile nesting), duplicate keys, depth, aliases and YAML 1.2 types: `no` and `12:30` are text, `010` is ten,
dates stay text. Positions are collected only when asked for, so reading ten thousand good files pays nothing for them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import yaml

from site_builder import problems
from site_builder.problems import Kind, Pointer, Problem
from site_builder.records.reading.files import read_text
from site_builder.records.reading.wording import shorten

Json = Any
"""What JSON can hold: dict, list, str, int, float, bool, None. Read-only by convention once it is in a record."""

MAX_DEPTH = 32
MAX_VALUES = 20_000
"""How many values a file may hold: a record has some hundreds, and the work on each is bounded by this."""
MAX_EXACT_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader holds exactly (RFC 8259, section 6)."""

_WORDS: Mapping[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL_OR_HEX = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_NUMBER_STARTS = frozenset("-+.0123456789")
_CORE_TAGS = "tag:yaml.org,2002:"
"""What a file writes as `!!`."""
_MAX_DIGITS = 20
"""Longer integers are out of range anyway, and turning a million digits into a number takes long."""

_SYNTAX: Mapping[str, tuple[str, str]] = {
    "mapping values are not allowed in this context": (
        "dấu hai chấm đặt sai chỗ (chữ có «: » phải ở trong dấu nháy)",
        "a colon is out of place (text with “: ” must be in quotes)",
    ),
    "found character that cannot start any token": (
        "ký tự này không được đứng đầu giá trị (thụt đầu dòng bằng dấu cách, không bằng Tab; đặt chữ trong dấu nháy)",
        "this character cannot begin a value (indent with spaces, not with Tab; put the text in quotes)",
    ),
    "found unexpected end of stream": ("dấu nháy mở ở đây mà không đóng", "the quote that opens here is never closed"),
    "did not find expected key": (
        "dòng này thụt đầu dòng không khớp với dòng trên, hoặc thừa chữ sau dấu nháy đóng",
        "this line's indentation does not fit the line above, or text follows a closing quote",
    ),
    "could not find expected ':'": ("sau khóa ở đây thiếu dấu hai chấm", "the key here has no colon after it"),
    "did not find expected ',' or ']'": ("thiếu dấu phẩy hoặc dấu ]", "a comma or a ] is missing"),
    "did not find expected ',' or '}'": ("thiếu dấu phẩy hoặc dấu }", "a comma or a } is missing"),
    "did not find expected '-' indicator": (
        "thiếu dấu gạch đầu dòng, hoặc thụt đầu dòng không khớp",
        "a “-” is missing, or the indentation does not fit",
    ),
    "did not find expected node content": ("thiếu giá trị", "a value is missing"),
    "did not find expected <document start>": (
        "dòng này không thuộc về phần nào ở trên",
        "this line belongs to nothing above it",
    ),
    "block sequence entries are not allowed in this context": (
        "dấu gạch đầu dòng đặt sai chỗ",
        "a “-” is out of place",
    ),
    "found a tab character that violates indentation": (
        "thụt đầu dòng bằng phím Tab; hãy dùng dấu cách",
        "the indentation is a Tab; use spaces",
    ),
    "found unknown escape character": (
        "trong dấu nháy kép, dấu \\ phải viết là \\\\; nên dùng dấu nháy đơn",
        "in double quotes a \\ is written \\\\; better use single quotes",
    ),
    "found undefined tag handle": ("dấu ! ở đầu giá trị phải nằm trong dấu nháy", "a ! at the start must be in quotes"),
}
_POINT_AT_START = frozenset({"found unexpected end of stream", "could not find expected ':'"})
"""Errors that libyaml sees later than they were made: the place to show is where the quote or the key began."""


@dataclass(slots=True)
class Document:
    """One document as read: its value, what is wrong with it, and (when asked for) where everything stands.

    `positions` maps a pointer to the (line, column) of the value, `key_positions` to those of its key, from 1. `spans`
    has the offsets at which the text of a scalar begins and ends in the file, and `plain` the unquoted numbers and
    words that are not text, as they are written. `whole` says whether the document could be read to its end.
    """

    value: Json = None
    problems: list[Problem] = field(default_factory=list)
    positions: dict[Pointer, tuple[int, int]] = field(default_factory=dict)
    key_positions: dict[Pointer, tuple[int, int]] = field(default_factory=dict)
    spans: dict[Pointer, tuple[int, int]] = field(default_factory=dict)
    plain: dict[Pointer, str] = field(default_factory=dict)
    whole: bool = True


class _StopReading(Exception):  # noqa: N818 — not an error of the caller's: the document cannot be read further
    pass


class _Reader:
    """Turns the events of one document into plain values."""

    def __init__(self, text: str, path: str, *, positions: bool) -> None:
        self._next: Callable[[], Any] = yaml.CSafeLoader(text).get_event
        self._path = path
        self._positions = positions
        self._count = 0
        self.document = Document()

    def read(self) -> None:
        self._next()  # the stream begins
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            self.document.problems.append(Problem(problems.EMPTY_FILE, self._path, line=1, column=1))
            return
        self.document.value = self._node(self._next(), ())
        self._next()  # the document ends
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            self._report(event, problems.SECOND_DOCUMENT)

    def _report(self, event: Any, kind: Kind, pointer: Pointer = (), **values: object) -> None:
        """Note a problem. A `pointer` says that the value there is not what was meant (see `locate`)."""
        mark = event.start_mark
        self.document.problems.append(
            Problem(kind, self._path, pointer, line=mark.line + 1, column=mark.column + 1, values=values)
        )

    def _stop(self, event: Any, kind: Kind, limit: int) -> NoReturn:
        self._report(event, kind, limit=limit)
        raise _StopReading

    def _node(self, event: Any, pointer: Pointer) -> Json:
        self._count += 1
        if self._positions:
            start, end = event.start_mark, event.end_mark
            self.document.positions[pointer] = (start.line + 1, start.column + 1)
            self.document.spans[pointer] = (start.index, end.index)
        if len(pointer) > MAX_DEPTH:
            self._stop(event, problems.TOO_DEEP, MAX_DEPTH)
        if self._count > MAX_VALUES:
            self._stop(event, problems.TOO_MANY_VALUES, MAX_VALUES)
        if type(event) is yaml.AliasEvent:
            self._report(event, problems.ALIAS, pointer)
            return None
        if event.anchor is not None:
            self._report(event, problems.ALIAS, pointer if type(event) is yaml.ScalarEvent else ())
        if event.tag is not None:
            self._report(event, problems.TAG, pointer, tag=shorten(event.tag.replace(_CORE_TAGS, "!!")))
        if type(event) is yaml.ScalarEvent:
            return self._scalar(event, pointer)
        if type(event) is yaml.SequenceStartEvent:
            return self._sequence(pointer)
        return self._mapping(pointer)

    def _scalar(self, event: Any, pointer: Pointer) -> Json:
        if not event.implicit[0]:  # quoted, or a block of text
            return event.value
        value = core_value(event.value)
        if type(value) is str:
            return value
        if self._positions:
            self.document.plain[pointer] = event.value
        if (type(value) is int and abs(value) > MAX_EXACT_INTEGER) or (
            type(value) is float and not math.isfinite(value)
        ):
            self._report(event, problems.NUMBER_RANGE, pointer, value=shorten(event.value))
            return event.value
        return value

    def _sequence(self, pointer: Pointer) -> list[Json]:
        items: list[Json] = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            items.append(self._node(event, (*pointer, len(items))))
        return items

    def _mapping(self, pointer: Pointer) -> dict[str, Json]:
        items: dict[str, Json] = {}
        first_lines: dict[str, int] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            key = self._key(event, pointer)
            if key in items:
                self._report(event, problems.DUPLICATE_KEY, key=shorten(key), first=first_lines[key])
            else:
                first_lines[key] = event.start_mark.line + 1
            if self._positions and (*pointer, key) not in self.document.key_positions:
                self.document.key_positions[*pointer, key] = (event.start_mark.line + 1, event.start_mark.column + 1)
            items[key] = self._node(self._next(), (*pointer, key))
        return items

    def _key(self, event: Any, pointer: Pointer) -> str:
        # A key that is a list or a mapping is read for its end only, so that what follows can still be reported.
        value = self._node(event, (*pointer, "?"))
        if type(value) is not str:
            raw = getattr(event, "value", None)
            key = "…" if raw is None else str(raw)
            self._report(event, problems.KEY_NOT_TEXT, (*pointer, key), key=shorten(key))
            return key
        return value


def core_value(text: str) -> str | int | float | bool | None:
    """Give a plain (unquoted) scalar its type by the core schema of YAML 1.2.2, section 10.3.2.

    What is no finite number, or an integer of more than 20 digits, gives infinity.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_STARTS:
        return text
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) <= _MAX_DIGITS else math.inf
    if _OCTAL_OR_HEX.fullmatch(text):
        return int(text, 0) if len(text) <= _MAX_DIGITS else math.inf
    if _FLOAT.fullmatch(text):
        return float(text)
    return math.inf if _NOT_FINITE.fullmatch(text) else text


def parse_yaml(text: str, path: str, *, positions: bool = False) -> Document:
    """Parse one YAML document. What is wrong is in the result's `problems`; nothing is raised for bad input."""
    reader = _Reader(text, path, positions=positions)
    document = reader.document
    try:
        reader.read()
    except _StopReading:
        document.whole = False
    except yaml.reader.ReaderError:
        document.whole = False
        document.problems.append(_control_character(text, path))
    except yaml.MarkedYAMLError as error:
        document.whole = False
        document.problems.append(_syntax_problem(error, path))
    return document


def _control_character(text: str, path: str) -> Problem:
    bad = yaml.reader.Reader.NON_PRINTABLE.search(text)
    offset = bad.start() if bad else 0
    line, column = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
    code = f"U+{ord(text[offset]):04X}" if text else ""
    values = {"vi": f"có ký tự điều khiển {code}, hãy xóa đi", "en": f"there is a control character {code}, delete it"}
    return Problem(problems.BAD_YAML, path, line=line, column=column, values=values)


def _syntax_problem(error: yaml.MarkedYAMLError, path: str) -> Problem:
    what = error.problem or error.context or "syntax error"
    early = what in _POINT_AT_START and error.context_mark
    mark = error.context_mark if early else error.problem_mark or error.context_mark
    vi, en = _SYNTAX.get(what, (what, what))
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Problem(problems.BAD_YAML, path, line=line, column=column, values={"vi": vi, "en": en})


def read_document(root: Path, path: str, parse: Callable[[str, str], Document] = parse_yaml) -> Document:
    """Read and parse one file given by its path relative to `root`."""
    text = read_text(root, path)
    return Document(problems=[text]) if isinstance(text, Problem) else parse(text, path)
