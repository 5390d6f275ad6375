"""Values as they stand in a message: short, on one line, with nothing that a terminal would act on; ids to suggest."""

from __future__ import annotations

from site_builder.vietnamese import fold


def shorten(value: object, width: int = 60) -> str:
    """Return a value as text for a message: at most `width` characters on one line, nothing that a terminal obeys."""
    text = str(value)
    cut = " ".join(text[: 4 * width].split())
    shown = cut if len(text) <= 4 * width and len(cut) <= width else cut[: width - 1] + "…"
    return shown if shown.isprintable() else "".join(map(_printable, shown))


def _printable(letter: str) -> str:
    return letter if letter.isprintable() else f"\\u{ord(letter):04x}"


def suggested_id(text: str) -> str:
    """Return an id that is as near to a text as an id may be."""
    letters = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in fold(text[:200]))
    return "-".join(part for part in letters.split("-") if part) or "ban-ghi"
