"""Which records have a place on the catalogue's map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from site_builder.records.catalogue import Catalogue, Collection
from site_builder.records.record import Record
from site_builder.records.schema import only
from site_builder.records.usage import records_in
from site_builder.records.vocabulary import ConceptKey


def draws_on_the_map(catalogue: Catalogue, collection: Collection) -> bool:
    """Whether records of a collection may have a place on the map: a field of theirs draws on the map's code list."""
    drawn = catalogue.map
    return drawn is not None and bool(only(collection.schema.fields, lambda one: one.vocabulary == drawn.vocabulary))


def records_by_place(catalogue: Catalogue) -> Mapping[ConceptKey, Sequence[Record]]:
    """Return the records at each place of the map, by the place's code, in the order of the code list.

    A record of a former unit that was divided is at each place that came from it.
    """
    drawn = catalogue.map
    if drawn is None or drawn.vocabulary not in catalogue.vocabularies:
        return {}
    usage = catalogue.usage[drawn.vocabulary]
    return {key: records_in(usage.whole[key]) for key in usage.concepts if key in drawn.points}
