"""JSON-LD is schema.org's: each type and property is defined there, and stands where it may."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pullquote.schema.types.json_ld import CONTEXT, ORGANIZATION_TYPES
from pullquote.store.model.records import OrganizationKind
from tests.schema.conftest import Newsroom, edition
from tests.schema.schema_org import KINDS, mistakes
from tests.store.written import Files, article, write

EVERYTHING = """
query ($base: URL) {
  stories(first: 100) { nodes { jsonLd(base: $base) } }
  quotes(first: 100) { nodes { jsonLd(base: $base) } }
  people(first: 100) { nodes { jsonLd(base: $base) } }
  organizations(first: 100) { nodes { jsonLd(base: $base) } }
}
"""
ONE = """
query ($base: URL) {
  article(by: {slug: "a"}) { jsonLd(base: $base) quotes { nodes { jsonLd } } }
  editorial(by: {slug: "e"}) { jsonLd }
  person(by: {slug: "sam"}) { jsonLd(base: $base) }
  organization(by: {slug: "ministry"}) { jsonLd }
}
"""
FILES: Files = {
    "media/a.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"/>',
    "organizations/ministry.yaml": "name: Ministry of Tides\nkind: government\nalternateNames: [MoT]\n",
    "people/sam.yaml": (
        "name: Sam Reed\ngivenName: Sam\nimage: {url: media/a.svg, alt: Sam}\n"
        "sameAs: [https://people.example/sam]\n"
        "roles:\n- {title: Minister, organization: ministry, startDate: 2023-05}\n"
        "- {title: Harbour master, endDate: 2020}\n"
    ),
    "articles/a.md": article(
        "abstract: The tide </script><b>\nimage: {url: media/a.svg, alt: A quay, credit: A. Name}\n"
        "mentions: [sam]\nbyline: By our staff\nurl: https://gazette.example/a\nkeywords: [tide]\n"
        "rights: {copyrightHolder: The Gazette, license: CC-BY-4.0}\n"
        "corrections: [{date: 2024-03, text: It was high.}]\n"
        "quotes: [{text: The tide is out., speaker: sam, occasion: Tide Hour, dateSpoken: 2024-02}]\n",
        "“The tide is out.” Sam Reed said.\n",
    ),
    "editorials/e.md": article(body="Tides come."),
}


@pytest.fixture
def written(tmp_path: Path) -> Newsroom:
    return Newsroom(edition(write(tmp_path, FILES)).public)


@pytest.mark.parametrize("base", [None, "https://news.example.org/graphql"])
@pytest.mark.parametrize("served", ["newsroom", "preview", "shipped", "written"])
def test_everything_is_as_schema_org_defines_it(
    served: str, base: str | None, request: pytest.FixtureRequest
) -> None:
    newsroom: Newsroom = request.getfixturevalue(served)
    found = [
        node["jsonLd"] for page in newsroom.ask(EVERYTHING, base=base).values() for node in page["nodes"]
    ]
    assert len(found) >= 4
    assert {each["@context"] for each in found} == {CONTEXT}
    assert [mistake for each in found for mistake in mistakes(each)] == []


def test_every_kind_of_organization_has_a_type_of_schema_org() -> None:
    assert set(ORGANIZATION_TYPES.values()) <= KINDS.keys()
    assert ORGANIZATION_TYPES.keys() <= set(OrganizationKind)


def test_what_is_known_is_said(written: Newsroom) -> None:
    base = "https://news.example.org/graphql"
    answer = written.ask(ONE, base=base)
    story = answer["article"]["jsonLd"]
    picture = story.pop("image")
    assert picture.pop("url").startswith("https://news.example.org/media/a.svg?v=")
    pixels = {"@type": "QuantitativeValue", "unitCode": "E37"}
    assert picture == {
        "@type": "ImageObject",
        "description": "A quay",
        "creditText": "A. Name",
        "width": {**pixels, "value": 40},
        "height": {**pixels, "value": 30},
    }
    assert story["@type"] == "NewsArticle"
    assert story["headline"] == "A headline"
    assert story["abstract"] == "The tide </script><b>"
    assert story["creditText"] == "By our staff"
    assert story["copyrightHolder"] == {"@type": "Organization", "name": "The Gazette"}
    assert "license" not in story, "a name of a licence is no address"
    assert story["correction"] == [
        {"@type": "CorrectionComment", "text": "It was high.", "datePublished": "2024-03"}
    ]
    assert story["mentions"] == [
        {"@type": "Person", "name": "Sam Reed", "sameAs": ["https://people.example/sam"]}
    ]
    [quote] = [node["jsonLd"] for node in answer["article"]["quotes"]["nodes"]]
    assert quote["@type"] == "Quotation"
    assert quote["text"] == "The tide is out."
    assert quote["dateCreated"] == "2024-02"
    assert quote["spokenByCharacter"]["name"] == "Sam Reed"
    assert quote["recordedAt"] == {"@type": "Event", "name": "Tide Hour"}
    assert quote["isPartOf"]["url"] == "https://gazette.example/a"
    person: dict[str, Any] = answer["person"]["jsonLd"]
    assert person["jobTitle"] == "Minister", "an office that ended is none"
    assert person["affiliation"] == [
        {
            "@type": "OrganizationRole",
            "roleName": "Minister",
            "startDate": "2023-05",
            "affiliation": {"@type": "GovernmentOrganization", "name": "Ministry of Tides"},
        }
    ]
    assert answer["organization"]["jsonLd"]["alternateName"] == ["MoT"]
    assert answer["editorial"]["jsonLd"]["@type"] == "OpinionNewsArticle"
    assert answer["editorial"]["jsonLd"]["author"] == {
        "@type": "NewsMediaOrganization",
        "name": "Paper Press",
    }


def test_a_picture_of_the_newsroom_is_left_out_where_its_address_is_not_known(written: Newsroom) -> None:
    answer = written.ask(ONE)
    assert "image" not in answer["article"]["jsonLd"]
    assert "image" not in answer["person"]["jsonLd"]


def test_mistakes_are_found() -> None:
    assert list(mistakes({"@type": "Person", "headline": "x"})) == ["Person.headline: only of CreativeWork"]
    assert list(mistakes({"@type": "Person", "sameAs": ["x"]})) == ["Person.sameAs: 'x' is no URL"]
    assert list(mistakes({"@type": "Quotation", "recordedAt": {"@type": "Person"}})) == [
        "Quotation.recordedAt: Person is no Event"
    ]
