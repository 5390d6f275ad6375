"""How the words of other vocabularies read in schema.org: the one table from RDF classes and properties to its own.

What is of schema.org already stays as it is. A catalogue's schemas name the classes (`class` of `x-collection`) and the
properties (`term` of `x-field`); nothing here knows a collection.
"""

from __future__ import annotations

from site_builder.pages.structured.vocabulary import THING, has

_BIBO = "http://purl.org/ontology/bibo/"
_DCAT = "http://www.w3.org/ns/dcat#"
_DCMITYPE = "http://purl.org/dc/dcmitype/"
_DCT = "http://purl.org/dc/terms/"
_ELI = "http://data.europa.eu/eli/ontology#"
_FOAF = "http://xmlns.com/foaf/0.1/"
_ORG = "http://www.w3.org/ns/org#"
_PROV = "http://www.w3.org/ns/prov#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_VCARD = "http://www.w3.org/2006/vcard/ns#"
_SCHEMA = ("https://schema.org/", "http://schema.org/")

CLASSES: dict[str, str] = {
    f"{_BIBO}AcademicArticle": "ScholarlyArticle",
    f"{_BIBO}Article": "Article",
    f"{_BIBO}Book": "Book",
    f"{_BIBO}Document": "ScholarlyArticle",
    f"{_BIBO}Report": "Report",
    f"{_BIBO}Thesis": "Thesis",
    f"{_DCAT}DataService": "WebAPI",
    f"{_DCAT}Dataset": "Dataset",
    f"{_DCMITYPE}Event": "Event",
    f"{_DCMITYPE}Image": "ImageObject",
    f"{_DCMITYPE}Software": "SoftwareApplication",
    f"{_DCMITYPE}Text": "CreativeWork",
    f"{_DCT}Agent": "Organization",
    f"{_DCT}BibliographicResource": "CreativeWork",
    f"{_DCT}Location": "Place",
    f"{_DCT}Standard": "CreativeWork",
    f"{_ELI}LegalExpression": "Legislation",
    f"{_ELI}LegalResource": "Legislation",
    f"{_FOAF}Document": "CreativeWork",
    f"{_FOAF}Group": "Organization",
    f"{_FOAF}Organization": "Organization",
    f"{_FOAF}Person": "Person",
    f"{_FOAF}Project": "Project",
    f"{_ORG}FormalOrganization": "Organization",
    f"{_ORG}Organization": "Organization",
    f"{_ORG}OrganizationalCollaboration": "Organization",
    f"{_ORG}OrganizationalUnit": "Organization",
    f"{_PROV}Organization": "Organization",
    f"{_PROV}Person": "Person",
    f"{_SKOS}Concept": "DefinedTerm",
    f"{_VCARD}Individual": "Person",
    f"{_VCARD}Organization": "Organization",
}

TERMS: dict[str, tuple[str, ...]] = {
    "http://www.w3.org/ns/adms#identifier": ("identifier",),
    "http://www.w3.org/ns/adms#status": ("creativeWorkStatus",),
    f"{_BIBO}isbn": ("isbn",),
    f"{_BIBO}pages": ("pagination",),
    f"{_DCAT}contactPoint": ("contactPoint",),
    f"{_DCAT}keyword": ("keywords",),
    f"{_DCAT}landingPage": ("url",),
    f"{_DCAT}theme": ("about", "knowsAbout"),
    f"{_DCAT}version": ("version",),
    f"{_DCT}alternative": ("alternateName",),
    f"{_DCT}audience": ("audience",),
    f"{_DCT}contributor": ("contributor",),
    f"{_DCT}created": ("dateCreated",),
    f"{_DCT}creator": ("creator",),
    f"{_DCT}hasPart": ("hasPart",),
    f"{_DCT}identifier": ("identifier",),
    f"{_DCT}isPartOf": ("isPartOf",),
    f"{_DCT}issued": ("datePublished",),
    f"{_DCT}language": ("inLanguage", "knowsLanguage"),
    f"{_DCT}license": ("license",),
    f"{_DCT}modified": ("dateModified",),
    f"{_DCT}publisher": ("publisher",),
    f"{_DCT}references": ("citation",),
    f"{_DCT}rightsHolder": ("copyrightHolder",),
    f"{_DCT}spatial": ("spatialCoverage", "location", "areaServed"),
    f"{_DCT}subject": ("about", "knowsAbout"),
    f"{_DCT}temporal": ("temporalCoverage",),
    f"{_DCT}type": ("genre", "category"),
    f"{_ELI}based_on": ("isBasedOn",),
    f"{_ELI}date_document": ("legislationDate",),
    f"{_ELI}date_no_longer_in_force": ("expires",),
    f"{_ELI}id_local": ("legislationIdentifier",),
    f"{_ELI}passed_by": ("legislationPassedBy",),
    f"{_ELI}type_document": ("legislationType",),
    f"{_FOAF}homepage": ("url",),
    f"{_FOAF}member": ("member",),
    f"{_ORG}hasMember": ("member",),
    f"{_ORG}hasSubOrganization": ("subOrganization",),
    f"{_ORG}hasUnit": ("subOrganization",),
    f"{_ORG}identifier": ("identifier",),
    f"{_ORG}member": ("member",),
    f"{_ORG}memberOf": ("memberOf",),
    f"{_ORG}subOrganizationOf": ("parentOrganization",),
    f"{_ORG}unitOf": ("parentOrganization",),
    f"{_PROV}wasDerivedFrom": ("isBasedOn",),
    f"{_SKOS}altLabel": ("alternateName",),
    f"{_SKOS}notation": ("identifier",),
}
"""The properties that a term may become, the best first: the first that things of the type have is taken."""

DOI, ISSN, ISSUE, VOLUME, PART_OF = (
    f"{_BIBO}doi", f"{_BIBO}issn", f"{_BIBO}issue", f"{_BIBO}volume", f"{_DCT}isPartOf"
)  # fmt: skip
DESCRIPTIONS = (f"{_DCT}description", f"{_DCT}abstract")
RECORD_DATES = (f"{_DCT}issued", f"{_DCT}modified", *(f"{base}expires" for base in _SCHEMA))
"""Terms that are read together, or in a way of their own: see `record`."""


def type_of(rdf_class: str | None, otherwise: str = THING) -> str:
    """Return the type of things of an RDF class; `otherwise` where schema.org has none, or the class is not known."""
    named = _of_schema_org(rdf_class or "")
    return named or CLASSES.get(rdf_class or "", otherwise)


def property_of(term: str | None, kind: str) -> str:
    """Return the property that an RDF property becomes on things of a type, "" where schema.org has none for them."""
    own = _of_schema_org(term or "")
    return next((name for name in ((own,) if own else TERMS.get(term or "", ())) if has(kind, name)), "")


def _of_schema_org(address: str) -> str:
    return next((address.removeprefix(base) for base in _SCHEMA if address.startswith(base)), "")
