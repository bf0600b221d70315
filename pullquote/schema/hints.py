"""Hints: what a filter or a look-up names that is not there, and what was meant.

A filter that names an unknown slug finds nothing, as one that names somebody who was never quoted does; a hint says
which of the two it is. A look-up of an unknown slug is null, which says as much: a hint says what was meant, if anything.
Only what the snapshot of the request has is looked at, so that nobody learns of what is not public.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
BY: Final = "by"
"""The argument that all look-ups have."""
STORIES: Final = "stories"
STORY: Final = "story"
"""What one of them is called."""
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


class NamingArgument(NamedTuple):
    """A filter or the key of a look-up in an operation: the keys of the answer that lead to its field, the name of the
    field, its own name, and its value; and the variable that the slug of a look-up is, if it is one."""

    path: tuple[str, ...]
    field: str
    name: str
    value: ValueNode
    slug: str | None = None

    def finds(self, snapshot: Snapshot, variables: Mapping[str, Any]) -> bool:
        """Whether it is a look-up by a variable that finds something, as most are: then nothing is to be said of it."""
        slug = None if self.slug is None else variables.get(self.slug)
        return type(slug) is str and _find(snapshot, _looked_up(snapshot, self.field), slug) is not None


def naming_arguments(
    operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]
) -> tuple[NamingArgument, ...]:
    """The filters and look-ups of an operation; those of a fragment at the first place that it is spread."""
    return tuple(_arguments(operation.selection_set, fragments, (), set()))


def _arguments(
    selections: SelectionSetNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    path: tuple[str, ...],
    spread: set[str],
) -> Iterator[NamingArgument]:
    for node in selections.selections:
        at, inner = path, getattr(node, "selection_set", None)
        if isinstance(node, FieldNode):
            at = (*path, node.alias.value if node.alias else node.name.value)
            for argument in node.arguments or ():
                if argument.name.value in {FILTER, BY}:
                    slug = _slug_variable(argument.value) if argument.name.value == BY else None
                    yield NamingArgument(at, node.name.value, argument.name.value, argument.value, slug)
        elif isinstance(node, FragmentSpreadNode) and node.name.value not in spread:
            spread.add(node.name.value)
            inner = fragments[node.name.value].selection_set
        if inner is not None:
            yield from _arguments(inner, fragments, at, spread)


def _slug_variable(value: ValueNode) -> str | None:
    """The variable that is the slug in the value of a look-up: of ``{slug: $slug}``, ``slug``."""
    fields = value.fields if isinstance(value, ObjectValueNode) else ()
    slugs = [each.value for each in fields if each.name.value == "slug"]
    return slugs[0].name.value if slugs and isinstance(slugs[0], VariableNode) else None


def hints(
    snapshot: Snapshot,
    operation: OperationDefinitionNode,
    arguments: tuple[NamingArgument, ...],
    variables: Mapping[str, Any],
    most: int,
) -> list[Hint]:
    """What the arguments of an operation name that is unknown; so many unknown names are looked at, at ``most``."""
    unsure = [argument for argument in arguments if not argument.finds(snapshot, variables)]
    if not unsure:
        return []
    given = {
        each.variable.name.value: _value(each.default_value, {})
        for each in operation.variable_definitions or ()
        if each.default_value is not None
    }
    given.update(variables)
    unknown = [
        (argument, place, kinds, slug)
        for argument in unsure
        for place, kinds, slug in _named(snapshot, argument, given)
        if not any(_find(snapshot, kind, slug) for kind in kinds)
    ]
    if snapshot.lacks_answers:  # which of them are unknown is not known yet
        return []
    found = [_hint(snapshot, *each) for each in unknown[:most]]
    return [hint for hint in found if hint is not None]


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


def _named(
    snapshot: Snapshot, argument: NamingArgument, variables: Mapping[str, Any]
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """The slugs in an argument: what names each, and the kinds that it may be of."""
    value = _value(argument.value, variables)
    if argument.name == FILTER:
        yield from _slugs(value, argument.field if argument.field in snapshot.by_kind else STORIES, FILTER)
    elif isinstance(value, dict) and isinstance(slug := value.get("slug"), str):
        yield f"{BY}.slug", (_looked_up(snapshot, argument.field),), slug


def _looked_up(snapshot: Snapshot, field: str) -> str:
    """The kind of what a field looks up."""
    if field == STORY:
        return STORIES
    return next((name for name, each in snapshot.kinds.items() if each.noun == field), STORIES)


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
    snapshot: Snapshot, argument: NamingArgument, place: str, kinds: tuple[str, ...], slug: str
) -> Hint | None:
    """About a slug that is unknown; None where that is all that there is to say, and null says it already."""
    shown = slug if len(slug) <= MAX_SLUG else f"{slug[:MAX_SLUG]}…"
    nouns = " or ".join(_called(snapshot, kind)[0] for kind in kinds)
    hint: Hint = {
        "message": f'There is no {nouns} "{shown}".',
        "path": list(argument.path),
        "argument": place,
    }
    if other := next((each for each in snapshot.kinds if _find(snapshot, each, slug)), None):
        hint["message"] += f" It is {_called(snapshot, other)[1]}."
    elif meant := _meant(snapshot, kinds, slug[:MAX_SLUG]):
        hint["message"] += f" Did you mean {_quoted(snapshot, kinds, meant)}?"
        hint["didYouMean"] = meant
    elif argument.name == BY:
        return None
    return hint


def _quoted(snapshot: Snapshot, kinds: tuple[str, ...], slug: str) -> str:
    """A slug in quotation marks, with what it is of where an editorial is meant and an article was asked for."""
    family = [kind for kind in snapshot.kinds if kind not in snapshot.by_kind]
    asked_for = next((kind for kind in kinds if kind in family), None)
    found = next((kind for kind in family if asked_for and _find(snapshot, kind, slug)), asked_for)
    return (
        f'"{slug}"' if found is None or found == asked_for else f'the {_called(snapshot, found)[0]} "{slug}"'
    )


def _called(snapshot: Snapshot, kind: str) -> tuple[str, str]:
    """What one of a kind is called, without and with its article."""
    if kind == STORIES:
        return STORY, f"a {STORY}"
    known = snapshot.kinds[kind]
    return known.noun, known.one


def _collection(snapshot: Snapshot, kind: str) -> NamedCollection[Any, Any, Any]:
    return snapshot.by_kind.get(kind, snapshot.stories)


def _find(snapshot: Snapshot, kind: str, slug: str) -> Any:
    """The record of a kind that a slug is of; articles and editorials share their slugs."""
    record = _collection(snapshot, kind).by_slug(slug)
    if kind == STORIES or kind in snapshot.by_kind:
        return record
    return record if isinstance(record, snapshot.kinds[kind].record) else None


def _meant(snapshot: Snapshot, kinds: tuple[str, ...], text: str) -> str | None:
    """The slug that a text would have, which may be a name; else the one that is most like it.

    An article may be meant where an editorial is asked for: the slug does not say which it is.
    """
    collections = [_collection(snapshot, kind) for kind in kinds]
    slug = slug_of(text)
    for collection in collections:
        if record := collection.by_slug(slug):
            known: str = record.slug
            return known
    return closest(slug, [each for collection in collections for each in collection.alike(slug)])
