"""What is measured: eight questions, each with as many different variables as a newsroom offers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any
from urllib.parse import quote

from benchmarks.samples import Samples

Variables = Mapping[str, Any]

SPEAKER = "speaker { ... on Person { name } ... on Organization { name } }"
SUMMARY = "id slug headline standfirst latestDate publication { name } section { name }"


@dataclass(frozen=True)
class Question:
    """An operation and the variables that it is asked with, as many as there are; ``mercurius`` are its own.

    ``conditional`` asks by GET whether the answer is still the same.
    """

    name: str
    text: str
    variables: Callable[[Samples], Iterator[Variables]]
    mercurius: Callable[[Samples], Iterator[Variables]] | None = None
    conditional: bool = False


def slugs(samples: Samples) -> Iterator[Variables]:
    """Every story."""
    return ({"slug": slug} for slug in samples.slugs)


def places(samples: Samples) -> Iterator[Variables]:
    """A page after every story."""
    return ({"after": cursor} for cursor in samples.cursors)


def numbers(samples: Samples) -> Iterator[Variables]:
    """The same by number."""
    return ({"after": str(number)} for number in range(len(samples.cursors)))


def people(samples: Samples) -> Iterator[Variables]:
    """The third page of everybody who has one."""
    return ({"slug": slug, "after": cursor} for slug, cursor in samples.third_pages)


def filters(samples: Samples) -> Iterator[Variables]:
    """Every topic, by year."""
    for topic in samples.topics:
        for year in samples.years:
            yield {"filter": {"topics": [topic], "from": year}}


def words(samples: Samples) -> Iterator[Variables]:
    """Every longer word of a headline."""
    return ({"query": word} for word in samples.words)


QUESTIONS = (
    Question(
        "one story by slug",
        f"query Story($slug: String!) {{ story(by: {{slug: $slug}}) {{ {SUMMARY} topics {{ name }} }} }}",
        slugs,
        slugs,
    ),
    Question(
        "front page of 20",
        "query Front($after: String) { stories(first: 20, after: $after) { totalCount nodes { "
        f"{SUMMARY} quotes(first: 2) {{ nodes {{ text {SPEAKER} }} }} }} }} }}",
        places,
        numbers,
    ),
    Question(
        "article with blocks and quotes",
        "query Article($slug: String!) { story(by: {slug: $slug}) { id headline standfirst body { wordCount "
        "blocks { kind html } } quotes(first: 50) { nodes { id text kind cue speakerAsPrinted role { title } "
        "parts { block start end } } } } }",
        slugs,
    ),
    Question(
        "50 stories with quotes and speakers",
        "query Fifty($after: String) { stories(first: 50, after: $after) { nodes { id headline "
        f"quotes(first: 5) {{ nodes {{ text {SPEAKER} }} }} }} }} }}",
        places,
        numbers,
    ),
    Question(
        "a person's quotes, page 3",
        "query Person($slug: String!, $after: String) { person(by: {slug: $slug}) { name quotes(first: 10, "
        "after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { text kind story { headline slug } "
        "role { title } } } } }",
        people,
    ),
    Question(
        "filtered and faceted list",
        "query Archive($filter: StoryFilter) { stories(first: 10, filter: $filter) { totalCount nodes { id "
        "headline } facets { topics { key label count } sections { key label count } speakers { key label count } "
        "} } }",
        filters,
    ),
    Question(
        "search with highlights",
        "query Search($query: String!) { search(query: $query, first: 10) { totalCount edges { highlights { field "
        "html } node { __typename ... on Article { headline slug } ... on Quote { text } ... on Person { name } } "
        "} } }",
        words,
    ),
    Question(
        "not modified (304)",
        "query Dataset { dataset { version } stories(first: 10) { nodes { headline } } }",
        lambda _: iter([{}]),
        conditional=True,
    ),
)


@dataclass(frozen=True)
class Request:
    """One HTTP request to ``/graphql``."""

    method: str
    query: str
    body: bytes
    headers: Mapping[str, str]


def requests(text: str, variables: Iterator[Variables], most: int) -> list[Request]:
    """A POST for each set of variables."""
    return [
        Request("POST", "", _json({"query": text, "variables": each}), {"Content-Type": "application/json"})
        for each in islice(variables, most)
    ]


def first_sights(text: str, variables: Iterator[Variables], most: int) -> list[Request]:
    """The same, with documents that no server has seen: each has a name of its own."""
    head, _, rest = text.partition(" ")
    return [
        Request(
            "POST",
            "",
            _json({"query": f"{head} Seen{number}{rest}", "variables": each}),
            {"Content-Type": "application/json"},
        )
        for number, each in enumerate(islice(cycle(list(variables)), most))
    ]


def conditional(text: str, etag: str) -> list[Request]:
    """A GET by somebody who has the answer."""
    return [Request("GET", f"?query={quote(text)}", b"", {"If-None-Match": etag})]


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
