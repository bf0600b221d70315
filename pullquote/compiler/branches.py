"""From the Python class of a value to the generated function that writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from graphql import GraphQLObjectType, GraphQLSchema

from pullquote.compiler.guarantees import Guarantees
from pullquote.compiler.leaves import Deoptimise, refuse_awaitable
from pullquote.compiler.plans import FieldPlan, ObjectPlan
from pullquote.compiler.surface import is_awaitable

Function = Callable[..., Any]


class TypeInfo:
    """The info that ``is_type_of`` and ``resolve_type`` receive: of the schema and the field alone.

    Asking it for anything of the request de-optimises.
    """

    def __init__(self, schema: GraphQLSchema, plan: FieldPlan) -> None:
        self.schema = schema
        self.is_awaitable = is_awaitable
        self.field_name = plan.nodes[0].name.value
        self.field_nodes = plan.nodes
        self.return_type = plan.definition.type
        self.parent_type = plan.parent

    def __getattr__(self, name: str) -> NoReturn:
        raise Deoptimise(f"a type was resolved by info.{name}")


class Branches(dict[type, Function]):
    """What completes the values of one field: class -> function, filled as classes are first met.

    A class is only entered if the schema guarantees that types depend on nothing but the class, or if there is
    nothing to ask; otherwise :meth:`find` runs for each value. Either way the schema's own ``resolve_type``
    and ``is_type_of`` decide.
    """

    def __init__(self, schema: GraphQLSchema, plan: FieldPlan, guarantees: Guarantees) -> None:
        super().__init__()
        self.functions: Mapping[str, Function] = {}
        self._schema = schema
        self._type: Any = plan.named_type
        self._selections: Mapping[str, ObjectPlan] = plan.selections
        self._info: Any = TypeInfo(schema, plan)
        self._by_class = guarantees.types_by_class

    def find(self, value: object) -> Function:
        """The function for ``value``; de-optimises for everything that is no object of the field's type."""
        if value is None or isinstance(value, Exception):
            raise Deoptimise("no object")
        refuse_awaitable(value)
        type_ = self._object_type(value)
        if type_.is_type_of is not None and type_.is_type_of(value, self._info) is not True:
            raise Deoptimise("a value of another type")
        cls = type(value)
        if self._selections[type_.name].immutable and (
            cls.__eq__ is not object.__eq__ or cls.__hash__ is not object.__hash__
        ):
            raise Deoptimise(
                f"{cls.__name__} is guaranteed to be immutable, but does not compare by identity"
            )
        function = self.functions[type_.name]
        if self._by_class or (type_.is_type_of is None and isinstance(self._type, GraphQLObjectType)):
            self[cls] = function
        return function

    def _object_type(self, value: object) -> GraphQLObjectType:
        if isinstance(self._type, GraphQLObjectType):
            return self._type
        name = self._type.resolve_type(value, self._info, self._type) if self._type.resolve_type else None
        type_ = self._schema.get_type(name) if isinstance(name, str) else None
        if not isinstance(type_, GraphQLObjectType) or not self._schema.is_sub_type(self._type, type_):
            refuse_awaitable(name)
            raise Deoptimise("a value of no possible type")
        return type_
