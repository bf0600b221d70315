"""schema.org's definitions of the types and properties that are served, to check JSON-LD against.

The facts are from schema.org's vocabulary, release 29 (https://schema.org/docs/developers.html, CC BY-SA 3.0): of each
type those that it is a kind of, of each property the types that have it and those that its values may be of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

KINDS = {
    "Article": "CreativeWork",
    "CivicStructure": "Place",
    "CollegeOrUniversity": "EducationalOrganization",
    "Comment": "CreativeWork",
    "Corporation": "Organization",
    "CorrectionComment": "Comment",
    "CreativeWork": "Thing",
    "CreativeWorkSeries": "CreativeWork",
    "EducationalOrganization": "Organization CivicStructure",
    "Event": "Thing",
    "GovernmentOrganization": "Organization",
    "Hospital": "CivicStructure MedicalOrganization LocalBusiness",
    "ImageObject": "MediaObject",
    "Library": "LocalBusiness",
    "LocalBusiness": "Place Organization",
    "MediaObject": "CreativeWork",
    "MedicalOrganization": "Organization",
    "NGO": "Organization",
    "NewsArticle": "Article",
    "NewsMediaOrganization": "Organization",
    "OpinionNewsArticle": "NewsArticle",
    "Organization": "Thing",
    "OrganizationRole": "Role",
    "PerformingGroup": "Organization",
    "Periodical": "CreativeWorkSeries",
    "Person": "Thing",
    "Place": "Thing",
    "PoliticalParty": "Organization",
    "QuantitativeValue": "Thing",
    "Quotation": "CreativeWork",
    "ResearchOrganization": "Organization",
    "Role": "Thing",
    "School": "EducationalOrganization",
    "SportsOrganization": "Organization",
    "SportsTeam": "SportsOrganization",
    "Thing": "",
    "WorkersUnion": "Organization",
}
"""Types, and those that each is a kind of."""

PROPERTIES = {
    "about": ("CreativeWork Event", "Thing"),
    "abstract": ("CreativeWork", "Text"),
    "affiliation": ("Person", "Organization"),
    "alternateName": ("Thing", "Text"),
    "alternativeHeadline": ("CreativeWork", "Text"),
    "articleSection": ("Article", "Text"),
    "author": ("CreativeWork", "Organization Person"),
    "caption": ("ImageObject", "MediaObject Text"),
    "copyrightHolder": ("CreativeWork", "Organization Person"),
    "copyrightNotice": ("CreativeWork", "Text"),
    "correction": ("CreativeWork", "CorrectionComment Text URL"),
    "creditText": ("CreativeWork", "Text"),
    "dateCreated": ("CreativeWork", "Date DateTime"),
    "dateModified": ("CreativeWork", "Date DateTime"),
    "datePublished": ("CreativeWork", "Date DateTime"),
    "dateline": ("NewsArticle", "Text"),
    "description": ("Thing", "Text"),
    "endDate": ("Role Event CreativeWorkSeries", "Date DateTime"),
    "familyName": ("Person", "Text"),
    "givenName": ("Person", "Text"),
    "headline": ("CreativeWork", "Text"),
    "height": ("MediaObject", "QuantitativeValue"),
    "image": ("Thing", "ImageObject URL"),
    "inLanguage": ("CreativeWork Event", "Text"),
    "isBasedOn": ("CreativeWork", "CreativeWork URL"),
    "isPartOf": ("CreativeWork", "CreativeWork URL"),
    "jobTitle": ("Person", "Text"),
    "keywords": ("CreativeWork Event Organization Place", "Text URL"),
    "license": ("CreativeWork", "CreativeWork URL"),
    "mentions": ("CreativeWork", "Thing"),
    "name": ("Thing", "Text"),
    "parentOrganization": ("Organization", "Organization"),
    "position": ("CreativeWork", "Integer Text"),
    "publisher": ("CreativeWork", "Organization Person"),
    "recordedAt": ("CreativeWork", "Event"),
    "roleName": ("Role", "Text URL"),
    "sameAs": ("Thing", "URL"),
    "sourceOrganization": ("CreativeWork", "Organization"),
    "spokenByCharacter": ("Quotation", "Organization Person"),
    "startDate": ("Role Event CreativeWorkSeries", "Date DateTime"),
    "text": ("CreativeWork", "Text"),
    "unitCode": ("QuantitativeValue", "Text URL"),
    "url": ("Thing", "URL"),
    "value": ("QuantitativeValue", "Integer Text"),
    "width": ("MediaObject", "QuantitativeValue"),
    "wordCount": ("Article CreativeWork", "Integer"),
}
"""Properties: the types that have each, and those of its values."""

DATA_TYPES = {
    "Date": re.compile(r"\d{4}(-\d{2}){0,2}"),
    "DateTime": re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})"),
    "Integer": re.compile(r"\d+"),
    "Text": re.compile(r".+", re.DOTALL),
    "URL": re.compile(r"https?://\S+"),
}


def mistakes(thing: dict[str, Any], at: str = "") -> Iterator[str]:
    """What is wrong in a thing by schema.org's definitions, with where it is."""
    type_ = thing["@type"]
    if type_ not in KINDS:
        yield f"{at}: there is no {type_}"
        return
    for name, values in thing.items():
        if name in {"@context", "@type"}:
            continue
        if name not in PROPERTIES:
            yield f"{at}{type_}.{name}: there is no such property"
            continue
        domain, expected = PROPERTIES[name]
        # What a role is the role of has the property's own name again (https://schema.org/Role).
        of_role = _is_a(type_, ["Role"]) and at.endswith(f".{name}: ")
        if not of_role and not _is_a(type_, domain.split()):
            yield f"{at}{type_}.{name}: only of {domain}"
        for value in values if isinstance(values, list) else [values]:
            where = f"{at}{type_}.{name}: "
            if isinstance(value, dict):
                if not _is_a(value["@type"], [*expected.split(), "Role"]):
                    yield f"{where}{value['@type']} is no {expected}"
                yield from mistakes(value, where)
            elif not any(_is(value, each) for each in expected.split()):
                yield f"{where}{value!r} is no {expected}"


def _is_a(type_: str, expected: list[str]) -> bool:
    return type_ in expected or any(_is_a(each, expected) for each in KINDS.get(type_, "").split())


def _is(value: object, type_: str) -> bool:
    if isinstance(value, bool) or type_ not in DATA_TYPES or isinstance(value, int) != (type_ == "Integer"):
        return False
    return DATA_TYPES[type_].fullmatch(str(value)) is not None
