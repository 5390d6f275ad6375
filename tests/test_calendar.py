"""The calendar: what is to come first, and files that calendar programs read as they should."""

from __future__ import annotations

import re
from datetime import date, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import vobject
from icalendar import Calendar

from site_builder.datasets.formats.calendar import calendar_bytes
from site_builder.pages.views import calendar
from site_builder.records import Catalogue, When, calendar_entries
from tests.examples_support import TODAY
from tests.small import CREATED, HOSTILE, URL, build_small, read_small, say, site_of

TALKS: dict[str, dict[str, Any]] = {
    "one-day": {"title": say("One day"), "starts": "2026-12-24", "place": say("Town hall"), "state": "on",
                "summary": say("About bees."), "host": "bees",
                "sources": [{"url": "https://news.example/bees", "title": "The bees"}]},
    "three-days": {"title": say("Three days"), "starts": "2026-12-30", "ends": "2027-01-01"},
    "under-way": {"title": say("Under way"), "starts": "2026-11-20", "ends": "2026-11-25"},
    "yesterday": {"title": say("Yesterday"), "starts": "2026-11-24"},
    "this-month": {"title": say("This month"), "starts": "2026-11"},
    "next-year": {"title": say("Next year"), "starts": "2027"},
    "long-ago": {"title": say("Long ago"), "starts": "2012"},
    "called-off": {"title": say("Not at all"), "starts": "2027-02-01", "state": "off"},
    "no-day": {"title": say("Whenever")},
    "hostile": {"title": {"en": HOSTILE}, "summary": {"en": HOSTILE}, "place": {"en": HOSTILE}, "starts": "2027-03-01"},
}  # fmt: skip
RECORDS = {"talks": TALKS, "members": {"bees": {"title": say("The bees")}}}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return read_small(tmp_path_factory.mktemp("calendar"), RECORDS)


@pytest.fixture(scope="module")
def file(catalogue: Catalogue) -> bytes:
    return calendar_bytes(catalogue, catalogue.collections["talks"], calendar_entries(catalogue), CREATED)


@pytest.fixture(scope="module")
def events(file: bytes) -> dict[str, Any]:
    """The events of the file, by the id of the record."""
    found = Calendar.from_ical(file).events
    return {str(event["UID"]).split("@", maxsplit=1)[0].removeprefix("talks."): event for event in found}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SOURCE_DATE_EPOCH", str(int(datetime.fromisoformat(f"{TODAY}T12:00Z").timestamp())))
        sound = {record: data for record, data in TALKS.items() if record != "hostile"}
        return build_small(tmp_path_factory.mktemp("site"), {**RECORDS, "talks": sound})


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize(
    ("record", "when"),
    [
        ("one-day", When.COMING),
        ("under-way", When.COMING),
        ("next-year", When.COMING),
        ("this-month", When.OPEN),
        ("yesterday", When.PAST),
        ("long-ago", When.PAST),
    ],
)
def test_what_is_to_come_is_told_from_what_has_been(catalogue: Catalogue, record: str, when: When) -> None:
    found = {entry.record.id: entry.when(TODAY) for entry in calendar_entries(catalogue)}
    assert found[record] is when


def test_what_has_no_beginning_is_no_entry(catalogue: Catalogue) -> None:
    assert "no-day" not in {entry.record.id for entry in calendar_entries(catalogue)}


def test_an_event_ends_on_the_first_day_after_it(events: dict[str, Any]) -> None:
    assert events["one-day"].decoded("DTSTART") == date(2026, 12, 24)
    assert events["one-day"].decoded("DTEND") == date(2026, 12, 25)
    assert events["three-days"].decoded("DTEND") == date(2027, 1, 2)


def test_an_event_says_what_where_and_whence(events: dict[str, Any]) -> None:
    event = events["one-day"]
    assert str(event["SUMMARY"]) == "One day"
    assert str(event["LOCATION"]) == "Town hall"
    assert str(event["DESCRIPTION"]).splitlines() == ["State: On", "About bees.", "https://news.example/bees"]
    assert str(event["URL"]) == f"{URL}talks/one-day/"
    assert event.decoded("DTSTAMP") == CREATED


def test_an_event_that_was_called_off_says_so(events: dict[str, Any]) -> None:
    assert str(events["called-off"]["STATUS"]) == "CANCELLED"
    assert str(events["one-day"]["STATUS"]) == "CONFIRMED"


def test_only_what_has_its_days_is_in_the_file(events: dict[str, Any]) -> None:
    assert set(events) == {"one-day", "three-days", "under-way", "yesterday", "called-off", "hostile"}


def test_ids_are_unique_and_lines_are_short_enough(file: bytes) -> None:
    uids = re.findall(rb"^UID:(.*)\r$", file, re.MULTILINE)
    assert len(set(uids)) == len(uids) == 7
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))


def test_a_hostile_text_stays_a_text(events: dict[str, Any]) -> None:
    shown = HOSTILE.replace("\u2028 ", "")
    for name in ("SUMMARY", "LOCATION", "DESCRIPTION"):
        assert str(events["hostile"][name]) == shown


def test_a_hostile_text_stays_a_text_on_the_page(catalogue: Catalogue) -> None:
    (page,) = calendar.pages(site_of(catalogue), ())
    assert "<script" not in page.content
    assert HOSTILE.replace("\u2028 ", "") in words(page.content)


def test_a_second_reader_finds_the_same_events(file: bytes, events: dict[str, Any]) -> None:
    read = vobject.readOne(file.decode()).vevent_list
    found = {event.summary.value: (event.dtstart.value, event.dtend.value) for event in read}
    assert found == {
        str(event["SUMMARY"]): (event.decoded("DTSTART"), event.decoded("DTEND")) for event in events.values()
    }


def test_the_file_is_the_same_every_time(catalogue: Catalogue, file: bytes) -> None:
    again = calendar_bytes(catalogue, catalogue.collections["talks"], calendar_entries(catalogue), CREATED)
    assert again == file


def test_the_page_has_what_is_to_come_first(site: Path) -> None:
    page = words((site / "calendar/index.html").read_text("utf-8"))
    order = ["Under way", "One day", "Three days", "Next year", "Not at all", "This month", "Yesterday", "Long ago"]
    places = [page.index(title) for title in order]
    assert places == sorted(places)
    for text in ("24 December 2026", "30 December 2026 – 1 January 2027", "Town hall", "The bees", "Called off"):
        assert text in page
    assert "Whenever" not in page


def test_the_page_says_what_is_not_in_the_files(site: Path) -> None:
    page = words((site / "calendar/index.html").read_text("utf-8"))
    assert "Not in these files, since only the month or the year is known: 3." in page


def test_one_subscribes_from_the_page_in_either_language(site: Path) -> None:
    assert (site / "talks.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    for address, up in (("calendar/", "../"), ("fr/calendar/", "../../")):
        page = (site / address / "index.html").read_text("utf-8")
        assert 'href="webcal://club.example/talks.ics"' in page
        assert f'href="{up}talks.ics"' in page


def test_the_list_of_what_takes_place_leads_to_the_calendar(site: Path) -> None:
    assert 'href="../calendar/"' in (site / "talks/index.html").read_text("utf-8")
    assert 'href="../calendar/">Calendar' not in (site / "tools/index.html").read_text("utf-8").split("<article")[1]
