"""The parts of an object in the order in which they are written: static text, runs of leaves, and composite fields."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from graphql import GraphQLOutputType, is_leaf_type, is_non_null_type

from pullquote.compiler.plans import FieldPlan, ObjectPlan


@dataclass(eq=False)
class FieldRun:
    """Neighbouring fields of an object that are encoded together, and whether their text stays the same."""

    fields: list[FieldPlan]
    lasting: bool


def parts_of(plan: ObjectPlan) -> list[str | FieldRun | FieldPlan]:
    """An object in the order in which it is written: static text, runs, and fields written on their own."""

    def kind(each: FieldPlan) -> str:
        if plan.immutable and each.determined and not each.calls:
            return "lasting"
        return "run" if each.is_typename or is_leaf_type(each.named_type) else "composite"

    parts: list[str | FieldRun | FieldPlan] = ["{"]

    def append_text(text: str) -> None:
        last = parts[-1]
        if isinstance(last, str):
            parts[-1] = last + text
        else:
            parts.append(text)

    for group, members in groupby(plan.fields, kind):
        fields = list(members)
        if len(parts) > 1 or parts[0] != "{":
            append_text(",")
        if all(each.is_typename for each in fields):
            append_text(",".join(f'"{each.key}":"{plan.type.name}"' for each in fields))
        elif group == "composite":
            for index, each in enumerate(fields):
                append_text(f'{"," if index else ""}"{each.key}":')
                parts.append(each)
        else:
            parts.append(FieldRun(fields, lasting=group == "lasting"))
    append_text("}")
    return parts


def without_non_null(type_: GraphQLOutputType) -> tuple[Any, bool]:
    """The type without its non-null, and whether it had none."""
    return (type_.of_type, False) if is_non_null_type(type_) else (type_, True)
