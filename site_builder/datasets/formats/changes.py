"""The change log: one line of JSON for each change of a record, the oldest first, as harvesters follow it."""

from __future__ import annotations

from typing import Any

from site_builder.addresses import guid, record_uri
from site_builder.config import Config
from site_builder.datasets.formats.json_files import jsonl_bytes
from site_builder.datasets.publication import Publication, Writer
from site_builder.history import Change

CHANGES_FILE = "changes.jsonl"


def write(publication: Publication, writer: Writer) -> None:
    """Write every change of the catalogue's history."""
    rows = [change_data(publication.config, change) for change in publication.history.changes]
    writer.write(CHANGES_FILE, jsonl_bytes(rows), "Changes (JSON Lines)")


def change_data(config: Config, change: Change) -> dict[str, Any]:
    """Return a change as JSON.

    Always there are: `number` (the order in which changes were published: what a harvester has read up to), `act`
    (`created`, `updated`, `renamed`, `withdrawn`), `collection`, `id` (after the change), `guid` (the record's for
    ever, whatever it is called), `url` (of its page, of the note of its withdrawal, or of what leads on to where it is
    now) and `moment` (ISO 8601: a time in UTC, or a day). Where there is something to say: `fields` (the properties
    that were changed), `former` (the id before), `reason` (language → text), `successor` (`guid` and `url`), `commit`.
    """
    successor = change.successor and {
        "guid": guid(config, change.successor[0], change.successor_first_id or change.successor[1]),
        "url": record_uri(config, "{}/{}/".format(*change.successor)),
    }
    said: dict[str, Any] = {
        "fields": [*change.fields],
        "former": change.former,
        "reason": change.reason,
        "successor": successor,
        "commit": change.commit,
    }
    return {
        "number": change.number,
        "act": change.act.value,
        "collection": change.collection,
        "id": change.id,
        "guid": guid(config, change.collection, change.first_id),
        "url": record_uri(config, change.address),
        "moment": change.moment,
        **{key: value for key, value in said.items() if value},
    }
