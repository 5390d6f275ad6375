"""What of schema.org (https://schema.org) pages are described with: its types, and its properties.

A type that is not here is written as it is, with the properties that everything may have.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

THING = "Thing"

SUBTYPES: dict[str, str] = {
    THING: "CreativeWork Event Intangible Organization Person Place Product",
    "CreativeWork": (
        "Article Book Certification Chapter Collection Course CreativeWorkSeries DataCatalog Dataset DefinedTermSet "
        "Drawing Guide HowTo LearningResource Legislation Manuscript Map MediaObject Movie MusicComposition Painting "
        "Photograph Play PublicationIssue PublicationVolume Sculpture SoftwareApplication SoftwareSourceCode Thesis "
        "VisualArtwork WebPage WebSite"
    ),
    "Article": "NewsArticle Report ScholarlyArticle TechArticle",
    "CreativeWorkSeries": "Periodical",
    "LearningResource": "Course",
    "MediaObject": "AudioObject DataDownload ImageObject VideoObject",
    "WebPage": "AboutPage CollectionPage ItemPage SearchResultsPage",
    "Event": (
        "BusinessEvent CourseInstance EducationEvent ExhibitionEvent Festival Hackathon MusicEvent ScreeningEvent "
        "SocialEvent SportsEvent TheaterEvent VisualArtsEvent"
    ),
    "Organization": (
        "Consortium Cooperative Corporation EducationalOrganization GovernmentOrganization LocalBusiness "
        "MedicalOrganization NGO NewsMediaOrganization PerformingGroup Project ResearchOrganization SportsOrganization"
    ),
    "EducationalOrganization": "CollegeOrUniversity School",
    "LocalBusiness": "ArchiveOrganization Library",
    "Project": "ResearchProject",
    "Place": (
        "AdministrativeArea CivicStructure LandmarksOrHistoricalBuildings Landform LocalBusiness TouristAttraction"
    ),
    "AdministrativeArea": "City Country State",
    "CivicStructure": "EducationalOrganization Museum Park",
    "Product": "IndividualProduct ProductModel Vehicle",
    "Intangible": (
        "Audience DefinedTerm Demand Enumeration Grant JobPosting Language Offer Series Service StructuredValue"
    ),
    "DefinedTerm": "CategoryCode",
    "Grant": "MonetaryGrant",
    "Series": "CreativeWorkSeries",
    "Service": "GovernmentService WebAPI",
    "StructuredValue": "ContactPoint PropertyValue",
}
"""The types next below each, separated by spaces."""


class Value(StrEnum):
    """What the value of a property is; where it is a thing, the types that it may have."""

    TEXT = "Text"
    DATE = "Date"
    ADDRESS = "URL"
    LANGUAGE = "Language"
    ATTENDANCE = "EventAttendanceModeEnumeration"
    IDENTIFIER = "PropertyValue"
    CONTACT = "ContactPoint"
    AUDIENCE = "Audience"
    COUNTRY = "Country"
    PLACE = "Place"
    ORGANISATION = "Organization"
    AGENT = "Organization Person"
    WORK = "CreativeWork"
    OFFERED = "CreativeWork Event Product Service"
    ANYTHING = THING

    def takes(self, kind: str) -> bool:
        """Whether a thing of a type can be the value."""
        return not lineage(kind).isdisjoint(self.split())


@dataclass(frozen=True, slots=True)
class Property:
    """A property: the types that have it (and so those below them), and what its value is."""

    of: tuple[str, ...]
    value: Value


def _properties(value: Value, **of: str) -> dict[str, Property]:
    return {name: Property(tuple(types.split()), value) for name, types in of.items()}


PROPERTIES: dict[str, Property] = {
    **_properties(
        Value.TEXT,
        additionalType=THING,
        alternateName=THING,
        award="CreativeWork Organization Person Product Service",
        category="Guide Offer Product Service",
        courseMode="CourseInstance",
        creativeWorkStatus="CreativeWork",
        encodingFormat="CreativeWork",
        genre="CreativeWork",
        isbn="Book",
        issn="CreativeWorkSeries Dataset WebSite",
        keywords="CreativeWork Event Organization Place Product",
        legalName="Organization",
        legislationIdentifier="Legislation",
        legislationType="Legislation",
        material="CreativeWork Product",
        pagination="Article Chapter PublicationIssue PublicationVolume",
        serviceType="Service",
        temporalCoverage="CreativeWork",
        version="CreativeWork",
    ),
    **_properties(
        Value.DATE,
        dateCreated="CreativeWork",
        dateModified="CreativeWork",
        datePublished="CreativeWork",
        dissolutionDate="Organization",
        endDate="CreativeWorkSeries Event",
        expires="CreativeWork",
        foundingDate="Organization",
        legislationDate="Legislation",
        legislationDateOfApplicability="Legislation",
        startDate="CreativeWorkSeries Event",
        validFrom="Certification Demand Offer",
        validThrough="Demand JobPosting Offer",
    ),
    **_properties(Value.ADDRESS, license="CreativeWork", sameAs=THING, url=THING),
    **_properties(Value.LANGUAGE, inLanguage="CreativeWork Event", knowsLanguage="Organization Person"),
    **_properties(Value.IDENTIFIER, identifier=THING),
    **_properties(Value.ATTENDANCE, eventAttendanceMode="Event"),
    **_properties(Value.CONTACT, contactPoint="Organization Person"),
    **_properties(Value.AUDIENCE, audience="CreativeWork Event Product Service"),
    **_properties(Value.COUNTRY, countryOfOrigin="CreativeWork Product"),
    **_properties(
        Value.PLACE,
        areaServed="ContactPoint Demand Offer Organization Service",
        location="Event Organization",
        spatialCoverage="CreativeWork",
        workLocation="Person",
    ),
    **_properties(
        Value.ORGANISATION,
        affiliation="Person",
        manufacturer="Product",
        memberOf="Organization Person",
        parentOrganization="Organization",
        sourceOrganization="CreativeWork",
        subOrganization="Organization",
        worksFor="Person",
    ),
    **_properties(
        Value.AGENT,
        author="CreativeWork",
        contributor="CreativeWork Event",
        copyrightHolder="CreativeWork",
        creator="CreativeWork",
        founder="Organization",
        funder="CreativeWork Event Grant Organization Person",
        legislationPassedBy="Legislation",
        member="Organization",
        offeredBy="Offer",
        organizer="Event",
        performer="Event",
        producer="CreativeWork",
        provider="CreativeWork Service",
        publisher="CreativeWork",
        seller="Demand Offer",
        sponsor="CreativeWork Event Grant Organization Person",
        translator="CreativeWork Event",
    ),
    **_properties(
        Value.WORK, citation="CreativeWork", hasPart="CreativeWork", isBasedOn="CreativeWork", isPartOf="CreativeWork"
    ),
    **_properties(Value.OFFERED, itemOffered="Demand Offer"),
    **_properties(Value.ANYTHING, about="CreativeWork DefinedTerm Event", knowsAbout="Organization Person"),
}
"""The properties that the values of records may be given under, beside name and description, which everything has."""


@cache
def lineage(kind: str) -> frozenset[str]:
    """Return a type with all types above it."""
    above = {parent for parent, below in SUBTYPES.items() if kind in below.split()}
    return frozenset({kind, THING}).union(*(lineage(parent) for parent in above))


def has(kind: str, name: str) -> bool:
    """Whether things of a type may have a property."""
    known = PROPERTIES.get(name)
    return known is not None and not lineage(kind).isdisjoint(known.of)
