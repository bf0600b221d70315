"""Organizations: what their file says, who held their offices, and what is said for them."""

from __future__ import annotations

from tests.schema.conftest import Newsroom

COUNCIL = "port-lissom-council"


def test_an_organization_answers_what_the_file_says(newsroom: Newsroom) -> None:
    query = f'{{ organization(by: {{slug: "{COUNCIL}"}}) {{ __typename slug name kind sameAs parent {{ slug }} }} }}'
    found = newsroom.ask(query)["organization"]
    assert (found["__typename"], found["slug"], found["kind"]) == ("Organization", COUNCIL, "GOVERNMENT")
    assert found["name"]


def test_its_roles_are_those_of_the_people_in_it(newsroom: Newsroom) -> None:
    query = f"""{{
        organization(by: {{slug: "{COUNCIL}"}}) {{ roles {{ title startDate person {{ slug name }} organization {{ slug }} }} }}
        person(by: {{slug: "ilse-marrow"}}) {{ roles {{ title startDate organization {{ slug }} }} }}
    }}"""
    answer = newsroom.ask(query)
    roles = answer["organization"]["roles"]
    assert {role["organization"]["slug"] for role in roles} == {COUNCIL}
    names = [role["person"]["name"] for role in roles]
    assert names == sorted(names, key=str.casefold)
    of_marrow = [
        {key: role[key] for key in ("title", "startDate", "organization")}
        for role in roles
        if role["person"]["slug"] == "ilse-marrow"
    ]
    assert of_marrow == [
        role for role in answer["person"]["roles"] if role["organization"] == {"slug": COUNCIL}
    ]


def test_its_roles_on_a_day_are_those_that_were_held_then(newsroom: Newsroom) -> None:
    query = f'query ($on: Date) {{ organization(by: {{slug: "{COUNCIL}"}}) {{ roles(on: $on) {{ title person {{ slug }} }} }} }}'

    def titles(on: str | None) -> list[str]:
        roles = newsroom.ask(query, on=on)["organization"]["roles"]
        return [role["title"] for role in roles if role["person"]["slug"] == "ilse-marrow"]

    assert titles("2012-01-01") == ["Councillor"]
    assert titles("2020-01-01") == ["Mayor of Port Lissom"]
    assert titles("1999-01-01") == []
    assert set(titles(None)) == {"Councillor", "Mayor of Port Lissom"}


def test_its_quotes_are_its_own_and_those_of_its_offices(newsroom: Newsroom) -> None:
    query = f"""{{
        organization(by: {{slug: "{COUNCIL}"}}) {{
            quotes(first: 100) {{ nodes {{ speaker {{ ... on Node {{ id }} }} role {{ organization {{ slug }} }} }} }}
            id
        }}
    }}"""
    organization = newsroom.ask(query)["organization"]
    nodes = organization["quotes"]["nodes"]
    assert nodes
    for quote in nodes:
        own = quote["speaker"]["id"] == organization["id"]
        assert own or quote["role"]["organization"] == {"slug": COUNCIL}
