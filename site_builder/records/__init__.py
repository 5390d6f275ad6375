"""What a record is: strict reading with positions, schemas with annotations, code lists, the frozen catalogue."""

from site_builder.records.calendar import CalendarEntry, When, calendar_entries
from site_builder.records.catalogue import Backlink, Catalogue, Collection
from site_builder.records.consent import has_consent, published, withheld
from site_builder.records.facets import Facet, date_of, facet_code, facet_concepts, facet_name, facet_values, facets_of
from site_builder.records.freshness import Standing, State, is_listed, standing
from site_builder.records.graphs import Tie, Ties, tied_collections, ties_from, ties_of
from site_builder.records.loading import Reading, read_catalogue
from site_builder.records.placing import draws_on_the_map, records_by_place
from site_builder.records.reading import Json
from site_builder.records.reading.locating import locate
from site_builder.records.record import Record, values_of
from site_builder.records.resolving import has_no_code
from site_builder.records.schema import CollectionSchema, Field, Section, Shape
from site_builder.records.sources import Source, source_fields, sources_of
from site_builder.records.tables import DataTable
from site_builder.records.usage import Filing, Usage, records_in
from site_builder.records.vocabulary import Concept, Vocabulary
from site_builder.records.withdrawals import Withdrawal

__all__ = [
    "Backlink",
    "CalendarEntry",
    "Catalogue",
    "Collection",
    "CollectionSchema",
    "Concept",
    "DataTable",
    "Facet",
    "Field",
    "Filing",
    "Json",
    "Reading",
    "Record",
    "Section",
    "Shape",
    "Source",
    "Standing",
    "State",
    "Tie",
    "Ties",
    "Usage",
    "Vocabulary",
    "When",
    "Withdrawal",
    "calendar_entries",
    "date_of",
    "draws_on_the_map",
    "facet_code",
    "facet_concepts",
    "facet_name",
    "facet_values",
    "facets_of",
    "has_consent",
    "has_no_code",
    "is_listed",
    "locate",
    "published",
    "read_catalogue",
    "records_by_place",
    "records_in",
    "source_fields",
    "sources_of",
    "standing",
    "tied_collections",
    "ties_from",
    "ties_of",
    "values_of",
    "withheld",
]
