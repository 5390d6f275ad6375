"""Who could help whom, and why: made-up wants and gives, one lesson a test."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from site_builder.market import Match, Matches, find_matches, matching_from, reasons_text
from site_builder.market.matching import pairing
from tests.market.conftest import OTHERS, SETTINGS, Fill

Matched = Callable[..., Matches]

AQUACULTURE = {"themes": [{"scheme": "themes", "code": "40504"}]}
PROCESSING = {"themes": [{"scheme": "themes", "code": "40507"}]}
CROPS = {"themes": [{"scheme": "themes", "code": "40101"}]}
TEACHING = {"themes": [{"scheme": "themes", "code": "501"}]}


def place(code: str, scheme: str = "today") -> dict[str, Any]:
    return {"places": [{"scheme": scheme, "code": code}]}


def pairs(matches: Matches) -> dict[tuple[str, str], int]:
    return {(match.demand.id, match.supply.id): match.score for match in matches.all}


def best(matches: Matches, supply: str) -> Match:
    return next(match for match in matches.all if match.supply.id == supply)


def test_a_shared_subject_makes_a_match(matched: Matched) -> None:
    found = matched(
        {"dryer-wanted": "Cần máy sấy năng lượng mặt trời cho hồ tiêu"},
        {"dryer": "Máy sấy năng lượng mặt trời", "boat": "Thuyền thúng composite"},
    )
    assert pairs(found).keys() == {("dryer-wanted", "dryer")}


@pytest.mark.parametrize("over", ["dryer-wanted", "dryer"])
def test_nobody_is_led_to_what_has_expired(over: str, matched: Matched) -> None:
    titles = {"dryer-wanted": "Cần máy sấy năng lượng mặt trời", "dryer": "Máy sấy năng lượng mặt trời"}
    until = {name: "2026-11-24" if name == over else "2026-11-25" for name in titles}
    wants, gives = ({name: {"title": titles[name], "open_until": until[name]}} for name in titles)
    assert matched(wants, gives).all == ()


def test_what_shares_nothing_is_not_matched(matched: Matched) -> None:
    found = matched(
        {"shrimp": {"title": "Nuôi tôm nước lợ", **AQUACULTURE}}, {"book": {"title": "Sách giáo khoa", **TEACHING}}
    )
    assert found.all == ()


def test_the_reasons_read_as_a_person_would_give_them(market: Fill) -> None:
    catalogue = market(
        {"want": {"title": "Nuôi tôm công nghệ cao, tiết kiệm nước", **AQUACULTURE, **place("93")}},
        {
            "give": {
                "title": "Hệ thống nuôi tôm tiết kiệm nước",
                **AQUACULTURE,
                **place("93"),
                "state": "ready",
                "trl": 8,
            }
        },
    )
    match = find_matches(catalogue, SETTINGS).all[0]
    assert reasons_text(catalogue, match.reasons, "vi") == (
        "cùng lĩnh vực: Nuôi trồng thủy sản (40504); cùng địa bàn: Xã Đảo Nhỏ; "
        "cùng nói về “tiết kiệm nước”, “nuôi tôm”; sẵn sàng chuyển giao; mức độ sẵn sàng công nghệ (TRL) 8"
    )
    assert reasons_text(catalogue, match.reasons, "en") == (
        "same field: Aquaculture (40504); same place: Đảo Nhỏ Commune; "
        "both speak of “tiết kiệm nước”, “nuôi tôm”; ready to transfer; technology readiness level (TRL) 8"
    )


def test_the_same_field_counts_more_than_the_same_group_of_fields(matched: Matched) -> None:
    found = matched(
        {"want": {"title": "Ao lót bạt", **AQUACULTURE}},
        {"same": {"title": "Cá lồng bè", **AQUACULTURE}, "near": {"title": "Chả viên", **PROCESSING}},
        minimum=1,
    )
    scores = pairs(found)
    assert scores["want", "same"] > scores["want", "near"] > 0


def test_a_group_in_common_is_said_to_be_one(market: Fill) -> None:
    catalogue = market({"want": {"title": "Ao lót bạt", **AQUACULTURE}}, {"near": {"title": "Chả viên", **PROCESSING}})
    match = find_matches(catalogue, SETTINGS).all[0]
    assert reasons_text(catalogue, match.reasons, "vi") == "lĩnh vực gần nhau, cùng thuộc Thủy sản (405)"
    assert reasons_text(catalogue, match.reasons, "en") == "related field, both within Fisheries (405)"


def test_a_rare_code_counts_more_than_a_common_one(matched: Matched) -> None:
    crowd = {f"crowd-{number}": {"title": text, **CROPS} for number, text in enumerate(OTHERS)}
    found = matched(
        {"fish": {"title": "Ao lót bạt", **AQUACULTURE}, "rice": {"title": "Lúa mùa nổi", **CROPS}, **crowd},
        {"cage": {"title": "Cá lồng bè", **AQUACULTURE}, "mill": {"title": "Cối xay đá", **CROPS}},
        minimum=1,
    )
    scores = pairs(found)
    assert scores["fish", "cage"] > scores["rice", "mill"]


def test_words_that_many_records_have_weigh_little(matched: Matched) -> None:
    crowd = {f"crowd-{number}": f"ứng dụng công nghệ {text}" for number, text in enumerate(OTHERS)}
    found = matched(
        {"common": "ứng dụng công nghệ trồng nấm", "rare": "Bánh tráng phơi sương", **crowd},
        {"spoken-of-by-all": "ứng dụng công nghệ đóng tàu", "spoken-of-by-few": "Bánh tráng sữa"},
        minimum=1,
    )
    scores = pairs(found)
    assert scores["rare", "spoken-of-by-few"] > 2 * scores["common", "spoken-of-by-all"]


def test_another_tone_is_another_word(matched: Matched) -> None:
    assert matched({"want": "Chả cá thát lát"}, {"give": "Chà ca thạt lạt"}, minimum=1).all == ()


def test_where_the_tone_stands_makes_no_difference(matched: Matched) -> None:
    assert matched({"want": "Điều hòa ao thủy canh"}, {"give": "Điều hoà, thuỷ canh"}).all


def test_an_abbreviation_is_what_it_stands_for(matched: Matched) -> None:
    assert matched({"want": "Bếp NLMT"}, {"give": "Lò năng lượng mặt trời"}).all


def test_function_words_and_numbers_name_nothing(matched: Matched) -> None:
    assert matched({"want": "Cá 2024 của xã"}, {"give": "Tàu 2024 của xã"}, minimum=1).all == ()


@pytest.mark.parametrize(("mine", "theirs"), [("Bánh ở Phú Thành", "Nón ở Phú Thành"), ("Xã Đảo Nhỏ", "đảo Đảo Nhỏ")])
def test_the_name_of_a_place_in_a_text_is_no_subject(matched: Matched, mine: str, theirs: str) -> None:
    assert matched({"want": mine}, {"give": theirs}, minimum=1).all == ()


def test_a_place_alone_makes_no_match_but_adds_to_one(matched: Matched) -> None:
    found = matched(
        {"want": {"title": "Nuôi cua trong hộp nhựa", **place("93")}},
        {
            "same-place": {"title": "Dệt chiếu lác", **place("93")},
            "same-subject": {"title": "Hộp nhựa nuôi cua", **place("91")},
            "both": {"title": "Hộp nhựa nuôi cua", **place("93")},
        },
    )
    assert [match.supply.id for match in found.all] == ["both", "same-subject"]


def test_a_former_district_is_where_its_communes_are_today(market: Fill) -> None:
    catalogue = market(
        {"want": {"title": "Nuôi cua trong hộp nhựa", **place("80", "before")}},
        {"give": {"title": "Hộp nhựa nuôi cua", **place("92")}},
    )
    match = find_matches(catalogue, SETTINGS).all[0]
    assert "cùng địa bàn: Xã Phú Thạnh" in reasons_text(catalogue, match.reasons, "vi")


def test_two_communes_whose_names_differ_by_a_tone_are_two_places(market: Fill) -> None:
    catalogue = market(
        {"want": {"title": "Nuôi cua trong hộp nhựa", **place("91")}},
        {"give": {"title": "Hộp nhựa nuôi cua", **place("92")}},
    )
    match = find_matches(catalogue, SETTINGS).all[0]
    assert reasons_text(catalogue, match.reasons, "vi") == "cùng nói về “hộp nhựa”, “nuôi cua”"


def test_readiness_counts_where_something_is_shared_only(matched: Matched) -> None:
    found = matched(
        {"want": "Nuôi cua trong hộp nhựa"},
        {
            "a-idea": {"title": "Hộp nhựa nuôi cua", "state": "idea"},
            "b-ready": {"title": "Hộp nhựa nuôi cua", "state": "ready", "trl": 9},
            "c-other": {"title": "Dệt chiếu lác", "state": "ready", "trl": 9},
        },
        minimum=1,
    )
    scores = pairs(found)
    assert scores["want", "b-ready"] == scores["want", "a-idea"] + 4 + 3
    assert ("want", "c-other") not in scores


def test_both_records_of_a_match_give_it_alike(matched: Matched) -> None:
    found = matched({"want": "Nuôi cua trong hộp nhựa"}, {"give": "Hộp nhựa nuôi cua"})
    match = found.all[0]
    assert found.of(match.demand) == found.of(match.supply) == (match,)


def test_each_record_has_its_best_matches_only_and_ties_go_by_id(matched: Matched) -> None:
    gives = {f"give-{number}": "Hộp nhựa nuôi cua" for number in (3, 1, 2)}
    found = matched({"want": "Nuôi cua trong hộp nhựa"}, gives, top=2)
    assert [match.supply.id for match in found.of(found.all[0].demand)] == ["give-1", "give-2"]
    assert len(found.all) == 3, "the third is the best that its supply has"


def test_pieces_of_two_words_are_no_phrase(market: Fill) -> None:
    """ "Tôm công" is a piece of "nuôi tôm | công nghiệp" and of "nuôi tôm | công nghệ cao"."""
    catalogue = market(
        {"want": "Nuôi tôm công nghiệp", "x": "Khu công nghiệp", "y": "Cụm công nghiệp"},
        {"give": "Nuôi tôm công nghệ cao", "z": "Nuôi tôm thẻ", "w": "Rau công nghệ cao"},
    )
    match = best(find_matches(catalogue, SETTINGS), "give")
    assert reasons_text(catalogue, match.reasons, "vi") == "cùng nói về “nuôi tôm”"


SCRIPT = """
import sys
from pathlib import Path
from site_builder.market import find_matches, reasons_text
from site_builder.records import read_catalogue
from site_builder.market.matching import pairing
from tests.market.conftest import SETTINGS
catalogue = read_catalogue(Path(sys.argv[1]), "2026-11-25").catalogue
for match in find_matches(catalogue, SETTINGS).all:
    print(match.demand.id, match.supply.id, match.score, reasons_text(catalogue, match.reasons, "vi"))
print("duckdb" in sys.modules)
"""


def in_a_process(root: Path, seed: int) -> list[str]:
    variables = os.environ | {"PYTHONHASHSEED": str(seed), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", SCRIPT, str(root)]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, encoding="utf-8", check=True)
    return done.stdout.splitlines()


def test_the_same_catalogue_gives_the_same_matches(market: Fill, tmp_path: Path) -> None:
    texts = [f"{first} {second}" for first in OTHERS for second in OTHERS[:5]]
    market(
        {f"want-{number}": {"title": text, **AQUACULTURE} for number, text in enumerate(texts)},
        {f"give-{number}": {"title": text, **PROCESSING} for number, text in enumerate(reversed(texts))},
    )
    first, second = in_a_process(tmp_path / "market", 1), in_a_process(tmp_path / "market", 2)
    assert len(first) > 100
    assert first == second


@pytest.mark.parametrize("threads", [1, 4])
def test_the_number_of_threads_makes_no_difference(market: Fill, monkeypatch: pytest.MonkeyPatch, threads: int) -> None:
    catalogue = market(
        {f"want-{number}": {"title": text, **AQUACULTURE} for number, text in enumerate(OTHERS)},
        {f"give-{number}": {"title": text, **PROCESSING} for number, text in enumerate(reversed(OTHERS))},
    )
    expected = find_matches(catalogue, SETTINGS)
    monkeypatch.setattr(pairing, "_THREADS", threads)
    assert find_matches(catalogue, SETTINGS) == expected


def test_without_supply_nothing_heavy_is_loaded(market: Fill, tmp_path: Path) -> None:
    market({"want": "Nuôi cua trong hộp nhựa"}, {})
    assert in_a_process(tmp_path / "market", 1) == ["False"]


def test_a_catalogue_that_says_nothing_of_matching_has_none(market: Fill) -> None:
    assert find_matches(market({"want": "Nuôi cua"}, {"give": "Nuôi cua"}), None).all == ()


def test_settings_are_read_as_the_catalogue_writes_them() -> None:
    written = {**asdict(SETTINGS), "demand": ["wants"], "supply": ["gives"]}
    written["readiness"] = {"state": {"ready": 4}, "trl": {8: 2, 9: 3}}
    assert matching_from(written) == SETTINGS
    assert matching_from({key: written[key] for key in ("demand", "supply", "words", "minimum", "top")}) == replace(
        SETTINGS, weights={}, readiness={}, places=None
    )
