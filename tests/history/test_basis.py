"""Where the dates come from: a whole history, a shallow clone, or no git that is of any use; never is that an error."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from site_builder.history import Basis, Dates
from tests.history.repository import REASON, Repository, a_life, git, repository, time, told

OWN = Dates("2022-03-15", "2022-03-15")
"""What the plant of the example catalogue says of itself."""


def clone(one: Repository, target: Path, depth: int) -> Repository:
    git(one.root, "clone", "--quiet", "--depth", str(depth), f"file://{one.root}", str(target))
    return Repository(target)


def no_git_at_all(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository(root).commit("2026-01-01")
    monkeypatch.setenv("PATH", str(root / "nothing"))


def no_repository(root: Path, _: pytest.MonkeyPatch) -> None:
    repository(root)
    shutil.rmtree(root / ".git")


def no_commit(root: Path, _: pytest.MonkeyPatch) -> None:
    repository(root)


def ignored_by_the_repository_around_it(root: Path, _: pytest.MonkeyPatch) -> None:
    repository(root)
    (root / ".gitignore").write_text("catalogue/\n", "utf-8")
    Repository(root).commit("2026-01-01")


def in_a_repository_of_something_else(root: Path, _: pytest.MonkeyPatch) -> None:
    repository(root)
    (root / "readme").write_text("Something else", "utf-8")
    git(root, "add", "readme")
    git(root, "commit", "--quiet", "-m", "Something else")


def objects_are_lost(root: Path, _: pytest.MonkeyPatch) -> None:
    repository(root).commit("2026-01-01")
    shutil.rmtree(root / ".git/objects")


def what_a_file_said_is_lost(root: Path, _: pytest.MonkeyPatch) -> None:
    one = repository(root)
    one.commit("2026-01-01")
    blob = git(root, "rev-parse", "HEAD:catalogue/plants/cay-mai.yml")
    one.plant("cay-mai", "mai", "measured: 2022-03-15\n")
    one.commit("2026-02-01")
    (root / ".git/objects" / blob[:2] / blob[2:]).unlink()


def another_git(root: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Commit, then put another program in git's place."""
    repository(root).commit("2026-01-01")
    fake = root / "bin/git"
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}{os.pathsep}{os.environ['PATH']}")


def a_git_that_talks_nonsense(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    another_git(root, monkeypatch, "printf 'hint: something\\0\\001zzz soon\\0'")


def a_git_that_refuses(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    another_git(root, monkeypatch, "echo 'fatal: detected dubious ownership in repository' >&2; exit 128")


@pytest.mark.parametrize(
    "happened",
    [
        no_git_at_all,
        no_repository,
        no_commit,
        ignored_by_the_repository_around_it,
        in_a_repository_of_something_else,
        objects_are_lost,
        what_a_file_said_is_lost,
        a_git_that_talks_nonsense,
        a_git_that_refuses,
    ],
    ids=lambda one: one.__name__,
)
def test_without_a_git_that_is_of_use_the_records_speak(
    happened: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(happened)
    happened(tmp_path / "root", monkeypatch)
    history = Repository(tmp_path / "root").history()
    assert history.basis is Basis.RECORDS
    assert history.records["plants", "cay-mai"] == OWN
    assert told(history) == [("created", "cay-mai", "2022-03-15")]


def test_without_git_a_stated_withdrawal_is_told_with_its_day(tmp_path: Path) -> None:
    one = repository(tmp_path / "root")
    one.write(
        "withdrawn.yml",
        f"- collection: plants\n  id: cay-moi\n  aliases: [cay-cu]\n  date: 2024-05-30\n{REASON}",
    )
    shutil.rmtree(one.root / ".git")
    *_, last = one.history().changes
    assert (str(last.act), last.id, last.first_id, last.moment) == ("withdrawn", "cay-moi", "cay-cu", "2024-05-30")


def test_the_folder_may_be_a_part_of_a_repository(tmp_path: Path) -> None:
    one = repository(tmp_path / "root", "data/our catalogue")
    one.commit("2026-01-01")
    (tmp_path / "root/readme").write_text("Something else", "utf-8")
    git(tmp_path / "root", "add", "--all")
    git(tmp_path / "root", "commit", "--quiet", "-m", "Something else", day="2026-02-01")
    history = one.history()
    assert history.basis is Basis.GIT
    assert history.records["plants", "cay-mai"] == Dates(time("2026-01-01"), time("2026-01-01"))
    assert "catalogue/vocabularies/kinds.csv" in history.files


def test_of_a_clone_cut_off_at_the_last_commit_the_records_say_when_they_began(tmp_path: Path) -> None:
    one = repository(tmp_path / "root")
    one.plant("cay-bang", "bàng")
    one.commit("2026-01-01")
    one.plant("cay-dau", "dầu")
    one.commit("2026-02-01")
    shallow = clone(one, tmp_path / "clone", 1)
    history = shallow.history()
    assert history.basis is Basis.SHALLOW
    assert history.records["plants", "cay-mai"] == OWN
    assert history.records["plants", "cay-bang"] == Dates()
    assert told(history) == [("created", "cay-mai", "2022-03-15")]
    assert history.files["catalogue/vocabularies/kinds.csv"] == Dates()


def test_of_a_clone_cut_off_earlier_what_came_since_is_known(tmp_path: Path) -> None:
    one, commits = a_life(tmp_path / "root")
    git(one.root, "checkout", "--quiet", "-B", "main", commits["withdraw"])
    shallow = clone(one, tmp_path / "clone", 3)
    history = shallow.history()
    assert history.basis is Basis.SHALLOW
    assert told(history) == [
        ("created", "cay-mai", "2022-03-15"),
        ("renamed", "cay-bang-vuong", "2026-05-01"),
        ("withdrawn", "cay-dau", "2026-06-01"),
    ]
    assert history.records["plants", "cay-bang-vuong"] == Dates("", time("2026-05-01"))
    assert [change.number for change in history.changes] == [1, 2, 3]


def test_a_shallow_clone_that_has_it_all_is_whole(tmp_path: Path) -> None:
    one, _ = a_life(tmp_path / "root")
    before = Repository(tmp_path / "with-a-preface")
    git(tmp_path, "init", "--quiet", "--initial-branch=main", str(before.root))
    before.commit("2025-01-01")
    before.commit("2025-02-01")
    shutil.copytree(one.root / "catalogue", before.root / "catalogue")
    shutil.copytree(one.root / "schemas", before.root / "schemas")
    before.commit("2026-01-01")
    assert clone(before, tmp_path / "clone", 2).history().basis is Basis.GIT


def test_the_environment_does_not_lead_to_another_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = repository(tmp_path / "other")
    other.commit("2020-01-01")
    one = repository(tmp_path / "root")
    one.commit("2026-01-01")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.root))
    assert one.history().records["plants", "cay-mai"].issued == time("2026-01-01")


def test_settings_of_who_builds_do_not_change_what_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, _ = a_life(tmp_path / "root")
    before = one.history()
    settings = tmp_path / "settings"
    settings.write_text(
        "[log]\n showRoot = false\n showSignature = true\n follow = true\n[diff]\n renames = copies\n noprefix = true\n"
        "[color]\n ui = always\n[core]\n quotePath = true\n abbrev = 4\n",
        "utf-8",
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    assert one.history() == before


def test_names_of_files_that_are_made_to_confuse_are_no_records(tmp_path: Path) -> None:
    one = repository(tmp_path / "root")
    for name in ("a\nb.yml", '"quoted".yml', "\x01deadbeef 1.yml", ":100644 000000.yml", "-rf.yml", "Cây mai.yml"):
        one.write(f"plants/{name}", "id: x\n")
    one.write("plants/deeper/cay-sau.yml", "id: cay-sau\n")
    one.commit("2026-01-01")
    (one.root / "catalogue/plants/cay-lien-ket.yml").symlink_to("cay-mai.yml")
    one.commit("2026-02-01")
    shutil.rmtree(one.root / "catalogue/plants/deeper")
    for file in (one.root / "catalogue/plants").iterdir():
        if file.name != "cay-mai.yml":
            file.unlink()
    one.commit("2026-03-01")
    assert told(one.history()) == [("created", "cay-mai", "2026-01-01")]
