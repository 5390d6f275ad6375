"""Graphs: who is tied to whom, drawn, as tables, and in files that graph programs read."""

from __future__ import annotations

import csv
import io
import re
from math import dist
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx
import pytest
from frictionless import validate

from site_builder.config import Graph
from site_builder.datasets.formats.delimited import csv_bytes
from site_builder.datasets.formats.graphml import graphml_bytes
from site_builder.datasets.tabular.graphs import graph_tables
from site_builder.pages.views import graphs
from site_builder.pages.views.drawings import RADIUS, components, layout
from site_builder.records import Catalogue, ties_of
from tests.small import HOSTILE, build_small, read_small, say, site_of

ABOUT = {"title": say("Ties"), "description": say("Who is tied to whom.")}
CONFIG = {
    "graphs": {
        "ties": {**ABOUT, "edges": ["clubs.members", "members.above", "tools.owner"]},
        "roles": {**ABOUT, "edges": ["clubs.members.tool"]},
        "nothing": {**ABOUT, "edges": ["talks.host"]},
    }
}
RECORDS: dict[str, dict[str, dict[str, Any]]] = {
    "clubs": {
        "bees": {"title": say("The bee club"), "members": [
            {"member": "ann", "role": "on"}, {"member": "bob"}, {"tool": "saw", "role": "off"},
            {"member": "nobody"}, {"role": "on"},
        ]},
    },
    "members": {
        "ann": {"title": say("Ann & Co")},
        "bob": {"title": say("Bob Ltd"), "above": "ann"},
        "eve": {"title": say("Eve"), "above": "eve"},
        "alone": {"title": say("Alone")},
    },
    "tools": {"saw": {"title": say("A saw")}, "axe": {"title": say("An axe"), "owner": "bob"}},
}  # fmt: skip


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return read_small(tmp_path_factory.mktemp("graphs"), RECORDS, CONFIG)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    club = RECORDS["clubs"]["bees"]
    sound = {"bees": {**club, "members": club["members"][:3]}}  # who is not there would be an error
    return build_small(tmp_path_factory.mktemp("site"), {**RECORDS, "clubs": sound}, CONFIG)


def edges(catalogue: Catalogue, graph: str) -> list[tuple[str, str, str, str]]:
    ties = ties_of(catalogue, catalogue.config.graphs[graph])
    return [(tie.source.id, tie.target.id, tie.path, tie.role_code) for tie in ties.edges]


def test_references_and_those_in_groups_are_edges(catalogue: Catalogue) -> None:
    assert edges(catalogue, "ties") == [
        ("bees", "ann", "members.member", "on"),
        ("bees", "bob", "members.member", ""),
        ("bees", "saw", "members.tool", "off"),
        ("bob", "ann", "above", ""),
        ("eve", "eve", "above", ""),
        ("axe", "bob", "owner", ""),
    ]


def test_one_reference_of_a_group_may_be_an_edge_alone(catalogue: Catalogue) -> None:
    assert edges(catalogue, "roles") == [("bees", "saw", "members.tool", "off")]


def test_what_is_tied_to_nothing_is_no_node(catalogue: Catalogue) -> None:
    nodes = {record.id for record in ties_of(catalogue, catalogue.config.graphs["ties"]).nodes}
    assert nodes == {"bees", "ann", "bob", "eve", "saw", "axe"}


def test_networkx_reads_the_graph_back(catalogue: Catalogue) -> None:
    ties = ties_of(catalogue, catalogue.config.graphs["ties"])
    nodes, edges = graph_tables(catalogue, "ties", ties)
    graph = networkx.parse_graphml(graphml_bytes("ties", nodes.source, edges.source).decode())
    assert graph.is_directed()
    assert set(graph.edges()) == {
        (f"{tie.source.collection}:{tie.source.id}", f"{tie.target.collection}:{tie.target.id}") for tie in ties.edges
    }
    assert graph.nodes["members:ann"]["title_en"] == "Ann & Co"
    assert graph.nodes["members:ann"]["title_fr"] == "Ann & Co (fr)"
    assert graph.edges["clubs:bees", "members:ann"]["role_en"] == "On"
    assert "role" not in graph.edges["clubs:bees", "members:bob"]


def test_the_tables_say_the_same_as_the_graph(catalogue: Catalogue) -> None:
    nodes, ties = graph_tables(catalogue, "ties", ties_of(catalogue, catalogue.config.graphs["ties"]))
    rows = {
        table.name: list(csv.DictReader(io.StringIO(csv_bytes(table).decode(), newline=""))) for table in (nodes, ties)
    }
    assert [row["id"] for row in rows["ties-nodes"]] == [
        "tools:axe", "tools:saw", "members:ann", "members:bob", "members:eve", "clubs:bees",
    ]  # fmt: skip
    first = rows["ties-edges"][0]
    assert (first["source"], first["target"], first["path"]) == ("clubs:bees", "members:ann", "clubs.members.member")
    assert (first["label_en"], first["role"], first["role_fr"]) == ("Members", "on", "En cours")


def test_the_package_describes_the_tables(site: Path) -> None:
    report = validate(str(site / "data/datapackage.json"))
    assert report.valid, report.flatten(["task", "rowNumber", "type", "message"])
    assert {"ties-nodes", "ties-edges"} <= {task.name for task in report.tasks}


def test_a_hostile_title_stays_a_text(tmp_path: Path) -> None:
    members: dict[str, dict[str, Any]] = {
        "ann": {"title": {"en": HOSTILE + "\x01"}},
        "bob": {"title": say("Bob"), "above": "ann"},
    }
    catalogue = read_small(tmp_path, {"members": members}, CONFIG)
    ties = ties_of(catalogue, catalogue.config.graphs["ties"])
    nodes, edges = graph_tables(catalogue, "ties", ties)
    graph = networkx.parse_graphml(graphml_bytes("ties", nodes.source, edges.source).decode())
    assert graph.nodes["members:ann"]["title_en"] == HOSTILE
    page = next(iter(graphs.pages(site_of(catalogue), ())))
    assert "<script" not in page.content


def test_the_page_has_a_drawing_with_a_name_and_the_same_in_tables(site: Path) -> None:
    page = (site / "fr/graphs/ties/index.html").read_text("utf-8")
    (svg,) = re.findall(r'<svg class="c-graph".*?</svg>', page)
    document = ElementTree.fromstring(svg.replace("&nbsp;", " "))
    assert document.get("role") == "group"
    names = {one.get("id"): one.text for one in document if one.tag in {"title", "desc"}}
    assert document.get("aria-labelledby", "").split() == list(names)
    assert names["graph-ties-title"] == "Ties (fr)"
    drawn = {link.get("href") for link in document.iter("a")}
    listed = set(re.findall(r'<td class="c-name"><a href="([^"]+)">', page))
    assert drawn == listed
    assert len(drawn) == 6


def test_a_number_in_the_drawing_is_that_of_the_table(site: Path) -> None:
    page = (site / "graphs/ties/index.html").read_text("utf-8")
    table = dict(re.findall(r'<td class="c-number">(\d+)</td><td class="c-name"><a href="([^"]+)">', page))
    drawing = re.findall(r'<a href="([^"]+)" tabindex="-1"[^>]*>.*?<text [^>]*>(\d+)</text>', page)
    assert {number: address for address, number in drawing} == table


def test_a_graph_without_edges_says_so(site: Path) -> None:
    page = (site / "graphs/nothing/index.html").read_text("utf-8")
    assert "No tie yet" in page
    assert "c-graph" not in page


def test_a_club_s_page_draws_its_members_with_their_roles(site: Path) -> None:
    page = (site / "clubs/bees/index.html").read_text("utf-8")
    (panel,) = re.findall(r'<ol class="c-links">(.*?)</ol>', page)
    members = re.findall(r'<li value="(\d)"><a href="([^"]+)">[^<]*</a> <span class="c-note">([^<]*)</span>', panel)
    assert members == [
        ("1", "../../members/ann/", "On"),
        ("2", "../../members/bob/", "Members"),
        ("3", "../../tools/saw/", "Off"),
    ]
    assert "c-graph" not in (site / "members/bob/index.html").read_text("utf-8")


STAR = [(0, other) for other in range(1, 30)]
TWO_PARTS = [(0, 1), (1, 2), (3, 4), (4, 4)]
CIRCLE = [(node, (node + 1) % 12) for node in range(12)]


@pytest.mark.parametrize(("count", "ties"), [(0, []), (1, []), (30, STAR), (5, TWO_PARTS), (12, CIRCLE)])
def test_no_two_nodes_of_a_drawing_touch(count: int, ties: list[tuple[int, int]]) -> None:
    drawn = layout(count, ties)
    points = [drawn.points[node] for node in range(count)]
    for place, point in enumerate(points):
        assert RADIUS <= point[0] <= drawn.width - RADIUS
        assert RADIUS <= point[1] <= drawn.height - RADIUS
        assert all(dist(point, other) > 2 * RADIUS for other in points[:place])


def test_a_hub_comes_first_and_the_largest_part_before_the_others() -> None:
    assert components(6, [(0, 5), (2, 1), (2, 3), (2, 4)]) == [[2, 1, 3, 4], [0, 5]]


def test_an_edge_of_a_graph_may_name_what_no_catalogue_has(catalogue: Catalogue) -> None:
    assert ties_of(catalogue, Graph({}, {}, ("nothing.at_all", "clubs.nothing"))).edges == ()
