from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import pytest

from site_builder.vietnamese import fold, place_tone, sort_key, tone_key

CASES = json.loads((Path(__file__).parent / "search" / "folding_cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "folded"), CASES["fold"])
def test_fold_gives_what_a_reader_types_without_marks(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(normalize("NFD", text)) == folded


@pytest.mark.parametrize(("text", "placed"), CASES["place_tone"])
def test_tone_placement(text: str, placed: str) -> None:
    assert place_tone(text) == placed
    assert place_tone(placed) == placed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Điền", "Hòa  Điền "),
        ("THUỶ SẢN", "thủy sản"),
        ("Khoẻ", normalize("NFD", "khỏe")),
        ("Sở\tKH&CN", "sở kh&cn"),
        ("STRASSE", "straße"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert tone_key(one) == tone_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Phú Thành", "Phú Thạnh"), ("quí", "quý"), ("Đông", "Dông"), ("hoà", "hoa"), ("ma", "mà")]
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert tone_key(one) != tone_key(other)


@pytest.mark.parametrize(
    "in_order",
    [
        [*"aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"],
        ["ba", "bà", "bả", "bã", "bá", "bạ", "ban", "bàn"],
        ["da", "dạ", "đa", "đà"],
        ["ba lô", "bà con", "bá tước", "ban"],
        ["Xã 1", "Xã An", "Xã Ân", "Xã Ấp"],
        ["oa", "öb", "oc", "ô", "ơ"],
        ["", "1", "a"],
    ],
)
def test_order_of_a_dictionary(in_order: list[str]) -> None:
    assert all(sort_key(one) < sort_key(other) for one, other in pairwise(in_order))


@pytest.mark.parametrize(("one", "other"), [("Hoà", "hòa"), ("An Giang", "an-giang"), ("thuỷ", "thủy")])
def test_case_punctuation_and_tone_placement_do_not_count_in_the_order(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)
