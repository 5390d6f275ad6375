"""A record that is deleted without a word: the check warns of it, and its address keeps a note all the same."""

from __future__ import annotations

import shutil
from pathlib import Path

from site_builder.build import check
from site_builder.history import with_deleted
from site_builder.problems import Problem
from tests.history.repository import REASON, Repository, a_life, repository


def warnings(one: Repository) -> list[tuple[str, str]]:
    return [(problem.kind.code, problem.path) for problem in check(one.root).problems]


def warning(one: Repository) -> Problem:
    (problem,) = check(one.root).problems
    return problem


def test_a_deletion_in_silence_is_warned_of(tmp_path: Path) -> None:
    one, _ = a_life(tmp_path / "root")
    problem = warning(one)
    assert (problem.kind.code, problem.path) == ("deleted-in-silence", "catalogue/plants/cay-mai.yml")
    assert "collection: plants, id: cay-mai" in problem.en
    assert "«cay-mai» đã bị xóa" in problem.vi


def test_it_is_warned_of_before_it_is_committed(tmp_path: Path) -> None:
    one = repository(tmp_path / "root")
    one.commit("2026-01-01")
    assert warnings(one) == []
    one.remove("plants/cay-mai.yml")
    assert warnings(one) == [("deleted-in-silence", "catalogue/plants/cay-mai.yml")]


def test_a_word_in_withdrawn_yml_or_an_alias_is_enough(tmp_path: Path) -> None:
    one = repository(tmp_path / "root")
    one.plant("cay-bang", "bàng")
    one.commit("2026-01-01")
    one.remove("plants/cay-mai.yml")
    one.remove("plants/cay-bang.yml")
    one.plant("cay-bang-vuong", "bàng", "aliases: [cay-bang]\n")
    one.write("withdrawn.yml", f"- collection: plants\n  id: cay-mai\n  date: 2026-05-30\n{REASON}")
    one.commit("2026-02-01")
    assert warnings(one) == []
    # Once the renamed one is withdrawn as well, its entry lists the former id.
    one.remove("plants/cay-bang-vuong.yml")
    entry = "- collection: plants\n  id: cay-bang-vuong\n  aliases: [cay-bang]\n  date: 2026-05-30\n"
    one.write("withdrawn.yml", f"{entry}{REASON}- collection: plants\n  id: cay-mai\n  date: 2026-05-30\n{REASON}")
    assert warnings(one) == []


def test_nothing_is_asked_of_a_person_who_is_gone(tmp_path: Path) -> None:
    one = repository(tmp_path / "root")
    one.commit("2026-01-01")
    one.remove("people/nguoi-mau.yml")
    one.commit("2026-02-01")
    assert warnings(one) == []


def test_a_file_that_is_broken_is_not_gone(tmp_path: Path) -> None:
    one = repository(tmp_path / "root")
    one.commit("2026-01-01")
    one.write("plants/cay-mai.yml", "id: [\n")
    assert [code for code, _ in warnings(one)] == ["yaml-syntax"]


def test_without_git_nothing_is_missed(tmp_path: Path) -> None:
    one, _ = a_life(tmp_path / "root")
    shutil.rmtree(one.root / ".git")
    assert warnings(one) == []


def test_every_address_that_was_published_has_a_record_or_a_note(tmp_path: Path) -> None:
    one, _ = a_life(tmp_path / "root")
    one.remove("plants/cay-bang-vuong.yml")
    one.commit("2026-08-01")
    one.write("withdrawn.yml", f"- collection: plants\n  id: cay-dau\n  date: 2026-05-30\n{REASON}")
    one.commit("2026-09-01")
    catalogue = one.catalogue()
    withdrawn = with_deleted(catalogue, one.history()).withdrawn
    assert {key[1]: (known.date, known.aliases) for key, known in withdrawn.items()} == {
        "cay-dau": ("2026-05-30", ()),
        "cay-mai": ("2026-07-01", ()),
        "cay-bang-vuong": ("2026-08-01", ("cay-bang",)),
    }
