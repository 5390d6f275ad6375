"""Snapshots: all that is published on a day, in one ZIP file with checksums and descriptions, fit for an archive."""

from site_builder.snapshot.taking import Taken, take_snapshot

__all__ = ["Taken", "take_snapshot"]
