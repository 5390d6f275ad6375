"""Texts of strangers, made into texts that a record may hold: composed Unicode, plain, nothing invisible.

What can be mended without a change of meaning is mended here: decomposed letters, markup, control and formatting
characters (https://www.unicode.org/reports/tr36/), letters of another script inside a Latin word. What cannot, such as
text in a font of old or a person's telephone number, is left to the checks.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from typing import Final
from urllib.parse import quote

from site_builder.records.reading.yaml_reading import MAX_EXACT_INTEGER
from site_builder.records.validation import is_partial_date
from site_builder.vietnamese import fold

LONGEST_TEXT: Final = 20_000
LONGEST_LINE: Final = 500
"""Letters that are taken of a text, and of a title or another short text; behind them stands an ellipsis."""
LONGEST_ID: Final = 80
LONGEST_LINK: Final = 2000

_TAG: Final = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_HIDDEN: Final = frozenset({"script", "style", "template", "noscript", "iframe", "object"})
_BREAKS: Final = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"})
_ROUNDS: Final = 6
_SPACES: Final = re.compile(r"[^\S\n]+")
_LINE_ENDS: Final = re.compile("\r\n?|\u0085|\u2028|\u2029")
_EMPTY_LINES: Final = re.compile(r"\n{3,}")
_GONE_CATEGORIES: Final = frozenset({"Cc", "Cf", "Co", "Cs"})
_MARKS: Final = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\ufe00-\ufe0f\ufdd0-\ufdef\ufffe\uffff]")
"""Marks, fillers and noncharacters that show nothing, though Unicode does not count them among control characters."""

_LOOK_ALIKES: Final = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ɖ": "đ", "ð": "đ"})
_CYRILLIC_OR_GREEK: Final = str.maketrans(
    "АВЕЅІЈКМНОРСТХУаеѕіјорсухԁΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABESIJKMHOPCTXYaesijopcyxdABEZHIKMNOPTYXo"
)
_MIXED: Final = re.compile("[A-Za-zÀ-ɏḀ-ỹ][А-яЀ-ԯΑ-ω]|[А-яЀ-ԯΑ-ω][A-Za-zÀ-ɏḀ-ỹ]")
_WORD: Final = re.compile(r"\w+")

_LINK: Final = re.compile(r"(?i:(?P<scheme>https?)://)(?P<host>[\w.-]+)(?P<port>:[0-9]{1,5})?(?P<rest>(?:[/?#]\S*)?)")
_ENCODED: Final = re.compile(r"(?:[^%]|%[0-9A-Fa-f]{2})*")
_RESERVED: Final = "/?#%:@!$&'()*+,;=~-._"

_DATE: Final = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?(?![0-9-])")
_COUNT: Final = re.compile(r"([0-9]{1,16})(?:\.0*)?")
_TAGGED: Final = re.compile(r"[a-z]{2,3}")


def text_of(value: object, longest: int = LONGEST_TEXT) -> str:
    """Return a value as plain text of several lines at most, "" where nothing is left of it."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    text = str(value)[: 4 * longest]
    if not (text.isascii() and text.isprintable()) or "<" in text or "&" in text:
        text = _plain(_LINE_ENDS.sub("\n", text))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _cut(_EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip(), longest)


def line_of(value: object, longest: int = LONGEST_LINE) -> str:
    """Return a value as plain text on one line, "" where nothing is left of it."""
    return _cut(" ".join(text_of(value, 4 * longest).split()), longest)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _plain(text: str) -> str:
    """Return a text of clean letters, with no markup in it.

    What was escaped may be markup in its turn, and a letter that is invisible or of another script may hide it: all of
    it goes until nothing does.
    """
    for _ in range(_ROUNDS):
        before, text = text, _clean(text)
        if "<" in text:
            text = "".join(_outside_tags(text)).replace("<!--", "")
        if "&" in text:
            text = unescape(text)
        if text == before:
            return text
    return _clean(text).replace("<", "‹")


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFC", "".join(map(_visible, text))).translate(_LOOK_ALIKES)
    return _WORD.sub(_one_script, text)


def _visible(letter: str) -> str:
    if letter == "\n":
        return letter
    category = unicodedata.category(letter)
    if category == "Zs" or letter == "\t":
        return " "
    return "" if category in _GONE_CATEGORIES or _MARKS.match(letter) else letter


def _one_script(word: re.Match[str]) -> str:
    return word[0].translate(_CYRILLIC_OR_GREEK) if _MIXED.search(word[0]) else word[0]


def _outside_tags(text: str) -> Iterator[str]:
    """Yield the parts of a text between tags, outside comments and what a browser does not show."""
    text = _without_comments(text)
    start, hidden = 0, ""
    for tag in _TAG.finditer(text):
        name, closes = tag[1].lower(), tag[0].startswith("</")
        if hidden:
            if not (closes and name == hidden):
                continue
            hidden = ""
        else:
            yield text[start : tag.start()]
            yield "\n" if name in _BREAKS else ""
            hidden = name if name in _HIDDEN and not closes and not tag[0].endswith("/>") else ""
        start = tag.end()
    yield text[start:]  # from the beginning of what is hidden, where it does not end


def _without_comments(text: str) -> str:
    parts = text.split("<!--")
    return parts[0] + "".join(rest.partition("-->")[2] if "-->" in rest else rest for rest in parts[1:])


def link_of(value: object) -> str:
    """Return an address of the web as RFC 3986 has it, "" where a value is none; letters beyond ASCII are encoded."""
    text = unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else ""
    match = _LINK.fullmatch(text) if len(text) <= LONGEST_LINK else None
    if not match or not text.isprintable() or not _ENCODED.fullmatch(text):
        return ""
    try:
        host = match["host"].encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return f"{match['scheme'].lower()}://{host}{match['port'] or ''}{quote(match['rest'], safe=_RESERVED)}"


def date_of(value: object) -> str:
    """Return the beginning of a text that is a year, a month or a day in ISO 8601; "" where there is none."""
    match = _DATE.match(str(value).strip()) if isinstance(value, str | int) else None
    return match[0] if match and is_partial_date(match[0]) else ""


def whole_number_of(value: object) -> int | None:
    """Return a number that counts something and that every reader of JSON holds exactly, or None."""
    match = _COUNT.fullmatch(str(value).strip())
    number = int(match[1]) if match else MAX_EXACT_INTEGER + 1
    return number if number <= MAX_EXACT_INTEGER else None


def language_of(tag: object) -> str:
    """Return the primary language of a BCP 47 tag or of an address of a list of languages, "" where there is none."""
    if not isinstance(tag, str):
        return ""
    last = tag.strip().rstrip("/").rpartition("/")[2].lower()
    code = _ISO_639_3.get(last, re.split("[-_]", last)[0])
    return code if _TAGGED.fullmatch(code) else ""


_ISO_639_3: Final = {
    "vie": "vi", "eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "ita": "it", "nld": "nl",
    "por": "pt", "zho": "zh", "chi": "zh", "khm": "km", "lao": "lo", "tha": "th", "jpn": "ja", "kor": "ko", "ind": "id",
    "rus": "ru", "pol": "pl", "swe": "sv", "dan": "da", "fin": "fi", "ces": "cs", "ell": "el", "hun": "hu", "ron": "ro",
}  # fmt: skip
"""The languages' codes of three letters, as in https://publications.europa.eu/resource/authority/language."""


def slug(text: str) -> str:
    """Return an id that is as near to a text as an id may be (see `records.explaining.ID_PATTERN`).

    Of a text that is too long, or of which nothing can stand in an id, the id holds a part of its SHA-256.
    """
    letters = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in fold(text))
    found = "-".join(part for part in letters.split("-") if part)
    if found and len(found) <= LONGEST_ID:
        return found
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{found[: LONGEST_ID - 9].strip('-') or 'x'}-{digest}"
