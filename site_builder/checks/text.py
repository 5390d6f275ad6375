"""Text is clean Unicode: composed (NFC), without invisible or look-alike letters, HTML, or remains of old fonts.

Works on the files as they are written, so that each problem stands at its own line and column.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from site_builder import problems
from site_builder.problems import Pointer, Problem
from site_builder.records import Catalogue, Json, Record
from site_builder.records.reading.files import read_text
from site_builder.records.reading.locating import MAX_PROBLEMS
from site_builder.records.reading.wording import shorten

# TCVN 5712:1993 (the .VnTime fonts): what each letter shows as when its byte is read as Latin-1, and what it means.
_TCVN3_LETTERS = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦"
_UNICODE = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
_FROM_TCVN3 = str.maketrans(_TCVN3_LETTERS, _UNICODE)
# Only signs that no correct Vietnamese word holds betray the old font; the others are good letters of today as well.
_TCVN3_SIGNS = "µ¸¶·¹¨»¾¼½©®ª«¬\u00ad¡¢§£¤¥¦×÷ÆËÎÏÐÑÖÜÞßåæçëîïñöûüþ"
_TCVN3 = re.compile(f"[A-Za-z][{_TCVN3_SIGNS}]|[{_TCVN3_SIGNS}][A-Za-z]")
# A sign of punctuation inside a word is proof; a line with none of it (piñata, naïve, «chào», N·m) is left alone.
_TCVN3_PROOF = re.compile(r"[A-Za-z](?:[µ¸¶¹¨»¾¼½©®ª«¬\u00ad¡¢§£¤¥¦][A-Za-z]|[µ¸¶¨¾¼½](?!\w))")

# VNI fonts write the mark as a letter of its own behind the vowel: «maém» for mắm, «nöôùc» for nước. Words of other
# languages hold some of these pairs too (naïve, maïs, Israël): those count only where a line has proof.
_VNI = re.compile("[aA][ùøûõïâåäêéèúüëáàã]|[öôÖÔ][ùøûõï]|[eE][âåäùøûõï]|[oO][åäâ]|[uU][øûï]|öô")
_VNI_PROOF = re.compile("[aA][âåäêáàãùøûõ]|[öôÖÔ][ùøûõï]|[eE][âåäø]|[oO][åä]|[uU]ø|öô")
_VNI_VOWELS = {"ö": "ư", "ô": "ơ", "Ö": "Ư", "Ô": "Ơ", "ñ": "đ", "Ñ": "Đ"}
_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}  # fmt: skip

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc\ue000-\uf8ff]"
)
_LOOK_ALIKES = {"Ð": "Đ", "Ɖ": "Đ", "ɖ": "đ", "ð": "đ"}
_OTHER_SCRIPTS = dict(
    zip("АВЕЅІЈКМНОРСТХУаеѕіјорсухԁΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABESIJKMHOPCTXYaesijopcyxdABEZHIKMNOPTYXo", strict=True)
)
_MIXED = re.compile("[A-Za-zÀ-ɏḀ-ỹ][А-яЀ-ԯΑ-ω]|[А-яЀ-ԯΑ-ω][A-Za-zÀ-ɏḀ-ỹ]")
_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")

_LINE_END = re.compile(r"\r\n?|\n")
_WORD = re.compile(f"[\\w{_TCVN3_SIGNS}]+")
"""A run of letters and signs. The rules above look for a pair in a word, never for a word around a pair: that would
take the square of a line's length."""

_SUSPICIOUS = re.compile(
    "|".join(pattern.pattern for pattern in (_INVISIBLE, _TCVN3, _VNI, _MIXED, _HTML))
    + f"|[{''.join(_LOOK_ALIKES)}\ufffd]"
)
"""Finds whatever any rule below may object to, so that a clean file costs one pass."""


def check(catalogue: Catalogue, root: Path) -> Iterator[Problem]:
    escaped = set()
    for path in catalogue.files:
        text = read_text(root, path)
        if isinstance(text, Problem):
            continue  # reading has said so
        if "\\" in text:
            escaped.add(path)
        if not unicodedata.is_normalized("NFC", text) or _SUSPICIOUS.search(text):
            yield from islice(_in_file(path, text), MAX_PROBLEMS + 1)
    # What is written as it is stands in the file; what is written as an escape ("\u200b") only in the value.
    for record in catalogue.records:
        if record.path in escaped:
            yield from islice(_escaped(record, root), MAX_PROBLEMS + 1)


def _in_file(path: str, text: str) -> Iterator[Problem]:
    for number, line in enumerate(_LINE_END.split(text), start=1):
        for column, kind, values in _line(line):
            yield Problem(kind, path, line=number, column=column, values=values)


def _escaped(record: Record, root: Path) -> Iterator[Problem]:
    as_written = read_text(root, record.path)
    for pointer, text in _texts(record.data, ()):
        if isinstance(as_written, str) and text not in as_written:
            for line in text.split("\n"):
                for _, kind, values in _line(line):
                    if kind is not problems.LEGACY_FONT:
                        yield Problem(kind, record.path, pointer, values=values)


def _texts(value: Json, pointer: Pointer) -> Iterator[tuple[Pointer, str]]:
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, list | dict):
        for key, part in enumerate(value) if isinstance(value, list) else value.items():
            yield from _texts(part, (*pointer, key))


Found = tuple[int, problems.Kind, dict[str, object]]


def _line(line: str) -> Iterator[Found]:
    if not unicodedata.is_normalized("NFC", line):
        yield _decomposed(line)
    legacy = list(_legacy(line))
    yield from legacy
    if legacy:
        return  # the signs of an old font would be reported a second time below
    yield from _letters(line)
    for match in _HTML.finditer(line):
        yield match.start() + 1, problems.HTML_TEXT, {"tag": shorten(match[0])}


def _letters(line: str) -> Iterator[Found]:
    for match in _INVISIBLE.finditer(line):
        name = unicodedata.name(match[0], "").lower() or "control"
        yield match.start() + 1, problems.INVISIBLE, {"name": name, "code": f"{ord(match[0]):04X}"}
    for column, letter in enumerate(line, start=1):
        if letter in _LOOK_ALIKES:
            yield column, problems.LOOK_ALIKE, _look_alike(letter, _LOOK_ALIKES[letter])
        elif letter == "\ufffd":
            yield column, problems.LOST_LETTER, {}
    for word in _words(line, _MIXED):
        for offset, letter in enumerate(word[0]):
            if letter in _OTHER_SCRIPTS:
                values = _look_alike(letter, _OTHER_SCRIPTS[letter])
                yield word.start() + offset + 1, problems.LOOK_ALIKE, values


def _decomposed(line: str) -> Found:
    composed = unicodedata.normalize("NFC", line)
    at = next((i for i, (a, b) in enumerate(zip(line, composed, strict=False)) if a != b), len(composed))
    start = line.rfind(" ", 0, at) + 1
    word = unicodedata.normalize("NFC", line[start:].split(" ", 1)[0])
    return at + 1, problems.NOT_NFC, {"word": shorten(word)}


def _words(line: str, pair: re.Pattern[str]) -> list[re.Match[str]]:
    """Return the words of a line that hold a pair of letters."""
    return [word for word in _WORD.finditer(line) if pair.search(word[0])] if pair.search(line) else []


def _legacy(line: str) -> Iterator[Found]:
    if _TCVN3_PROOF.search(line):
        for word in _words(line, _TCVN3):
            yield _legacy_word(word, "TCVN3 (.VnTime)", word[0].translate(_FROM_TCVN3))
        return
    if _VNI_PROOF.search(line):
        for word in _words(line, _VNI):
            yield _legacy_word(word, "VNI", _from_vni(word[0]))


def _legacy_word(match: re.Match[str], font: str, guess: str) -> Found:
    values: dict[str, object] = {
        "word": shorten(match[0]),
        "font_vi": f"phông {font} cũ",
        "font_en": f"an old {font} font",
        "guess": shorten(guess),
    }
    return match.start() + 1, problems.LEGACY_FONT, values


def _from_vni(word: str) -> str:
    letters: list[str] = []
    for letter in word:
        if letters and letter in _VNI_MARKS and letters[-1].isalpha():
            letters.append(_VNI_MARKS[letter])
        else:
            letters.append(_VNI_VOWELS.get(letter, letter))
    return unicodedata.normalize("NFC", "".join(letters))


def _look_alike(found: str, wanted: str) -> dict[str, object]:
    return {"found": found, "wanted": wanted, "code": f"{ord(found):04X}"}
