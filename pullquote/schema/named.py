"""The kinds that are listed by name, as the schema serves them: one is looked up, all are listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Any

import strawberry

from pullquote.schema.connections.connections import connection_of
from pullquote.schema.connections.pages import After, Before, First, Last, page_of
from pullquote.schema.context import Info
from pullquote.schema.fields import field
from pullquote.schema.inputs.filters import NameFilter, OrganizationFilter, PersonFilter, criteria_of
from pullquote.schema.inputs.lookups import EntityBy
from pullquote.schema.inputs.orders import NameOrder, descending
from pullquote.schema.types.organizations import Organization
from pullquote.schema.types.people import Person
from pullquote.schema.types.publications import Publication, Section, Topic
from pullquote.store.files.kinds import KINDS, Kind
from pullquote.store.model.pages import Page

NamesIn = Annotated[
    NameOrder | None,
    strawberry.argument(description="In which order: `{field: QUOTE_COUNT}`; by name unless given."),
]
WhichEntity = Annotated[EntityBy, strawberry.argument(description='Which one: `{slug: "…"}` or `{id: "…"}`.')]


@dataclass(frozen=True)
class NamedType:
    """A kind, the type that serves its records and is called as their class is, and the input that filters them,
    with an example."""

    kind: Kind
    type: Any
    filter: Any = NameFilter
    example: str = '{search: "wor"}'


NAMED_TYPES = (
    NamedType(KINDS["people"], Person, PersonFilter, '{organizations: ["pentagon"]}'),
    NamedType(KINDS["organizations"], Organization, OrganizationFilter, "{kinds: [GOVERNMENT]}"),
    NamedType(KINDS["publications"], Publication),
    NamedType(KINDS["sections"], Section),
    NamedType(KINDS["topics"], Topic),
)
"""Those of every newsroom."""


def named_fields(types: Iterable[NamedType]) -> type:
    """A base of the query type with the fields of kinds: ``topic(by:)`` and ``topics(...)``."""
    annotations: dict[str, Any] = {}
    fields: dict[str, Any] = {}
    for each in types:
        kind = each.kind
        annotations[kind.noun] = each.type | None
        fields[kind.noun] = field(f"{_capital(kind.one)}; null when there is none.", one_of(kind))
        annotations[kind.name] = connection_of(
            kind.type_name, each.type, one=kind.one, several=kind.name, node_is=f"The {kind.noun}."
        )
        fields[kind.name] = field(f"{kind.listed}, by name or as `orderBy` has it.", page_of_names(each))
    namespace = {"__module__": __name__, "__annotations__": annotations, **fields}
    return strawberry.type(type("NamedFields", (), namespace))


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def one_of(kind: Kind) -> Callable[..., Any]:
    """The resolver of one record of a kind."""

    def resolve(info: Info, by: WhichEntity) -> Any:
        snapshot = info.context.snapshot
        if by.slug is not None:
            return snapshot.by_kind[kind.name].by_slug(by.slug)
        found = snapshot.node(by.id or "")
        return found if isinstance(found, kind.record) else None

    return resolve


def page_of_names(named: NamedType) -> Callable[..., Page[Any]]:
    """The resolver of a page of the records of a kind."""
    kind = named.kind

    def resolve(
        info: Info,
        *,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        filter: Any = None,  # noqa: A002  the argument's name
        order_by: NamesIn = None,
    ) -> Page[Any]:
        context = info.context
        selection = context.snapshot.by_kind[kind.name].select(
            criteria_of(kind.criteria, filter), order_by.field if order_by else None, descending(order_by)
        )
        return page_of(selection, context, first=first, after=after, last=last, before=before)

    which = strawberry.argument(description=f"Which of them: `{named.example}`; all unless given.")
    resolve.__annotations__["filter"] = Annotated[named.filter | None, which]
    return resolve
