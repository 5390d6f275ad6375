"""What is stated of each thing in DCAT: the whole mapping, a property a line.

It follows DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/) and the European profile DCAT-AP 3.0.1
(https://semiceu.github.io/DCAT-AP/releases/3.0.1/). For a national profile, change or add lines here; what a line takes
its value from is in `dcat_things` and `dcat_terms`. A value may be a text by language, a plain text, a term, another
thing, a list of any of these, or nothing: then the property is left out.

The API is no `dcat:DataService` in here: the SHACL shapes of DCAT-AP 3.0.1 speak of one for services that they do not
hold, and a validator that meets a service stops at it. What the API serves is in the downloads as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from site_builder.config import Translated
from site_builder.datasets.descriptions.dcat_terms import Thing
from site_builder.datasets.descriptions.rdf import Iri, Literal, iri, literal, moment, named

One = Translated | str | Iri | Literal | Thing | None
Values = One | Sequence[One]
Row = tuple[str, Callable[[Any], Values]]

PROFILE: Mapping[str, Sequence[Row]] = {
    "dcat:Catalog": (
        ("dct:title", lambda it: it.config.title),
        ("dct:description", lambda it: it.config.description),
        ("dct:publisher", lambda it: it.publisher),
        ("dct:license", lambda it: it.licence),
        ("dct:language", lambda it: it.languages),
        ("dct:spatial", lambda it: it.place),
        ("dct:issued", lambda it: moment(it.dates.issued)),
        ("dct:modified", lambda it: moment(it.dates.modified)),
        ("dct:conformsTo", lambda it: it.profile),
        ("dcat:contactPoint", lambda it: it.contact),
        ("dcat:themeTaxonomy", lambda it: it.taxonomy),
        ("foaf:homepage", lambda it: it.homepage),
        ("dcat:dataset", lambda it: it.datasets),
    ),
    "dcat:Dataset": (
        ("dct:identifier", lambda it: it.uri),
        ("dct:title", lambda it: it.title),
        ("dct:description", lambda it: it.description),
        ("dcat:keyword", lambda it: it.keywords),
        ("dcat:theme", lambda it: it.whole.themes),
        ("dct:publisher", lambda it: it.whole.publisher),
        ("dcat:contactPoint", lambda it: it.whole.contact),
        ("dct:language", lambda it: it.whole.languages),
        ("dct:spatial", lambda it: it.whole.place),
        ("dct:temporal", lambda it: it.period),
        ("dct:issued", lambda it: moment(it.dataset.dates.issued)),
        ("dct:modified", lambda it: moment(it.dataset.dates.modified)),
        ("dcat:version", lambda it: it.version),
        ("dct:accrualPeriodicity", lambda it: it.whole.frequency),
        ("dct:accessRights", lambda it: it.whole.access),
        ("dct:provenance", lambda it: it.whole.origin),
        ("dct:conformsTo", lambda it: it.standard),
        ("dcat:landingPage", lambda it: it.page),
        ("foaf:page", lambda it: it.other_pages),
        ("dcat:distribution", lambda it: it.files),
    ),
    "dcat:Distribution": (
        ("dct:title", lambda it: it.title),
        ("dcat:accessURL", lambda it: Iri(it.url)),
        ("dcat:downloadURL", lambda it: Iri(it.url)),
        ("dct:format", lambda it: it.format),
        ("dcat:mediaType", lambda it: it.media_type),
        ("dcat:packageFormat", lambda it: it.package),
        ("dcat:compressFormat", lambda it: it.package),
        ("dcat:byteSize", lambda it: it.size),
        ("spdx:checksum", lambda it: it.checksum),
        ("dct:license", lambda it: it.licence),
        ("dct:language", lambda it: it.languages),
        ("dct:issued", lambda it: moment(it.dates.issued)),
        ("dct:modified", lambda it: moment(it.dates.modified)),
        ("dct:conformsTo", lambda it: it.standard),
    ),
    "foaf:Agent": (
        ("foaf:name", lambda it: it.name),
        ("foaf:homepage", lambda it: it.homepage),
    ),
    "vcard:Organization": (
        ("rdf:type", lambda _: named("vcard:Kind")),  # the class above it, which DCAT-AP asks for by name
        ("vcard:fn", lambda it: it.name),
        ("vcard:hasEmail", lambda it: iri(it.email) if it.email else None),
        ("vcard:hasURL", lambda it: iri(it.url) if it.url else None),
    ),
    "dct:LicenseDocument": (
        ("dct:title", lambda it: it.title),
        ("dct:identifier", lambda it: it.id),
    ),
    "dct:Location": (
        ("skos:prefLabel", lambda it: it.label),
        ("dct:identifier", lambda it: it.code),
        ("dcat:bbox", lambda it: it.box),
    ),
    "dct:PeriodOfTime": (
        ("dcat:startDate", lambda it: it.start),
        ("dcat:endDate", lambda it: it.end),
    ),
    "spdx:Checksum": (
        ("spdx:algorithm", lambda it: it.algorithm),
        ("spdx:checksumValue", lambda it: literal(it.digest, datatype="xsd:hexBinary")),
    ),
    "dct:Frequency": (),
    "dct:LinguisticSystem": (),
    "dct:MediaType": (("rdfs:label", lambda it: it.label),),
    "dct:MediaTypeOrExtent": (("rdfs:label", lambda it: it.label),),
    "dct:ProvenanceStatement": (("rdfs:label", lambda it: it.label),),
    "dct:RightsStatement": (),
    "dct:Standard": (("dct:title", lambda it: it.label),),
    "foaf:Document": (("dct:language", lambda it: it.languages),),
    "spdx:ChecksumAlgorithm": (),
    "skos:Concept": (("skos:prefLabel", lambda it: it.label),),
    "skos:ConceptScheme": (("dct:title", lambda it: it.label),),
}  # fmt: skip
