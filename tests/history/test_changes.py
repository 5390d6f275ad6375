"""What git saw of the records, as changes: who reads them knows what happened to each, and when."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from site_builder.history import Act, Basis, Dates, History
from site_builder.history.git import Blobs
from tests.history.repository import REASON, Repository, a_life, git, of, repository, time, told


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> tuple[Repository, dict[str, str]]:
    return a_life(tmp_path_factory.mktemp("life") / "root")


@pytest.fixture(scope="module")
def history(life: tuple[Repository, dict[str, str]]) -> History:
    return life[0].history()


def test_everything_that_happened_is_told_in_order(history: History) -> None:
    assert history.basis is Basis.GIT
    assert told(history) == [
        ("created", "cay-mai", "2026-01-01"),
        ("created", "cay-bang", "2026-02-01"),
        ("created", "cay-dau", "2026-02-01"),
        ("updated", "cay-bang", "2026-03-01"),
        ("renamed", "cay-bang-vuong", "2026-05-01"),
        ("withdrawn", "cay-dau", "2026-06-01"),
        ("withdrawn", "cay-mai", "2026-07-01"),
    ]


def test_a_change_has_the_time_and_the_hash_of_its_commit(
    history: History, life: tuple[Repository, dict[str, str]]
) -> None:
    update = next(one for one in history.changes if one.act is Act.UPDATED)
    assert (update.moment, update.commit) == (time("2026-03-01"), life[1]["update"])


def test_an_update_names_the_fields_whose_meaning_changed(history: History) -> None:
    assert [one.fields for one in history.changes if one.act is Act.UPDATED] == [("height", "native")]


def test_a_renaming_names_the_id_before_and_what_else_changed(history: History) -> None:
    (renamed,) = (one for one in history.changes if one.act is Act.RENAMED)
    assert (renamed.former, renamed.fields) == ("cay-bang", ("title",))


def test_a_record_has_one_first_id_under_all_its_names(history: History) -> None:
    assert {one.first_id for one in of(history) if one.id.startswith("cay-bang")} == {"cay-bang"}


def test_a_withdrawal_says_why_and_what_has_taken_its_place(history: History) -> None:
    withdrawn = {one.id: one for one in history.changes if one.act is Act.WITHDRAWN}
    stated, silent = withdrawn["cay-dau"], withdrawn["cay-mai"]
    assert stated.reason["en"] == "The tree was cut down."
    assert (stated.successor, stated.successor_first_id) == (("plants", "cay-bang-vuong"), "cay-bang")
    assert (silent.reason, silent.successor) == ({}, None)


def test_the_dates_of_a_record_go_through_its_renaming(
    history: History, life: tuple[Repository, dict[str, str]]
) -> None:
    (plant,) = life[0].catalogue().collections["plants"].records
    assert history.of(plant) == Dates(time("2026-02-01"), time("2026-05-01"))


def test_a_table_or_a_code_list_has_dates_too(tmp_path: Path) -> None:
    one = repository(tmp_path / "root")
    one.commit("2026-01-01")
    codes = one.root / "catalogue/vocabularies/kinds.csv"
    codes.write_text(codes.read_text("utf-8") + "\n", "utf-8")
    one.commit("2026-02-01")
    assert one.history().files["catalogue/vocabularies/kinds.csv"] == Dates(time("2026-01-01"), time("2026-02-01"))


def test_numbers_never_change_as_history_grows(tmp_path: Path) -> None:
    one, commits = a_life(tmp_path / "root")
    whole = one.history().changes
    assert [change.number for change in whole] == sorted({change.number for change in whole})
    for name in ("update", "rename", "withdraw"):
        git(one.root, "checkout", "--quiet", commits[name])
        before = one.history().changes
        assert before[-1].commit == commits[name]
        assert [(b.number, b.act, b.id) for b in before] == [(w.number, w.act, w.id) for w in whole[: len(before)]]


def test_what_a_branch_did_counts_when_it_is_merged(tmp_path: Path) -> None:
    one = repository(tmp_path / "root")
    one.commit("2026-01-01")
    git(one.root, "checkout", "--quiet", "-b", "proposal")
    one.plant("cay-bang", "bàng")
    one.commit("2026-02-01")
    one.plant("cay-bang", "bàng", "height: 5\n")
    one.commit("2026-02-02")
    git(one.root, "checkout", "--quiet", "main")
    one.plant("cay-dau", "dầu")
    one.commit("2026-03-01")
    git(one.root, "merge", "--quiet", "--no-ff", "--no-edit", "proposal", day="2026-04-01")
    assert told(one.history())[1:] == [("created", "cay-dau", "2026-03-01"), ("created", "cay-bang", "2026-04-01")]


def test_an_alias_that_is_added_later_tells_of_the_renaming_then(tmp_path: Path) -> None:
    one = repository(tmp_path / "root")
    one.plant("cay-bang", "bàng")
    one.commit("2026-01-01")
    (one.root / "catalogue/plants/cay-bang.yml").rename(one.root / "catalogue/plants/cay-bang-vuong.yml")
    one.plant("cay-bang-vuong", "bàng")
    one.commit("2026-02-01")
    one.plant("cay-bang-vuong", "bàng", "aliases: [cay-bang]\n")
    one.commit("2026-03-01")
    history = one.history()
    assert told(history)[2:] == [
        ("withdrawn", "cay-bang", "2026-02-01"),
        ("created", "cay-bang-vuong", "2026-02-01"),
        ("renamed", "cay-bang-vuong", "2026-03-01"),
    ]
    assert {change.first_id for change in of(history) if change.id != "cay-mai"} == {"cay-bang"}
    assert history.gone == []


def test_a_record_may_be_renamed_twice(tmp_path: Path) -> None:
    one = repository(tmp_path / "root")
    one.plant("cay-a", "a")
    one.commit("2026-01-01")
    one.remove("plants/cay-a.yml")
    one.plant("cay-b", "a", "aliases: [cay-a]\n")
    one.commit("2026-02-01")
    one.remove("plants/cay-b.yml")
    one.plant("cay-c", "a", "aliases: [cay-a, cay-b]\n")
    one.commit("2026-03-01")
    renamed = [(c.id, c.former, c.first_id) for c in one.history().changes if c.act is Act.RENAMED]
    assert renamed == [("cay-b", "cay-a", "cay-a"), ("cay-c", "cay-b", "cay-a")]


def test_a_record_that_comes_back_is_created_again_and_keeps_its_first_date(tmp_path: Path) -> None:
    one = repository(tmp_path / "root")
    one.plant("cay-bang", "bàng")
    one.commit("2026-01-01")
    one.remove("plants/cay-bang.yml")
    one.commit("2026-02-01")
    one.plant("cay-bang", "bàng")
    one.commit("2026-03-01")
    history = one.history()
    assert [change for change in told(history) if change[1] == "cay-bang"] == [
        ("created", "cay-bang", "2026-01-01"),
        ("withdrawn", "cay-bang", "2026-02-01"),
        ("created", "cay-bang", "2026-03-01"),
    ]
    assert history.records["plants", "cay-bang"] == Dates(time("2026-01-01"), time("2026-03-01"))
    assert history.gone == []


@pytest.mark.parametrize("broken", [b"id: [cay-bang\n", b"id: \xff\n", b"- cay-bang\n", b"# " + b"x" * 1024 * 1024])
def test_a_version_that_could_not_be_read_was_never_seen(tmp_path: Path, broken: bytes) -> None:
    one = repository(tmp_path / "root")
    file = one.root / "catalogue/plants/cay-bang.yml"
    file.write_bytes(broken)
    one.commit("2026-01-01")
    one.plant("cay-bang", "bàng")
    one.commit("2026-02-01")
    file.write_bytes(broken)
    one.commit("2026-03-01")
    one.plant("cay-bang", "bàng", "height: 7\n")
    one.commit("2026-04-01")
    found = [change for change in of(one.history()) if change.id == "cay-bang"]
    assert [(str(c.act), c.moment[:10], c.fields) for c in found] == [
        ("created", "2026-02-01", ()),
        ("updated", "2026-04-01", ("height",)),
    ]


def test_a_withdrawal_from_before_git_has_the_day_that_is_stated(tmp_path: Path) -> None:
    one = repository(tmp_path / "root")
    one.write("withdrawn.yml", f"- collection: plants\n  id: cay-co-thu\n  date: 2019-05-30\n{REASON}")
    commit = one.commit("2026-01-01")
    (withdrawn,) = (change for change in one.history().changes if change.act is Act.WITHDRAWN)
    assert (withdrawn.moment, withdrawn.commit, withdrawn.number) == ("2019-05-30", commit, 3)


def test_a_record_of_a_collection_that_is_no_more_is_not_told_of(tmp_path: Path) -> None:
    one = repository(tmp_path / "root")
    one.commit("2026-01-01")
    (one.root / "schemas/people.schema.json").unlink()
    one.remove("people/nguoi-mau.yml")
    one.commit("2026-02-01")
    assert {change.collection for change in one.history().changes} == {"growers", "plants"}


def test_what_is_internal_is_not_told_of_and_moves_no_number(tmp_path: Path) -> None:
    one = repository(tmp_path / "root")
    file = one.root / "schemas/plants.schema.json"
    schema = json.loads(file.read_text("utf-8"))
    schema["properties"]["height"]["x-field"]["internal"] = True
    file.write_text(json.dumps(schema), "utf-8")
    one.commit("2026-01-01")
    one.plant("cay-mai", "mai", "height: 5\n")
    one.commit("2026-02-01")
    one.plant("cay-mai", "mai", "height: 6\n")
    one.commit("2026-03-01")
    one.plant("cay-mai", "mai", "height: 7\nnative: true\n")
    one.commit("2026-04-01")
    updated = [change for change in one.history().changes if change.act is Act.UPDATED]
    assert [(change.number, "height" in change.fields) for change in updated] == [(4, False), (6, False)]


def test_a_field_may_have_had_another_shape(tmp_path: Path) -> None:
    one = repository(tmp_path / "root")
    one.plant("cay-mai", "mai", "visits: {by: [vuon-an], kind: {a: b}}\nkind: '101'\n")
    one.commit("2026-01-01")
    one.plant("cay-mai", "mai", "visits: [{by: vuon-an}]\nkind: {scheme: kinds-2020, code: '101'}\n")
    one.commit("2026-02-01")
    assert of(one.history())[-1].fields == ("kind", "visits")


def test_of_a_person_no_more_is_told_than_is_published(tmp_path: Path) -> None:
    one = repository(tmp_path / "root")
    one.write("people/nguoi-da-rut.yml", "id: nguoi-da-rut\ntitle: {vi: Người Đã Rút}\n")
    one.commit("2026-01-01")
    one.remove("people/nguoi-da-rut.yml")
    one.commit("2026-02-01")
    assert told(one.history(), "people") == [("created", "nguoi-mau", "2026-01-01")]


def test_files_that_nothing_hangs_on_are_not_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = repository(tmp_path / "root")
    one.commit("2026-01-01")
    one.plant("cay-bang", "bàng")
    one.commit("2026-02-01")
    monkeypatch.setattr(Blobs, "read", lambda *_: pytest.fail("a file was read"))
    assert len(of(one.history())) == 2


# What is not committed


def test_an_uncommitted_change_has_no_time(tmp_path: Path) -> None:
    one = repository(tmp_path / "root")
    one.commit("2026-01-01")
    one.plant("cay-mai", "mai", "height: 9\n")
    history = one.history()
    assert told(history) == [("created", "cay-mai", "2026-01-01")]
    assert history.records["plants", "cay-mai"] == Dates(time("2026-01-01"), time("2026-01-01"))


def test_an_uncommitted_record_has_its_own_dates(tmp_path: Path) -> None:
    one = repository(tmp_path / "root")
    one.commit("2026-01-01")
    one.plant("cay-bang", "bàng", "measured: 2025-06-07\n")
    history = one.history()
    assert told(history) == [("created", "cay-mai", "2026-01-01")]
    assert history.records["plants", "cay-bang"] == Dates("2025-06-07", "2025-06-07")


def test_an_uncommitted_renaming_keeps_the_dates(tmp_path: Path) -> None:
    one = repository(tmp_path / "root")
    one.commit("2026-01-01")
    one.remove("plants/cay-mai.yml")
    one.plant("cay-mai-vang", "mai", "aliases: [cay-mai]\n")
    history = one.history()
    assert told(history) == [("created", "cay-mai", "2026-01-01")]
    assert history.records["plants", "cay-mai-vang"].issued == time("2026-01-01")


@pytest.mark.parametrize(("stated", "day"), [(True, "2026-03-04"), (False, "2026-01-01")])
def test_an_uncommitted_deletion_is_a_withdrawal(tmp_path: Path, stated: bool, day: str) -> None:  # noqa: FBT001
    one = repository(tmp_path / "root")
    one.commit("2026-01-01")
    one.remove("plants/cay-mai.yml")
    if stated:
        one.write("withdrawn.yml", f"- collection: plants\n  id: cay-mai\n  date: 2026-03-04\n{REASON}")
    history = one.history()
    assert told(history)[1:] == [("withdrawn", "cay-mai", day)]
    assert history.changes[-1].commit == ""
