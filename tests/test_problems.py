"""Every kind of problem speaks both languages, has a code of its own, and is shown by an example."""

import re
from pathlib import Path
from string import Formatter

import pytest

from site_builder import problems
from site_builder.problems import KINDS, CannotRunError, Kind, Problem
from tests.examples_support import cases, expected

WITHOUT_EXAMPLE = {
    problems.NO_CATALOGUE: "an example has a catalogue",
    problems.NO_SUCH_PATH: "raised for an argument of the command",
    problems.OUTPUT_NOT_OURS: "raised by a build",
    problems.SHELL_FAILED: "raised by a build",
    problems.PORT_TAKEN: "raised by serve",
    problems.SNAPSHOT_EXISTS: "raised by snapshot",
    problems.DELETED_IN_SILENCE: "git knows of it, see tests/history",
    **{kind: "raised by harvest" for name, kind in vars(problems).items() if name.startswith("HARVEST_")},
}
PACKAGE = Path(problems.__file__).parent


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_kind_has_both_languages_with_the_same_values(kind: Kind) -> None:
    neutral = [{re.sub(r"(^|_)(vi|en)$", "", name) for name in fields(text)} for text in (kind.vi, kind.en)]
    assert neutral[0] == neutral[1]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_kind_formats_with_the_values_that_it_names(kind: Kind) -> None:
    problem = Problem(kind, "a.yml", values=dict.fromkeys(fields(kind.vi) | fields(kind.en), "x"))
    assert "{" not in problem.vi + problem.en


def test_codes_are_unique_and_fit_an_address() -> None:
    codes = [kind.code for kind in KINDS]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code) for code in codes)


def test_every_kind_is_shown_by_an_example() -> None:
    shown = {problem.code for case in cases("invalid") for problem in expected(case)}
    missing = {kind.code for kind in KINDS if kind not in WITHOUT_EXAMPLE} - shown
    assert missing == set(), "add a case to tests/examples/invalid for each"


def test_only_what_no_example_can_show_goes_without_one() -> None:
    shown = {problem.code for case in cases("invalid") for problem in expected(case)}
    assert {kind.code for kind in WITHOUT_EXAMPLE} & shown == set()


def test_every_kind_is_raised_somewhere() -> None:
    source = "".join(file.read_text("utf-8") for file in PACKAGE.rglob("*.py"))
    names = [name for name, value in vars(problems).items() if isinstance(value, Kind)]
    assert [name for name in names if not re.search(rf"\bproblems\.{name}\b", source)] == []


def test_an_error_that_stops_the_command_says_why() -> None:
    error = CannotRunError(Problem(problems.PORT_TAKEN, "", values={"port": 8000}))
    assert "port 8000" in str(error)
