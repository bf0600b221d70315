"""The one ``info`` that all resolvers of a compiled execution share."""

from __future__ import annotations

from typing import Any, NoReturn

import strawberry

from pullquote.compiler.leaves import Deoptimise
from pullquote.compiler.surface import info_class


def lean_info_class(schema: strawberry.Schema) -> type[Any]:
    """A subclass of the schema's own info class whose objects know what all fields share, and no field.

    ``context``, ``root_value``, ``variable_values`` and ``schema`` are plain attributes. Whoever wants to know
    more gets to where Strawberry keeps what graphql-core knows of the field, which de-optimises. That leaves
    ``touched`` behind, to be looked at after the execution, should a resolver swallow the exception.
    """
    base = info_class(schema)

    class LeanInfo(base):  # type: ignore[misc, valid-type]  # the base class is chosen by the schema
        __slots__ = ("context", "root_value", "touched", "variable_values")

        def __init__(self, context: object, root_value: object, variable_values: dict[str, Any]) -> None:
            self.context = context
            self.root_value = root_value
            self.variable_values = variable_values
            self.touched = False

        @property
        def _raw_info(self) -> NoReturn:
            self.touched = True
            raise Deoptimise("a resolver looked at its info")

        _field = _raw_info

    LeanInfo.schema = schema
    return LeanInfo
