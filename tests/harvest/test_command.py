"""The command `site-builder harvest` as people use it: what it says, and that bad input leaves everything as it was."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from site_builder import cli
from site_builder.harvest import Limits, harvesting
from tests.harvest.conftest import HASTE, Site, snapshot
from tests.harvest.test_packages import CC_BY

NAMES = [{"name": "code", "type": "string"}, {"name": "name", "type": "string"}]
ROWS = "code,name\nP1,Ao Một\nP2,Ao Hai\n"


def descriptor(**changes: Any) -> dict[str, Any]:
    table = {"name": "ponds", "path": "ponds.csv", "schema": {"fields": NAMES, "primaryKey": "code"}}
    return {"title": "Ao nuôi", "licenses": CC_BY, "resources": [{**table, **changes.pop("table", {})}], **changes}


@pytest.fixture
def site(there: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A server with a package of two ponds; small bounds, so that what is too large or too slow is soon so."""
    there.put("/datapackage.json", descriptor(), "application/json")
    there.put("/ponds.csv", ROWS, "text/csv")
    limits = Limits(file_bytes=1 << 20, rows=1000, read_seconds=1, pause_seconds=0, tries=1)
    monkeypatch.setattr(harvesting, "Limits", lambda: limits)
    return there


@pytest.fixture
def run(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str]]:
    """Run the command as its entry point does, and return its exit status and what it printed."""

    def start(*arguments: object) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["site-builder", "harvest", *map(str, arguments), "--root", str(own)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        return int(end.value.code or 0), capsys.readouterr().out

    return start


def test_it_says_what_came_in_both_languages(site: Site, run: Callable[..., tuple[int, str]]) -> None:
    assert run(f"{site.url}datapackage.json", "--name", "ao") == (
        0,
        """\
harvested/ao: 2 bản ghi: 2 mới, 0 thay đổi, 0 không còn, 0 như cũ.
harvested/ao: 2 records: 2 new, 0 changed, 0 gone, 0 as before.
""",
    )


def test_it_says_what_was_left_out(site: Site, run: Callable[..., tuple[int, str]]) -> None:
    site.put("/ponds.csv", ROWS + "P3,gọi 0912 345 678\n")
    status, text = run(site.url, "--name", "ao")
    assert status == 0
    assert "Bỏ 1 giá trị và 0 bản ghi" in text
    assert "1 values and 0 records" in text


def test_without_a_source_all_are_refreshed(site: Site, run: Callable[..., tuple[int, str]]) -> None:
    run(site.url, "--name", "ao")
    site.put("/ponds.csv", "code,name\nP1,Ao Một mới\n")
    assert run() == (
        0,
        """\
harvested/ao: 1 bản ghi: 0 mới, 1 thay đổi, 1 không còn, 0 như cũ.
harvested/ao: 1 records: 0 new, 1 changed, 1 gone, 0 as before.
""",
    )


def test_one_that_fails_is_told_and_left_with_status_1(
    site: Site, run: Callable[..., tuple[int, str]], own: Path
) -> None:
    run(site.url, "--name", "ao")
    before = snapshot(own)
    site.answers.clear()
    status, text = run()
    assert status == 1
    assert "harvest-missing" in text
    assert "harvested/ao: giữ nguyên như cũ. · harvested/ao: left as it was." in text
    assert snapshot(own) == before


def test_with_nothing_to_refresh_the_status_is_2(run: Callable[..., tuple[int, str]]) -> None:
    status, text = run()
    assert status == 2
    assert "Chưa có danh mục nào được thu thập" in text


def slow(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(1.5)
    handler.close_connection = True


Spoil = Callable[[Site], None]


def first(data: Any, media_type: str = "", **more: Any) -> Spoil:
    """Answer with something else where the descriptor stood."""
    return lambda site: site.put("/datapackage.json", data, media_type, **more)


def table(data: Any, **more: Any) -> Spoil:
    """Answer with something else where the table stood."""
    return lambda site: site.put("/ponds.csv", data, **more)


def stated(**changes: Any) -> Spoil:
    """State something else in the descriptor."""
    return first(descriptor(**changes))


def leading(path: str, target: str) -> Spoil:
    """Lead elsewhere."""
    return lambda site: site.redirect(path, target)


MANY = "code,name\n" + "".join(f"P{number},Ao\n" for number in range(2000))
NUMBERS = {"fields": [NAMES[0], {**NAMES[1], "type": "integer"}]}
BAD_INPUTS: dict[str, tuple[str, Spoil]] = {
    "a web page": ("harvest-web-page", first("<!doctype html><p>x", "text/html")),
    "a web page for a table": ("harvest-web-page", table("<html></html>")),
    "a web page called JSON": ("harvest-web-page", first("<html></html>", "application/json")),
    "half a file": ("harvest-incomplete", table(ROWS[:20], Content_Length="500")),
    "half a descriptor": ("harvest-broken", first(json.dumps(descriptor())[:-20])),
    "another size": ("harvest-checksum", stated(table={"bytes": 7})),
    "a picture": ("harvest-unknown-format", first(b"\x89PNG\r\n", "image/png")),
    "a text": ("harvest-unknown-format", first("xin chào", "text/plain")),
    "another JSON": ("harvest-unknown-format", first({"a": 1})),
    "nothing": ("harvest-unknown-format", first("")),
    "a forbidden licence": ("harvest-licence", stated(licenses=[{"name": "CC-BY-NC-4.0"}])),
    "no licence": ("harvest-licence", stated(licenses=None)),
    "too many rows": ("harvest-too-large", table(MANY)),
    "ten million rows": ("harvest-too-large", table(b"1,2\n" * 1_000_000)),
    "a bomb": ("harvest-too-large", table(gzip.compress(bytes(8 << 20)), Content_Encoding="gzip")),
    "a redirect into a private network": ("harvest-address-refused", leading("/ponds.csv", "http://169.254.169.254/")),
    "a redirect to this machine": ("harvest-address-refused", leading("/datapackage.json", "http://localhost:1/")),
    "a redirect to a file": ("harvest-address-refused", leading("/ponds.csv", "file:///etc/passwd")),
    "redirects in a circle": ("harvest-redirects", leading("/ponds.csv", "/ponds.csv")),
    "two rows with one id": ("harvest-id-clash", table(ROWS + "p-1,x\np 1,y\n")),
    "404": ("harvest-missing", table("", status=404)),
    "500": ("harvest-status", table("", status=500)),
    "silence": ("harvest-too-slow", lambda site: site.answers.update({"/ponds.csv": slow})),
    "a wrong value": ("harvest-broken", stated(table={"schema": NUMBERS})),
    "a path out of the folder": ("harvest-address-refused", stated(table={"path": "../../etc/passwd.csv"})),
}
"""Each way in which a source may be bad: the problem that it gives, and how the server answers."""


@pytest.mark.parametrize("case", BAD_INPUTS)
def test_bad_input_is_told_and_leaves_everything_as_it_was(
    case: str, site: Site, run: Callable[..., tuple[int, str]], own: Path
) -> None:
    url = f"{site.url}datapackage.json"
    assert run(url, "--name", "ao")[0] == 0
    before = snapshot(own)
    code, spoil = BAD_INPUTS[case]
    spoil(site)
    status, text = run(url, "--name", "ao")
    assert status == 2
    place, vi, en = text.splitlines()
    assert place.endswith(f": error {code}")
    assert vi.startswith("  ")
    assert vi.endswith(".")
    assert en.endswith(".")
    assert "Traceback" not in text
    assert snapshot(own) == before


def test_a_bad_source_leaves_no_folder_behind(site: Site, run: Callable[..., tuple[int, str]], own: Path) -> None:
    site.put("/ponds.csv", "<html></html>")
    assert run(f"{site.url}datapackage.json")[0] == 2
    assert not (own / "harvested").exists()


def test_our_address_is_told_to_the_source(site: Site, run: Callable[..., tuple[int, str]]) -> None:
    run(f"{site.url}datapackage.json")
    assert "(+https://example.org/)" in site.headers[0]["User-Agent"]


def test_what_is_looked_for_below_a_page_is_told(there: Site, run: Callable[..., tuple[int, str]]) -> None:
    there.put("/", "<!DOCTYPE html><title>Trang chủ</title>", "text/html")
    status, text = run(there.url)
    assert status == 2
    assert "and below it there is none of api/v1/index.json, datapackage.json" in text


def test_a_host_that_answers_everything_with_its_home_page_has_nothing(
    there: Site, run: Callable[..., tuple[int, str]]
) -> None:
    class Everything(dict[str, Any]):
        def get(self, *_: Any) -> Any:
            return self["/"]

    there.put("/", "<!DOCTYPE html><title>Trang chủ</title>", "text/html")
    there.answers = Everything(there.answers)
    assert "harvest-web-page" in run(there.url)[1]


def test_the_bounds_of_every_day_are_wide() -> None:
    assert Limits().rows >= 100_000
    assert Limits().file_bytes >= HASTE.file_bytes
