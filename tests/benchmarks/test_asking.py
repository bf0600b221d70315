"""Requests differ as they should, and mean the same."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import islice

import pytest
from graphql import parse, print_ast, validate

from benchmarks.asking import Request, first_sights, literal, written, written_out
from benchmarks.questions import QUESTIONS, Question
from pullquote.schema import schema
from tests.benchmarks.samples import SAMPLES

ASKED = [question for question in QUESTIONS if not question.conditional]


def texts(asked: Sequence[Request]) -> list[str]:
    return [json.loads(each.body)["query"] for each in asked]


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.name)
def test_documents_that_differ_in_their_values_are_valid_and_without_variables(question: Question) -> None:
    documents = texts(written_out(question.text, question.variables(SAMPLES), 10))
    assert len(set(documents)) == len(documents) == 10
    for document in documents:
        assert "$" not in document
        assert not validate(schema._schema, parse(document))


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.name)
def test_first_sights_are_of_documents_that_nobody_has_seen(question: Question) -> None:
    seen = texts(list(islice(first_sights(question.text, question.variables(SAMPLES)), 50)))
    assert len(set(seen)) == 50
    assert not any(validate(schema._schema, parse(text)) for text in seen)


def test_values_are_written_where_their_variables_were() -> None:
    text = (
        "query Some($after: String, $filter: StoryFilter) { stories(after: $after, filter: $filter) { a } }"
    )
    variables = {"after": None, "filter": {"topics": ["x", 'a "b"'], "hasQuotes": True}}
    assert print_ast(parse(written(text, variables))) == print_ast(
        parse(
            r'query Some { stories(after: null, filter: {topics: ["x", "a \"b\""], hasQuotes: true}) { a } }'
        )
    )


def test_what_has_no_variables_is_written_as_it_is() -> None:
    assert written("query Some { stories(first: 10) { a } }", {}) == "query Some { stories(first: 10) { a } }"


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1, "1"), (1.5, "1.5"), (False, "false"), ([], "[]"), ({}, "{}"), ("é", r'"\u00e9"')],
)
def test_a_value_is_written_as_graphql_has_it(value: object, expected: str) -> None:
    assert literal(value) == expected
