"""`site-builder serve`: the site on this machine, built again and shown again when a file changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from rich.console import Console
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

import site_builder
from site_builder import problems, report
from site_builder.build import build
from site_builder.datasets.media import MEDIA_TYPES, PAGE_TYPES
from site_builder.problems import CannotRunError, Problem

WATCHED = ("catalogue", "schemas", "docs", "snapshots", "harvested", "mkdocs.yml")
"""What of a catalogue's folder is watched: names, or beginnings of names."""

QUIET_SECONDS = 0.3
"""How long no file may change before a build begins: an editor writes a file in several steps."""

_EVENTS = "/__changes"
_SCRIPT = "/__reload.js"
_RELOAD = f"new EventSource('{_EVENTS}').onmessage = () => location.reload();"

_CONTENT_TYPES = {
    ending: one.content_type for ending, one in {**MEDIA_TYPES, **PAGE_TYPES, "": MEDIA_TYPES[".txt"]}.items()
}
"""The header `Content-Type` by the ending of a file's name."""


class Changes:
    """Counts the builds, and lets others wait for the next."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self.count = 0

    def announce(self) -> None:
        with self._condition:
            self.count += 1
            self._condition.notify_all()

    def wait(self, seen: int, seconds: float) -> int:
        """Return the number of builds as soon as it is not `seen`, or when the time is up."""
        with self._condition:
            self._condition.wait_for(lambda: self.count != seen, seconds)
            return self.count


class _Handler(SimpleHTTPRequestHandler):
    """Serves the built site, with a script in each page that reloads it after a build."""

    protocol_version = "HTTP/1.1"
    extensions_map = _CONTENT_TYPES

    def __init__(self, changes: Changes, *args: Any, **kwargs: Any) -> None:
        self._changes = changes
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == _EVENTS:
            self._send_events()
        elif path == _SCRIPT:
            self._send(_RELOAD.encode(), "text/javascript; charset=utf-8")
        elif page := self._page(path):
            script = f'<script src="{_SCRIPT}"></script></body>'
            self._send(page.replace("</body>", script, 1).encode(), "text/html; charset=utf-8")
        elif Path(self.translate_path(self.path)).exists():
            super().do_GET()
        else:
            missing = Path(self.directory) / "404.html"
            body = missing.read_bytes() if missing.is_file() else b""
            self._send(body, "text/html; charset=utf-8", status=404)

    def _page(self, path: str) -> str | None:
        file = Path(self.translate_path(path))
        file = file / "index.html" if path.endswith("/") else file
        return file.read_text("utf-8") if file.suffix == ".html" and file.is_file() else None

    def _send(self, body: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _send_events(self) -> None:
        """Tell the page of each build as a server-sent event, until it is closed."""
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        seen = self._changes.count
        try:
            while True:
                count = self._changes.wait(seen, 15)
                self.wfile.write(b": still here\n\n" if count == seen else b"data: built\n\n")
                self.wfile.flush()
                seen = count
        except (BrokenPipeError, ConnectionResetError):
            pass

    def log_message(self, *_: Any) -> None:
        """Say nothing: the problems of the catalogue are what a contributor should see."""


class _Watcher(FileSystemEventHandler):
    """Remembers when something that matters last changed."""

    def __init__(self, roots: tuple[Path, ...], prefixes: tuple[Path, ...]) -> None:
        self._roots, self._prefixes = roots, prefixes
        self.last_change = 0.0

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in {"opened", "closed_no_write"}:
            return
        for path in (str(event.src_path), str(event.dest_path or "")):
            if path and self._matters(Path(path)):
                self.last_change = time.monotonic()

    def _matters(self, path: Path) -> bool:
        if any(str(path).startswith(str(prefix)) for prefix in self._prefixes):
            return True
        return any(path.is_relative_to(root) for root in self._roots) and path.suffix not in {".py", ".pyc", ""}


def serve_site(root: Path, output: Path, port: int, stop: Callable[[], bool] = lambda: False) -> None:
    """Build, serve on 127.0.0.1, and build again on a change of a record, a schema, a page or a template.

    Runs until interrupted, or until `stop` says so. Raises CannotRunError where the port is taken or there is no
    catalogue. A build that fails shows its problems and leaves the pages as they were.
    """
    console = Console(highlight=False, soft_wrap=True)
    changes = Changes()
    output.mkdir(parents=True, exist_ok=True)
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, changes, directory=str(output)))
    except OSError as error:
        raise CannotRunError(Problem(problems.PORT_TAKEN, "", values={"port": port})) from error
    server.daemon_threads = True
    watcher, observer = _watch(root)
    try:
        _build(root, output, changes)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        console.print(f"http://127.0.0.1:{server.server_port}/  (Ctrl+C: dừng · stop)")
        built_at = time.monotonic()
        while not stop():
            time.sleep(0.1)
            if built_at < watcher.last_change < time.monotonic() - QUIET_SECONDS:
                built_at = time.monotonic()
                _build(root, output, changes)
    except KeyboardInterrupt:
        pass
    finally:
        observer.stop()
        server.shutdown()
        server.server_close()


def _watch(root: Path) -> tuple[_Watcher, Any]:
    package = Path(site_builder.__file__).parent
    parts = tuple(package / part for part in ("pages", "search", "locale"))
    prefixes = tuple(root.absolute() / name for name in WATCHED)
    watcher = _Watcher(parts, (*prefixes, root.absolute() / "mkdocs."))
    observer = Observer()
    observer.schedule(watcher, str(root.absolute()), recursive=False)
    for folder in (*prefixes, *parts):
        if folder.is_dir():
            observer.schedule(watcher, str(folder), recursive=True)
    observer.daemon = True
    observer.start()
    return watcher, observer


def _build(root: Path, output: Path, changes: Changes) -> None:
    result = build(root, output)
    report.print_problems(result.checked.problems, "text")
    report.print_summary(result.checked.problems, result.checked.catalogue)
    report.print_build(result)
    if result.site:
        changes.announce()
