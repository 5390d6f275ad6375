"""What a text speaks of: pairs of neighbouring syllables, as a Vietnamese word most often has two.

"Nuôi tôm nước lợ" gives "nuôi tôm", "tôm nước", "nước lợ". A pair does not reach across a stop, a number or a
function word, nor into what says nothing of the subject: the phrases of paperwork, and the names of places, for which a
record has codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from sys import intern
from typing import Final, NamedTuple
from unicodedata import normalize

from site_builder.vietnamese import tone_key

FUNCTION_WORDS: Final = frozenset({
    "bị", "bởi", "các", "cái", "cho", "chỉ", "chưa", "có", "cùng", "cũng", "của", "do", "đã", "đang", "đây", "để",
    "đến", "đều", "được", "gồm", "hay", "hoặc", "hơn", "khi", "không", "là", "lại", "lên", "mà", "mỗi", "một",
    "nào", "này", "nên", "nếu", "ngay", "nhằm", "nhưng", "những", "như", "nơi", "ở", "qua", "ra", "rất", "rồi",
    "sẽ", "song", "tại", "theo", "thì", "trên", "trong", "tới", "từ", "từng", "và", "vào", "về", "vì", "việc",
    "với", "vừa", "vẫn",
})  # fmt: skip
"""Syllables that hold a sentence together and name nothing."""

PAPERWORK: Final = (
    "ban quản lý", "chi cục", "chủ trì", "chương trình", "công văn", "cơ quan", "danh mục", "dự án", "đại học",
    "đăng ký", "đặt hàng", "đề án", "đề tài", "đề xuất", "địa bàn", "đơn vị", "giai đoạn", "hồ sơ", "hợp lệ",
    "hội đồng", "kế hoạch", "kinh phí", "nghiệm thu", "nhiệm vụ", "quyết định", "quyết định số", "thông báo",
    "thực trạng", "tổ chức", "trạng thái", "triệu đồng", "trung tâm", "trường đại học", "tuyển chọn", "ủy ban nhân dân",
    "văn bản",
)  # fmt: skip
"""What offices write of any task whatever its subject. A large catalogue shows that by numbers, a small one cannot."""

PLACE_KINDS: Final = ("thành phố", "thị trấn", "đặc khu", "thị xã", "huyện", "phường", "quận", "tỉnh", "xã")
"""How the label of an administrative unit begins; its name is what follows."""

_TOKEN: Final = re.compile(r"[^\W_]+|[^\s\w&-]")


class Run(NamedTuple):
    """Words that follow each other with nothing between them: as they are written, and their keys."""

    words: Sequence[str]
    keys: Sequence[str]

    @property
    def pairs(self) -> list[str]:
        """The keys of neighbouring words, in order."""
        return [intern(f"{first} {second}") for first, second in zip(self.keys, self.keys[1:], strict=False)]


class _Silent(NamedTuple):
    """The keys of a phrase that says nothing of a subject, and whether each of its words must have a capital."""

    keys: list[str]
    capital: bool


class _Keys(dict[str, str]):
    """The key of each word, "" for what ends a run. A catalogue has few distinct words, and each comes many times."""

    def __missing__(self, token: str) -> str:
        key = tone_key(token) if token[0].isalnum() and not token.isdecimal() else ""
        self[token] = key = "" if key in FUNCTION_WORDS else key
        return key


class Words:
    """Cuts texts into runs of words.

    `abbreviations` maps a short form to the words that it stands for, so that both are the same words. `places` are the
    labels of places.
    """

    def __init__(self, abbreviations: Mapping[str, str], places: Iterable[str] = ()) -> None:
        self._keys = _Keys()
        self._long = dict(abbreviations)
        forms = "|".join(sorted(map(re.escape, self._long), key=len, reverse=True))
        self._short = re.compile(rf"(?<!\w)(?:{forms})(?!\w)") if forms else None
        names = {_name(label) for label in places}
        silent = sorted({*names, *map(tone_key, PAPERWORK)}, key=lambda phrase: (-len(phrase), phrase))
        self._silent: dict[str, list[_Silent]] = {}
        for phrase in silent:
            keys = phrase.split()
            self._silent.setdefault(keys[0], []).append(_Silent(keys, capital=phrase in names))

    def runs(self, text: str) -> Iterator[Run]:
        """Yield the runs of a text that have two words or more."""
        if self._short:
            text = self._short.sub(lambda match: self._long[match.group()], text)
        words: list[str] = []
        keys: list[str] = []
        for token in [*_TOKEN.findall(normalize("NFC", text)), "."]:
            if key := self._keys[token]:
                words.append(token)
                keys.append(key)
            elif words:
                yield from self._telling(words, keys)
                words, keys = [], []

    def _telling(self, words: Sequence[str], keys: Sequence[str]) -> Iterator[Run]:
        """Yield what is left of a run between the phrases that say nothing of the subject."""
        start = 0
        for index in [index for index, key in enumerate(keys) if key in self._silent]:
            length = self._silent_at(words, keys, index) if index >= start else 0
            if length:
                if index > start + 1:
                    yield Run(words[start:index], keys[start:index])
                start = index + length
        if len(words) > start + 1:
            yield Run(words[start:], keys[start:])

    def _silent_at(self, words: Sequence[str], keys: Sequence[str], index: int) -> int:
        """Return of how many words the silent phrase is that begins at `index`, the longest; 0 where there is none."""
        for phrase, capital in self._silent[keys[index]]:
            end = index + len(phrase)
            if keys[index:end] == phrase and (not capital or all(word[0].isupper() for word in words[index:end])):
                return len(phrase)
        return 0


def _name(label: str) -> str:
    """Return the key of a place's name without the kind of unit in front of it."""
    key = tone_key(label)
    kind = next((kind for kind in PLACE_KINDS if key.startswith(f"{kind} ")), "")
    return key.removeprefix(kind).strip()
