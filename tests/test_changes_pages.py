"""What is new: the page of the latest changes, and the dates on the page of a record."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from site_builder.history import Act, Basis, Change, Dates, History
from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Download
from site_builder.pages.views import changes, record
from site_builder.records import Catalogue, Withdrawal, is_listed, read_catalogue
from tests.examples_support import TODAY
from tests.small import HOSTILE, read_small, say, site_of, write_small

TOOLS: dict[str, dict[str, Any]] = {
    "saw": {"title": say("A saw"), "published": "2026-01-05"},
    "great-hammer": {"title": say("A hammer"), "published": "2026-02-01", "aliases": ["hammer", "big-hammer"]},
    "hostile": {"title": say(HOSTILE)},
    "english": {"title": {"en": "Only in English"}},
}
WITHDRAWN = Withdrawal("tools", "rasp", "2026-03-02", {"en": "It was a file."}, ("tools", "hammer"))


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    found = read_small(tmp_path_factory.mktemp("changes"), {"tools": TOOLS})
    return replace(found, withdrawn={WITHDRAWN.key: WITHDRAWN})


def change(act: Act, record_id: str, moment: str, **more: Any) -> Change:
    return Change(0, act, "tools", record_id, more.pop("first_id", record_id), moment, **more)


def page_of(
    catalogue: Catalogue, happened: Sequence[Change], language: str = "en", basis: Basis = Basis.GIT
) -> PageTexts:
    """The page of a history, the oldest change first."""
    numbered = [replace(one, number=number) for number, one in enumerate(happened, start=1)]
    log = Download("data/changes.jsonl", "Changes (JSON Lines)", 1234, "0" * 64, "application/jsonl")
    site = replace(site_of(catalogue, language), history=History(basis, numbered, {}))
    (page,) = changes.pages(site, [log])
    return page


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def links(html: str) -> dict[str, str]:
    return {words(text): address for address, text in re.findall(r'<a href="([^"]+)"[^>]*>(.*?)</a>', html)}


def test_the_latest_day_comes_first_and_each_day_stands_once(catalogue: Catalogue) -> None:
    happened = [
        change(Act.CREATED, "saw", "2026-01-05T08:00:00Z"),
        change(Act.UPDATED, "saw", "2026-01-06T08:00:00Z", fields=("summary",)),
        change(Act.UPDATED, "saw", "2026-01-06T09:30:00Z", fields=("use",)),
    ]
    html = page_of(catalogue, happened).content
    assert re.findall(r'<h2><time datetime="([^"]+)">([^<]+)</time>', html) == [
        ("2026-01-06", "6 January 2026"),
        ("2026-01-05", "5 January 2026"),
    ]
    assert html.index("Use") < html.index("Summary") < html.index("Added")


@pytest.mark.parametrize(
    ("language", "told"), [("en", "Fields: Summary, Use"), ("fr", "Champs: Summary (fr), Use (fr)")]
)
def test_what_was_changed_goes_by_its_labels(catalogue: Catalogue, language: str, told: str) -> None:
    happened = [change(Act.UPDATED, "saw", "2026-01-06", fields=("summary", "use", "no_longer_in_the_schema"))]
    assert told in words(page_of(catalogue, happened, language).content)


def test_a_field_that_is_internal_is_not_named(tmp_path: Path) -> None:
    root = write_small(tmp_path, {"tools": TOOLS})
    file = root / "schemas/tools.schema.json"
    schema = json.loads(file.read_text("utf-8"))
    schema["properties"]["cellar"] = {"type": "string", "x-field": {"label": say("Cellar"), "internal": True}}
    file.write_text(json.dumps(schema), "utf-8")
    found = read_catalogue(root, TODAY).catalogue
    html = page_of(found, [change(Act.UPDATED, "saw", "2026-01-06", fields=("cellar",))]).content
    assert "ellar" not in html
    assert "A saw" in html


def test_what_happened_under_a_former_id_leads_to_the_record_as_it_is_called_now(catalogue: Catalogue) -> None:
    happened = [
        change(Act.CREATED, "hammer", "2026-01-05"),
        change(Act.RENAMED, "big-hammer", "2026-01-06", former="hammer", first_id="hammer"),
    ]
    html = page_of(catalogue, happened).content
    assert links(html)["A hammer"] == "../tools/great-hammer/"
    assert "Former identifier: hammer" in words(html)
    assert html.count("../tools/great-hammer/") == 2


def test_a_withdrawal_has_its_reason_its_note_and_what_came_after(catalogue: Catalogue) -> None:
    happened = [
        change(Act.CREATED, "rasp", "2026-01-05"),
        change(Act.WITHDRAWN, "rasp", "2026-03-02", reason=WITHDRAWN.reason, successor=WITHDRAWN.successor),
    ]
    page = page_of(catalogue, happened)
    assert links(page.content)["rasp"] == "../tools/rasp/"
    assert links(page.content)["A hammer"] == "../tools/great-hammer/"
    assert "Reason: It was a file." in words(page.content)


def test_a_text_in_another_language_says_so(catalogue: Catalogue) -> None:
    happened = [
        change(Act.CREATED, "english", "2026-01-05"),
        change(Act.WITHDRAWN, "rasp", "2026-03-02", reason=WITHDRAWN.reason),
    ]
    html = page_of(catalogue, happened, "fr").content
    assert '<a href="../tools/english/" lang="en">Only in English</a>' in html
    assert '<p class="c-note" lang="en">Motif: It was a file.</p>' in html


def test_of_a_record_that_nothing_is_known_of_there_is_no_link(catalogue: Catalogue) -> None:
    successor = ("members", "nobody-may-know")
    html = page_of(catalogue, [change(Act.WITHDRAWN, "gone", "2026-03-02", successor=successor)]).content
    assert "gone" not in links(html)
    assert "nobody-may-know" not in html


def test_a_record_that_left_the_lists_is_still_linked(tmp_path: Path) -> None:
    root = write_small(tmp_path, {"tools": TOOLS})
    file = root / "schemas/tools.schema.json"
    schema = json.loads(file.read_text("utf-8"))
    schema["x-collection"] |= {"confirmed": ["published"], "fresh-months": 2, "listing": True}
    file.write_text(json.dumps(schema), "utf-8")
    found = read_catalogue(root, TODAY).catalogue
    assert not is_listed(found, found.collections["tools"].by_id["saw"])
    assert links(page_of(found, [change(Act.CREATED, "saw", "2026-01-05")]).content)["A saw"] == "../tools/saw/"


def test_of_ten_thousand_changes_the_latest_are_shown_and_the_rest_is_counted(catalogue: Catalogue) -> None:
    happened = [change(Act.UPDATED, "saw", f"2026-01-{1 + n // 500:02}", fields=("use",)) for n in range(10_000)]
    html = page_of(catalogue, happened).content
    assert html.count('href="../tools/saw/"') == changes.LATEST
    assert len(html) < 100_000
    assert "9,900 earlier changes are in the file of all changes." in words(html)


def test_the_feed_the_whole_log_and_the_snapshots_are_at_hand(catalogue: Catalogue) -> None:
    page = page_of(catalogue, [], "fr")
    assert links(page.content)["Suivre par Atom"] == "../feed.atom"
    assert links(page.content)["Toutes les modifications (JSON Lines, 1,2 kB)"] == "../../data/changes.jsonl"
    assert links(page.content)["Copies datées des données"] == "../snapshots/"
    assert 'type="application/atom+xml" title="Nouveautés" href="https://club.example/fr/feed.atom"' in page.head


@pytest.mark.parametrize(
    ("basis", "told"),
    [
        (Basis.GIT, "by its version history (UTC)"),
        (Basis.SHALLOW, "Only the latest part of the version history was at hand"),
        (Basis.RECORDS, "The version history was not at hand"),
    ],
)
def test_the_page_says_where_its_dates_come_from(catalogue: Catalogue, basis: Basis, told: str) -> None:
    assert told in words(page_of(catalogue, [change(Act.CREATED, "saw", "2026-01-05")], basis=basis).content)


def test_a_catalogue_without_a_change_says_so(catalogue: Catalogue) -> None:
    assert "No change is known yet." in words(page_of(catalogue, []).content)


def test_a_hostile_title_is_text(catalogue: Catalogue) -> None:
    html = page_of(catalogue, [change(Act.CREATED, "hostile", "2026-01-05")]).content
    assert "<script" not in html
    assert " ".join(HOSTILE.split()) in words(html)


def dates_of(catalogue: Catalogue, basis: Basis, issued: str, modified: str, language: str = "en") -> str:
    """What the page of a record says of its dates."""
    saw = catalogue.collections["tools"].by_id["saw"]
    history = History(basis, [], {saw.key: Dates(issued, modified)})
    (page,) = record.pages(replace(site_of(catalogue, language), history=history), saw)
    aside = re.search(r'<aside class="c-side".*?</aside>', page.content, re.DOTALL)
    assert aside
    return aside[0]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "First published: 5 January 2026 Last changed: 7 February 2026"),
        ("fr", "Première publication: 5 janvier 2026 Dernière modification: 7 février 2026"),
    ],
)
def test_a_record_says_when_it_was_published_and_changed(catalogue: Catalogue, language: str, told: str) -> None:
    aside = dates_of(catalogue, Basis.GIT, "2026-01-05T08:00:00Z", "2026-02-07T08:00:00Z", language)
    assert told in words(aside)
    assert re.findall(r'<time datetime="([^"]+)"', aside) == ["2026-01-05T08:00:00Z", "2026-02-07T08:00:00Z"]


def test_a_record_that_never_changed_has_one_date(catalogue: Catalogue) -> None:
    aside = words(dates_of(catalogue, Basis.GIT, "2026-01-05T08:00:00Z", "2026-01-05T09:00:00Z"))
    assert "First published: 5 January 2026" in aside
    assert "Last changed" not in aside


@pytest.mark.parametrize(
    ("basis", "told"),
    [
        (
            Basis.SHALLOW,
            "First published: 5 January 2026 (as the record states) Last changed: 7 February 2026 Identifier",
        ),
        (Basis.RECORDS, "Last changed: 7 February 2026 (as the record states) Identifier"),
    ],
)
def test_a_date_that_only_the_record_states_is_told_as_such(catalogue: Catalogue, basis: Basis, told: str) -> None:
    aside = words(dates_of(catalogue, basis, "2026-01-05", "2026-02-07"))
    assert "First published: 5 January 2026 (as the record states) Last changed" in aside
    assert told in aside


def test_a_record_of_which_no_date_is_known_has_none(catalogue: Catalogue) -> None:
    aside = words(dates_of(catalogue, Basis.GIT, "", ""))
    assert "published:" not in aside
    assert "changed:" not in aside
