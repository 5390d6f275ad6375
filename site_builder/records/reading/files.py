"""Reading a file of the catalogue as text: inside its folder, of bounded size, in UTF-8."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from site_builder import problems
from site_builder.problems import Problem

MAX_BYTES = 1024 * 1024


_REASONS: Mapping[int, tuple[str, str]] = {
    errno.ELOOP: (
        "liên kết này vòng về chính nó; hãy thay bằng chính tệp",
        "the link leads back to itself; put the file in its place",
    ),
    errno.ENOENT: (
        "liên kết này trỏ tới tệp không có; hãy thay bằng chính tệp",
        "the link leads to a file that is not there; put the file in its place",
    ),
    errno.EACCES: ("không có quyền đọc; hãy cấp quyền đọc tệp", "it may not be read; grant permission to read it"),
    errno.EISDIR: (
        "đây là thư mục; hãy đổi tên hoặc chuyển đi chỗ khác",
        "it is a folder; rename it or move it away",
    ),
}


def unreadable(path: str, error: OSError) -> Problem:
    """Return the problem of a file or folder that the system would not open."""
    strange = f"{error.strerror}; hãy kiểm tra lại tệp", f"{error.strerror}; look at the file"
    vi, en = _REASONS.get(error.errno or 0, strange)
    return Problem(problems.UNREADABLE, path, line=1, column=1, values={"vi": vi, "en": en})


def is_inside(root: Path, path: str) -> bool:
    """Whether a path, links followed, stays in the catalogue's folder and out of hidden folders such as `.git`."""
    inside = Path(os.path.relpath(os.path.realpath(root / path), os.path.realpath(root)))
    return not any(part.startswith(".") for part in inside.parts)


def read_bytes(root: Path, path: str) -> bytes | Problem:
    """Read a file of the catalogue, given by its path relative to `root`, or say why it is not read."""
    file = root / path
    try:
        about = file.stat()
        if not is_inside(root, path):
            return Problem(problems.OUTSIDE_TREE, path, line=1, column=1)
        if not stat.S_ISREG(about.st_mode):  # a pipe would be waited for without end
            raise IsADirectoryError(errno.EISDIR, "not a regular file")
        if about.st_size > MAX_BYTES:
            values = {"size": about.st_size, "limit": MAX_BYTES}
            return Problem(problems.TOO_LARGE, path, line=1, column=1, values=values)
        return file.read_bytes()
    except OSError as error:
        return unreadable(path, error)


def read_text(root: Path, path: str) -> str | Problem:
    """Read a file as UTF-8 text (a byte order mark is dropped), or say why it is not."""
    data = read_bytes(root, path)
    if isinstance(data, Problem):
        return data
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start, path)
    # A zero byte betrays UTF-16 without its mark, or a file that is no text.
    return _not_utf8(data, data.index(0), path) if "\0" in text else text


def _not_utf8(data: bytes, offset: int, path: str) -> Problem:
    before = data[:offset]
    line = before.count(b"\n") + 1
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    return Problem(problems.NOT_UTF8, path, line=line, column=column, values={"byte": f"{data[offset]:02X}"})
