"""Fetching from strangers: slow, broken and hostile servers are told as such, and none leads into our network."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from urllib3.util import connection

from site_builder.harvest.fetching import Web, is_public
from site_builder.harvest.limits import MIB
from site_builder.problems import CannotRunError
from tests.harvest.conftest import HASTE, Site

AGENT = "site-builder/0 (+https://example.org/)"


def read(site: Site, path: str = "data", **limits: Any) -> bytes:
    return Web(site.url, AGENT, replace(HASTE, **limits)).read(site.url + path).data


def told(site: Site, path: str = "data", **limits: Any) -> str:
    with pytest.raises(CannotRunError) as error:
        read(site, path, **limits)
    (problem,) = error.value.problems
    assert "{" not in problem.vi + problem.en
    return f"{problem.kind.code}: {problem.en}"


def test_what_stands_there_comes_with_its_type(there: Site) -> None:
    there.put("/data", b"a,b\n", "Text/CSV; charset=utf-8")
    answer = Web(there.url, AGENT, HASTE).read(f"{there.url}data")
    assert (answer.data, answer.media_type, answer.address) == (b"a,b\n", "text/csv", f"{there.url}data")


def test_a_host_may_be_written_in_vietnamese(there: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    there.put("/c%C3%A0-ph%C3%AA", b"x")
    resolve = socket.getaddrinfo

    def known(host: str, *rest: Any, **named: Any) -> Any:
        return resolve("127.0.0.1" if host == "xn--khoahc-tl8b.vn" else host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", known)
    url = f"http://khoahọc.vn:{there.port}/cà-phê"
    assert Web(url, AGENT, HASTE).read(url).data == b"x"
    assert there.headers[0]["Host"] == f"xn--khoahc-tl8b.vn:{there.port}"


def test_a_request_says_who_asks(there: Site) -> None:
    there.put("/data", b"x")
    read(there)
    assert there.headers[0]["User-Agent"] == AGENT
    assert there.headers[0]["Host"] == f"127.0.0.1:{there.port}"
    assert "text/turtle" in there.headers[0]["Accept"]


def test_what_is_compressed_is_unfolded(there: Site) -> None:
    there.put("/data", gzip.compress(b"x" * 100_000), Content_Encoding="gzip")
    assert read(there) == b"x" * 100_000


@pytest.mark.parametrize(
    ("status", "code"), [(404, "missing"), (410, "missing"), (403, "missing"), (500, "status"), (401, "status")]
)
def test_an_error_of_the_server_is_told_with_its_number(status: int, code: str, there: Site) -> None:
    there.put("/data", b"sorry", status=status)
    message = told(there)
    assert message.startswith(f"harvest-{code}:")
    assert str(status) in message


def test_a_busy_server_is_asked_once_more(there: Site) -> None:
    def busy_at_first(handler: BaseHTTPRequestHandler) -> None:
        there.put("/data", b"now")
        handler.send_response(503)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    there.answers["/data"] = busy_at_first
    assert read(there) == b"now"


def test_a_server_that_stays_busy_is_not_asked_for_ever(there: Site) -> None:
    there.put("/data", b"", status=503)
    assert told(there).startswith("harvest-status:")
    assert there.asked == ["/data", "/data"]


def test_nobody_at_the_door_is_told() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        free = closed.getsockname()[1]
    assert told(Site(port=free)).startswith("harvest-unreachable:")


def test_a_host_that_does_not_exist_is_told() -> None:
    with pytest.raises(CannotRunError, match="cannot be reached"):
        Web("http://khong-co.invalid/", AGENT, HASTE).read("http://khong-co.invalid/")


# Half a file


def test_less_than_was_announced_is_half_a_file(there: Site) -> None:
    there.put("/data", b"only this", Content_Length="5000")
    assert told(there) == (
        "harvest-incomplete: Only a part of the file came (9 of 5000 bytes), so it is not used; run the command again, "
        "and tell who runs the source if it stays so."
    )


def test_a_compressed_file_that_breaks_off_is_half_a_file(there: Site) -> None:
    there.put("/data", gzip.compress(b"0123456789" * 1000)[:-20], Content_Encoding="gzip")
    assert told(there).startswith("harvest-incomplete:")


def test_what_is_not_compressed_as_it_says_is_half_a_file(there: Site) -> None:
    there.put("/data", b"plain", Content_Encoding="gzip")
    assert told(there).startswith("harvest-incomplete:")


def test_chunks_that_end_early_are_half_a_file(there: Site) -> None:
    def breaks_off(handler: BaseHTTPRequestHandler) -> None:
        handler.protocol_version = "HTTP/1.1"
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"5\r\nhello\r\n400\r\nhalf")
        handler.close_connection = True

    there.answers["/data"] = breaks_off
    assert told(there).startswith("harvest-incomplete:")


# Too slow, too large


def test_silence_is_not_waited_for_without_end(there: Site) -> None:
    there.answers["/data"] = lambda _: time.sleep(0.8)
    assert told(there, tries=1, read_seconds=0.2).startswith("harvest-too-slow:")


def test_a_byte_now_and_then_is_too_slow(there: Site) -> None:
    def drips(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(40):
            handler.wfile.write(b".")
            handler.wfile.flush()
            time.sleep(0.05)

    there.answers["/data"] = drips
    assert told(there, file_seconds=0.3).startswith("harvest-too-slow:")


def test_a_large_file_is_not_read_to_its_end(there: Site) -> None:
    there.put("/data", b"x" * 5000)
    assert told(there, file_bytes=1000).startswith("harvest-too-large: The source has more than 1000 bytes")


def test_a_bomb_does_not_unfold(there: Site) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    bomb = b"".join([*(packer.compress(bytes(MIB)) for _ in range(100)), packer.flush()])
    assert len(bomb) < MIB
    there.put("/data", bomb, Content_Encoding="gzip")
    assert told(there, file_bytes=2 * MIB).startswith("harvest-too-large:")


def test_many_files_together_are_too_large(there: Site) -> None:
    there.put("/data", b"x" * 600)
    web = Web(there.url, AGENT, replace(HASTE, total_bytes=1000))
    web.read(f"{there.url}data")
    with pytest.raises(CannotRunError, match="more than 1000 bytes"):
        web.read(f"{there.url}data")


def test_there_is_an_end_to_the_number_of_files(there: Site) -> None:
    there.put("/data", b"x")
    web = Web(there.url, AGENT, replace(HASTE, files=1))
    web.read(f"{there.url}data")
    with pytest.raises(CannotRunError, match="more than 1 files"):
        web.read(f"{there.url}data")


def test_a_compression_that_was_not_asked_for_is_told(there: Site) -> None:
    there.put("/data", b"x", Content_Encoding="br")
    assert told(there).startswith("harvest-unreachable:")


# Redirects


def test_a_redirect_on_the_same_server_is_followed(there: Site) -> None:
    there.redirect("/data", "/moved")
    there.put("/moved", b"here")
    answer = Web(there.url, AGENT, HASTE).read(f"{there.url}data")
    assert (answer.data, answer.address) == (b"here", f"{there.url}moved")


def test_redirects_in_a_circle_end(there: Site) -> None:
    there.redirect("/data", "/other")
    there.redirect("/other", "/data")
    assert told(there).startswith("harvest-redirects: The server redirects more than 5 times")
    assert len(there.asked) == 6


PRIVATE = [
    "http://127.0.0.1:{port}/secret",
    "http://localhost:{port}/secret",
    "http://2130706433:{port}/secret",
    "http://0x7f.1:{port}/secret",
    "http://[::1]:{port}/secret",
    "http://[::ffff:127.0.0.1]:{port}/secret",
    "http://0.0.0.0:{port}/secret",
    "//127.0.0.1:{port}/secret",
    "http://10.0.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00::1]/",
]


@pytest.mark.parametrize("target", PRIVATE)
def test_a_redirect_into_a_private_network_is_refused(target: str, there: Site, another: Callable[[], Site]) -> None:
    inside = another()
    inside.put("/secret", b"secret")
    there.redirect("/data", target.format(port=inside.port))
    assert told(there).startswith("harvest-address-refused:")
    assert inside.asked == []


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/x", "gopher://127.0.0.1/", "javascript:1"])
def test_a_redirect_to_what_is_not_the_web_is_refused(target: str, there: Site) -> None:
    there.redirect("/data", target)
    assert told(there).startswith("harvest-address-refused:")


def test_an_address_with_a_password_is_refused_and_not_repeated(there: Site) -> None:
    with pytest.raises(CannotRunError) as error:
        Web(f"http://ten:bimat@127.0.0.1:{there.port}/", AGENT, HASTE)
    assert "bimat" not in error.value.problems[0].en


def test_the_address_that_was_looked_at_is_the_one_that_is_asked(
    there: Site, another: Callable[[], Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: the name of a public address means one of ours when it is asked a second time."""
    inside = another()
    there.redirect("/data", f"http://rebinding.example:{inside.port}/secret")
    answers = iter(["93.184.215.14", "127.0.0.1", "127.0.0.1"])
    resolve, connect = socket.getaddrinfo, connection.create_connection
    connected = []

    def changing(host: str, *rest: Any, **named: Any) -> Any:
        return resolve(next(answers) if host == "rebinding.example" else host, *rest, **named)

    def noted(address: tuple[str, int], *rest: Any, **named: Any) -> Any:
        connected.append(address[0])
        if address[0] != "127.0.0.1":
            raise OSError("the tests are not on the internet")
        return connect(address, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    monkeypatch.setattr(connection, "create_connection", noted)
    assert told(there, tries=1).startswith("harvest-unreachable:")
    assert connected == ["127.0.0.1", "93.184.215.14"]
    assert inside.asked == []


def test_of_a_host_with_a_public_and_a_private_address_none_is_asked(
    there: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo

    def both(host: str, *rest: Any, **named: Any) -> Any:
        if host == "both.example":
            return [*real("93.184.215.14", *rest, **named), *real("127.0.0.1", *rest, **named)]
        return real(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", both)
    there.redirect("/data", f"http://both.example:{there.port}/data")
    assert told(there).startswith("harvest-address-refused:")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False),
        ("192.168.0.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False),
        ("224.0.0.1", False), ("255.255.255.255", False), ("::1", False), ("::", False), ("fe80::1%eth0", False),
        ("fc00::1", False), ("ff02::1", False), ("::ffff:10.0.0.1", False), ("::ffff:8.8.8.8", True),
        ("64:ff9b::7f00:1", False), ("64:ff9b::808:808", True), ("2002:7f00:1::", False), ("198.18.0.1", False),
        ("192.0.2.1", False), ("2001:db8::1", False),
    ],
)  # fmt: skip
def test_an_address_is_of_the_public_internet_or_not(address: str, public: bool) -> None:  # noqa: FBT001
    assert is_public(address) is public


# What a document names


@pytest.mark.parametrize(
    "path",
    ["../up.csv", "/etc/passwd", "a/../../b", "%2e%2e/up.csv", "a/%2e%2e/%2e%2e/b", "http://other.example/x",
     "//other.example/x", "file:///etc/passwd", "http://127.0.0.1:1/folder/x"],
)  # fmt: skip
def test_what_a_document_names_stays_below_it(path: str, there: Site) -> None:
    web = Web(there.url, AGENT, HASTE)
    with pytest.raises(CannotRunError, match="not read"):
        web.below(f"{there.url}folder/", path)


def test_what_stands_below_a_document_is_named_by_a_path_or_a_whole_address(there: Site) -> None:
    web = Web(there.url, AGENT, HASTE)
    folder = f"{there.url}folder/"
    assert web.below(folder, "data/a.csv") == f"{folder}data/a.csv"
    assert web.below(folder, f"{folder}a.csv?x=1#y") == f"{folder}a.csv?x=1"


# TLS


@pytest.fixture
def encrypted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], str]]:
    """Start a server whose certificate is for a name, trusted on this machine, and return its address."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("the certificate for the test is made with openssl")

    def start(name: str) -> str:
        key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
        subprocess.run(
            [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
             "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}", "-keyout", key, "-out", certificate],
            check=True, capture_output=True,
        )  # fmt: skip
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server = ThreadingHTTPServer(("127.0.0.1", 0), Encrypted)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        servers.append(server)
        return f"https://localhost:{server.server_port}/"

    servers: list[ThreadingHTTPServer] = []
    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


class Encrypted(BaseHTTPRequestHandler):
    """Answers at `/`; any other path leads to the port of that number, without encryption."""

    def do_GET(self) -> None:
        port = self.path.strip("/")
        self.send_response(302 if port else 200)
        self.send_header("Content-Length", "4")
        if port:
            self.send_header("Location", f"http://127.0.0.1:{port}/")
        self.end_headers()
        self.wfile.write(b"safe")

    def log_message(self, *_: Any) -> None:
        pass


def test_a_certificate_is_looked_at_for_the_name_though_an_address_is_asked(encrypted: Callable[[str], str]) -> None:
    url = encrypted("localhost")
    assert Web(url, AGENT, HASTE).read(url).data == b"safe"


def test_a_certificate_for_another_name_is_refused(encrypted: Callable[[str], str]) -> None:
    url = encrypted("other.example")
    with pytest.raises(CannotRunError, match="TLS"):
        Web(url, AGENT, HASTE).read(url)


def test_a_redirect_that_gives_up_encryption_is_refused(encrypted: Callable[[str], str], there: Site) -> None:
    url = encrypted("localhost")
    with pytest.raises(CannotRunError, match="gives up the encryption"):
        Web(url, AGENT, HASTE).read(f"{url}{there.port}")
