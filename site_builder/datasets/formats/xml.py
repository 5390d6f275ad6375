"""XML as every reader takes it: no character that XML 1.0 forbids, UTF-8, the same bytes for the same values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character of XML 1.0, escaped or not (https://www.w3.org/TR/xml/#charsets)."""


def legal(text: str) -> str:
    """Return a text without the characters that XML forbids."""
    return _FORBIDDEN.sub("", text)


def add(parent: Element, name: str, text: str = "", attributes: Mapping[str, str] | None = None) -> Element:
    """Add an element with a text to another one and return it."""
    element = SubElement(parent, name, {key: legal(value) for key, value in (attributes or {}).items()})
    element.text = legal(text) or None
    return element


def xml_bytes(root: Element) -> bytes:
    """Return a document as UTF-8 with its declaration."""
    indent(root)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"
