"""What a source answers, read as data: a web page in its place, and what is broken off or misspelt, is told as such."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from typing import Final, NoReturn

from site_builder import problems
from site_builder.harvest.sources import Answer, Source
from site_builder.problems import CannotRunError, Problem
from site_builder.records import Json
from site_builder.records.reading.wording import shorten

_PAGE: Final = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_BEFORE_A_PAGE: Final = ((b"<?", b"?>"), (b"<!--", b"-->"))
_PAGE_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})
_HALF_A_LETTER: Final = re.compile(r"\\u[dD][89a-fA-F]")
_HASHES: Final[dict[str, Callable[[bytes], str]]] = {
    "sha256": lambda data: hashlib.sha256(data).hexdigest(),
    "sha512": lambda data: hashlib.sha512(data).hexdigest(),
    "sha384": lambda data: hashlib.sha384(data).hexdigest(),
    # Half a file is found by these as well; nothing here rests on them for safety.
    "sha1": lambda data: hashlib.sha1(data, usedforsecurity=False).hexdigest(),
    "md5": lambda data: hashlib.md5(data, usedforsecurity=False).hexdigest(),
}


def is_web_page(answer: Answer) -> bool:
    """Whether an answer is a page for people, whatever media type it bears."""
    head = answer.data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    stated = answer.media_type in _PAGE_TYPES and head.startswith(b"<")
    while skipped := next((end for start, end in _BEFORE_A_PAGE if head.startswith(start)), None):
        head = head.partition(skipped)[2].lstrip()
    return stated or _PAGE.match(head) is not None


def web_page(address: str, looked_for: tuple[str, ...] = ()) -> CannotRunError:
    """Return the error of a web page where data should be; `looked_for` are the names of what was looked for below."""
    names = ", ".join(looked_for)
    values = {
        "example": "https://vi-du.example/data/datapackage.json",
        "vi": f", và ở dưới địa chỉ này không thấy {names}" if names else "",
        "en": f", and below it there is none of {names}" if names else "",
    }
    return CannotRunError(Problem(problems.HARVEST_WEB_PAGE, address, values=values))


def read_data(source: Source, address: str) -> Answer:
    """Return what stands at an address, which must be data. Raises CannotRunError where it is a web page."""
    answer = source.read(address)
    if is_web_page(answer):
        raise web_page(address)
    return answer


def broken(address: str, name: str, vi: str, en: str) -> CannotRunError:
    """Return the error of a file that is not what its format asks for; `name` is that of the format."""
    return CannotRunError(Problem(problems.HARVEST_BROKEN, address, values={"format": name, "vi": vi, "en": en}))


def text_of(answer: Answer, name: str) -> str:
    """Return an answer as text. Raises CannotRunError where it is not UTF-8; `name` is that of the format."""
    try:
        return answer.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = f"0x{answer.data[error.start]:02X}", error.start + 1
        vi, en = "không ở bảng mã UTF-8 (byte {} ở vị trí {})", "it is not UTF-8 (byte {} at {})"
        raise broken(answer.address, name, vi.format(*where), en.format(*where)) from error


def json_of(answer: Answer, name: str = "JSON") -> Json:
    """Return an answer as JSON. Raises CannotRunError where it is none; `name` is that of the format."""
    return parse_json(text_of(answer, name), answer.address, name)


def parse_json(text: str, address: str, name: str = "JSON", line: int = 0) -> Json:
    """Parse JSON; `line` is that of the file in which it stands, where it is one of many."""

    def refuse(constant: str) -> NoReturn:
        raise ValueError(constant)

    try:
        value = json.loads(text, parse_constant=refuse)
        if _HALF_A_LETTER.search(text):
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        place, why = line or error.lineno, shorten(error.msg, 80)
        raise broken(address, name, f"sai ở dòng {place} ({why})", f"line {place}: {why}") from error
    except (ValueError, RecursionError) as error:
        why = "lồng quá sâu" if isinstance(error, RecursionError) else "số hay chữ không dùng được"
        reason = "nested too deep" if isinstance(error, RecursionError) else "a number or letter that cannot be used"
        raise broken(address, name, why, reason) from error
    return value


def verify(answer: Answer, size: object, stated: object) -> None:
    """Check an answer against the size in bytes and the hash that its source states of it, where it states any.

    `stated` is a hash in hex, with `sha256:` or the like before it unless it is MD5 (as the Data Package has it).
    Raises CannotRunError where the answer is something else.
    """
    if isinstance(size, int) and not isinstance(size, bool) and size != len(answer.data):
        raise _differs(answer.address, ("dung lượng", "size"), f"{size} byte", f"{len(answer.data)} byte")
    if not isinstance(stated, str):
        return
    name, _, digest = stated.rpartition(":")
    known = _HASHES.get(name.lower().replace("-", "") or "md5")
    if known and known(answer.data) != digest.lower():
        label = name or "md5"
        raise _differs(answer.address, (f"mã băm {label}", f"{label} hash"), digest[:12], known(answer.data)[:12])


def _differs(address: str, what: tuple[str, str], stated: str, found: str) -> CannotRunError:
    values = {"what_vi": what[0], "what_en": what[1], "stated": shorten(stated), "found": found}
    return CannotRunError(Problem(problems.HARVEST_CHECKSUM, address, values=values))
