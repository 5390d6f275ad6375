"""What stands at the address of a record today, whatever has become of it since the address was written down."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.records.catalogue import Catalogue
from site_builder.records.record import Record
from site_builder.records.withdrawals import RecordKey, Withdrawal


def found_at(catalogue: Catalogue, key: RecordKey) -> Record | Withdrawal | None:
    """Return the record of a collection and an id that it has or had, or its withdrawal; None where neither is known.

    Of a published catalogue that is also None for what may not be published.
    """
    record = catalogue.find(*key) or catalogue.former.get(key)
    return record or next((one for known, one in withdrawn_keys(catalogue) if known == key), None)


def withdrawn_keys(catalogue: Catalogue) -> Iterator[tuple[RecordKey, Withdrawal]]:
    """Yield every collection and id of each record that was taken back, those that it had before included."""
    for withdrawal in catalogue.withdrawn.values():
        for record_id in (withdrawal.id, *withdrawal.aliases):
            yield (withdrawal.collection, record_id), withdrawal
