"""Records that are no longer published: what `catalogue/withdrawn.yml` says of each, so that its address never lies."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.config import Translated

WITHDRAWN_FILE = "catalogue/withdrawn.yml"

RecordKey = tuple[str, str]
"""(collection, id)"""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A record that was taken back: when (ISO 8601 day), why, and the record that has taken its place, if any."""

    collection: str
    id: str
    date: str
    reason: Translated
    successor: RecordKey | None = None

    @property
    def key(self) -> RecordKey:
        return self.collection, self.id

    @property
    def address(self) -> str:
        """Where the record's page stood, and the note of its withdrawal stands, below the root of a language."""
        return f"{self.collection}/{self.id}/"
