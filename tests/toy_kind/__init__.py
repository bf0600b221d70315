"""A kind that Pullquote does not have: places, each in a country, perhaps in another place, perhaps run by somebody.

It takes a record, the keys of its files, a descriptor, and the type that serves it.
"""

from __future__ import annotations

from dataclasses import field as dataclass_field
from typing import Annotated

import strawberry
from pydantic.dataclasses import dataclass

from pullquote.schema import NamedType
from pullquote.schema.fields import field, serves
from pullquote.schema.references import OrganizationRef
from pullquote.schema.types.nodes import Node
from pullquote.store.files.kinds import KINDS, Kind, Kinds
from pullquote.store.files.kinds.fields import Line, Reference
from pullquote.store.files.kinds.keys import Lines
from pullquote.store.files.kinds.parts import CONFIG
from tests.toy_kind import records


@dataclass(config=CONFIG, frozen=True, slots=True, kw_only=True)
class PlaceKeys:
    """Where something happens."""

    name: Line
    """The name as it is printed."""
    alternate_names: Lines = dataclass_field(default_factory=list)
    """Other names; search finds them."""
    country: Line
    """The country that it is in."""
    parent: Reference | None = None
    """The place that it is a part of."""
    run_by: Reference | None = None
    """Who runs it: the slug of an organization."""


PLACES = Kind(
    name="places",
    noun="place",
    listed="Where things happen",
    record=records.Place,
    keys=PlaceKeys,
    unknown="PQ220",
    references=((("parent",), ("places",)), (("runBy",), ("organizations",))),
    examples={"country": "Utopia", "parent": "{place}", "runBy": "{organization}"},
    names=("name", "alternate_names"),
    searched={"name": 5.0, "alternate_names": 5.0, "country": 2.0},
)
WITH_PLACES: Kinds = {**KINDS, PLACES.name: PLACES}


@strawberry.type(description="Where something happens.")
class Place(Node):
    """A place."""

    is_type_of = serves(records.Place)
    slug: str = field("Readable key, unique among places: `old-harbour`.")
    name: str = field("The name, as stories print it.")
    country: str = field("The country that it is in.")
    parent: Annotated[Place, strawberry.lazy("tests.toy_kind")] | None = field("What it is a part of.")
    run_by: OrganizationRef | None = field("Who runs it.")


PLACE = NamedType(PLACES, Place)
