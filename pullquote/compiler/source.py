"""Python source while it is generated: functions, the names that they use, and the building of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
from graphql import GraphQLEnumType, GraphQLLeafType

from pullquote.compiler.fragments import Memo
from pullquote.compiler.leaves import EXACT, Deoptimise, coercion, enum_names, listed

OPERATION = """\
def operation(o, i, a, k):
    out = [b'{{"data":']
    {root}(o, out.append, i, a, k)
    out.append(b'}}')
    return b''.join(out)
"""
"""The last function of every source: it collects the pieces that the others write, root object first."""

OperationFunction = Callable[[object, object, tuple[dict[str, Any], ...], tuple[Memo, ...]], bytes]
"""A compiled plan: (root value, info, arguments of this execution by slot, its memos) -> the response body."""


@dataclass(eq=False)
class FunctionBody:
    """The lines of one function, and the static text that waits for the next thing to be written."""

    lines: list[str] = field(default_factory=list)
    depth: int = 1
    static: str = ""
    cached: bool = False

    def add(self, line: str) -> None:
        """One line of code, without what waits."""
        self.lines.append("    " * self.depth + line)

    def flush(self) -> None:
        """Write the static text that waits."""
        if self.static:
            self.add(f"w({self.static.encode()!r})")
            self.static = ""


class Source:
    """The functions of one operation, and every value that they are given by name."""

    def __init__(self) -> None:
        self._functions: list[str] = []
        self._names: dict[str, Any] = {
            "Deoptimise": Deoptimise,
            "dumps": orjson.dumps,
            "listed": listed,
        }
        self._count = 0

    def name(self, prefix: str) -> str:
        """A name that nothing has yet."""
        self._count += 1
        return f"{prefix}{self._count}"

    def constant(self, prefix: str, value: object) -> str:
        """A name by which the functions know a value."""
        name = self.name(prefix)
        self._names[name] = value
        return name

    def define(self, name: str, parameters: str, body: FunctionBody) -> str:
        """Add a function; returns its name."""
        self._functions.append("\n".join([f"def {name}({parameters}):", *body.lines]) + "\n")
        return name

    def leaf(self, leaf: GraphQLLeafType, value: str, *, nullable: bool) -> str:
        """An expression for the completed value of a leaf; ``value`` is an expression that is evaluated once."""
        complete = self.constant("leaf", coercion(leaf, nullable=nullable))
        bound, name = value, value
        if not value.isidentifier():
            name = self.name("v")
            bound = f"({name} := {value})"
        if isinstance(leaf, GraphQLEnumType):
            names = self.constant("names", enum_names(leaf))
            return f"({names}.get(id({bound})) or {complete}({name}))"
        test = next((test for type_, test in EXACT.items() if type_ is leaf), None)
        if test is None:
            return f"{complete}({value})"
        return f"({name} if {test.format(bound=bound, name=name)} else {complete}({name}))"

    def build(self, root: str) -> tuple[OperationFunction, str, dict[str, Any]]:
        """The operation that ``root`` writes, its source, and everything that the source defines by name."""
        source = "\n\n".join([*self._functions, OPERATION.format(root=root)])
        # The source holds identifiers made here, names that graphql-core's lexer has let through, and
        # attribute names of the schema's own classes; every other value is passed by name.
        exec(compile(source, "<compiled operation>", "exec"), self._names)  # noqa: S102
        operation: OperationFunction = self._names["operation"]
        return operation, source, self._names
