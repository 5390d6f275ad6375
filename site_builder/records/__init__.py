"""What a record is: strict reading with positions, schemas with annotations, code lists, the frozen catalogue."""

from site_builder.records.catalogue import Backlink, Catalogue, Collection, Record, values_of
from site_builder.records.consent import has_consent, published, withheld
from site_builder.records.facets import Facet, date_of, facet_code, facet_concepts, facet_name, facet_values, facets_of
from site_builder.records.freshness import Standing, State, is_listed, standing
from site_builder.records.loading import Reading, read_catalogue
from site_builder.records.locating import locate
from site_builder.records.reading import Json
from site_builder.records.schema import CollectionSchema, Field, Section, Shape
from site_builder.records.tables import DataTable
from site_builder.records.vocabulary import Concept, Vocabulary

__all__ = [
    "Backlink",
    "Catalogue",
    "Collection",
    "CollectionSchema",
    "Concept",
    "DataTable",
    "Facet",
    "Field",
    "Json",
    "Reading",
    "Record",
    "Section",
    "Shape",
    "Standing",
    "State",
    "Vocabulary",
    "date_of",
    "facet_code",
    "facet_concepts",
    "facet_name",
    "facet_values",
    "facets_of",
    "has_consent",
    "is_listed",
    "locate",
    "published",
    "read_catalogue",
    "standing",
    "values_of",
    "withheld",
]
