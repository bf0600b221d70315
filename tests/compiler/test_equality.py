"""Random operations answer the same, byte for byte, compiled and on graphql-core.

``PULLQUOTE_FUZZ_EXAMPLES`` is how many operations are drawn; ``PULLQUOTE_FUZZ_SEED`` where they begin.
"""

from __future__ import annotations

import os
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis_graphql import nodes, queries

from pullquote.compiler import Compiler, Guarantees
from pullquote.compiler.surface import core_schema
from tests.compiler.equality import Equality
from tests.compiler.generator import Generator, Pools
from tests.compiler.toy import GUARANTEES, library, toy_schema
from tests.examples import examples

EXAMPLES = examples(30)
SEED = int(os.environ.get("PULLQUOTE_FUZZ_SEED", "0"))
POOLS: Pools = {
    "id": ["s1", "s2", "s7", "p1", "p2", "c0", "c1", "q3-1", "zz"],
    "title": ["Title 1", "Title 3", "none of these"],
    "after": ["c0", "c1", "x", "cx"],
    "String": ["a", "b “quoted” \u2028 \\", ""],
    "ID": ["s1", "s3", "p2", "c0", "q4-2", "zz"],
    "Int": [0, 1, 2, 3, 100, 300, -1],
    "Float": [0.5, 1.0, 2],
    "Boolean": [True, False],
    "Stamp": ["11", "12", "20"],
}
RARE = {
    "secret": 0.97,
    "secretNonNull": 0.985,
    "neverNull": 0.8,
    "later": 0.98,
    "path": 0.98,
    "nosy": 0.98,
    "related": 0.3,
}
"""Fields that fail, that wait, or that return much: seldom drawn, or few operations would have an answer."""


def equality(guarantees: Guarantees) -> Equality:
    """One compiler for many operations, too small for them, so that it forgets operations and fragments."""
    schema = toy_schema()
    return Equality(schema, Compiler(schema, guarantees, fragment_bytes=200_000), library(), capacity=50)


@pytest.mark.parametrize("guarantees", [GUARANTEES, Guarantees()], ids=["all guarantees", "no guarantees"])
def test_random_operations_answer_what_graphql_core_answers(guarantees: Guarantees) -> None:
    both = equality(guarantees)
    for seed in range(SEED, SEED + EXAMPLES):
        drawn = Generator(core_schema(both.schema), Random(seed), POOLS, RARE, literals=seed % 2 == 1)
        text, variables = drawn.draw()
        both.check(text, variables)
    assert both.seen["equal"] > EXAMPLES / 2, both.seen
    assert both.seen["invalid"] <= EXAMPLES / 50, both.seen


def test_operations_of_hypothesis_answer_what_graphql_core_answers() -> None:
    both = equality(GUARANTEES)
    stamps = st.sampled_from(["11", "12"]).map(nodes.String)
    days = st.just("2026-01-01").map(nodes.String)
    anything = st.text().map(nodes.String)

    @given(queries(str(both.schema), custom_scalars={"Stamp": stamps, "Date": days, "JSON": anything}))
    @settings(
        max_examples=EXAMPLES // 2,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    def check(text: str) -> None:
        both.check(text)

    check()
    assert both.seen["equal"], both.seen
