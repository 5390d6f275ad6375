"""Which records are filed under the codes of a code list, as of today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from site_builder.records.record import Record
from site_builder.records.schema import Field
from site_builder.records.vocabulary import Concept, ConceptKey, Vocabulary


@dataclass(frozen=True, slots=True)
class Filing:
    """A record under a code: `stated` is the code that its field gives, `current` what that is today."""

    record: Record
    field: Field
    stated: Concept
    current: Concept


@dataclass(frozen=True, slots=True)
class Usage:
    """The codes of a code list in use, in the order of the list, each with what is filed under it.

    `own` are the filings under just that code of today, `whole` those under it and all that is below it, `stated` those
    whose record gives that code, of today or former.
    """

    concepts: Mapping[ConceptKey, Concept]
    own: Mapping[ConceptKey, Sequence[Filing]]
    whole: Mapping[ConceptKey, Sequence[Filing]]
    stated: Mapping[ConceptKey, Sequence[Filing]]


def usage_of(vocabulary: Vocabulary, filed: Iterable[tuple[Record, Field, Concept]]) -> Usage:
    """Return the use of a code list, from the codes that records give.

    A former unit that was split is today all its successors: the record is filed under each of them.
    """
    concepts: dict[ConceptKey, Concept] = {}
    own: dict[ConceptKey, list[Filing]] = {}
    whole: dict[ConceptKey, list[Filing]] = {}
    stated: dict[ConceptKey, list[Filing]] = {}
    lines: dict[ConceptKey, Sequence[Sequence[Concept]]] = {}
    for record, field, concept in filed:
        if concept.key not in lines:
            lines[concept.key] = [vocabulary.lineage(one) for one in vocabulary.today(concept)]
        for line in lines[concept.key]:
            filing = Filing(record, field, concept, line[-1])
            own.setdefault(line[-1].key, []).append(filing)
            for one in line:
                concepts[one.key] = one
                whole.setdefault(one.key, []).append(filing)
        stated.setdefault(concept.key, []).append(Filing(record, field, concept, concept))
    in_order = {one.key: one for one in sorted(concepts.values(), key=vocabulary.position)}
    return Usage(in_order, own, whole, stated)


def records_in(filings: Iterable[Filing]) -> list[Record]:
    """Return the records of some filings, each once."""
    return [*{(one.record.collection, one.record.id): one.record for one in filings}.values()]
