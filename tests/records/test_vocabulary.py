"""Code lists: what stands above a code, and what has taken its place."""

import pytest

from site_builder.records.vocabulary import Concept, Vocabulary, parse_vocabulary

HEADING = "scheme,version,code,label_vi,label_en,parent,valid_from,valid_until,successor\n"
PLACES = HEADING + (
    "old,,91,Kiên Giang,,,,2025-06-30,new:91\n"
    "old,,899,Thành phố Rạch Giá,,91,,2025-06-30,new:1 new:2\n"
    "new,,91,An Giang,An Giang,,2025-07-01,,\n"
    "new,,1,Phường Rạch Giá,,91,2025-07-01,,\n"
    "new,,2,Phường Vĩnh Thông,,91,2025-07-01,,\n"
)


def vocabulary(text: str) -> Vocabulary:
    return parse_vocabulary(text, "catalogue/vocabularies/places.csv", "places", {})[0]


def concept(text: str, scheme: str, code: str) -> tuple[Vocabulary, Concept]:
    found = vocabulary(text)
    return found, found.concepts[scheme, code]


def test_a_code_of_several_schemes_is_that_of_the_first_unless_one_is_named() -> None:
    places = vocabulary(PLACES)
    first, named = places.find("91"), places.find("91", "new")
    assert first
    assert named
    assert (first.labels["vi"], named.labels["vi"]) == ("Kiên Giang", "An Giang")


def test_a_label_that_is_empty_is_not_there() -> None:
    assert concept(PLACES, "old", "91")[1].labels == {"vi": "Kiên Giang"}


def test_a_unit_that_was_split_is_today_all_its_successors() -> None:
    places, city = concept(PLACES, "old", "899")
    assert [one.code for one in places.today(city)] == ["1", "2"]


def test_a_unit_without_successor_is_itself_today() -> None:
    places, ward = concept(PLACES, "new", "1")
    assert places.today(ward) == (ward,)


def test_successors_are_followed_to_the_end() -> None:
    found, first = concept(HEADING + "s,,a,A,,,,,b\ns,,b,B,,,,,c\ns,,c,C,,,,,\n", "s", "a")
    assert [one.code for one in found.today(first)] == ["c"]


def test_successors_in_a_circle_lose_nothing() -> None:
    found, first = concept(HEADING + "s,,a,A,,,,,b\ns,,b,B,,,,,a\n", "s", "a")
    assert found.today(first) == (first,)


def test_lineage_begins_at_the_top_and_stays_in_its_scheme() -> None:
    places, city = concept(PLACES, "old", "899")
    assert [one.labels["vi"] for one in places.lineage(city)] == ["Kiên Giang", "Thành phố Rạch Giá"]


def test_lineage_ends_where_parents_go_in_a_circle() -> None:
    found, first = concept(HEADING + "s,,a,A,,b,,,\ns,,b,B,,a,,,\n", "s", "a")
    assert [one.code for one in found.lineage(first)] == ["b", "a"]


@pytest.mark.parametrize(("level", "code"), [(0, "899"), (1, "91"), (2, "899"), (9, "899")])
def test_a_code_is_grouped_at_a_level(level: int, code: str) -> None:
    places, city = concept(PLACES, "old", "899")
    assert places.at_level(city, level).code == code


def test_order_is_that_of_the_file() -> None:
    places = vocabulary(PLACES)
    assert [places.position(one) for one in places.concepts.values()] == [0, 1, 2, 3, 4]


def test_a_code_that_stands_twice_keeps_its_first_meaning() -> None:
    found, problems = parse_vocabulary(HEADING + "s,,a,A,,,,,\ns,,a,B,,,,,\n", "a.csv", "a", {})
    assert found.concepts["s", "a"].labels["vi"] == "A"
    assert [(problem.line, problem.column) for problem in problems] == [(3, 4)]
