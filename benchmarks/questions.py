"""What is measured: nine questions, each with as many different variables as a newsroom offers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.asking import Variables
from benchmarks.samples import Samples

SPEAKER = "speaker { ... on Person { name } ... on Organization { name } }"
SUMMARY = "id slug headline standfirst latestDate publication { name } section { name }"


@dataclass(frozen=True)
class Plain:
    """A question as it is asked of a schema that somebody would write for it alone."""

    text: str
    variables: Callable[[Samples], Iterator[Variables]]


@dataclass(frozen=True)
class Question:
    """An operation and the variables that it is asked with, as many as there are.

    Where other servers are asked it too, ``mirrored`` are the variables for a schema of Pullquote's shape, and
    ``plain`` is the same question in the shape that their users would choose. ``conditional`` asks by GET
    whether the answer is still the same. ``compiled`` says whether compiled code answers it.
    """

    name: str
    text: str
    variables: Callable[[Samples], Iterator[Variables]]
    mirrored: Callable[[Samples], Iterator[Variables]] | None = None
    plain: Plain | None = None
    conditional: bool = False
    compiled: bool = True


def slugs(samples: Samples) -> Iterator[Variables]:
    """Every story."""
    return ({"slug": slug} for slug in samples.slugs)


def places(samples: Samples) -> Iterator[Variables]:
    """A page after every story."""
    return ({"after": cursor} for cursor in samples.cursors)


def numbers(samples: Samples) -> Iterator[Variables]:
    """The same by number."""
    return ({"after": str(number)} for number in range(len(samples.cursors)))


def ids(samples: Samples) -> Iterator[Variables]:
    """Every story, by its id."""
    return ({"id": story["id"]} for story in samples.stories)


def offsets(samples: Samples) -> Iterator[Variables]:
    """A page after every story, by how many are before it."""
    return ({"offset": number + 1} for number in range(len(samples.cursors)))


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
        Plain(
            "query Story($id: ID!) { article(id: $id) { id slug headline standfirst latestDate publication section "
            "topics } }",
            ids,
        ),
    ),
    Question(
        "front page of 20",
        "query Front($after: String) { stories(first: 20, after: $after) { totalCount nodes { "
        f"{SUMMARY} quotes(first: 2) {{ nodes {{ text {SPEAKER} }} }} }} }} }}",
        places,
        numbers,
        Plain(
            "query Front($offset: Int) { articleCount articles(limit: 20, offset: $offset) { id slug headline "
            "standfirst latestDate publication section quotes(limit: 2) { text speaker { name } } } }",
            offsets,
        ),
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
        Plain(
            "query Fifty($offset: Int) { articles(limit: 50, offset: $offset) { id headline quotes(limit: 5) { text "
            "speaker { name } } } }",
            offsets,
        ),
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
    Question(
        "an error (a wrong cursor)",
        "query Wrong($after: String) { stories(first: 20, after: $after) { nodes { headline } } }",
        lambda samples: ({"after": f"wrong{number}"} for number in range(len(samples.slugs))),
        compiled=False,
    ),
)
