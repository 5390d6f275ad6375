"""Reading RDF of strangers: nothing is fetched for it, nothing in it unfolds, and what is broken is told."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from site_builder.harvest.documents import broken, json_of, text_of
from site_builder.harvest.recognising import Found, Syntax
from site_builder.harvest.sources import refused
from site_builder.problems import CannotRunError
from site_builder.records import Json
from site_builder.records.reading.wording import shorten

if TYPE_CHECKING:
    from rdflib import Graph

_NAMES: Final = {Syntax.TURTLE: "Turtle", Syntax.XML: "RDF/XML", Syntax.JSON_LD: "JSON-LD"}
_DECLARATION: Final = re.compile(r"<!(?:DOCTYPE|ENTITY)\b", re.IGNORECASE)
_SAY_NOTHING: Final = (LookupError, TypeError, AttributeError, RecursionError, AssertionError)
"""What a parser stumbles over instead of telling what is wrong."""
_CONTEXT_ELSEWHERE: Final = ("là ngữ cảnh JSON-LD nằm ở nơi khác", "is a JSON-LD context that stands elsewhere")


def graph_of(found: Found) -> Graph:
    """Return the graph of a document. Raises CannotRunError where it cannot be read.

    Contexts of JSON-LD are taken from the document alone, `owl:imports` is a statement like any other, and XML may
    declare no entities: they could unfold without end, or name files of this machine.
    """
    from rdflib import Graph

    answer, syntax = found.answer, found.syntax or Syntax.TURTLE
    name = _NAMES[syntax]
    text = text_of(answer, name)
    if syntax is Syntax.XML and _DECLARATION.search(text):
        vi, en = (
            "tệp khai báo DOCTYPE hoặc ENTITY, vì an toàn nên không đọc",
            "it declares a DOCTYPE or ENTITY, which is not read",
        )
        raise broken(answer.address, name, vi, en)
    if syntax is Syntax.JSON_LD:
        for address in _contexts_elsewhere(found.document if found.document is not None else json_of(answer)):
            raise refused(answer.address, address, _CONTEXT_ELSEWHERE)
    graph = Graph(bind_namespaces="none")
    with _quietly():
        try:
            graph.parse(data=text, format=str(syntax), publicID=_base(answer.address))
        except CannotRunError:
            raise
        except Exception as error:  # rdflib's parsers raise whatever comes
            said = "" if isinstance(error, _SAY_NOTHING) else f" ({shorten(error, 120)})"
            vi, en = f"bị đứt hoặc viết sai{said}", f"it breaks off or is misspelt{said}"
            raise broken(answer.address, name, vi, en) from error
    return graph


def _base(address: str) -> str:
    """Return the address against which relative ones count: none that is real for a file on a disk."""
    return address if "://" in address else "file:///"


def _contexts_elsewhere(document: Json) -> Iterator[str]:
    """Yield the addresses of the contexts that a JSON-LD document would have fetched."""
    waiting: list[Json] = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            waiting += node.values()
            contexts = node.get("@context")
            for one in [*(contexts if isinstance(contexts, list) else [contexts]), node.get("@import")]:
                if isinstance(one, str):
                    yield one


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep rdflib from telling of each date that is none, which is left out later, and of what it deprecates itself."""
    logger = logging.getLogger("rdflib")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            yield
    finally:
        logger.setLevel(before)
