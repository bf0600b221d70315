"""Plans of the toy schema's operations, for tests of what is planned and written."""

from __future__ import annotations

from typing import Any

from graphql import parse

from pullquote.compiler.fragments import Fragments
from pullquote.compiler.guarantees import Guarantees
from pullquote.compiler.memory import MemoryUse
from pullquote.compiler.plans import FieldPlan, ObjectPlan, Plan, select_operation
from pullquote.compiler.surface import core_schema
from pullquote.compiler.variables import Variables
from pullquote.compiler.writing import SourceWriter
from tests.compiler.toy import GUARANTEES, toy_schema

SCHEMA = toy_schema()


def plan(text: str, variables: dict[str, Any] | None = None, guarantees: Guarantees = GUARANTEES) -> Plan:
    """The plan of the only operation of a document."""
    document, memory = parse(text), MemoryUse()
    operation = select_operation(document, None)
    values = Variables(core_schema(SCHEMA), operation, memory)(variables).with_sources()
    return Plan(SCHEMA, document, operation, values, guarantees=guarantees, memory=memory)


def field_at(planned: ObjectPlan, *path: str) -> FieldPlan:
    """The field at a path of keys, through the first type that has each."""
    *above, last = path
    for key in above:
        field = field_at(planned, key)
        planned = next(each for each in field.selections.values() if each.fields)
    return next(each for each in planned.fields if each.key == last)


def source(text: str, guarantees: Guarantees = GUARANTEES) -> str:
    """The generated source of an operation."""
    return SourceWriter(plan(text, guarantees=guarantees), guarantees, Fragments(1_000_000)).build()[1]
