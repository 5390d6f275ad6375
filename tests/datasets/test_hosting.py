"""Hosts say of every file what it is, let any site read it, and send the reader of a former address on."""

from __future__ import annotations

import getpass
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import replace
from email.message import Message
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from site_builder.datasets.descriptions import hosting
from site_builder.datasets.media import MEDIA_TYPES, PAGE_TYPES, media_type
from site_builder.datasets.publication import Publication, Writer
from site_builder.records import Catalogue, Record
from site_builder.serve import Changes, _Handler

from .conftest import ROOT, published_now

NGINX_CONF = ROOT / "deploy" / "nginx.conf"
NOT_SERVED = {"_headers", "_redirects", "_redirects.map", ".nojekyll"}
"""What hosts read themselves."""


def endings(folder: Path) -> dict[str, Path]:
    """A file of the site for each ending that its files have, "" for none."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and file.name not in NOT_SERVED)
    return {file.suffix: file for file in files}


def test_every_file_of_a_site_has_a_type_of_its_own(site: Path) -> None:
    assert endings(site).keys() - MEDIA_TYPES.keys() - PAGE_TYPES.keys() == {""}


# Netlify, Cloudflare Pages

Rules = dict[str, dict[str, str]]


def rules_of(text: str) -> Rules:
    """Read a file `_headers`."""
    rules: Rules = {}
    for line in text.splitlines():
        if line.startswith(" "):
            name, _, value = line.strip().partition(": ")
            rules[[*rules][-1]][name] = value
        else:
            rules[line] = {}
    return rules


def headers_for(rules: Rules, path: str) -> list[tuple[str, str]]:
    """The headers of all rules whose pattern a path fits, where `*` stands for anything."""
    return [
        header
        for pattern, headers in rules.items()
        if re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), path)
        for header in headers.items()
    ]


@pytest.fixture(scope="module")
def rules(site: Path) -> Rules:
    return rules_of((site / "_headers").read_text("utf-8"))


def test_the_rules_for_headers_are_within_the_limits_of_hosts(site: Path, rules: Rules) -> None:
    assert len(rules) <= 100
    assert all(len(line) <= 2000 for line in (site / "_headers").read_text("utf-8").splitlines())
    assert all(pattern.count("*") <= 1 for pattern in rules)


def test_each_kind_of_file_gets_its_type_once_and_may_be_read_by_any_site(site: Path, rules: Rules) -> None:
    for file in endings(site).values():
        found = headers_for(rules, f"/{file.relative_to(site).as_posix()}")
        names = [name for name, _ in found]
        assert len(set(names)) == len(names), "two values would be joined by a comma"
        assert dict(found)["Access-Control-Allow-Origin"] == "*"
        if file.suffix not in PAGE_TYPES:
            assert dict(found)["Content-Type"] == media_type(file.name).content_type, file


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/catalog.ttl", "text/turtle; charset=utf-8"),
        ("/catalog.jsonld", "application/ld+json"),
        ("/data/changes.jsonl", "application/jsonl"),
        ("/needs/one/record.csl.json", "application/json"),
        ("/data/needs.csv", "text/csv; charset=utf-8"),
        ("/data/SHA256SUMS", "text/plain; charset=utf-8"),
        ("/CITATION.cff", "application/yaml"),
    ],
)
def test_a_file_has_the_type_of_its_ending(rules: Rules, path: str, kind: str) -> None:
    assert dict(headers_for(rules, path))["Content-Type"] == kind


def renamed(catalogue: Catalogue, count: int) -> Publication:
    """The catalogue with records that had so many names before."""
    things = catalogue.collections["things"]
    before = {"aliases": [f"old-{number}" for number in range(count)]}
    records = (Record("things", "new", "new.yml", {"text": "t", **before}),)
    return published_now(
        replace(catalogue, collections={**catalogue.collections, "things": replace(things, records=records)})
    )


def test_a_former_address_leads_on_in_every_language(catalogues: Mapping[str, Catalogue], tmp_path: Path) -> None:
    hosting.write(renamed(catalogues["every shape"], 1), Writer(tmp_path))
    assert (tmp_path / "_redirects").read_text("utf-8").splitlines() == [
        "/Some%20Path/things/old-0/ /Some%20Path/things/new/ 301",
        "/Some%20Path/fr/things/old-0/ /Some%20Path/fr/things/new/ 301",
    ]


def test_there_are_no_more_redirects_than_a_host_takes(catalogues: Mapping[str, Catalogue], tmp_path: Path) -> None:
    hosting.write(renamed(catalogues["every shape"], 1500), Writer(tmp_path))
    lines = (tmp_path / "_redirects").read_text("utf-8").splitlines()
    assert len(lines) == 2000
    assert all(len(line) <= 1000 for line in lines)


def test_github_pages_serves_the_files_as_they_are(site: Path) -> None:
    assert (site / ".nojekyll").read_bytes() == b""


# nginx


def test_nginx_is_told_the_same_types() -> None:
    (types,) = re.findall(r"\btypes \{(.*?)\}", NGINX_CONF.read_text("utf-8"), re.DOTALL)
    told = {f".{ending}": kind for kind, *names in map(str.split, types.split(";")[:-1]) for ending in names}
    assert told == {ending: one.name for ending, one in {**MEDIA_TYPES, **PAGE_TYPES}.items()}


def test_nginx_is_told_the_same_headers() -> None:
    told = dict(re.findall(r'add_header (\S+) "([^"]*)"', NGINX_CONF.read_text("utf-8")))
    assert hosting.HEADERS.items() <= told.items()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture(scope="module")
def nginx(site: Path, catalogues: Mapping[str, Catalogue], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """nginx with our file for it, and the address at which it serves the site; a record of it had another id before."""
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("nginx is not installed: apt-get install nginx-light")
        pytest.skip("nginx is not installed")
    folder = tmp_path_factory.mktemp("nginx")
    root = shutil.copytree(site, folder / "site")
    moves = tmp_path_factory.mktemp("moves")
    hosting.write(renamed(replace_url(catalogues["every shape"], "http://localhost/"), 1), Writer(moves))
    shutil.copy(moves / "_redirects.map", root)
    port = free_port()
    ours = NGINX_CONF.read_text("utf-8").replace("/var/www/catalogue", str(root)).replace("listen [::]:80;", "")
    (folder / "site.conf").write_text(ours.replace("listen 80;", f"listen 127.0.0.1:{port};"), "utf-8")
    temporary = "\n".join(
        f"    {kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = f"user {getpass.getuser()};\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user}worker_processes 1;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\n    access_log off;\n{temporary}\n    include {folder}/site.conf;\n}}\n",
        "utf-8",
    )
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert (checked.returncode, "[warn]" in checked.stderr) == (0, False), checked.stderr
    process = subprocess.Popen([*command, "-g", "daemon off;"])
    try:
        wait_for(port, process)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(10)


def replace_url(catalogue: Catalogue, url: str) -> Catalogue:
    return replace(catalogue, config=replace(catalogue.config, url=url))


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx did not start")


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect."""

    def redirect_request(self, *_: object) -> None:
        return None


def ask(url: str, method: str = "GET", **headers: str) -> tuple[int, Message]:
    request = urllib.request.Request(url, method=method, headers=headers)
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=10) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.headers


def test_nginx_says_of_each_kind_of_file_what_it_is_and_lets_any_site_read_it(nginx: str, site: Path) -> None:
    for file in endings(site).values():
        status, headers = ask(nginx + file.relative_to(site).as_posix())
        assert status == 200
        assert headers["Content-Type"] == media_type(file.name).content_type, file
        for name, value in hosting.HEADERS.items():
            assert headers[name] == value, (file, name)


def test_nginx_serves_the_page_of_a_folder_and_leads_to_it(nginx: str) -> None:
    assert ask(f"{nginx}needs/")[1]["Content-Type"] == "text/html; charset=utf-8"
    status, headers = ask(f"{nginx}needs")
    assert (status, headers["Location"]) == (301, "/needs/")


def test_nginx_says_that_there_is_no_such_page_and_the_script_may_know(nginx: str) -> None:
    status, headers = ask(f"{nginx}no-such-page/")
    assert (status, headers["Access-Control-Allow-Origin"]) == (404, "*")
    assert headers["Content-Type"] == "text/html; charset=utf-8"


def test_nginx_sends_the_reader_of_a_former_address_on(nginx: str) -> None:
    status, headers = ask(f"{nginx}fr/things/old-0/")
    assert (status, headers["Location"], headers["Access-Control-Allow-Origin"]) == (301, "/fr/things/new/", "*")


def test_nginx_compresses_text_and_serves_what_is_compressed_in_parts(nginx: str, site: Path) -> None:
    assert ask(f"{nginx}data/needs.json", **{"Accept-Encoding": "gzip"})[1]["Content-Encoding"] == "gzip"
    (workbook,) = site.glob("data/needs.xlsx")
    status, headers = ask(f"{nginx}data/needs.xlsx", **{"Accept-Encoding": "gzip", "Range": "bytes=0-3"})
    assert (status, headers["Content-Range"]) == (206, f"bytes 0-3/{workbook.stat().st_size}")


def test_nginx_answers_a_script_that_asks_before_it_reads(nginx: str) -> None:
    asked = {"Origin": "https://portal.example", "Access-Control-Request-Headers": "range"}
    status, headers = ask(f"{nginx}data/needs.json", "OPTIONS", **asked)
    assert status == 204
    assert "Range" in headers["Access-Control-Allow-Headers"]


# The preview


def test_the_preview_says_of_each_kind_of_file_what_it_is(site: Path) -> None:
    def handler(*arguments: object) -> _Handler:
        return _Handler(Changes(), *arguments, directory=str(site))

    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        for file in endings(site).values():
            _, headers = ask(f"http://127.0.0.1:{server.server_port}/{file.relative_to(site).as_posix()}")
            assert headers["Content-Type"] == media_type(file.name).content_type, file
    finally:
        server.shutdown()
        server.server_close()
