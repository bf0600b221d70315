"""Stories, quotes, people and organizations as search engines and archives read them: schema.org, in JSON-LD 1.1.

Types and properties are schema.org's (https://schema.org/docs/full.html). What is not known is left out. What the
newsroom does not know, a front end adds: the address of its own page as ``url``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any
from urllib.parse import urljoin

import strawberry

from pullquote.schema.inputs.scalars import URL
from pullquote.store.model.bodies import Image
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.records import (
    Correction,
    Editorial,
    Organization,
    OrganizationKind,
    Person,
    Publication,
    Quote,
    Role,
    Speaker,
    Story,
)

CONTEXT = "https://schema.org"
JSON_LD = (
    'The same as schema.org has it, for `<script type="application/ld+json">`. Write every `<` in its JSON as '
    '`\\u003c`: `JSON.stringify(jsonLd).replaceAll("<", "\\\\u003c")`.'
)
"""What ``jsonLd`` is, on every type that has it."""

ORGANIZATION_TYPES = {
    OrganizationKind.GOVERNMENT: "GovernmentOrganization",
    OrganizationKind.INTERGOVERNMENTAL: "GovernmentOrganization",
    OrganizationKind.PARTY: "PoliticalParty",
    OrganizationKind.COMPANY: "Corporation",
    OrganizationKind.MEDIA: "NewsMediaOrganization",
    OrganizationKind.NGO: "NGO",
    OrganizationKind.SCHOOL: "School",
    OrganizationKind.UNIVERSITY: "CollegeOrUniversity",
    OrganizationKind.RESEARCH_INSTITUTE: "ResearchOrganization",
    OrganizationKind.HOSPITAL: "Hospital",
    OrganizationKind.UNION: "WorkersUnion",
    OrganizationKind.SPORTS_TEAM: "SportsTeam",
    OrganizationKind.PERFORMING_GROUP: "PerformingGroup",
    OrganizationKind.LIBRARY: "Library",
}
"""schema.org's types of organizations; whatever else is an Organization (its Church and Museum are places)."""

PIXEL = "E37"
"""The code of UN/CEFACT Recommendation 20 for a pixel."""

Thing = dict[str, Any]
Base = Annotated[
    URL | None,
    strawberry.argument(
        description=(
            "The address that paths are resolved against, `https://news.example.org/graphql`: pictures of the "
            "newsroom are paths on this server, and are left out unless this is given."
        )
    ),
]


def json_ld_of_speaker(root: Speaker, base: Base = None) -> Thing:
    """A person or an organization in JSON-LD."""
    thing = _person(root, base) if isinstance(root, Person) else _organization(root, base)
    return {"@context": CONTEXT, **thing}


def json_ld_of_quote(root: Quote, base: Base = None) -> Thing:
    """A quote in JSON-LD (schema.org Quotation)."""
    thing = _thing(
        "Quotation",
        text=root.text,
        url=root.url,
        spokenByCharacter=_one_or_all([_name_of(each) for each in root.speakers]),
        dateCreated=_text(root.date_spoken),
        recordedAt=_thing("Event", name=root.occasion) if root.occasion else None,
        inLanguage=root.story.in_language,
        position=root.position,
        isPartOf=_headed(root.story, base),
    )
    return {"@context": CONTEXT, **thing}


def json_ld_of_story(root: Story, base: Base = None) -> Thing:
    """A story in JSON-LD (schema.org NewsArticle, or OpinionNewsArticle)."""
    rights, publication = root.rights, root.publication
    thing = {
        **_headed(root, base),
        **_thing(
            alternativeHeadline=root.alternative_headline,
            description=root.standfirst,
            abstract=root.abstract,
            author=_authors(root),
            creditText=root.byline,
            dateline=root.dateline,
            dateModified=_text(root.date_modified),
            publisher=_publisher(publication),
            isPartOf=_named("Periodical", publication),
            articleSection=root.section.name if root.section else None,
            about=[_thing("Thing", name=topic.name) for topic in root.topics],
            mentions=[_name_of(each) for each in dict.fromkeys((*root.speakers, *root.mentions))],
            keywords=root.keywords,
            inLanguage=root.in_language,
            wordCount=root.body.word_count if root.body else None,
            isBasedOn=root.is_based_on,
            sourceOrganization=_name_of(root.source_organization) if root.source_organization else None,
            correction=[_correction(each) for each in root.corrections],
        ),
    }
    if rights is not None:
        holder = rights.copyright_holder
        thing |= _thing(
            copyrightHolder=_thing("Organization", name=holder) if holder else None,
            copyrightNotice=rights.copyright_notice,
            license=rights.license if rights.license and rights.license.startswith("http") else None,
        )
    return {"@context": CONTEXT, **thing}


def _thing(type_: str = "", /, **properties: Any) -> Thing:
    """What is known of the properties of a thing of a type."""
    known = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in properties.items()
        if value not in (None, "", [], ())
    }
    return {"@type": type_, **known} if type_ else known


def _headed(story: Story, base: str | None) -> Thing:
    """What names a story: a quote says as much of the story that it stands in."""
    return _thing(
        "OpinionNewsArticle" if isinstance(story, Editorial) else "NewsArticle",
        headline=story.headline,
        url=story.url,
        image=_image(story.image, base),
        datePublished=_text(story.date_published),
    )


def _authors(story: Story) -> Any:
    """Who wrote a story: an editorial is its publication's own."""
    if isinstance(story, Editorial) and not story.authors:
        return _publisher(story.publication)
    return _one_or_all([_name_of(each) for each in story.authors])


def _publisher(publication: Publication) -> Thing:
    """Who publishes: a publication that does not say so, itself."""
    return _name_of(publication.publisher) if publication.publisher else _named("Organization", publication)


def _person(person: Person, base: str | None) -> Thing:
    return _thing(
        "Person",
        name=person.name,
        givenName=person.given_name,
        familyName=person.family_name,
        alternateName=person.alternate_names,
        description=person.description,
        image=_image(person.image, base),
        sameAs=person.same_as,
        jobTitle=_one_or_all([role.title for role in person.roles if role.end_date is None]),
        affiliation=[_role(role) for role in person.roles if role.organization],
    )


def _role(role: Role) -> Thing:
    """An office between a person and an organization (https://schema.org/Role): the property is there twice."""
    return _thing(
        "OrganizationRole",
        roleName=role.title,
        startDate=_text(role.start_date),
        endDate=_text(role.end_date),
        affiliation=_name_of(role.organization) if role.organization else None,
    )


def _organization(organization: Organization, base: str | None) -> Thing:
    return _thing(
        ORGANIZATION_TYPES.get(organization.kind, "Organization"),
        name=organization.name,
        alternateName=organization.alternate_names,
        description=organization.description,
        image=_image(organization.image, base),
        sameAs=organization.same_as,
        parentOrganization=_name_of(organization.parent) if organization.parent else None,
    )


def _name_of(speaker: Speaker) -> Thing:
    """As much of a speaker as others say of it: the name, and the pages that say who is meant."""
    if isinstance(speaker, Person):
        return _thing("Person", name=speaker.name, sameAs=speaker.same_as)
    return _thing(
        ORGANIZATION_TYPES.get(speaker.kind, "Organization"), name=speaker.name, sameAs=speaker.same_as
    )


def _named(type_: str, publication: Publication) -> Thing:
    return _thing(type_, name=publication.name, url=publication.url, sameAs=publication.same_as)


def _image(image: Image | None, base: str | None) -> Thing | None:
    """A picture with an absolute address, if it has one or can be given one."""
    if image is None or (image.url.startswith("/") and base is None):
        return None
    return _thing(
        "ImageObject",
        url=urljoin(base, image.url) if base else image.url,
        description=image.alt,
        caption=image.caption,
        creditText=image.credit,
        width=_pixels(image.width),
        height=_pixels(image.height),
    )


def _pixels(value: int | None) -> Thing | None:
    return None if value is None else _thing("QuantitativeValue", value=value, unitCode=PIXEL)


def _correction(correction: Correction) -> Thing:
    return _thing("CorrectionComment", text=correction.text, datePublished=correction.date.text)


def _text(date: DateOrDateTime | None) -> str | None:
    return date.text if date else None


def _one_or_all(values: Iterable[Any]) -> Any:
    """The value itself where there is one, as most readers of JSON-LD expect."""
    found = list(values)
    return found[0] if len(found) == 1 else found
