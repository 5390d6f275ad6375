"""What the tests of harvesting share: an empty catalogue of our own, and a server that answers as badly as wanted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from site_builder import build
from site_builder.harvest import Harvest, Limits, harvest_one
from site_builder.problems import CannotRunError, Problem
from tests.examples_support import EXAMPLES

TODAY = "2026-11-20"
HASTE = Limits(connect_seconds=5, read_seconds=5, pause_seconds=0)
"""Bounds that keep a test short."""

Respond = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """A server of which a test says what stands at each path. `asked` are the paths that were asked for, in order."""

    port: int = 0
    answers: dict[str, Respond] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def put(
        self, path: str, data: bytes | str | Any, media_type: str = "", *, status: int = 200, **headers: str
    ) -> None:
        """Let bytes, a text, or a value as JSON stand at a path."""
        body = data if isinstance(data, bytes) else (data if isinstance(data, str) else json.dumps(data)).encode()

        def respond(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            if media_type:
                handler.send_header("Content-Type", media_type)
            for name, value in {"Content_Length": str(len(body)), **headers}.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(body)

        self.answers[path] = respond

    def redirect(self, path: str, target: str) -> None:
        """Let a path lead elsewhere."""
        self.put(path, b"", status=302, Location=target)


@pytest.fixture
def another() -> Iterator[Callable[[], Site]]:
    """Start one more server."""
    servers: list[ThreadingHTTPServer] = []

    def start() -> Site:
        site = Site()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.headers.append(dict(self.headers))
                respond = site.answers.get(self.path)
                if respond is None:
                    self.send_response(404)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                else:
                    respond(self)

            def log_message(self, *_: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        servers.append(server)
        site.port = server.server_port
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return site

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def there(another: Callable[[], Site]) -> Site:
    """The server of the source."""
    return another()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An empty catalogue of our own: it says what it is, and holds nothing yet."""
    root = tmp_path / "own"
    (root / "catalogue").mkdir(parents=True)
    text = (EXAMPLES / "base/catalogue/catalogue.yml").read_text("utf-8")
    (root / "catalogue/catalogue.yml").write_text(text, "utf-8")
    return root


def check(folder: Path) -> Sequence[Problem]:
    """The rules of a catalogue."""
    return build.check(folder).problems


def harvest(root: Path, source: str | Path, name: str | None = "ban", limits: Limits = HASTE) -> Harvest:
    """Harvest a source."""
    return harvest_one(root, str(source), name, check=check, today=TODAY, limits=limits)


def refused(root: Path, source: str | Path, name: str | None = "ban", limits: Limits = HASTE) -> list[Problem]:
    """Return why a source is not taken, having looked that nothing is left of it."""
    before = snapshot(root)
    with pytest.raises(CannotRunError) as error:
        harvest(root, source, name, limits)
    assert snapshot(root) == before
    return list(error.value.problems)


def why(root: Path, source: str | Path, name: str | None = "ban", limits: Limits = HASTE) -> str:
    """Return the code of the one problem for which a source is not taken."""
    (problem,) = refused(root, source, name, limits)
    assert problem.vi
    return problem.kind.code


def snapshot(root: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones included."""
    return {str(one.relative_to(root)): one.read_bytes() for one in root.rglob("*") if one.is_file()}


def record(root: Path, path: str, name: str = "ban") -> dict[str, Any]:
    """Return a harvested record, read as the engine reads it."""
    from site_builder.records.reading.yaml_reading import read_document

    document = read_document(root / "harvested" / name, f"catalogue/{path}.yml")
    assert document.problems == []
    value: dict[str, Any] = document.value
    return value


def schema(root: Path, collection: str, name: str = "ban") -> dict[str, Any]:
    """Return the schema of a harvested collection."""
    file = root / "harvested" / name / f"schemas/{collection}.schema.json"
    value: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return value
