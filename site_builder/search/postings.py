"""Which document has which word: the part of the index that grows with the catalogue.

A posting says that a document has a word *in this spelling*. Lists are kept per spelling, under the folded word: the
union of a folded word's lists answers a query typed without marks, one list alone tells who is spelled as typed.

A list is a string of printable ASCII, in JSON: a static host compresses JSON but seldom unknown binary types, a browser
parses it at full speed, and the symbols fall on byte borders, so that gzip still finds the repetitions. Value v of
0..91 is the character `#` + v. A posting is

* the gap to the previous document number, less significant symbols first: 0..45 ends it, 46..91 says more follow;
* one symbol of 4 * level + count: how much the word weighs in the document (0..22), and how many places follow (0..3);
* one symbol a place: where the word stands in title and summary (0..91), for phrases.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from site_builder.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.search.documents import Document
    from site_builder.search.words import Words

BASE: Final = 46
SYMBOLS: Final = tuple(chr(ord("#") + value) for value in range(2 * BASE))
LEVELS: Final = 22
MAX_PLACES: Final = 3

TITLE_WEIGHT: Final = 10
SUMMARY_WEIGHT: Final = 5
_TYPICAL_LENGTH: Final = 200
"""Words in a usual document; longer ones count each of their words a little less, as in BM25."""
_SATURATION: Final = 8
"""Weight at which a word in a document of usual length counts half of the most it ever can."""


class Postings:
    """Collects the words of documents that are added in the order of their numbers: 0, 1, 2 …"""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._lists: dict[str, list[str]] = {}
        self._last: dict[str, int] = {}
        self._gaps = _Numbers()

    def add(self, number: int, document: Document) -> None:
        """Add `document` under `number`, which is above all numbers before."""
        title, summary = self._words.cut(document.title), self._words.cut(document.summary)
        weights: dict[str, int] = {}
        length = self._weigh(weights, title, TITLE_WEIGHT) + self._weigh(weights, summary, SUMMARY_WEIGHT)
        for text, weight in document.texts:
            length += self._weigh(weights, self._words.cut(text), weight)
        places = _places(title, summary)
        half = _SATURATION * (0.7 + 0.3 * length / _TYPICAL_LENGTH)
        notch = int(document.guest)
        lists, last, gaps = self._lists, self._last, self._gaps
        for word, weight in weights.items():
            level = max(0, int(LEVELS * weight / (weight + half)) - notch) * 4
            seen = places.get(word)
            entry = SYMBOLS[level] if seen is None else SYMBOLS[level + len(seen)] + seen
            entries = lists.get(word)
            if entries is None:
                lists[word] = [gaps[number], entry]
            else:
                entries += (gaps[number - last[word]], entry)
            last[word] = number

    def by_folded_word(self) -> dict[str, dict[str, str]]:
        """Return the encoded lists by spelling, by folded word, both in order of code points."""
        folded: dict[str, dict[str, str]] = {}
        for spelling in sorted(self._lists):
            folded.setdefault(fold(spelling), {})[spelling] = "".join(self._lists[spelling])
        return dict(sorted(folded.items()))

    def _weigh(self, weights: dict[str, int], words: list[str], weight: int) -> int:
        counts = Counter(words)
        for word in self._words.companions(words, counts.keys()):
            weights[word] = weights.get(word, 0) + weight
        for word, count in counts.items():
            weights[word] = weights.get(word, 0) + count * weight
        return len(words)


def _places(title: list[str], summary: list[str]) -> dict[str, str]:
    # One place is left free, so that the title's last word and the summary's first are no phrase.
    places: dict[str, str] = {}
    for words, start in ((title, 0), (summary, len(title) + 1)):
        for word, symbol in zip(words, SYMBOLS[start:], strict=False):
            seen = places.get(word, "")
            if len(seen) < MAX_PLACES:
                places[word] = seen + symbol
    return places


class _Numbers(dict[int, str]):
    """Remembers how each number is written."""

    def __missing__(self, number: int) -> str:
        symbols, rest = "", number
        while rest >= BASE:
            symbols += SYMBOLS[BASE + rest % BASE]
            rest //= BASE
        self[number] = symbols = symbols + SYMBOLS[rest]
        return symbols


def encode(numbers: Iterable[int]) -> str:
    """Return rising `numbers` as gaps in the symbols of a posting list; the first counts from 0."""
    written, previous, symbols = _Numbers(), 0, []
    for number in numbers:
        symbols.append(written[number - previous])
        previous = number
    return "".join(symbols)
