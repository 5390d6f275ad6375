"""Where things are: the addresses that a catalogue promises to keep, each made in one place.

What is a thing and not a page about it (a dataset, the publisher, a concept) has the address of its page with a
fragment, so that every address leads to a page. See "Cool URIs for the Semantic Web", https://www.w3.org/TR/cooluris/.
"""

from __future__ import annotations

from urllib.parse import quote

from site_builder.config import Config

DATA = "data"
"""The folder of the downloads."""
API = "api/v1"
SCHEMAS = "schemas"
CODE_LISTS = "vocabularies"
TABLES = "tables"
GRAPHS = "graphs"
MATCHES = "matches"
PROGRESS = "progress"
CHANGES = "changes"
SNAPSHOTS = "snapshots"
SISTERS = "sisters"
"""Folders below the site's root (of pages: below the root of each language)."""

FEED = "feed.atom"

RECORD_JSON = "record.json"
RECORD_JSONLD = "record.jsonld"
RECORD_BIBTEX = "record.bib"
RECORD_RIS = "record.ris"
RECORD_CSL = "record.csl.json"
"""The files beside the page of each record, in the main language's folder."""

GRAPH_SUBJECT = "graphs."
PROGRESS_SUBJECT = "market.progress"
MATCHES_SUBJECT = "matches"
CODE_LISTS_SUBJECT = "vocabularies"
"""What a file that is of no collection and no table is of."""


def catalogue_uri(config: Config) -> str:
    """Return the address of the catalogue as a thing."""
    return f"{config.url}#catalogue"


def publisher_uri(config: Config) -> str:
    """Return the address of who publishes the catalogue, as a thing."""
    return f"{config.url}#publisher"


def dataset_uri(config: Config, address: str) -> str:
    """Return the address of a dataset as a thing, by that of its page."""
    return f"{config.url}{address}#dataset"


def record_uri(config: Config, address: str) -> str:
    """Return the address of a record, by that of its page below the root of a language."""
    return config.url + address


def guid(config: Config, collection: str, first_id: str) -> str:
    """Return what tells a record from every other for ever: its address under the id that it had first."""
    return f"{config.url}{collection}/{first_id}/"


def scheme_uri(config: Config, scheme: str) -> str:
    """Return the address of a scheme of codes as a thing."""
    return f"{config.url}{CODE_LISTS}/{quote(scheme, safe='')}/#scheme"


def concept_uri(config: Config, scheme: str, code: str) -> str:
    """Return the address of a concept: its place on the page of its scheme."""
    return f"{config.url}{CODE_LISTS}/{quote(scheme, safe='')}/#{quote(code, safe='')}"
