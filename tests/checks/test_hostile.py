"""A megabyte of hostile text takes no more time than a megabyte of any other."""

import shutil
from pathlib import Path
from time import process_time

import pytest

from site_builder.build import check
from site_builder.records.reading.files import MAX_BYTES
from tests.examples_support import EXAMPLES

PATIENCE = 4.0
"""Seconds of the processor, which other work on the machine does not lengthen: several times what the slowest takes,
and far below what a pattern that backtracks would."""

HEAD = "id: cay-bang\ngrower: vuon-an\nreview_by: 2030-01-01\ntitle:\n  vi: Cây\n  en: Tree\n"
SIZE = MAX_BYTES - 1000


def text_of(piece: str, size: int = SIZE) -> str:
    return piece * (size // len(piece.encode("utf-8")))


@pytest.mark.parametrize(
    "piece",
    ["a", "a.", "a@", "a@a.", "0", "09 ", "+84 ", "<a", "</", "<!-", "é", "ö", "aâ", "aë", "©", "a©", "µ", "aа",
     "\u0300", "đ\u0301", "\u200b", "Ð", "\ufffd", "-a", "a ", " ", "\u00a0", "a\u0300 "],
    ids=lambda piece: "".join(f"{ord(letter):x}." for letter in piece),
)  # fmt: skip
def test_a_long_line_of_text(piece: str, tmp_path: Path) -> None:
    record = f"{HEAD}summary:\n  vi: 'x{text_of(piece)}'\n  en: x\ncode: '{piece}'\n"
    assert seconds(record, tmp_path) < PATIENCE


@pytest.mark.parametrize(
    "rest",
    [
        "names: [" + text_of("a,", 100_000) + "a]",
        "names: [" + text_of("{},", 50_000) + "{}]",
        "visits: [" + text_of("{by: x},", 100_000) + "{}]",
        "names: [" + text_of("'0912345678',", 100_000) + "a]",
        "summary: {" + text_of("k: 1, ", 60_000) + "k: 1}",
        "\n".join(f"unknown-key-number-{number}: 1" for number in range(15_000)),
        text_of("x", SIZE - 100) + ": 1",
        "code: " + text_of("1", SIZE - 100),
        "code: 0x" + text_of("f", SIZE - 100),
        "code: 0." + text_of("1", SIZE - 100),
        "code: *" + text_of("a", 1000),
        "code: !" + text_of("a", 1000) + " b",
        "grower: " + text_of("../", 1000),
        "height: '" + text_of("9") + "'",
        "tag: '" + text_of("T") + "'",
        "names:\n" + text_of("  - a\n", 100_000),
        "code: " + text_of("? ", 100_000),
        "code: " + text_of("{a: ", 100_000),
        text_of("a: &a [*a]\n"),
        text_of("---\n"),
        text_of("# \n"),
        text_of("- "),
        text_of('"'),
        text_of("'"),
        "code: |\n" + text_of("\n"),
        "code: >\n" + text_of("  a\n\n"),
    ],
    ids=lambda rest: rest[:24].replace("\n", " "),
)
def test_a_hostile_record(rest: str, tmp_path: Path) -> None:
    assert seconds(f"{HEAD}{rest}\n", tmp_path) < PATIENCE


@pytest.mark.parametrize(
    "text", [text_of('"'), text_of(","), text_of('""'), text_of('a"b,'), text_of("\n"), text_of("a\n")]
)
def test_a_hostile_code_list(text: str, tmp_path: Path) -> None:
    root = Path(shutil.copytree(EXAMPLES / "base", tmp_path / "root"))
    heading = (root / "catalogue/vocabularies/kinds.csv").read_text("utf-8").split("\n")[0]
    (root / "catalogue/vocabularies/hostile.csv").write_text(f"{heading}\n{text}", "utf-8")
    start = process_time()
    assert check(root).has_errors
    assert process_time() - start < 2 * PATIENCE


def seconds(record: str, folder: Path) -> float:
    """Return how long checking a catalogue with a record takes."""
    root = Path(shutil.copytree(EXAMPLES / "base", folder / "root"))
    (root / "catalogue/plants/cay-bang.yml").write_text(record, "utf-8")
    check(root.parent / "root")  # what is only loaded once does not count
    start = process_time()
    check(root)
    return process_time() - start
