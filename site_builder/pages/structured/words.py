"""Texts of records in structured data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from site_builder.pages.site import Site


def said(site: Site, text: Mapping[str, Any] | str) -> Any:
    """Return a text, or a list of texts, by language for a page: bare in the page's language, with its own where it is
    in another. What is in no language stays as it is.
    """
    if not isinstance(text, Mapping):
        return text
    if site.language in text:
        return text[site.language]
    main = site.catalogue.config.language
    language = main if main in text else next(iter(text), "")
    own = text.get(language, "")
    if isinstance(own, list | tuple):
        return [{"@language": language, "@value": one} for one in own]
    return {"@language": language, "@value": own} if own else ""
