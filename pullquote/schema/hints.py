"""Hints: what a filter names that is not there, and what was meant.

A filter that names an unknown slug finds nothing, as one that names somebody who was never quoted does; a hint says
which of the two it is. Only what the snapshot of the request has is looked at, so that nobody learns of what is not public.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    StringValueNode,
    ValueNode,
    VariableNode,
)

from pullquote.store.model.formats import MAX_SLUG, slug_of
from pullquote.store.model.problems import closest
from pullquote.store.model.snapshots.protocol import NamedCollection, Snapshot

FILTER: Final = "filter"
"""The argument that all lists have."""
STORIES: Final = "stories"
KINDS_NAMED: Final[Mapping[str, tuple[str, ...]]] = {
    "authors": ("people",),
    "mentions": ("people", "organizations"),
    "organizations": ("organizations",),
    "publications": ("publications",),
    "sections": ("sections",),
    "sourceOrganizations": ("organizations",),
    "speakers": ("people", "organizations"),
    "stories": (STORIES,),
    "topics": ("topics",),
}
"""The fields of filters that take slugs, and the kinds that those are of; ``slugs`` are of what is listed."""

Hint = dict[str, Any]


class Filter(NamedTuple):
    """A filter in an operation: the keys of the answer that lead to its list, the name of the list, and its value."""

    path: tuple[str, ...]
    name: str
    value: ValueNode


def filters_of(
    operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]
) -> tuple[Filter, ...]:
    """The filters of an operation; those of a fragment at the first place that it is spread."""
    return tuple(_filters(operation.selection_set, fragments, (), set()))


def _filters(
    selections: SelectionSetNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    path: tuple[str, ...],
    spread: set[str],
) -> Iterator[Filter]:
    for node in selections.selections:
        at, inner = path, getattr(node, "selection_set", None)
        if isinstance(node, FieldNode):
            at = (*path, node.alias.value if node.alias else node.name.value)
            for argument in node.arguments or ():
                if argument.name.value == FILTER:
                    yield Filter(at, node.name.value, argument.value)
        elif isinstance(node, FragmentSpreadNode) and node.name.value not in spread:
            spread.add(node.name.value)
            inner = fragments[node.name.value].selection_set
        if inner is not None:
            yield from _filters(inner, fragments, at, spread)


def hints(
    snapshot: Snapshot,
    operation: OperationDefinitionNode,
    filters: tuple[Filter, ...],
    variables: Mapping[str, Any],
    most: int,
) -> list[Hint]:
    """What of the filters of an operation is unknown, ``most`` at most."""
    given = {
        each.variable.name.value: _value(each.default_value, {})
        for each in operation.variable_definitions or ()
        if each.default_value is not None
    }
    given.update(variables)
    unknown = [
        (each.path, argument, kinds, slug)
        for each in filters
        for argument, kinds, slug in _slugs(
            _value(each.value, given), each.name if each.name in snapshot.by_kind else STORIES, FILTER
        )
        if not any(_collection(snapshot, kind).by_slug(slug) for kind in kinds)
    ]
    if snapshot.lacks_answers:  # which of them are unknown is not known yet
        return []
    return [_hint(snapshot, *each) for each in unknown[:most]]


def _value(node: ValueNode, variables: Mapping[str, Any]) -> Any:
    """The value of a literal, as variables have it; None where it has no slug in it."""
    match node:
        case VariableNode():
            return variables.get(node.name.value)
        case ListValueNode():
            return [_value(each, variables) for each in node.values]
        case ObjectValueNode():
            return {each.name.value: _value(each.value, variables) for each in node.fields}
        case StringValueNode():
            return node.value
    return None


def _slugs(value: Any, listed: str, argument: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """The slugs in a filter: the argument that names each, and the kinds that it may be of."""
    for name, wanted in value.items() if isinstance(value, dict) else ():
        inner = f"{argument}.{name}"
        if name == "exclude":
            yield from _slugs(wanted, listed, inner)
            continue
        kinds = (listed,) if name == "slugs" else KINDS_NAMED.get(name, ())
        for slug in wanted if isinstance(wanted, list) else [wanted]:
            if kinds and isinstance(slug, str):
                yield inner, kinds, slug


def _hint(
    snapshot: Snapshot, path: tuple[str, ...], argument: str, kinds: tuple[str, ...], slug: str
) -> Hint:
    shown = slug if len(slug) <= MAX_SLUG else f"{slug[:MAX_SLUG]}…"
    nouns = " or ".join(_called(snapshot, kind)[0] for kind in kinds)
    hint: Hint = {"message": f'There is no {nouns} "{shown}".', "path": list(path), "argument": argument}
    others = (each for each in (STORIES, *snapshot.by_kind) if _collection(snapshot, each).by_slug(slug))
    if other := next(others, None):
        hint["message"] += f" It is {_called(snapshot, other)[1]}."
    elif meant := _meant([_collection(snapshot, kind) for kind in kinds], slug[:MAX_SLUG]):
        hint["message"] += f' Did you mean "{meant}"?'
        hint["didYouMean"] = meant
    return hint


def _called(snapshot: Snapshot, kind: str) -> tuple[str, str]:
    """What one of a kind is called, without and with its article."""
    if kind == STORIES:
        return "story", "a story"
    known = snapshot.kinds[kind]
    return known.noun, known.one


def _collection(snapshot: Snapshot, kind: str) -> NamedCollection[Any, Any, Any]:
    return snapshot.stories if kind == STORIES else snapshot.by_kind[kind]


def _meant(collections: Iterable[NamedCollection[Any, Any, Any]], text: str) -> str | None:
    """The slug that a text would have, which may be a name; else the one that is most like it."""
    slug = slug_of(text)
    for collection in collections:
        if record := collection.by_slug(slug):
            known: str = record.slug
            return known
    return closest(slug, [each for collection in collections for each in collection.alike(slug)])
