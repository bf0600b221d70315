"""What is wrong with variables is said in the client's language."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.toys import client, code_of

pytestmark = pytest.mark.anyio

QUERY = "query ($f: PersonFilter, $n: Int!) { people(first: $n, filter: $f) { totalCount } }"


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({}, "Variable '$n' has invalid value: Expected a value of non-null type 'Int!' to be provided."),
        (
            {"n": None},
            "Variable '$n' has invalid value: Expected value of non-null type 'Int!' not to be null.",
        ),
        ({"n": True}, "Variable '$n' has invalid value: Int cannot represent non-integer value: true"),
        ({"n": "x"}, "Variable '$n' has invalid value: Int cannot represent non-integer value: \"x\""),
        (
            {"n": 2**31},
            "Variable '$n' has invalid value: Int cannot represent non 32-bit signed integer value: 2147483648",
        ),
        (
            {"n": 1, "f": {"not": {"born": [None, {"a": True}]}}},
            "Variable '$f' has invalid value at .not.born: Int cannot represent non-integer value: [null,{\"a\":true}]",
        ),
        (
            {"n": 1, "f": {"nmae": None}},
            (
                "Variable '$f' has invalid value: Expected value of type 'PersonFilter' not to include unknown "
                "field 'nmae'. Did you mean 'name'? Found: {\"nmae\":null}."
            ),
        ),
        (
            {"n": 1, "f": "x"},
            "Variable '$f' has invalid value: Expected value of type 'PersonFilter' to be an object, found: \"x\".",
        ),
    ],
)
async def test_a_wrong_variable_is_printed_as_it_was_sent(variables: dict[str, Any], message: str) -> None:
    async with client() as http:
        response = await http.post("/graphql", json={"query": QUERY, "variables": variables})
    assert code_of(response) == "BAD_USER_INPUT"
    assert response.json()["errors"][0]["message"] == message
    assert "data" not in response.json()


async def test_every_wrong_variable_is_told_at_once() -> None:
    async with client() as http:
        response = await http.post("/graphql", json={"query": QUERY, "variables": {"f": 1}})
    assert len(response.json()["errors"]) == 2


async def test_a_long_value_is_cut_short() -> None:
    async with client() as http:
        response = await http.post("/graphql", json={"query": QUERY, "variables": {"n": list(range(1000))}})
    assert len(response.json()["errors"][0]["message"]) < 250
