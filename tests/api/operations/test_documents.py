"""Documents: parsed and validated once when they come again, and refused with what is wrong in them."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from graphql import OperationType

from pullquote.api.errors import Refused
from pullquote.api.operations.costs.prices import Prices
from pullquote.api.operations.documents import Documents, Label, SentLabel, hash_of
from pullquote.api.settings import Settings
from tests.api.toys import SCHEMA

HELLO = "{ hello }"
SEVERAL = "query A { hello } query B { later } mutation C { change }"


def documents(**settings: Any) -> Documents:
    return Documents(SCHEMA._schema, Settings(**settings), Prices())


def code_of(made: Documents, text: str) -> str:
    with pytest.raises(Refused) as refusal:
        made.get(text)
    return refusal.value.code


def test_a_document_is_cached_when_it_comes_again_and_not_before() -> None:
    made = documents()
    first = made.get(HELLO)
    assert (len(made), first.document.comes_again) == (0, False)
    second = made.get(HELLO)
    assert (len(made), second.document.comes_again) == (1, True)
    assert second is not first
    assert made.get(HELLO) is second


def test_the_cache_is_bounded_by_what_documents_take() -> None:
    made = documents(document_cache_bytes=50_000)
    for number in range(20):
        text = f'{{ hello(name: "{number}") }}'
        made.get(text)
        made.get(text)
        assert made.bytes <= 50_000
    assert 0 < len(made) < 20
    made.clear()
    assert (len(made), made.bytes) == (0, 0)


def test_an_operation_is_chosen_by_its_name() -> None:
    entry = documents().get(SEVERAL)
    assert {name: each.kind.value for name, each in entry.operations.items()} == {
        "A": "query",
        "B": "query",
        "C": "mutation",
    }
    assert entry.operation("B").name == "B"
    assert documents().get("query A { hello }").operation(None).name == "A"


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        (SEVERAL, None, "The document has several operations; `operationName` must say which."),
        (SEVERAL, "D", "The document has no operation named “D”."),
        ("query A { hello }", "B", "The document has no operation named “B”."),
    ],
)
def test_a_name_that_chooses_none_is_refused(text: str, name: str | None, message: str) -> None:
    with pytest.raises(Refused) as refusal:
        documents().get(text).operation(name)
    assert (refusal.value.code, str(refusal.value)) == ("OPERATION_RESOLUTION_FAILURE", message)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ }", "GRAPHQL_PARSE_FAILED"),
        ("", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ " + "hello " * 3_000 + "}", "TOKEN_LIMIT_EXCEEDED"),
        ("{ person(id: 1) { friends { friends { name } } } }", "DEPTH_LIMIT_EXCEEDED"),
        ("{ a: hello b: hello }", "ALIAS_LIMIT_EXCEEDED"),
        ("{ __schema { description } }", "INTROSPECTION_DISABLED"),
    ],
)
def test_a_document_is_refused_for_what_is_wrong_first(text: str, code: str) -> None:
    made = documents(max_depth=3, max_aliases=1, introspection=False, max_tokens=500)
    assert code_of(made, text) == code
    assert code_of(made, text) == code
    assert len(made) == 0


def test_the_first_errors_say_what_may_have_been_meant() -> None:
    text = "{ helo wrds people { node { name } } }"

    def messages(**settings: Any) -> list[str]:
        with pytest.raises(Refused) as refusal:
            documents(**settings).get(text)
        return [error["message"] for error in refusal.value.errors]

    suggesting = ["Did you mean" in message for message in messages(max_suggestions=2)]
    assert suggesting == [True, True, False]
    assert not any("Did you mean" in message for message in messages(suggestions=False))


def test_a_prepared_operation_knows_its_variables_and_whether_it_asks_for_the_schema() -> None:
    made = documents()
    plain = made.get(
        "query ($a: String!, $b: Int) { hello(name: $a) people(first: $b) { totalCount } }"
    ).operation(None)
    asking = made.get('{ __type(name: "Query") { name } }').operation(None)
    assert plain.variables == ("a", "b")
    assert (plain.about_the_schema, asking.about_the_schema) == (False, True)
    assert plain.label == (None, plain.kind, plain.document_hash)


def test_a_document_is_named_by_the_hash_of_its_text() -> None:
    assert hash_of(HELLO) == hashlib.sha256(HELLO.encode()).hexdigest()
    assert hash_of("\ud800") == hashlib.sha256(b"\xed\xa0\x80").hexdigest()


def test_a_label_of_a_text_says_what_a_label_says() -> None:
    known, sent = Label("Q", OperationType.QUERY, hash_of(HELLO)), SentLabel("Q", OperationType.QUERY, HELLO)
    assert (known.name, known.kind, known.document_hash) == (sent.name, sent.kind, sent.document_hash)
