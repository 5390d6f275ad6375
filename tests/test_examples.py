"""Every folder of `examples/valid` and `examples/invalid` is a test: a new case needs no Python."""

import subprocess
import sys
from pathlib import Path
from time import process_time

import pytest

from site_builder.build import check
from site_builder.problems import CannotRunError, Severity
from tests.examples_support import Expected, assemble, cases, expected

PATIENCE = 5.0
"""Seconds of the processor that no single case may take, on a slow machine too."""


@pytest.mark.parametrize("case", cases("valid"), ids=lambda case: case.name)
def test_a_valid_example_has_no_problem(case: Path, tmp_path: Path) -> None:
    assert [problem.en for problem in check(assemble(case, tmp_path / "root")).problems] == []


@pytest.mark.parametrize("case", cases("invalid"), ids=lambda case: case.name)
def test_an_invalid_example_has_just_the_problems_that_it_states(case: Path, tmp_path: Path) -> None:
    root = assemble(case, tmp_path / "root")
    start = process_time()
    found = [Expected(one.path, one.line, one.column, one.kind.code) for one in check(root).problems]
    assert sorted(found) == expected(case)
    assert process_time() - start < PATIENCE


@pytest.mark.parametrize("case", cases("invalid"), ids=lambda case: case.name)
def test_every_message_is_a_whole_sentence_in_both_languages(case: Path, tmp_path: Path) -> None:
    for problem in check(assemble(case, tmp_path / "root")).problems:
        for text in (problem.vi, problem.en):
            assert text.endswith(".")
            assert "\n" not in text
            assert not {"{", "None"} & set(text.replace("{…}", "").split())
            assert ";" in text or ". " in text  # what is wrong, then how to mend it


def test_the_base_of_the_examples_has_no_problem(tmp_path: Path) -> None:
    empty = tmp_path / "no-overlay"
    empty.mkdir()
    assert check(assemble(empty, tmp_path / "root")).problems == []


def test_an_empty_folder_is_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(CannotRunError, match=r"no catalogue/catalogue\.yml here; run the command"):
        check(tmp_path)


@pytest.mark.parametrize(
    "name", ["deep-nesting", "file-of-50-megabytes", "yaml-billion-laughs", "file-name-not-utf-8", "many-files-at-once"]
)
def test_the_command_itself_survives_hostile_input(name: str, tmp_path: Path) -> None:
    root = assemble(cases("invalid")[0].parent / name, tmp_path / "root")
    result = subprocess.run(
        [sys.executable, "-m", "site_builder.cli", "check", "--root", str(root)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONIOENCODING": "ascii"},
    )
    assert result.returncode == 1
    assert result.stderr == ""


@pytest.mark.parametrize(("name", "status"), [("translation-missing", 0), ("unknown-key", 1)])
def test_warnings_alone_do_not_stop_a_build(name: str, status: int, tmp_path: Path) -> None:
    problems = check(assemble(cases("invalid")[0].parent / name, tmp_path / "root")).problems
    assert any(problem.kind.severity is Severity.ERROR for problem in problems) is bool(status)
