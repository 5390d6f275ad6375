"""The preview shows the site, and shows it anew when a file changes."""

import shutil
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from site_builder.problems import CannotRunError
from site_builder.serve import serve_site

BASE = Path(__file__).parent / "examples" / "base"
PATIENCE = 60
"""Seconds after which a preview that has not answered never will."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "catalogue-of-tests"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:
        text: str = answer.read().decode()
    return text


def wait_for(url: str, words: str) -> str:
    """Return the page once it holds the words."""
    deadline = time.monotonic() + PATIENCE
    page = ""
    while time.monotonic() < deadline:
        try:
            page = read(url)
        except OSError:
            page = ""
        if words in page:
            return page
        time.sleep(0.1)
    raise AssertionError(f"{words!r} never appeared at {url}: {page[:200]}")


@contextmanager
def preview(root: Path) -> Iterator[str]:
    port, done = free_port(), threading.Event()
    thread = threading.Thread(target=serve_site, args=(root, root / "site", port, done.is_set))
    thread.start()
    try:
        wait_for(f"http://127.0.0.1:{port}/", "</html>")
        yield f"http://127.0.0.1:{port}/"
    finally:
        done.set()
        thread.join()


def test_a_changed_record_shows_in_the_page_and_the_page_is_told(root: Path) -> None:
    record = min((root / "catalogue").glob("*/*.yml"))
    with preview(root) as home:
        page = f"{home}{record.parent.name}/{record.stem}/"
        assert "/__reload.js" in read(page)
        with urllib.request.urlopen(home + "__changes", timeout=PATIENCE) as events:
            text = record.read_text("utf-8")
            title = next(line for line in text.splitlines() if line.startswith("  vi: "))
            record.write_text(text.replace(title, "  vi: Tiêu đề vừa sửa", 1), "utf-8")
            wait_for(page, "Tiêu đề vừa sửa")
            assert b"data: built" in events.readline()


def test_an_address_that_leads_nowhere_gets_the_page_that_says_so(root: Path) -> None:
    with preview(root) as home, pytest.raises(urllib.error.HTTPError) as answer:
        read(home + "no-such-page/")
    assert answer.value.code == 404
    assert "Không tìm thấy trang" in answer.value.read().decode()


def test_a_port_in_use_is_said_plainly(root: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(CannotRunError, match="choose another with --port"):
            serve_site(root, root / "site", other.getsockname()[1])
