"""Filling in a template as a contributor does, from what the template itself says."""

from __future__ import annotations

import re
from collections.abc import Iterator

SENTENCE = "Một câu của người đóng góp"


def filled(template: str) -> str:
    """Return a template with a value on each required line: its example, or else a sentence.

    Of fields of which one at least is wanted, the first is taken.
    """
    return "\n".join([*_filled(_chosen(template).splitlines()), ""])


def opened(template: str) -> str:
    """Return a template with every optional line taken out of its comment."""
    return "\n".join(
        line[1:] if line.startswith("#") and not line.startswith("##") else line for line in template.splitlines()
    )


def _chosen(template: str) -> str:
    lines, first = [], ""
    for line in template.splitlines():
        stated = re.search(r"at least one of: (\w+)", line)
        first = stated[1] if stated else first
        chosen = re.match(r"# *(\w+):", line)
        lines.append(line[1:] if chosen and chosen[1] == first else line)
        first = "" if chosen else first
    return "\n".join(lines)


def _filled(lines: list[str]) -> Iterator[str]:
    examples: list[str] = []
    for number, line in enumerate(lines):
        text = line.strip()
        if text.startswith("##"):
            stated = re.search(r"Ex[ae]mple: (.*)", text)
            examples = stated[1].split(", ") if stated else examples
            yield line
        elif line.startswith("#"):
            examples = []
            yield line
        elif not text or _has_lines_below(line, lines[number + 1 :]):
            yield line
        else:
            yield f"{line} {examples.pop(0) if examples else SENTENCE}"


def _has_lines_below(line: str, following: list[str]) -> bool:
    written = (one for one in following if one.strip() and not one.strip().startswith("#"))
    return _depth(next(written, "")) > _depth(line)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())
