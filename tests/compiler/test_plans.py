"""Plans: what is read from which objects, what may be cached of it, and what is not planned at all."""

from __future__ import annotations

import pytest
from graphql import parse

from pullquote.compiler.guarantees import Guarantees
from pullquote.compiler.plans import ConditionFinder, select_operation
from pullquote.compiler.surface import Unsupported
from tests.compiler.planning import field_at, plan


def test_a_field_is_an_attribute_or_a_resolver_and_typename_neither() -> None:
    root = plan("{ stories { __typename title count } }").root
    title, count, typename = (field_at(root, "stories", key) for key in ("title", "count", "__typename"))
    assert (title.attribute, title.resolver, title.calls) == ("title", None, False)
    assert (count.attribute, count.calls) == (None, True)
    assert count.resolver is not None
    assert typename.is_typename


def test_fields_of_one_key_are_merged_in_the_order_of_the_answer() -> None:
    root = plan(
        "{ stories { title lead { text } ...S words } } fragment S on Story { lead { id } title }"
    ).root
    stories = field_at(root, "stories")
    for selection in stories.selections.values():
        assert [each.key for each in selection.fields] == ["title", "lead", "words"]
    assert [each.key for each in field_at(root, "stories", "lead").selections["Quote"].fields] == [
        "text",
        "id",
    ]


def test_an_abstract_type_has_a_plan_for_each_of_its_types() -> None:
    stories = field_at(plan("{ stories { ... on Article { title } words } }").root, "stories")
    assert {
        name: [each.key for each in selection.fields] for name, selection in stories.selections.items()
    } == {
        "Article": ["title", "words"],
        "Opinion": ["words"],
    }


@pytest.mark.parametrize(("value", "keys"), [(True, ["words"]), (False, ["title", "words"])])
def test_skip_and_include_are_decided_when_it_is_planned(value: bool, keys: list[str]) -> None:
    text = "query ($s: Boolean!) { stories { title @skip(if: $s) words } }"
    stories = field_at(plan(text, {"s": value}).root, "stories")
    assert [each.key for each in stories.selections["Article"].fields] == keys


def test_the_variables_that_decide_are_found_once_each() -> None:
    text = "query ($a: Boolean!, $b: Boolean!) { stories { title @skip(if: $a) words @include(if: $b) id @skip(if: $a) } }"
    assert ConditionFinder(parse(text)).conditions == ("a", "b")
    with pytest.raises(Unsupported, match="@defer"):
        ConditionFinder(parse("{ ... @defer { stories { id } } }"))


def test_what_may_be_cached_of_an_object_hangs_on_the_guarantees() -> None:
    text = "{ stories { title paged { totalCount } } }"
    assert all(each.is_cacheable for each in field_at(plan(text).root, "stories").selections.values())
    unsure = Guarantees(types_by_class=True, immutable=frozenset({"Article", "Opinion"}))
    stories = field_at(plan(text, guarantees=unsure).root, "stories")
    assert not any(each.is_cacheable for each in stories.selections.values())
    assert (
        field_at(plan("{ stories { title } }", guarantees=Guarantees()).root, "stories")
        .selections["Article"]
        .immutable
        is False
    )


@pytest.mark.parametrize(("type_", "value", "determined"), [("Int", 1, True), ("[Kind!]", ["SAID"], False)])
def test_only_variables_of_few_values_leave_an_answer_to_be_cached(
    type_: str, value: object, determined: bool
) -> None:
    argument = "atLeast" if type_ == "Int" else "kinds"
    text = f"query ($v: {type_}) {{ stories {{ count({argument}: $v) }} }}"
    count = field_at(plan(text, {"v": value}).root, "stories", "count")
    assert count.determined is determined
    assert count.variables == {"v"}


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("query A { a } query B { b }", None, "no single operation"),
        ("query A { a }", "B", "no single operation"),
        ("mutation { a }", None, "a mutation"),
        ("subscription { a }", None, "a subscription"),
        ("query @log { a }", None, "a directive on the operation"),
    ],
)
def test_only_a_plain_query_is_compiled(text: str, name: str | None, reason: str) -> None:
    with pytest.raises(Unsupported, match=reason):
        select_operation(parse(text), name)


@pytest.mark.parametrize(
    ("text", "reason"), [("{ stories { id } __schema { description } }", "introspection")]
)
def test_what_is_not_planned_says_why(text: str, reason: str) -> None:
    with pytest.raises(Unsupported, match=reason):
        plan(text)
