"""The one ``info`` that all resolvers of a compiled execution share."""

from __future__ import annotations

from typing import Any, NoReturn

import strawberry

from pullquote.api.execution.leaves import Deoptimise
from pullquote.api.execution.surface import info_class


class Tripwire:
    """Stands where Strawberry keeps what graphql-core knows of the field; looking at it de-optimises."""

    __slots__ = ("touched",)

    def __init__(self) -> None:
        self.touched = False

    def __getattr__(self, name: str) -> NoReturn:
        self.touched = True
        raise Deoptimise(f"a resolver asked for {name} of its info")


def lean_info_class(schema: strawberry.Schema) -> type[Any]:
    """A subclass of the schema's own info class whose objects know what all fields share, and no field.

    ``context``, ``root_value``, ``variable_values`` and ``schema`` are plain attributes. Everything else
    trips the wire, which is looked at after the execution too, should a resolver swallow the exception.
    """
    base = info_class(schema)

    class LeanInfo(base):  # type: ignore[misc, valid-type]  # the base class is chosen by the schema
        __slots__ = ("context", "root_value", "schema", "variable_values")

        def __init__(self, context: object, root_value: object, variable_values: dict[str, Any]) -> None:
            wire = Tripwire()
            super().__init__(_raw_info=wire, _field=wire)
            self.context = context
            self.root_value = root_value
            self.variable_values = variable_values
            self.schema = schema

    return LeanInfo
