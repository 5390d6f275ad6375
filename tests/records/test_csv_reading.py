"""CSV with the place of every cell."""

import csv
import io

import pytest

from site_builder.records.reading.csv_reading import read_csv


def places(text: str) -> list[list[tuple[str, int, int]]]:
    return [[(cell.text, cell.line, cell.column) for cell in row] for row in read_csv(text)]


def test_cells_know_their_place() -> None:
    assert places('a,b\n"x, y",z\n') == [[("a", 1, 1), ("b", 1, 3)], [("x, y", 2, 1), ("z", 2, 8)]]


def test_a_cell_on_several_lines_moves_what_follows() -> None:
    assert places('"x\ny",z\nw') == [[("x\ny", 1, 1), ("z", 2, 4)], [("w", 3, 1)]]


@pytest.mark.parametrize("text", ['a,"b', 'a,"b"c\n', '"'])
def test_a_quote_that_is_not_closed_is_told(text: str) -> None:
    assert any(cell.broken for row in read_csv(text) for cell in row)


@pytest.mark.parametrize(
    "text", ["", "a,b\nc,d", "a,b\r\nc,d\r\n", "a\rb", "a,\n", "a,", ',,\n"",x', '"a""b",c', "a\n\nb\n", 'a"b,c']
)
def test_sound_text_is_read_as_the_standard_library_reads_it(text: str) -> None:
    expected = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    assert [[cell.text for cell in row] for row in read_csv(text)] == expected
