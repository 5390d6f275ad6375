"""From text to the words that are indexed. `client/vietnamese.js` cuts a query in the same way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from unicodedata import is_normalized, normalize

from site_builder.vietnamese import fold, place_tone

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

_WORD: Final = re.compile(r"[^\W_]+")


class _Spellings(dict[str, str]):
    """Remembers the spelling of each word: a catalogue has few distinct words, and each comes many times."""

    def __missing__(self, word: str) -> str:
        spelling = self[word] = place_tone(word)
        return spelling


class Words:
    """Cuts texts into words, and adds the other form of the abbreviations that they hold."""

    def __init__(self, abbreviations: Mapping[str, str]) -> None:
        self._spellings = _Spellings()
        self._companions: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        """By a form's first word: the form, and the words to add to a text that has it."""
        self.abbreviations: list[tuple[str, str, str]] = []
        """Per abbreviation, folded: its words, the one word that stands for it in the index, the long form."""
        concepts: dict[str, str] = {}
        for short, long in sorted(abbreviations.items()):
            short_words, long_words = self.cut(short), self.cut(long)
            if not short_words or not long_words:
                continue
            # KHCN and KH&CN mean one thing, so one word stands for both.
            concept = concepts.setdefault(" ".join(long_words), fold("".join(short_words)))
            self._add_form(short_words, (*long_words, concept))
            self._add_form(long_words, (*short_words, concept))
            self.abbreviations.append((fold(" ".join(short_words)), concept, fold(" ".join(long_words))))

    def cut(self, text: str) -> list[str]:
        """Return the words of `text` in order: letters and digits, lower case, NFC, the tone placed one way."""
        if not is_normalized("NFC", text):
            text = normalize("NFC", text)
        return list(map(self._spellings.__getitem__, _WORD.findall(text.lower())))

    def companions(self, words: Sequence[str], distinct: Collection[str]) -> Iterator[str]:
        """Yield the words that are not in `words` but meant by its abbreviations, or the other way round."""
        first_words = self._companions.keys() & distinct
        if not first_words:
            return
        running = f" {' '.join(words)} "
        for first in sorted(first_words):
            for form, added in self._companions[first]:
                if f" {form} " in running:
                    yield from (word for word in added if word not in distinct)

    def _add_form(self, form: Sequence[str], added: tuple[str, ...]) -> None:
        self._companions.setdefault(form[0], []).append((" ".join(form), added))
