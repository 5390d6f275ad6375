"""Personal data stands in records with a recorded consent only, and nothing is left of who has none any more.

Law 91/2025/QH15 on personal data protection: consent is explicit and dated, and can be withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from site_builder import problems
from site_builder.checks.walk import apply, texts
from site_builder.problems import Pointer, Problem
from site_builder.records import Catalogue, CollectionSchema, Field, Json, Record, has_consent, withheld
from site_builder.records.schema_walk import subschemas
from site_builder.records.withdrawals import WITHDRAWN_FILE
from site_builder.vietnamese import tone_key

_IN_ORDER = (("given", "until"), ("given", "withdrawn"))


def check(catalogue: Catalogue, _root: Path) -> Iterator[Problem]:
    for collection in catalogue.collections.values():
        if collection.schema.consent is None:
            yield from _personal_fields(collection.schema)
            continue
        for record in collection.records:
            yield from _consent(catalogue, record, collection.schema.consent)
    yield from _mentions(catalogue)


def _personal_fields(schema: CollectionSchema) -> Iterator[Problem]:
    """Yield the fields of a schema that are marked as personal, where no consent is asked for."""
    for pointer, node in subschemas(schema.document):
        about = node.get("x-field")
        if isinstance(about, Mapping) and about.get("personal"):
            yield Problem(problems.PERSONAL_WITHOUT_CONSENT, schema.path, (*pointer, "x-field", "personal"))


def _consent(catalogue: Catalogue, record: Record, name: str) -> Iterator[Problem]:
    consent = record.data.get(name)
    if consent is None:
        yield Problem(problems.CONSENT_MISSING, record.path, line=1, column=1, values={"key": name})
        return
    if not isinstance(consent, Mapping):
        return  # the schema check says so
    ordered = True
    for earlier, later in _IN_ORDER:
        first, second = consent.get(earlier), consent.get(later)
        if isinstance(first, str) and isinstance(second, str) and second < first:
            ordered = False
            values = {"earlier": earlier, "earlier_value": first, "later": later, "later_value": second}
            yield Problem(problems.DATE_ORDER, record.path, (name, later), values=values)
    if ordered and not has_consent(catalogue, record):
        ended = "withdrawn" if "withdrawn" in consent else "until"
        values = {"date": str(consent.get(ended, ""))}
        yield Problem(problems.CONSENT_ENDED, record.path, (name, ended), values=values)


def _mentions(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield the texts that are published and name a person whose consent is missing or has ended."""
    hidden = withheld(catalogue)
    names = {tone_key(text) for record in hidden for text in _titles(catalogue, record)}
    if not names:
        return
    withheld_paths = {record.path for record in hidden}

    def naming(_: Catalogue, record: Record, field: Field, pointer: Pointer, value: Json) -> Iterator[Problem]:
        for place, text in texts(field, pointer, value):
            if record.path not in withheld_paths and any(name in tone_key(text) for name in names):
                yield Problem(problems.NAMED_WITHOUT_CONSENT, record.path, place)

    yield from apply(naming, catalogue)
    for place, one in enumerate(catalogue.withdrawn.values()):
        for language, text in one.reason.items():
            if any(name in tone_key(text) for name in names):
                yield Problem(problems.NAMED_WITHOUT_CONSENT, WITHDRAWN_FILE, (place, "reason", language))


def _titles(catalogue: Catalogue, record: Record) -> Iterator[str]:
    title = record.data.get(catalogue.schema(record).title)
    yield from (text for text in (title.values() if isinstance(title, Mapping) else [title]) if isinstance(text, str))
