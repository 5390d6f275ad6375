"""The head of a page, but for its title and its description: what tells machines which page this is, and what it has.

Links between the languages as https://developers.google.com/search/docs/specialty/international/localized-versions
asks for, Open Graph (https://ogp.me) for those who share a page, and typed links by FAIR Signposting
(https://signposting.org/FAIR/).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from site_builder.i18n import regional
from site_builder.pages.structured.about import Link

NOINDEX = '<meta name="robots" content="noindex">'
"""What the head of a page has that is for those who come to it by its address only: it is in no sitemap."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page says.

    `type` is the page's by Open Graph, `url` its absolute address. `languages` are its addresses in each language that
    it exists in, by language tag, the main one first.
    """

    language: str
    title: str
    description: str
    site_name: str
    type: str
    url: str
    languages: Mapping[str, str]
    links: Sequence[Link]


def head_html(head: Head) -> str:
    """Return the elements of a head as HTML."""
    url = escape(head.url)
    others = "".join([_meta("og:locale:alternate", regional(one)) for one in head.languages if one != head.language])
    return (
        identity_html(head.url, head.languages)
        + _meta("og:type", head.type)
        + _meta("og:title", escape(head.title))
        + _meta("og:description", escape(head.description))
        + _meta("og:url", url)
        + _meta("og:site_name", escape(head.site_name))
        + _meta("og:locale", regional(head.language))
        + others
        + '<meta name="twitter:card" content="summary">'
        + "".join([_link(one) for one in head.links])
    )


def identity_html(url: str, languages: Mapping[str, str]) -> str:
    """Return the elements that say which page this is, and which are its twins, as HTML."""
    return f'<link rel="canonical" href="{escape(url)}">{_alternates(languages)}'


def _meta(name: str, content: str) -> str:
    """Return an element of Open Graph; `content` is HTML."""
    return f'<meta property="{name}" content="{content}">'


def _alternates(languages: Mapping[str, str]) -> str:
    if len(languages) < 2:
        return ""
    main = next(iter(languages.values()))
    # The space keeps the theme's script from asking for a sitemap.xml beside every twin; for readers of HTML, `rel` is
    # a list of words.
    return "".join([
        f'<link rel="alternate " hreflang="{language}" href="{escape(url)}">'
        for language, url in [*languages.items(), ("x-default", main)]
    ])  # fmt: skip


def _link(link: Link) -> str:
    # As above: the space makes no difference to the link.
    rel = "alternate " if link.rel == "alternate" else link.rel
    media_type = f' type="{link.media_type}"' if link.media_type else ""
    title = f' title="{escape(link.title)}"' if link.title else ""
    return f'<link rel="{rel}"{media_type}{title} href="{escape(link.address)}">'
