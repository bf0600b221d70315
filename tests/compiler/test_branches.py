"""Which function writes a value: by the schema's own rules, remembered by class where that is guaranteed."""

from __future__ import annotations

from typing import Any

import pytest

from pullquote.compiler.branches import Branches, TypeInfo
from pullquote.compiler.guarantees import Guarantees
from pullquote.compiler.leaves import Deoptimise
from tests.compiler.planning import field_at, plan
from tests.compiler.toy import GUARANTEES, ArticleRecord, OpinionRecord, library

STORIES = library().stories
TEXT = "{ stories { title } }"


def branches(guarantees: Guarantees = GUARANTEES) -> Branches:
    planned = plan(TEXT, guarantees=guarantees)
    made = Branches(planned.schema, field_at(planned.root, "stories"), guarantees)
    made.functions = {"Article": lambda: "article", "Opinion": lambda: "opinion"}
    return made


def test_the_schema_says_which_type_a_value_has_and_its_class_is_asked_once() -> None:
    made = branches()
    opinion, article = STORIES[0], STORIES[1]
    assert (type(opinion), type(article)) == (OpinionRecord, ArticleRecord)
    assert made.find(article)() == "article"
    assert made.find(opinion)() == "opinion"
    assert made == {ArticleRecord: made.functions["Article"], OpinionRecord: made.functions["Opinion"]}


def test_without_the_guarantee_each_value_is_asked() -> None:
    made = branches(Guarantees())
    made.find(STORIES[0])
    assert made == {}


@pytest.mark.parametrize("value", [None, ValueError("no"), object(), library().people[0]])
def test_what_is_no_object_of_the_type_is_left_to_graphql_core(value: object) -> None:
    with pytest.raises(Deoptimise):
        branches().find(value)


async def _awaitable() -> None:
    pass


def test_so_is_what_must_be_awaited() -> None:
    with pytest.raises(Deoptimise, match="awaitable"):
        branches().find(_awaitable())


def test_a_record_that_compares_by_value_is_not_believed_to_be_immutable() -> None:
    made = branches()

    class Comparing(ArticleRecord):
        def __eq__(self, other: object) -> bool:
            return isinstance(other, Comparing)

        __hash__ = None  # type: ignore[assignment]

    Comparing.__name__ = "ArticleRecord"
    planned = plan(TEXT)
    types: Any = planned.schema.get_type("Article")
    before, types.is_type_of = types.is_type_of, None
    try:
        record = Comparing.__new__(Comparing)
        with pytest.raises(Deoptimise, match="does not compare by identity"):
            made.find(record)
    finally:
        types.is_type_of = before


def test_who_resolves_a_type_may_not_ask_for_the_request() -> None:
    planned = plan(TEXT)
    info = TypeInfo(planned.schema, field_at(planned.root, "stories"))
    assert (info.field_name, info.parent_type.name) == ("stories", "Query")
    with pytest.raises(Deoptimise, match=r"info\.context"):
        _ = info.context
