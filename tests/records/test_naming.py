"""Names as sources write them: which unit they stand for, and when that is not clear."""

from pathlib import Path

import pytest

from site_builder.records import Catalogue, read_catalogue
from site_builder.records.naming import Names
from site_builder.records.vocabulary import parse_vocabulary
from tests.examples_support import TODAY, assemble

ROOT = Path(__file__).parents[2]
PLACES = """scheme,version,code,label_vi,label_en,parent,valid_from,valid_until,successor
old,,91,Tỉnh Kiên Giang,Kiên Giang Province,,,2025-06-30,new:91
old,,89,Tỉnh An Giang,An Giang Province,,,2025-06-30,new:91
old,,900,Thành phố Hà Tiên,Hà Tiên City,91,,2025-06-30,new:1 new:2
old,,903,Huyện Hòn Đất,Hòn Đất District,91,,2025-06-30,new:3 new:4
old,,905,Huyện Châu Thành,Châu Thành District,91,,2025-06-30,new:5
old,,892,Huyện Châu Thành,Châu Thành District,89,,2025-06-30,new:6
old,,9031,Thị trấn Hòn Đất,Hòn Đất Township,903,,2025-06-30,new:3
old,,9032,Xã Mỹ Thuận,Mỹ Thuận Commune,903,,2025-06-30,new:4
old,,9051,Xã Hòa Điền,Hòa Điền Commune,905,,2025-06-30,new:5
old,,8921,Xã Phú Thành,Phú Thành Commune,892,,2025-06-30,new:6
old,,8922,Xã Phú Thạnh,Phú Thạnh Commune,892,,2025-06-30,new:6
new,,91,Tỉnh An Giang,An Giang Province,,2025-07-01,,
new,,1,Phường Hà Tiên,Hà Tiên Ward,91,2025-07-01,,
new,,2,Phường Tô Châu,Tô Châu Ward,91,2025-07-01,,
new,,3,Xã Hòn Đất,Hòn Đất Commune,91,2025-07-01,,
new,,4,Xã Mỹ Thuận,Mỹ Thuận Commune,91,2025-07-01,,
new,,5,Xã Châu Thành,Châu Thành Commune,91,2025-07-01,,
new,,6,Xã Bình Hoà,Bình Hoà Commune,91,2025-07-01,,
"""


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(parse_vocabulary(PLACES, "places.csv", "places", {})[0])


@pytest.fixture(scope="module")
def real() -> Catalogue:
    """The catalogue of this repository."""
    return read_catalogue(ROOT, TODAY).catalogue


def keys(names: Names, text: str, moment: str = "") -> list[tuple[str, str]]:
    return [concept.key for concept in names.meaning(text, moment).concepts]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("xã Mỹ Thuận, huyện Hòn Đất", ("old", "9032")),
        ("huyện Châu Thành, Kiên Giang", ("old", "905")),
        ("H. Châu Thành, tỉnh An Giang", ("old", "892")),
        ("TP. Hà Tiên", ("old", "900")),
        ("TP Hà Tiên", ("old", "900")),
        ("Mỹ Thuận - Hòn Đất", ("old", "9032")),
        ("Mỹ Thuận (Hòn Đất)", ("old", "9032")),
        ("X.Mỹ Thuận,H.Hòn Đất,T.Kiên Giang", ("old", "9032")),
        ("XÃ  HOÀ ĐIỀN", ("old", "9051")),
        ("Hòn Đất District", ("old", "903")),
    ],
)
def test_a_name_stands_for_its_unit_however_its_kind_and_its_tones_are_written(
    names: Names, text: str, key: tuple[str, str]
) -> None:
    assert keys(names, text) == [key]


def test_the_tone_tells_two_communes_apart(names: Names) -> None:
    assert keys(names, "xã Phú Thành") == [("old", "8921")]
    assert keys(names, "xã Phú Thạnh") == [("old", "8922")]


def test_a_name_without_marks_is_nobodys_name_and_the_near_ones_are_told(names: Names) -> None:
    meaning = names.meaning("xã Phu Thanh")
    assert meaning.concepts == ()
    assert {concept.code for concept in names.near(meaning.unknown)} == {"8921", "8922"}


def test_the_same_name_in_two_provinces_asks_for_the_province(names: Names) -> None:
    assert keys(names, "huyện Châu Thành") == [("old", "905"), ("old", "892")]


@pytest.mark.parametrize(
    ("moment", "key"),
    [("2022", ("old", "89")), ("2025-06-30", ("old", "89")), ("2025-07-01", ("new", "91")), ("", ("new", "91"))],
)
def test_a_name_that_two_units_had_in_turn_is_that_of_the_records_time(
    names: Names, moment: str, key: tuple[str, str]
) -> None:
    assert keys(names, "An Giang", moment) == [key]


def test_a_unit_that_kept_its_name_and_extent_is_one_place(names: Names) -> None:
    assert keys(names, "xã Mỹ Thuận") == [("new", "4")]
    assert keys(names, "xã Mỹ Thuận", "2020") == [("old", "9032")]


def test_a_bare_name_is_that_of_the_whole_unit(names: Names) -> None:
    assert keys(names, "Hòn Đất") == [("old", "903")]
    assert keys(names, "Hòn Đất", "2026") == [("new", "3")]


def test_a_unit_may_be_named_by_the_kind_that_it_had_before(names: Names) -> None:
    assert keys(names, "thị xã Hà Tiên") == [("old", "900")]
    assert keys(names, "xã Hà Tiên") == [("new", "1")]


def test_a_unit_of_today_may_be_named_in_the_province_of_then_and_the_other_way_about(names: Names) -> None:
    assert keys(names, "phường Hà Tiên, Kiên Giang") == [("new", "1")]
    assert keys(names, "huyện Hòn Đất, An Giang") == [("old", "903")]


def test_a_name_that_is_elsewhere_is_unknown_and_where_it_is_is_told(names: Names) -> None:
    meaning = names.meaning("xã Mỹ Thuận, huyện Châu Thành, Kiên Giang")
    assert (meaning.concepts, meaning.unknown[0]) == ((), "xã Mỹ Thuận")
    assert {concept.code for concept in names.near(meaning.unknown)} == {"9032", "4"}


@pytest.mark.parametrize("text", ["", " , ", "xã", "huyện ", "()", "x" * 100_000, "," * 100_000, " " * 100_000])
def test_what_names_nothing_means_nothing(names: Names, text: str) -> None:
    meaning = names.meaning(text)
    assert meaning.concepts == ()
    assert names.near(meaning.unknown) == ()


def test_every_unit_is_found_by_its_full_name(real: Catalogue) -> None:
    names = real.names["places"]
    vocabulary = names.vocabulary
    wrong = []
    for concept in vocabulary.concepts.values():
        full = ", ".join(above.labels["vi"] for above in reversed(vocabulary.lineage(concept)))
        found = names.meaning(full).concepts
        today = [{unit.key for unit in vocabulary.today(one)} for one in (concept, *found)]
        if len(found) != 1 or not today[0] <= today[1]:
            wrong.append((full, [one.key for one in found]))
    assert wrong == []


def test_a_record_with_a_name_alone_is_filed_as_with_its_code(tmp_path: Path) -> None:
    case = ROOT / "tests/examples/valid/names-for-codes"
    catalogue = read_catalogue(assemble(case, tmp_path / "root"), TODAY).catalogue
    record = catalogue.find("growers", "vuon-binh")
    assert record is not None
    place = record.data["place"]
    assert place == {**place, "scheme": "regions-old", "code": "111"}
    concept = catalogue.concept(catalogue.schema(record).field("place"), place)
    assert concept is not None
    assert concept.labels["vi"] == "Xã Phú Thành"
