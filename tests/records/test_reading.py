"""Strict reading of YAML and JSON: types, positions, limits."""

from pathlib import Path

import pytest

from site_builder import problems
from site_builder.problems import Problem
from site_builder.records.reading.files import MAX_BYTES, read_text
from site_builder.records.reading.json_reading import parse_json
from site_builder.records.reading.locating import MAX_PROBLEMS, locate
from site_builder.records.reading.wording import shorten
from site_builder.records.reading.yaml_reading import MAX_DEPTH, MAX_EXACT_INTEGER, core_value, parse_yaml


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None), ("~", None), ("null", None),
        ("true", True), ("False", False),
        ("no", "no"), ("off", "off"), ("y", "y"), ("tRUE", "tRUE"),
        ("12", 12), ("-7", -7), ("+7", 7), ("0", 0), ("010", 10), ("0o17", 15), ("0x1F", 31),
        ("1.50", 1.5), (".5", 0.5), ("5.", 5.0), ("1e3", 1000.0),
        ("12:30", "12:30"), ("1_000", "1_000"), ("1.234.567,89", "1.234.567,89"),
        ("2022-01-05", "2022-01-05"), ("2022-01-05 10:00:00", "2022-01-05 10:00:00"),
        ("=", "="), ("-", "-"), ("-a", "-a"),
    ],
)  # fmt: skip
def test_unquoted_values_have_the_core_types_of_yaml_1_2(written: str, value: object) -> None:
    assert core_value(written) == value
    assert type(core_value(written)) is type(value)


@pytest.mark.parametrize("written", ["'010'", '"010"', "'no'", "|-\n  010", ">-\n  010"])
def test_quoted_values_and_blocks_are_text(written: str) -> None:
    assert type(parse_yaml(f"a: {written}", "a.yml").value["a"]) is str


def test_a_sound_document_has_its_value_and_no_problem() -> None:
    document = parse_yaml("id: a\nlist: [1, 2]\n", "a.yml")
    assert (document.value, document.problems, document.whole) == ({"id": "a", "list": [1, 2]}, [], True)


def test_positions_count_from_1_and_in_letters() -> None:
    document = parse_yaml("tên: cây\nlist:\n  - đo\n  - {b: 1}\n", "a.yml", positions=True)
    assert document.positions["tên",] == (1, 6)
    assert document.positions["list", 1, "b"] == (4, 9)
    assert document.key_positions["list",] == (2, 1)


def test_positions_are_not_collected_unless_asked_for() -> None:
    assert parse_yaml("a: 1\n", "a.yml").positions == {}


@pytest.mark.parametrize(("depth", "found"), [(MAX_DEPTH, []), (MAX_DEPTH + 1, ["too-deep"])])
def test_depth_has_a_limit(depth: int, found: list[str]) -> None:
    assert [problem.kind.code for problem in parse_yaml("[" * depth + "1" + "]" * depth, "a.yml").problems] == found


@pytest.mark.parametrize(("number", "found"), [(MAX_EXACT_INTEGER, []), (MAX_EXACT_INTEGER + 1, ["number-range"])])
def test_integers_are_those_that_every_reader_of_json_holds(number: int, found: list[str]) -> None:
    assert [problem.kind.code for problem in parse_yaml(f"- {number}\n- {-number}", "a.yml").problems] == found * 2


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("a" * MAX_BYTES, "utf-8")
    assert read_text(tmp_path, "a.yml") == "a" * MAX_BYTES


def test_a_larger_file_is_not(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("a" * (MAX_BYTES + 1), "utf-8")
    found = read_text(tmp_path, "a.yml")
    assert isinstance(found, Problem)
    assert found.kind is problems.TOO_LARGE


def test_a_path_that_climbs_out_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x", "utf-8")
    (tmp_path / "root").mkdir()
    found = read_text(tmp_path / "root", "../secret")
    assert isinstance(found, Problem)
    assert found.kind is problems.OUTSIDE_TREE


def test_the_catalogue_may_lie_behind_a_link_itself(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.yml").write_text("x", "utf-8")
    (tmp_path / "root").symlink_to("real")
    assert read_text(tmp_path / "root", "a.yml") == "x"


def test_a_second_mistake_is_found_where_the_first_lets_reading_go_on() -> None:
    document = parse_yaml("a: 1\na: .inf\nb: *x\n", "a.yml")
    assert [problem.kind.code for problem in document.problems] == ["duplicate-key", "number-range", "yaml-alias"]
    assert document.whole


def test_json_is_read_as_strictly() -> None:
    assert parse_json('{"a": [1, true, null]}', "a.json").value == {"a": [1, True, None]}
    assert [one.line for one in parse_json('{"a": 1,\n "a": 2}', "a.json").problems] == [2]


@pytest.mark.parametrize("text", ["", "{", "{'a': 1}", "[1,]", "NaN", '"\\ud800"', "1" * 5000])
def test_what_is_no_json_is_a_problem_and_never_an_exception(text: str) -> None:
    assert [problem.kind for problem in parse_json(text, "a.json").problems] == [problems.BAD_JSON]


def write(root: Path, text: str) -> Path:
    (root / "a.yml").write_text(text, "utf-8")
    return root


def test_a_problem_known_by_its_pointer_is_located(tmp_path: Path) -> None:
    (problem,) = locate(
        [Problem(problems.TEXT_BLANK, "a.yml", ("b", 1))], write(tmp_path, "a: 1\nb:\n  - x\n  - ' '\n")
    )
    assert (problem.line, problem.column) == (4, 5)


def test_what_is_missing_is_located_at_the_nearest_value_above(tmp_path: Path) -> None:
    (problem,) = locate([Problem(problems.TEXT_BLANK, "a.yml", ("b", "c", "d"))], write(tmp_path, "a: 1\nb:\n  x: 1\n"))
    assert (problem.line, problem.column) == (3, 3)


def test_a_part_of_a_text_on_several_lines_is_located_at_its_own_line(tmp_path: Path) -> None:
    root = write(tmp_path, "a: x\nb: |\n  một hai\n  ba x x\n")
    found = [Problem(problems.TEXT_BLANK, "a.yml", ("b",), excerpt=("x", before)) for before in (0, 1)]
    assert [(one.line, one.column) for one in locate(found, root)] == [(4, 6), (4, 8)]


def test_a_part_that_a_fold_breaks_up_is_located_where_the_text_begins(tmp_path: Path) -> None:
    root = write(tmp_path, "b: >-\n  một\n  hai\n")
    (problem,) = locate([Problem(problems.TEXT_BLANK, "a.yml", ("b",), excerpt=("một hai", 0))], root)
    assert (problem.line, problem.column) == (1, 4)


def test_a_number_is_shown_as_its_file_has_it(tmp_path: Path) -> None:
    problem = Problem(problems.OUT_OF_RANGE, "a.yml", ("a",), values={"value": "1.1", "bound": "≥", "limit": 2})
    (located,) = locate([problem], write(tmp_path, "a: 1.10\n"))
    assert "1.10" in located.en


def test_of_one_file_no_more_is_told_than_a_person_reads(tmp_path: Path) -> None:
    found = [Problem(problems.TEXT_BLANK, "a.yml", line=line, column=1) for line in range(1, 1000)]
    located = locate(found, tmp_path)
    assert len(located) == MAX_PROBLEMS + 1
    assert located[-1].kind is problems.TOO_MANY


@pytest.mark.parametrize(
    ("value", "shown"),
    [("a\n b", "a b"), ("x" * 100, "x" * 59 + "…"), ("\x1b[31m", "\\u001b[31m"), ("a\u202eb", "a\\u202eb"), (5, "5")],
)
def test_a_value_in_a_message_is_short_and_harmless(value: object, shown: str) -> None:
    assert shorten(value) == shown
