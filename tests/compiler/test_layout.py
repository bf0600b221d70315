"""In which order an object is written: static text, runs of leaves, and composite fields on their own."""

from __future__ import annotations

from graphql import GraphQLInt, GraphQLNonNull

from pullquote.compiler.guarantees import Guarantees
from pullquote.compiler.layout import FieldRun, parts_of, without_non_null
from pullquote.compiler.plans import FieldPlan, ObjectPlan
from tests.compiler.planning import field_at, plan


def story(selection: str, guarantees: Guarantees | None = None) -> ObjectPlan:
    text = f"{{ stories {{ {selection} }} }}"
    planned = plan(text) if guarantees is None else plan(text, guarantees=guarantees)
    return field_at(planned.root, "stories").selections["Article"]


def shape(planned: ObjectPlan) -> list[str | list[str]]:
    """The parts: text as it is, the keys of a run, the key of a field in brackets."""
    shapes: list[str | list[str]] = []
    for part in parts_of(planned):
        match part:
            case str():
                shapes.append(part)
            case FieldRun():
                shapes.append([each.key for each in part.fields])
            case FieldPlan():
                shapes.append(f"<{part.key}>")
    return shapes


def test_neighbouring_leaves_are_one_run() -> None:
    assert shape(story("title words isOpen", Guarantees())) == ["{", ["title", "words", "isOpen"], "}"]


def test_a_composite_field_is_written_on_its_own_between_its_static_text() -> None:
    assert shape(story("title lead { text } words", Guarantees())) == [
        "{",
        ["title"],
        ',"lead":',
        "<lead>",
        ",",
        ["words"],
        "}",
    ]


def test_a_typename_alone_is_static_text() -> None:
    assert shape(story("__typename", Guarantees())) == ['{"__typename":"Article"}']


def test_what_never_changes_of_an_object_is_a_run_of_its_own() -> None:
    parts = [
        part for part in parts_of(story("title lead { text } count words")) if isinstance(part, FieldRun)
    ]
    assert [([each.key for each in part.fields], part.lasting) for part in parts] == [
        (["title", "lead"], True),
        (["count"], False),
        (["words"], True),
    ]


def test_a_type_and_whether_it_may_be_null() -> None:
    assert without_non_null(GraphQLNonNull(GraphQLInt)) == (GraphQLInt, False)
    assert without_non_null(GraphQLInt) == (GraphQLInt, True)
