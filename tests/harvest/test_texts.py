"""Texts of strangers become texts that a record may hold, or nothing."""

from __future__ import annotations

import random
import unicodedata
from itertools import product

import pytest

from site_builder.checks import text as text_check
from site_builder.harvest.texts import (
    date_of,
    language_of,
    line_of,
    link_of,
    slug,
    text_of,
    whole_number_of,
)
from site_builder.sisters import is_name


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("Nước mắm Phú Quốc", "Nước mắm Phú Quốc"),
        (unicodedata.normalize("NFD", "Nước mắm"), "Nước mắm"),
        ("  hai   khoảng \t trắng ", "hai khoảng trắng"),
        ("a\r\nb\rc\u2028d\u0085e", "a\nb\nc\nd\ne"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("bidi \u202eevil\u202c \u2066x\u2069", "bidi evil x"),
        ("bell\x07 null\x00 esc\x1b[31m", "bell null esc[31m"),
        ("hard\u00a0space", "hard space"),
        ("mặt cười 😀", "mặt cười 😀"),
        ("gia đình 👨\u200d👩\u200d👧", "gia đình 👨👩👧"),
        ("<p>Một đoạn.</p><p>Đoạn <b>hai</b>.</p>", "Một đoạn.\n\nĐoạn hai."),
        ("trước<br/>sau", "trước\nsau"),
        ("<script>alert('x')</script>chữ", "chữ"),
        ("<style>b{}</style>chữ<!-- lời bàn -->", "chữ"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;chữ", "chữ"),
        ("&amp;lt;b&amp;gt;x", "x"),
        ("<\u200bscript>x", "x"),
        ("<scr<script>ipt>alert(1)</script>", "<scr"),
        ("5 < 6 và 7 > 3", "5 < 6 và 7 > 3"),
        ("R&D, AT&T", "R&D, AT&T"),
        ("Cà phê &amp; chè", "Cà phê & chè"),
        ("Ðại học", "Đại học"),
        ("Cаfe", "Cafe"),  # a Cyrillic а
        ("Москва", "Москва"),
        ("chưa đóng <a href='x", "chưa đóng <a href='x"),
        (12, "12"),
        (1.5, "1.5"),
        (True, ""),
        (None, ""),
        (["x"], ""),
    ],
)
def test_a_text_is_made_plain(given: object, taken: str) -> None:
    assert text_of(given) == taken


def test_a_line_has_no_break() -> None:
    assert line_of("Một\n  hai\n\nba") == "Một hai ba"


def test_what_is_very_long_is_cut_and_says_so() -> None:
    assert line_of("x" * 10_000, 10) == "xxxxxxxxx…"
    assert len(text_of("á" * 1_000_000)) == 20_000


def test_whatever_comes_passes_the_check_of_texts() -> None:
    """Only what cannot be mended without a guess, a lost letter or a font of old, is left to the check."""
    parts = ["<", ">", "/", "b", "script", "<!--", "-->", "&lt;", "&amp;", "&#8203;", "\u200b", "\u202e", "é",
             "e\u0301", " ", "\n", "\x00", "đ", "а", "&#x3c;", "=", "'"]  # fmt: skip
    chance = random.Random(7)
    for text in [*("".join(three) for three in product(parts[:10], repeat=3)),
                 *("".join(chance.choices(parts, k=12)) for _ in range(3000))]:  # fmt: skip
        taken = text_of(text)
        assert unicodedata.is_normalized("NFC", taken)
        assert [one for line in taken.split("\n") for one in text_check._line(line)] == [], (text, taken)
        assert text_of(taken) == taken or "&" in text  # an escape may hold another


def test_hostile_text_takes_no_more_time_than_its_length() -> None:
    for piece in ("<", "<!--", "&", "&lt;", "<a ", "<script>", "</", "<p>", "e\u0301"):
        text_of(piece * 80_000)


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (" HTTP://Example.org ", "http://Example.org"),
        ("https://vidu.vn/trang/cà-phê?q=mắm", "https://vidu.vn/trang/c%C3%A0-ph%C3%AA?q=m%E1%BA%AFm"),
        ("https://khoahọc.vn/", "https://xn--khoahc-tl8b.vn/"),
        ("https://example.org/a|b", "https://example.org/a%7Cb"),
        ("https://example.org:8080/%20x", "https://example.org:8080/%20x"),
        ("https://example.org/50%", ""),
        ("https://ten:mat@example.org/", ""),
        ("https://example.org/a b", ""),
        ("https://example.org/\u202e", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//example.org/", ""),
        ("https://", ""),
        ("mailto:a@b.vn", ""),
        (None, ""),
        (5, ""),
        ("https://example.org/" + "x" * 3000, ""),
    ],
)
def test_an_address_of_the_web_is_taken_and_nothing_else(given: object, taken: str) -> None:
    assert link_of(given) == taken


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("2024-05-01", "2024-05-01"), ("2024-05-01T10:00:00Z", "2024-05-01"), ("2024-05", "2024-05"), ("2024", "2024"),
        (2024, "2024"), ("2024-02-30", ""), ("2024-13-01", ""), ("01/05/2024", ""), ("R/P1Y", ""), ("20240501", ""),
        ("2024-5-1", ""), (None, ""), ("", ""),
    ],
)  # fmt: skip
def test_a_date_is_taken_as_far_as_it_is_one(given: object, taken: str) -> None:
    assert date_of(given) == taken


@pytest.mark.parametrize(("given", "taken"), [("1024", 1024), ("1024.0", 1024), (7, 7), ("-1", None), ("1e9", None),
                                              ("99999999999999999", None), (None, None), ("nhiều", None)])  # fmt: skip
def test_a_size_is_taken_where_it_is_a_number(given: object, taken: int | None) -> None:
    assert whole_number_of(given) == taken


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("vi", "vi"), ("en-US", "en"), ("VI", "vi"), ("en-t-de-t0-mtec", "en"), ("khm", "km"), ("", ""), (None, ""),
        ("http://publications.europa.eu/resource/authority/language/VIE", "vi"), ("tiếng Việt", ""),
    ],
)  # fmt: skip
def test_a_language_is_told_by_its_first_part(given: object, taken: str) -> None:
    assert language_of(given) == taken


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("Nước mắm Phú Quốc", "nuoc-mam-phu-quoc"),
        ("A_1/b", "a-1-b"),
        ("../../etc/passwd", "etc-passwd"),
        ("-x-", "x"),
    ],
)
def test_an_id_is_near_to_its_text(given: str, taken: str) -> None:
    assert slug(given) == taken


@pytest.mark.parametrize("given", ["", "日本", "…", "x" * 500, "\ud800"])
def test_any_text_has_an_id_and_another_text_another(given: str) -> None:
    assert is_name(slug(given))
    assert slug(given) != slug(given + "語")
