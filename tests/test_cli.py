"""The command `site-builder check` as people, programs and pull requests use it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from site_builder import cli
from tests.examples_support import EXAMPLES, assemble

BAD = "catalogue/plants/cay-bang.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A catalogue with three bad records, a bad schema and a bad code list."""
    return assemble(EXAMPLES / "invalid" / "many-files-at-once", tmp_path / "root")


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES / "base", tmp_path / "sound"))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments])


def run_process(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "site_builder.cli", *(str(argument) for argument in arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=cwd)


def test_a_sound_catalogue_gives_one_line_and_status_0(sound: Path) -> None:
    result = run("check", "--root", sound)
    assert (result.output, result.exit_code) == ("3 records, 0 errors, 0 warnings\n", 0)


def test_a_problem_is_shown_with_its_place_and_both_languages(root: Path) -> None:
    lines = run("check", "--root", root, BAD).output.splitlines()
    assert lines[0] == f"{BAD}:10:1: error unknown-key"
    assert "có lẽ là «height»" in lines[1]
    assert "perhaps “height”" in lines[2]


def test_an_error_gives_status_1(root: Path) -> None:
    assert run("check", "--root", root).exit_code == 1


def test_a_warning_alone_gives_status_0(tmp_path: Path) -> None:
    root = assemble(EXAMPLES / "invalid" / "translation-missing", tmp_path / "root")
    result = run("check", "--root", root)
    assert result.exit_code == 0
    assert "1 warnings" in result.output


def test_where_there_is_no_catalogue_the_status_is_2_and_the_way_out_is_told(tmp_path: Path) -> None:
    result = run_process("check", cwd=tmp_path)
    assert result.returncode == 2
    assert "name it with --root" in result.stdout
    assert result.stderr == ""


def test_json_is_an_array_for_programs(root: Path) -> None:
    found = json.loads(run("check", "--root", root, "--format", "json").output)
    assert {one["path"] for one in found} >= {BAD, "schemas/trees.schema.json", "catalogue/vocabularies/kinds.csv"}
    assert set(found[0]) == {"code", "severity", "path", "line", "column", "message"}
    assert set(found[0]["message"]) == {"vi", "en"}


def test_json_of_a_sound_catalogue_is_an_empty_array(sound: Path) -> None:
    assert json.loads(run("check", "--root", sound, "--format", "json").output) == []


def test_github_gets_one_annotation_a_problem(root: Path) -> None:
    lines = run("check", "--root", root, "--format", "github", BAD).output.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(f"::error file={BAD},line=10,col=1,title=unknown-key::Ở đây không có khóa nào")
    assert "%0AThere is no key" in lines[0]


def test_a_file_name_cannot_write_a_command_of_its_own(sound: Path) -> None:
    (sound / "catalogue" / "plants" / "a\n::error::b,c.txt").write_text("", "utf-8")
    (line,) = run("check", "--root", sound, "--format", "github").output.splitlines()
    assert line.startswith("::error file=catalogue/plants/a%0A%3A%3Aerror%3A%3Ab%2Cc.txt,line=1")


def test_what_a_terminal_obeys_is_not_printed(sound: Path) -> None:
    record = sound / "catalogue" / "plants" / "cay-mai.yml"
    record.write_text(record.read_text("utf-8") + '"\\e[31mred": 1\n', "utf-8")
    output = run("check", "--root", sound).output
    assert "\\u001b[31mred" in output
    assert "\x1b[31mred" not in output


@pytest.mark.parametrize("path", ["catalogue/growers", "catalogue/growers/", "catalogue/plants/../growers"])
def test_a_folder_shows_the_problems_in_it(root: Path, path: str) -> None:
    found = json.loads(run("check", "--root", root, "--format", "json", path).output)
    assert {one["path"] for one in found} == {"catalogue/growers/vuon-binh.yml"}


def test_the_root_itself_shows_everything(root: Path) -> None:
    everything = run("check", "--root", root, "--format", "json").output
    assert run("check", "--root", root, "--format", "json", root).output == everything


def test_a_path_counts_from_the_current_folder(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "catalogue" / "plants")
    assert f"{BAD}:10:1" in run("check", "--root", root, "cay-bang.yml").output


def test_a_sound_file_gives_status_0_even_where_others_are_bad(root: Path) -> None:
    assert run("check", "--root", root, "catalogue/plants/cay-mai.yml").exit_code == 0


def test_a_name_that_begins_alike_is_another_name(root: Path) -> None:
    (root / "catalogue" / "plant").mkdir()
    found = json.loads(run("check", "--root", root, "--format", "json", "catalogue/plant").output)
    assert {one["path"] for one in found} == {"catalogue/plant"}


@pytest.mark.parametrize("path", ["catalogue/plants/no-such.yml", "/"])
def test_a_path_that_is_not_there_gives_status_2(root: Path, path: str) -> None:
    result = run_process("check", "--root", root, path)
    assert result.returncode == 2
    assert "check the path" in result.stdout


def test_an_invalid_catalogue_is_not_built(root: Path) -> None:
    result = run("build", "--root", root)
    assert result.exit_code == 1
    assert not (root / "site").exists()


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys; from typer.testing import CliRunner; from site_builder.cli import app;"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0;"
        "print(*{'mkdocs', 'frictionless', 'jsonschema', 'yaml', 'jinja2', 'site_builder.build'} & set(sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.split() == []


@pytest.mark.parametrize("verb", ["check", "build", "serve"])
def test_every_verb_has_help(verb: str) -> None:
    assert run(verb, "--help").exit_code == 0
