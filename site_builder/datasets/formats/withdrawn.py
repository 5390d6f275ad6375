"""What a program finds where a record's data no longer are: when and why it was withdrawn, or where it is now."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from site_builder.addresses import RECORD_JSON, guid, record_uri
from site_builder.config import Config
from site_builder.datasets.publication import Publication, Writer
from site_builder.records import Catalogue, Record, Withdrawal
from site_builder.records.whereabouts import found_at, withdrawn_keys


def write(publication: Publication, writer: Writer) -> None:
    """Write a file at each address at which the data of a record no longer are."""
    catalogue = publication.catalogue
    for (collection, record_id), withdrawal in withdrawn_keys(catalogue):
        _put(writer, collection, record_id, withdrawal_data(catalogue, withdrawal))
    for (collection, record_id), record in catalogue.former.items():
        _put(writer, collection, record_id, renaming_data(publication.config, record_id, record))


def withdrawal_data(catalogue: Catalogue, withdrawal: Withdrawal) -> Mapping[str, Any]:
    """Return the note of a withdrawal as JSON: `reason` (language → text) and `successor` only where there are any."""
    successor = found_at(catalogue, withdrawal.successor) if withdrawal.successor else None
    return {
        "id": withdrawal.id,
        "collection": withdrawal.collection,
        "guid": guid(catalogue.config, withdrawal.collection, withdrawal.first_id),
        "withdrawn": withdrawal.date,
        **({"reason": dict(withdrawal.reason)} if withdrawal.reason else {}),
        **({"successor": _elsewhere(catalogue.config, successor)} if successor else {}),
    }


def renaming_data(config: Config, former: str, record: Record) -> Mapping[str, Any]:
    """Return as JSON where a record is that had another id before."""
    return {
        "id": former,
        "collection": record.collection,
        "guid": guid(config, record.collection, record.first_id),
        "renamed_to": record.id,
        "url": record_uri(config, record.address),
    }


def _elsewhere(config: Config, found: Record | Withdrawal) -> Mapping[str, str]:
    return {
        "id": found.id,
        "collection": found.collection,
        "guid": guid(config, found.collection, found.first_id),
        "url": record_uri(config, found.address),
    }


def _put(writer: Writer, collection: str, record_id: str, data: Mapping[str, Any]) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    writer.put(f"{collection}/{record_id}/{RECORD_JSON}", text.encode())
