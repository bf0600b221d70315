"""Whatever a request is made of, the work that is done for it is bounded."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import orjson
import pytest
from graphql.pyutils.suggestion_list import LexicalDistance

from pullquote.api.errors import LONGEST_MESSAGE
from pullquote.api.settings import Settings
from pullquote.schema import schema
from tests.api.dearest import Application, Search, TooLarge, any_shape, request
from tests.api.shaped_documents import DOCUMENTS, Maker
from tests.api.shapes import VALUES, Shape

SEEDED = 120
"""Requests in an ordinary run; ``make fuzz`` makes thousands, and measures how long they take."""
MOST_BYTES = 100_000
"""Of an answer that says what is wrong: twenty messages of some length."""


@pytest.fixture(scope="module")
def application() -> Iterator[Application]:
    with Application() as made:
        yield made


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names that an unknown one was compared with, letter by letter."""
    names: list[str] = []
    measure = LexicalDistance.measure

    def counted(self: LexicalDistance, option: str, threshold: int) -> int | None:
        names.append(option)
        return measure(self, option, threshold)

    monkeypatch.setattr(LexicalDistance, "measure", counted)
    return names


def shapes() -> Iterator[Shape]:
    random = Random(7)
    for _ in range(SEEDED):
        yield any_shape(random)
    for document in DOCUMENTS:
        yield Shape(document, "unknown keys", "near", 1_000)
    for value in VALUES:
        for letters in ("near", "of a length"):
            yield Shape("variable", value, letters, 5_000, 15, choice=1)
            yield Shape("literal", value, letters, 400, 15, choice=1)


def test_few_names_are_compared_and_little_is_said_for_any_request(
    application: Application, compared: list[str]
) -> None:
    maker, settings = Maker(schema._schema), application.settings
    most = (settings.max_suggestions + 1) * len(schema._schema.type_map)
    answered = 0
    for shape in shapes():
        try:
            body = request(maker, shape, settings.max_body_bytes)
        except TooLarge:
            continue
        compared.clear()
        answer = application.ask(body)
        assert len(compared) <= most, shape
        if not answer.cost:
            answered += 1
            assert len(answer.body) < MOST_BYTES, shape
            errors = orjson.loads(answer.body).get("errors", [])
            assert len(errors) <= settings.max_errors + 1, shape
            assert all(len(error["message"]) <= LONGEST_MESSAGE + 1 for error in errors), shape
    assert answered > SEEDED / 2


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("query ($f: StoryFilter) { stories(filter: $f) { totalCount } }", {f"topicz{n}": 0 for n in range(5_000)}),
        ("query ($f: StoryFilter) { stories(filter: $f) { totalCount } }", {"kinds": [f"ARTICLE{n}" for n in range(5_000)]}),
        ("{ stories(filter: {" + " ".join(f"topicz{n}: 0" for n in range(200)) + "}) { totalCount } }", None),
        ("{ stories { " + " ".join(f"totalCount{n}" for n in range(200)) + " } }", None),
    ],
    ids=["keys", "enum values", "keys in the document", "fields"],
)  # fmt: skip
def test_the_first_errors_say_what_was_meant_and_the_others_do_not(
    application: Application, compared: list[str], query: str, variables: object
) -> None:
    body = orjson.dumps({"query": query, "variables": {"f": variables}})
    errors = orjson.loads(application.ask(body).body)["errors"]
    suggesting = ["Did you mean" in error["message"] for error in errors]
    assert suggesting == [True] * 3 + [False] * (len(errors) - 3)
    assert len(errors) == Settings().max_errors + 1
    assert 0 < len(compared) < 200


def test_the_search_finds_what_is_dear_and_prices_it(application: Application) -> None:
    search = Search(application, seed=1)
    search.run(20)
    found = search.dearest(10)
    assert 0 < len(found) <= 10
    assert [each.beyond for each in found] == sorted((each.beyond for each in found), reverse=True)
    plain, dear = Shape("pages", "nulls", "near", 2, 1, 1), Shape("pages", "nulls", "near", 8, 1, 1)
    for shape in (plain, dear):
        search.measure(shape)
    assert 0 < search.measured[plain].cost < search.measured[dear].cost
