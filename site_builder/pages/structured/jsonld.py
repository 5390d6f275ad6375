"""Structured data as an element of a page: JSON-LD that no title can break out of."""

from __future__ import annotations

import json
from collections.abc import Sequence

from site_builder.pages.structured.about import Node

CONTEXT = "https://schema.org"

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

_ESCAPED = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))
"""What would end the element, or a line of script, as JSON writes it otherwise: outside its texts JSON has none of
these. See https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements."""


def script_element(graph: Sequence[Node]) -> str:
    """Return nodes as a data block, which no browser runs and no security policy forbids."""
    text = _encode({"@context": CONTEXT, "@graph": graph})
    for letter, escape in _ESCAPED:
        text = text.replace(letter, escape)
    return f'<script type="application/ld+json">{text}</script>'
