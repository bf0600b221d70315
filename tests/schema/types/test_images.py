"""What files say with the newer keys is served: pictures, keywords, corrections, sources, extras."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from graphql import parse

from pullquote.api.operations.compiling import guarantees_of
from pullquote.compiler import Compiler
from pullquote.schema import Context, schema
from tests.schema.conftest import Newsroom, edition
from tests.store.written import Files, article, write

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"/>'
IMAGE = "image:\n  url: media/a.svg\n  alt: A quay\n  caption: The quay at dusk\n  credit: A. Name\n"
FILES: Files = {
    "media/a.svg": SVG,
    "organizations/agency.yaml": f"name: Example Agency\n{IMAGE}extra: {{id: [1, 2.5, null, {{x: true}}]}}\n",
    "articles/a.md": article(
        f"{IMAGE}abstract: Seagulls stayed at home.\nkeywords: [Storm, low Tide]\n"
        "isBasedOn: https://agency.example/a\nsourceOrganization: agency\n"
        "corrections: [{date: 2024-03, text: The tide went out.}]\nextra: {legacyId: 7}\n"
    ),
    "articles/b.md": article("keywords: [storm]\n"),
}
QUERY = """{ article(by: {slug: "a"}) {
    abstract keywords isBasedOn extra aliases
    image { url alt caption credit width height }
    corrections { date text }
    sourceOrganization { name image { alt } extra stories { nodes { slug } } }
} }"""


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(edition(write(tmp_path, FILES)).public)


def test_all_of_it_is_served_compiled_or_not(newsroom: Newsroom) -> None:
    served = newsroom.ask(QUERY)["article"]
    url = served["image"].pop("url")
    assert url.startswith("/media/a.svg?v=")
    assert served == {
        "abstract": "Seagulls stayed at home.",
        "keywords": ["Storm", "low Tide"],
        "isBasedOn": "https://agency.example/a",
        "extra": {"legacyId": 7},
        "aliases": [],
        "image": {
            "alt": "A quay",
            "caption": "The quay at dusk",
            "credit": "A. Name",
            "width": 40,
            "height": 30,
        },
        "corrections": [{"date": "2024-03", "text": "The tide went out."}],
        "sourceOrganization": {
            "name": "Example Agency",
            "image": {"alt": "A quay"},
            "extra": {"id": [1, 2.5, None, {"x": True}]},
            "stories": {"nodes": [{"slug": "a"}]},
        },
    }
    compiler = Compiler(schema, guarantees_of(schema), threshold=1)
    compiled = compiler.operation(parse(QUERY), None).run({}, Context(newsroom.snapshot))
    assert compiled is not None
    assert orjson.loads(compiled)["data"] == newsroom.ask(QUERY)


@pytest.mark.parametrize(
    ("criteria", "slugs"),
    [
        ('keywords: ["STORM"]', ["a", "b"]),
        ('keywords: ["low tide"]', ["a"]),
        ("keywords: []", []),
        ('sourceOrganizations: ["agency"]', ["a"]),
        ('sourceOrganizations: ["nobody"]', []),
        ('search: "seagull"', ["a"]),
        ('search: "tide"', ["a"]),
        ('search: "dusk"', ["a"]),
        ('search: "legacyId"', []),
        ('keywords: ["storm"], exclude: {sourceOrganizations: ["agency"]}', ["b"]),
    ],
)
def test_filters_and_search_find_it(newsroom: Newsroom, criteria: str, slugs: list[str]) -> None:
    found: Any = newsroom.ask(f"{{ stories(filter: {{{criteria}}}) {{ nodes {{ slug }} }} }}")
    assert sorted(node["slug"] for node in found["stories"]["nodes"]) == slugs


def test_keywords_and_sources_are_counted(newsroom: Newsroom) -> None:
    query = "{ stories { facets { keywords { key count } sourceOrganizations { key label count } } } }"
    assert newsroom.ask(query)["stories"]["facets"] == {
        "keywords": [{"key": "storm", "count": 2}, {"key": "low tide", "count": 1}],
        "sourceOrganizations": [{"key": "agency", "label": "Example Agency", "count": 1}],
    }


def test_when_a_story_expires_is_not_served() -> None:
    assert "expires" not in schema.as_str()
