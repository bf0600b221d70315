"""People, the organizations that they speak for, and the offices in between."""

from __future__ import annotations

import pytest

from tests.schema.conftest import Newsroom


def test_a_person_answers_what_the_file_says(newsroom: Newsroom) -> None:
    query = """
    {
      person(by: { slug: "ilse-marrow" }) {
        __typename slug name givenName familyName alternateNames description sameAs
        roles { title startDate endDate organization { slug } person { slug } }
      }
    }
    """
    assert newsroom.ask(query)["person"] == {
        "__typename": "Person",
        "slug": "ilse-marrow",
        "name": "Ilse Marrow",
        "givenName": "Ilse",
        "familyName": "Marrow",
        "alternateNames": ["I. Marrow", "the Lioness of Lissom"],
        "description": "Mayor of Port Lissom, before that a councillor.",
        "sameAs": ["https://council.example/marrow", "https://encyclopedia.example/Ilse_Marrow"],
        "roles": [
            {
                "title": "Councillor",
                "startDate": "2009",
                "endDate": "2017-05-01",
                "organization": {"slug": "port-lissom-council"},
                "person": {"slug": "ilse-marrow"},
            },
            {
                "title": "Mayor of Port Lissom",
                "startDate": "2017-05-02",
                "endDate": None,
                "organization": {"slug": "port-lissom-council"},
                "person": {"slug": "ilse-marrow"},
            },
            {
                "title": "Deputy chair of the Tide Party",
                "startDate": "2022-02",
                "endDate": "2022-11",
                "organization": {"slug": "tide-party"},
                "person": {"slug": "ilse-marrow"},
            },
        ],
    }


ROLES_ON = """
query RolesOn($on: Date) { person(by: { slug: "ilse-marrow" }) { roles(on: $on) { title } } }
"""


@pytest.mark.parametrize(
    ("day", "titles"),
    [
        (None, ["Councillor", "Mayor of Port Lissom", "Deputy chair of the Tide Party"]),
        ("2008-12-31", []),
        ("2009-01-01", ["Councillor"]),
        ("2017-05-01", ["Councillor"]),
        ("2017-05-02", ["Mayor of Port Lissom"]),
        ("2022-11-30", ["Mayor of Port Lissom", "Deputy chair of the Tide Party"]),
        ("2022-12-01", ["Mayor of Port Lissom"]),
    ],
)
def test_roles_are_those_held_on_a_day(newsroom: Newsroom, day: str | None, titles: list[str]) -> None:
    roles = newsroom.ask(ROLES_ON, on=day)["person"]["roles"]
    assert [role["title"] for role in roles] == titles


def test_a_person_has_quotes_over_all_stories_with_the_office_at_the_time(newsroom: Newsroom) -> None:
    query = """
    {
      person(by: { slug: "ilse-marrow" }) {
        quotes { totalCount nodes { text role { title } story { slug } } facets { months { key count } } }
        stories { nodes { slug } }
      }
    }
    """
    person = newsroom.ask(query)["person"]
    assert [(quote["story"]["slug"], quote["role"]["title"]) for quote in person["quotes"]["nodes"]] == [
        ("after-the-strike", "Mayor of Port Lissom"),
        ("ferry-strike-ends", "Mayor of Port Lissom"),
        ("mayor-on-the-breakwater", "Mayor of Port Lissom"),
        ("mayor-on-the-breakwater", "Deputy chair of the Tide Party"),
    ]
    assert {bucket["key"]: bucket["count"] for bucket in person["quotes"]["facets"]["months"]} == {
        "2024-03": 2,
        "2022-04": 2,
    }
    assert [story["slug"] for story in person["stories"]["nodes"]] == [
        "after-the-strike",
        "ferry-strike-ends",
        "mayor-on-the-breakwater",
    ]


def test_a_person_has_the_stories_that_they_wrote_or_are_mentioned_in(newsroom: Newsroom) -> None:
    query = "query ($slug: String!) { person(by: { slug: $slug }) { stories { nodes { slug } } } }"

    def stories(slug: str) -> list[str]:
        return [story["slug"] for story in newsroom.ask(query, slug=slug)["person"]["stories"]["nodes"]]

    assert stories("tomas-quill") == ["ferry-strike-ends", "storm-warning"]
    assert stories("joe-penhale") == ["ferry-strike-ends", "minister-visits", "water-test"]


def test_an_organization_answers_what_the_file_says(newsroom: Newsroom) -> None:
    query = """
    {
      organization(by: { slug: "port-lissom-council" }) {
        __typename slug name alternateNames kind description sameAs parent { slug parent { slug } }
      }
    }
    """
    assert newsroom.ask(query)["organization"] == {
        "__typename": "Organization",
        "slug": "port-lissom-council",
        "name": "Port Lissom Council",
        "alternateNames": ["the council", "Lissom Council"],
        "kind": "GOVERNMENT",
        "description": "The town’s elected council.",
        "sameAs": ["https://council.example/", "https://encyclopedia.example/Port_Lissom_Council"],
        "parent": {"slug": "velmar-government", "parent": None},
    }


def test_an_organization_has_its_spokespeople_and_what_was_said_for_it(newsroom: Newsroom) -> None:
    query = """
    query Spokespeople($on: Date) {
      organization(by: { slug: "lissom-ferries" }) {
        roles(on: $on) { title person { name } }
        quotes { nodes { speakerAsPrinted } facets { speakers { key count } } }
        stories { nodes { slug } }
      }
    }
    """
    organization = newsroom.ask(query)["organization"]
    assert organization["roles"] == [{"title": "Chief executive", "person": {"name": "Mert Aydın Koç"}}]
    assert [quote["speakerAsPrinted"] for quote in organization["quotes"]["nodes"]] == [
        "Mert Aydın Koç",
        "The company",
    ]
    assert organization["quotes"]["facets"]["speakers"] == [
        {"key": "lissom-ferries", "count": 1},
        {"key": "mert-koc", "count": 1},
    ]
    assert [story["slug"] for story in organization["stories"]["nodes"]] == [
        "after-the-strike",
        "ferry-strike-ends",
    ]
    assert newsroom.ask(query, on="2019-02-28")["organization"]["roles"] == []


def test_a_speaker_is_a_person_or_an_organization(newsroom: Newsroom) -> None:
    query = """
    {
      article(by: { slug: "storm-warning" }) {
        speakers { __typename id name ... on Organization { kind } quotes { totalCount } }
      }
      before: article(by: { slug: "storm-warning" }) {
        speakers { __typename ... on Node { id } ... on Person { name } ... on Organization { name kind } }
      }
    }
    """
    speakers = newsroom.ask(query)["article"]["speakers"]
    assert [(each["__typename"], each["name"]) for each in speakers] == [
        ("Organization", "Velmar Coast Guard"),
        ("Person", "Petra Voss"),
    ]
    assert all(each["id"] for each in speakers)
    assert all(each.pop("quotes")["totalCount"] for each in speakers)
    assert newsroom.ask(query)["before"]["speakers"] == speakers
