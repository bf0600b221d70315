"""The story in a page's JSON-LD, with what it names by its id."""

from __future__ import annotations

import json
from typing import Any

from pullquote.importing.extra import package
from pullquote.importing.pages.linked_data import story_in


def said(*scripts: object) -> dict[str, object]:
    tags = "".join(f'<script type="application/ld+json">{json.dumps(each)}</script>' for each in scripts)
    return dict(
        story_in(package("lxml.html").document_fromstring(f"<html><head>{tags}</head><body>x</body></html>"))
    )


def test_what_is_named_by_its_id_stands_in_its_place() -> None:
    story = {"@type": "NewsArticle", "author": [{"@id": "#a"}, {"@id": "#nobody"}]}
    assert said({"@graph": [story, {"@id": "#a", "name": "Ida Brook"}]})["author"] == [
        {"@id": "#a", "name": "Ida Brook"},
        {"@id": "#nobody"},
    ]


def test_names_in_a_circle_end() -> None:
    story = {"@type": "Article", "@id": "#s", "author": {"@id": "#a"}}
    found = said(
        story, {"@id": "#a", "name": "Ida Brook", "knows": {"@id": "#b"}}, {"@id": "#b", "x": {"@id": "#a"}}
    )
    assert len(json.dumps(found)) < 1_000


def test_a_page_without_a_story() -> None:
    assert said({"@type": "WebSite", "name": "The Courier"}, 5, [None]) == {}


def test_names_that_lead_to_all_others_come_to_an_end() -> None:
    everybody = [{"@id": f"#{number}"} for number in range(60)]
    people = [{**each, "@type": "Person", "knows": everybody} for each in everybody]
    found: Any = said({"@type": "Article", "author": everybody}, *people)
    assert found["author"][0]["@type"] == "Person"
    assert found["author"][-1] == {"@id": "#59"}
