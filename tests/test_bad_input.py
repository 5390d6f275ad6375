"""Mistakes that contributors of this catalogue make: each is a problem of its own, at its line or cell."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from site_builder.build import check

ROOT = Path(__file__).parents[1]

COMMON = """\
title: {vi: Dữ liệu mẫu để thử, en: Synthetic data for a test}
summary: {vi: Dữ liệu mẫu., en: Synthetic data.}
keywords: {vi: [mẫu], en: [synthetic]}
sources:
  - {url: 'https://example.org/mau', title: Trang mẫu, accessed: 2026-11-20}
published: 2026-11-25
review_by: 2027-11-25
"""

RECORDS = {
    "a need with a deadline before its opening": (
        "needs",
        """\
status: open
need_kind: technology_search
fields: [{scheme: qd12-2008, code: '40504'}]
opens: 2024-06-01
deadline: 2024-05-01
""",
        ("date-order", 13, 11),
    ),
    "a valuation without a method": (
        "offers",
        """\
status: offered
kind: technology_offer
evidence_level: declared
fields: [{scheme: tt24-2025, code: '40504'}]
valuation:
  date: 2025-06-01
  low_vnd: 1000000
""",
        ("missing-key", 14, 3),
    ),
    "a valuation of which the low end is above the high one": (
        "offers",
        """\
status: offered
kind: technology_offer
evidence_level: declared
fields: [{scheme: tt24-2025, code: '40504'}]
valuation:
  method: cost
  date: 2025-06-01
  low_vnd: 2000000
  high_vnd: 1000000
""",
        ("date-order", 17, 13),
    ),
    "a network of one": (
        "networks",
        """\
status: active
specialised: false
members:
  - {organisation: org-kgu, role: hub}
""",
        ("bad-length", 12, 3),
    ),
    "an expert without consent": (
        "experts",
        """\
name: Chuyên Gia Mẫu
kind: domestic
fields: [{scheme: qd12-2008, code: '40504'}]
""",
        ("consent-missing", 1, 1),
    ),
    "a code of the wrong scheme": (
        "results",
        """\
status: accepted
fields: [{scheme: vsic-2018, code: '40504'}]
""",
        ("unknown-scheme", 10, 19),
    ),
    "an event that ends before it starts": (
        "events",
        """\
status: held
kind: workshop
format: on_site
starts: 2024-07-10
ends: 2024-07-09
""",
        ("date-order", 13, 7),
    ),
    "a place that no longer exists": (
        "events",
        """\
status: held
kind: workshop
format: on_site
starts: 2026-03-01
places:
  - {as_written: huyện Hòn Đất, scheme: admin-pre-2025, code: '903'}
""",
        ("code-out-of-validity", 14, 63),
    ),
    "a commune that several districts have": (
        "events",
        """\
status: held
kind: workshop
format: on_site
starts: 2024-03-01
places:
  - as_written: xã Bình An
""",
        ("name-ambiguous", 14, 17),
    ),
}
ROW = "mau,mau,tasks-total,2024,,kien-giang-pre-2025,{value},{share},,,exact,https://example.org/,Mẫu,2026-11-20,high,,"
CELLS = {
    "a share above 100 %": (
        "indicator-values",
        ROW.format(value="", share=1.2),
        ("out-of-range", 2, 48),
    ),
    "a table with a repeated key": (
        "indicator-values",
        "\n".join([ROW.format(value=1, share=""), ROW.format(value=2, share="")]),
        ("repeated-key", 3, 1),
    ),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of this repository's catalogue, without the prose."""
    for folder in ("catalogue", "schemas"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


@pytest.mark.parametrize("mistake", RECORDS)
def test_a_record_tells_its_mistake_at_its_line(mistake: str, root: Path) -> None:
    collection, text, expected = RECORDS[mistake]
    # A person has a name where other records have a title.
    common = COMMON.partition("\n")[2] if text.startswith("name:") else COMMON
    file = root / "catalogue" / collection / "mau-de-thu.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"id: mau-de-thu\n{common}{text}", "utf-8")
    found = [(one.kind.code, one.line, one.column) for one in check(root).problems]
    assert found == [expected]


@pytest.mark.parametrize("mistake", CELLS)
def test_a_table_tells_its_mistake_at_its_cell(mistake: str, root: Path) -> None:
    table, rows, expected = CELLS[mistake]
    file = root / "catalogue/tables" / f"{table}.csv"
    heading = file.read_text("utf-8").splitlines()[0]
    file.write_text(f"{heading}\n{rows}\n", "utf-8")
    found = [(one.kind.code, one.line, one.column) for one in check(root).problems]
    assert found == [expected]
