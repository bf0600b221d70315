"""What there is to ask for in a newsroom: learned by asking it."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

PAGE = 50
"""Records a page: more would cost more than the server admits."""
THIRD = 20
"""Quotes before the third page of ten."""
LONG_WORD = 5
"""Letters of a word that is worth searching for."""
WORD = re.compile(rf"[^\W\d_]{{{LONG_WORD},}}")

STORIES = """query Stories($first: Int, $after: String) { stories(first: $first, after: $after) {
  pageInfo { hasNextPage endCursor }
  edges { cursor node { id slug headline standfirst latestDate publication { name } section { name } topics { name slug }
    quotes(first: 20) { nodes { id text speaker { __typename ... on Person { id name } ... on Organization { id name } } } }
} } } }"""
TEXTS = """query Texts($first: Int, $after: String) { stories(first: $first, after: $after) {
  pageInfo { hasNextPage endCursor } edges { node { headline body { text } } }
} }"""
PEOPLE = """query People($first: Int, $after: String) { people(first: $first, after: $after) {
  pageInfo { hasNextPage endCursor }
  edges { cursor node { slug quotes(first: 20) { pageInfo { hasNextPage endCursor } } } }
} }"""


@dataclass(frozen=True)
class Samples:
    """Keys and words of one newsroom, and its stories as another server would load them."""

    slugs: tuple[str, ...]
    cursors: tuple[str, ...]
    topics: tuple[str, ...]
    years: tuple[str, ...]
    words: tuple[str, ...]
    third_pages: tuple[tuple[str, str], ...]
    stories: tuple[dict[str, Any], ...]

    @property
    def articles(self) -> list[dict[str, Any]]:
        """The stories as somebody would write them for these questions alone: text where a name is all there is."""
        return [
            {
                **story,
                "publication": story["publication"]["name"],
                "section": story["section"] and story["section"]["name"],
                "topics": [topic["name"] for topic in story["topics"]],
            }
            for story in self.stories
        ]

    def write(self, path: Path) -> None:
        """Write the stories, in both shapes, as JSON that another server loads."""
        path.write_text(json.dumps({"stories": self.stories, "articles": self.articles}), encoding="utf-8")

    def asking_like(self, others: Samples) -> Samples:
        """These keys, with the topics, years and words of ``others``: what any newsroom can be asked for."""
        return replace(self, topics=others.topics, years=others.years, words=others.words)


def ask(url: str, text: str, **variables: Any) -> Any:
    """The data of an answer. Raises ValueError where there are errors."""
    body = json.dumps({"query": text, "variables": variables}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:
        answer = json.load(response)
    if "errors" in answer:
        raise ValueError(answer["errors"])
    return answer["data"]


def entity_tag(url: str, text: str) -> str:
    """The ETag of an answer to a GET."""
    with urllib.request.urlopen(f"{url}?query={quote(text)}") as response:
        tag: str = response.headers["ETag"]
        return tag


def edges(url: str, text: str, name: str, most: int) -> Iterator[dict[str, Any]]:
    """The edges of a connection, page by page."""
    after, found = None, 0
    while found < most:
        page = ask(url, text, first=min(PAGE, most - found), after=after)[name]
        yield from page["edges"]
        found += len(page["edges"])
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return


def collect(url: str, most: int) -> Samples:
    """Ask a server for up to ``most`` stories and people."""
    found = list(edges(url, STORIES, "stories", most))
    stories = [edge["node"] for edge in found]
    everybody = (edge["node"] for edge in edges(url, PEOPLE, "people", most))
    return Samples(
        slugs=tuple(story["slug"] for story in stories),
        cursors=tuple(edge["cursor"] for edge in found),
        topics=_different(topic["slug"] for story in stories for topic in story["topics"]),
        years=_different(story["latestDate"][:4] for story in stories),
        words=_different(
            word
            for story in stories
            for word in story["headline"].split()
            if len(word) >= LONG_WORD and word.isalpha()
        ),
        third_pages=tuple(
            (person["slug"], person["quotes"]["pageInfo"]["endCursor"])
            for person in everybody
            if person["quotes"]["pageInfo"]["hasNextPage"]
        ),
        stories=tuple({**story, "quotes": story["quotes"]["nodes"]} for story in stories),
    )


def vocabulary(url: str, most: int) -> list[str]:
    """Words of up to so many stories, in alphabetical order, of which no two begin alike.

    To a search, words that differ in their last letters are often one.
    """
    nodes = [edge["node"] for edge in edges(url, TEXTS, "stories", most)]
    texts = [text for node in nodes for text in (node["headline"], (node["body"] or {}).get("text", ""))]
    found = {word.lower() for text in texts for word in WORD.findall(text)}
    return list({word[:LONG_WORD]: word for word in sorted(found)}.values())


def _different(values: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
