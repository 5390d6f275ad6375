"""Fetching from the web what a source holds, as one fetches from strangers.

Every name is resolved here, its addresses are looked at, and the connection is made to the very address that was looked
at: a name that means another machine a moment later (DNS rebinding) leads nowhere. The networks behind this machine
(loopback, private, link-local and the like: https://www.iana.org/assignments/iana-ipv4-special-registry) are read only
where the user gave that scheme, host and port; nothing that a source says leads there.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import IncompleteRead as HalfRead
from typing import Final
from urllib.parse import unquote, urljoin

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    IncompleteRead,
    LocationParseError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)
from urllib3.util import Timeout, Url, parse_url

from site_builder import problems
from site_builder.harvest.limits import Limits
from site_builder.harvest.sources import BYTES, ELSEWHERE, Account, Answer, MissingError, refused, too_large
from site_builder.problems import CannotRunError, Problem
from site_builder.records.reading.wording import shorten

ACCEPT: Final = (
    "text/turtle, application/ld+json, application/rdf+xml, application/json;q=0.9, text/csv;q=0.8, */*;q=0.5"
)
"""What is asked for: where one address gives a page for people and data for programs, the data."""

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_GONE: Final = frozenset({403, 404, 410})  # some stores answer 403 for what they have not
_TRY_AGAIN: Final = frozenset({429, 502, 503, 504})
_PORTS: Final = {"http": 80, "https": 443}
_CHUNK: Final = 1 << 16
_GZIP: Final = zlib.MAX_WBITS | 16
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")

_HOST: Final = re.compile(r"(https?://)([^/?#:@\[\]]+)", re.IGNORECASE)

_PRIVATE = ("dẫn vào mạng nội bộ", "leads into a private network")
_NOT_WEB = ("không phải địa chỉ http hay https", "is no http or https address")
_WITH_PASSWORD = ("có tên và mật khẩu", "holds a name and a password")
_LESS_SAFE = ("bỏ mã hóa https", "gives up the encryption of https")


class Web:
    """A place on the web. `agent` is what the requests call themselves."""

    def __init__(self, entry: str, agent: str, limits: Limits) -> None:
        self.entry = entry
        self._agent = agent
        self._limits = limits
        self._account = Account(entry, limits)
        self._given = _origin(self._parsed(entry))

    def read(self, address: str) -> Answer:
        self._account.begin()
        for _ in range(self._limits.redirects + 1):
            url = self._parsed(address)
            with self._asked(url) as response:
                if response.status not in _REDIRECTS or not response.headers.get("location"):
                    return self._answer(url.url, response)
                target = urljoin(url.url, response.headers["location"])
            if url.scheme == "https" and target.lower().startswith("http:"):
                raise refused(url.url, target, _LESS_SAFE)
            address = target
        values = {"limit": self._limits.redirects}
        raise CannotRunError(Problem(problems.HARVEST_REDIRECTS, self.entry, values=values))

    def below(self, folder: str, path: str) -> str:
        base, target = self._parsed(folder), self._parsed(urljoin(folder, path))
        # `..` may be written as %2e%2e: a server may resolve it after this was looked at.
        inside = unquote(target.path or "/").startswith(unquote(base.path or "/"))
        climbs = any(".." in unquote(one).split("/") for one in (path, target.path or ""))
        if _origin(base) != _origin(target) or not inside or climbs:
            raise refused(folder, path, ELSEWHERE)
        return target.url

    def folder(self, address: str) -> str:
        return urljoin(address, ".")

    def _parsed(self, address: str) -> Url:
        try:
            url = parse_url(_with_ascii_host(address))
        except (LocationParseError, UnicodeError) as error:
            raise refused(self.entry, address, _NOT_WEB) from error
        if url.scheme not in _PORTS or not url.host:
            raise refused(self.entry, address, _NOT_WEB)
        if url.auth is not None:
            raise refused(self.entry, address.replace(url.auth, "…"), _WITH_PASSWORD)
        return url._replace(fragment=None)

    @contextmanager
    def _asked(self, url: Url) -> Iterator[urllib3.BaseHTTPResponse]:
        """Give the response to a request, its body not yet read; whatever goes wrong is told as a problem."""
        try:
            response = self._response(url)
            try:
                yield response
            finally:
                response.close()
        except (HTTPError, OSError, UnicodeError, zlib.error) as error:
            raise CannotRunError(_failure(url.url, error)) from error

    def _response(self, url: Url) -> urllib3.BaseHTTPResponse:
        """Ask each address of the host until one answers; once more, a moment later, where the server is busy."""
        addresses = self._addresses(url)
        for tried in range(1, self._limits.tries + 1):
            last = tried == self._limits.tries
            for place, address in enumerate(addresses, start=1):
                try:
                    response = self._request(url, address)
                except HTTPError:
                    if last and place == len(addresses):
                        raise
                    continue
                if response.status not in _TRY_AGAIN or last:
                    return response
                response.close()
                break
            time.sleep(self._limits.pause_seconds)
        raise AssertionError("the last try returns or raises")

    def _addresses(self, url: Url) -> list[str]:
        """Return the addresses of a host. Raises CannotRunError where one is private and the user did not give it."""
        host = (url.host or "").strip("[]")
        found = socket.getaddrinfo(host, _port(url), type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
        if _origin(url) != self._given and not all(map(is_public, addresses)):
            raise refused(self.entry, url.url, _PRIVATE)
        return addresses

    def _request(self, url: Url, address: str) -> urllib3.BaseHTTPResponse:
        """Send a request to an address that was looked at, under the name of the host."""
        host = (url.host or "").strip("[]")
        timeout = Timeout(connect=self._limits.connect_seconds, read=self._limits.read_seconds)
        pool = (
            urllib3.HTTPSConnectionPool(
                address,
                _port(url),
                timeout=timeout,
                cert_reqs="CERT_REQUIRED",
                server_hostname=host,
                assert_hostname=host,
            )
            if url.scheme == "https"
            else urllib3.HTTPConnectionPool(address, _port(url), timeout=timeout)
        )
        headers = {"Host": url.netloc or host, "User-Agent": self._agent, "Accept": ACCEPT, "Accept-Encoding": "gzip"}
        return pool.request(
            "GET",
            url.request_uri,
            headers=headers,
            retries=False,
            redirect=False,
            preload_content=False,
            decode_content=False,
        )

    def _answer(self, address: str, response: urllib3.BaseHTTPResponse) -> Answer:
        if response.status in _GONE:
            raise MissingError(address, str(response.status))
        if response.status != 200:
            values = {"status": response.status}
            raise CannotRunError(Problem(problems.HARVEST_STATUS, address, values=values))
        media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Answer(address, self._body(address, response), media_type)

    def _body(self, address: str, response: urllib3.BaseHTTPResponse) -> bytes:
        """Return the body, decompressed. It is counted while it comes, both as it comes and as it unfolds."""
        encoding = response.headers.get("content-encoding", "identity").strip().lower()
        if encoding not in {"identity", "gzip", "x-gzip", ""}:
            raise CannotRunError(_unreachable(address, f"Content-Encoding: {shorten(encoding)}"))
        unfold = None if encoding in {"identity", ""} else zlib.decompressobj(_GZIP)
        limit = self._limits.file_bytes
        parts: list[bytes] = []
        raw = size = 0
        end = time.monotonic() + self._limits.file_seconds
        while chunk := response.read1(_CHUNK, decode_content=False):
            raw += len(chunk)
            part = unfold.decompress(chunk, limit + 1 - size) if unfold else chunk
            size += len(part)
            if raw > limit or size > limit:
                raise too_large(address, limit, BYTES)
            if time.monotonic() > end:
                raise CannotRunError(_too_slow(address))
            self._account.add(len(part))
            parts.append(part)
        if unfold and not unfold.eof:
            raise CannotRunError(_incomplete(address, raw, response.headers.get("content-length", "")))
        return b"".join(parts)


def _with_ascii_host(address: str) -> str:
    """Return an address whose host, where it has letters beyond ASCII, is written as DNS has it (RFC 3490)."""
    match = None if address.isascii() else _HOST.match(address)
    if match is None or match[2].isascii():
        return address
    return match[1] + match[2].encode("idna").decode("ascii") + address[match.end() :]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, what stands for an IPv4 address looked through."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def _origin(url: Url) -> tuple[str, str, int]:
    return url.scheme or "", url.host or "", _port(url)


def _port(url: Url) -> int:
    return url.port or _PORTS[url.scheme or "http"]


def _failure(address: str, error: Exception) -> Problem:
    """Return what a failed request means."""
    inner = error.args[1] if isinstance(error, ProtocolError) and len(error.args) > 1 else error
    match inner:
        case NewConnectionError():  # refused; to urllib3 one of those that time out
            return _unreachable(address, _reason(error))
        case ReadTimeoutError() | ConnectTimeoutError() | TimeoutError():
            return _too_slow(address)
        case IncompleteRead(partial=int(got), expected=int(missing)):
            return _incomplete(address, got, str(got + missing))
        case HalfRead() | zlib.error():
            return _incomplete(address, 0, "")
        case SSLError():
            return _unreachable(address, f"TLS: {_reason(error)}")
        case _:
            return _unreachable(address, _reason(error))


def _reason(error: BaseException) -> str:
    """Return what the innermost error says, without the machine's own view of its objects."""
    while isinstance(error, HTTPError) and (inner := error.__cause__ or error.__context__):
        error = inner
    said = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return shorten(re.sub(r"<[^<>]*>:? ?", "", said) or type(error).__name__, 120)


def _unreachable(address: str, reason: str) -> Problem:
    return Problem(problems.HARVEST_UNREACHABLE, address, values={"reason": reason})


def _too_slow(address: str) -> Problem:
    return Problem(problems.HARVEST_TOO_SLOW, address)


def _incomplete(address: str, got: int, stated: str) -> Problem:
    known = stated.isdecimal() and got
    values = {
        "vi": f" (nhận {got} trong {stated} byte)" if known else "",
        "en": f" ({got} of {stated} bytes)" if known else "",
    }
    return Problem(problems.HARVEST_INCOMPLETE, address, values=values)
