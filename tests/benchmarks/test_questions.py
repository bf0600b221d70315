"""Questions are valid, of Pullquote and of the schemas that other servers have."""

from __future__ import annotations

import re

import pytest
from graphql import GraphQLSchema, build_schema, lexicographic_sort_schema, parse, print_schema, validate

from benchmarks.peers.building import SOURCES
from benchmarks.questions import QUESTIONS, Question
from pullquote.schema import schema
from tests.benchmarks.samples import SAMPLES

OF_PEERS = [question for question in QUESTIONS if question.plain]


def schema_of(text: str) -> GraphQLSchema:
    """A schema without its descriptions."""
    return lexicographic_sort_schema(build_schema(re.sub(r'^"[^"]*"$', "", text, flags=re.MULTILINE)))


GO = schema_of((SOURCES / "go" / "schema.graphqls").read_text(encoding="utf-8"))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_question_is_valid_and_has_variables(question: Question) -> None:
    assert not validate(schema._schema, parse(question.text))
    assert next(question.variables(SAMPLES), None) is not None


@pytest.mark.parametrize("question", OF_PEERS, ids=lambda question: question.name)
def test_questions_of_other_servers_are_valid_in_both_shapes(question: Question) -> None:
    assert question.plain is not None
    assert question.mirrored is not None
    assert not validate(GO, parse(question.text))
    assert not validate(GO, parse(question.plain.text))
    assert len(list(question.plain.variables(SAMPLES))) == len(list(question.mirrored(SAMPLES)))
    assert len(list(question.plain.variables(SAMPLES))) == len(list(question.variables(SAMPLES)))


def test_other_servers_have_the_same_schema() -> None:
    """async-graphql makes its own from the code, and is compared by its answers."""
    source = (SOURCES / "node" / "newsroom.mjs").read_text(encoding="utf-8")
    found = re.search(r"typeDefs = `(.*?)`", source, re.DOTALL)
    assert found is not None
    assert print_schema(schema_of(found[1])) == print_schema(GO)
