"""The store's enums as the schema describes them: every member, and none twice."""

from __future__ import annotations

from enum import Enum

import pytest
import strawberry
from graphql import GraphQLEnumType

from pullquote.schema import schema
from pullquote.schema.compat_strawberry import core_schema
from pullquote.schema.inputs import enums
from pullquote.schema.inputs.enums import describe

EXPORTED = [getattr(enums, name) for name in enums.__all__ if name != "describe"]


@pytest.mark.parametrize("enum", EXPORTED, ids=lambda enum: enum.__name__)
def test_every_member_is_served_with_a_description(enum: type[Enum]) -> None:
    type_ = core_schema(schema).get_type(enum.__name__)
    assert isinstance(type_, GraphQLEnumType)
    assert type_.description
    assert type_.values.keys() == {member.name for member in enum}
    assert all(value.description for value in type_.values.values())


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


def test_a_member_without_a_description_is_a_mistake() -> None:
    with pytest.raises(KeyError, match="BLUE"):
        describe(Colour, "Colour", "A colour.", {"RED": "Red."})


class Size(Enum):
    SMALL = 1


def size() -> Size:
    return Size.SMALL


def test_members_stay_the_enums_own() -> None:
    describe(Size, "Size", "A size.", {"SMALL": "Not large."})
    query = strawberry.type(type("Query", (), {"size": strawberry.field(resolver=size)}))
    made = strawberry.Schema(query=query)
    assert made.execute_sync("{ size }").data == {"size": "SMALL"}
    assert '"""Not large."""' in made.as_str()
