"""Vietnamese text: folding for search, a key for identity, a key for alphabetical order.

Three questions, three functions, never to be mixed: *could the reader mean this?* (`fold`), *is this the same name?*
(`tone_key`), *which comes first?* (`sort_key`). Phú Thành and Phú Thạnh are two communes: folded they are one string,
so folded text must never join records.

`fold` and `place_tone` have a twin in `search/client/vietnamese.js`; `tests/search/folding_cases.json` holds for both.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from unicodedata import normalize

ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The order of letters: the 29 of the Vietnamese alphabet, and f, j, w, z where a foreign name needs them."""

TONES: Final = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
"""The order of tones in a dictionary, as combining marks: ngang, huyền, hỏi, ngã, sắc, nặng."""

_DROP_MARKS: Final = dict.fromkeys(range(0x0300, 0x0370))
_DROP_TONES: Final = {ord(tone): None for tone in TONES if tone}
# Not ASCII order: đ follows d and ư follows u. Digits stay in front of letters.
_RANKS: Final = {ord(letter): chr(ord("a") + rank) for rank, letter in enumerate(ALPHABET)}

_WORD: Final = re.compile(r"[^\W_]+")
_EARLY_TONE: Final = re.compile(r"(?<!q)(?<!gi)(?:[òóỏõọ][ae]|[ùúủũụ]y)(?![^\W\d_])")
_LATE_TONE: Final = {
    normalize("NFC", first + tone + second): first + normalize("NFC", second + tone)
    for first, second in ("oa", "oe", "uy")
    for tone in TONES
    if tone
}


def fold(text: str) -> str:
    """Return `text` in lower case without any mark, đ as d: what a reader types who types no marks.

    "Nước mắm PHÚ QUỐC" gives "nuoc mam phu quoc". Composed and decomposed input give the same. For finding only; two
    different names may fold to one.
    """
    if text.isascii():
        return text.lower()
    plain = normalize("NFD", text.lower()).translate(_DROP_MARKS).replace("đ", "d")
    return plain if plain.isascii() else normalize("NFC", plain)


def place_tone(text: str) -> str:
    """Return lower-case NFC `text` with the tone of an open oa, oe or uy on its second vowel: hòa gives hoà.

    Both placements are in use: Decision 240/QĐ of the Ministry of Education (1984) puts the mark on the main vowel
    (hoà, khoẻ, thuỷ), older print on the first (hòa, khỏe, thủy). Nothing else is free: with a final letter (hoàn,
    ngoài, khuỷu) there is one spelling, and after q or gi the first letter belongs to the initial consonant (quý).
    """
    if text.isascii():
        return text
    return _EARLY_TONE.sub(lambda match: _LATE_TONE[match.group()], text)


def tone_key(text: str) -> str:
    """Return the key under which two spellings of one name are equal and two names are not.

    NFC, case folded, runs of white space as one space and none at the ends, tone placement as `place_tone` does. So
    "Hòa  Điền" and "hoà điền" agree, while "Phú Thành" and "Phú Thạnh" differ, and so do "quí" and "quý".
    """
    collapsed = " ".join(text.split())
    if collapsed.isascii():
        return collapsed.lower()
    return place_tone(normalize("NFC", normalize("NFC", collapsed).casefold()))


def sort_key(text: str) -> str:
    """Return a string that compares as `text` stands in a Vietnamese dictionary.

    Syllable by syllable: letters in the order of `ALPHABET`, then the tone in the order of `TONES`; all of "ba" comes
    before all of "bà". Case, punctuation and the placement of the tone do not count, so keys of different texts may be
    equal.
    """
    return "".join([_syllable_key(syllable) for syllable in _WORD.findall(normalize("NFC", text.lower()))])


@lru_cache(maxsize=1 << 16)
def _syllable_key(syllable: str) -> str:
    apart = normalize("NFD", syllable)
    tone = next((rank for rank, mark in enumerate(TONES) if mark and mark in apart), 0)
    bare = normalize("NFC", apart.translate(_DROP_TONES))
    # A letter of another language (ö, û) stands where its base stands, not behind z.
    letters = "".join([letter if letter in ALPHABET else fold(letter) for letter in bare])
    # The mark after the letters is below every letter, so that "ba" precedes "ban"; the tone follows it.
    return f"{letters.translate(_RANKS)}\x01{tone}"
