"""One operation of one document: its variants, when it is tried, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

import strawberry
from graphql import DocumentNode, OperationDefinitionNode

from pullquote.compiler.arguments import Arguments
from pullquote.compiler.fragments import Fragments, Memo, MemoTables
from pullquote.compiler.guarantees import Guarantees
from pullquote.compiler.leaves import Deoptimise
from pullquote.compiler.memory import MemoryUse
from pullquote.compiler.plans import ConditionFinder, Plan
from pullquote.compiler.source import OperationFunction
from pullquote.compiler.surface import Unsupported, core_schema, info_class
from pullquote.compiler.variables import Values, Variables
from pullquote.compiler.writing import SourceWriter

MAX_VARIANTS = 32
"""Most combinations of @skip and @include values compiled for one operation: five independent switches."""
BYTES_PER_CHARACTER = 20
"""What a compiled operation takes for each character of its source: code, constants and memos; measured."""
InfoClass = Callable[[object, object, dict[str, Any]], Any]
"""Makes the info of an execution: of a context, a root value and coerced variables."""
LONGEST_BACKOFF = 1024
"""Most executions in a row that graphql-core does of an operation that fails again and again."""


@dataclass(frozen=True)
class Variant:
    """An operation compiled for one combination of @skip and @include values.

    ``tables`` are the memos of what resolvers were asked, which depends on ``variables``.
    """

    function: OperationFunction
    arguments: tuple[Arguments, ...]
    variables: tuple[str, ...]
    tables: MemoTables | None
    source: str

    def __del__(self) -> None:
        # Functions lead to the names around them, and those to the functions: nothing else would free them
        # before the garbage collector runs.
        self.function.__globals__.clear()


class CompiledOperation:
    """Runs one operation of one validated document, or says that graphql-core has to.

    Raises :class:`Unsupported` when made for what can never be compiled. After ``patience`` failures in
    a row it backs off for as many executions, and twice as many after each further failure, so that an operation
    that always ends in errors costs what it costs on graphql-core.
    """

    def __init__(
        self,
        schema: strawberry.Schema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        *,
        guarantees: Guarantees,
        fragments: Fragments,
        info_class: InfoClass,
        memory: MemoryUse,
        patience: int,
    ) -> None:
        self.reason: str | None = None
        self.unsupported: str | None = None
        self._schema = schema
        self._document = document
        self._guarantees = guarantees
        self._fragments = fragments
        self._operation = operation
        self._conditions = ConditionFinder(document).conditions
        self._memory = memory
        self._variables = Variables(
            core_schema(schema), self._operation, memory, share=guarantees.arguments_unchanged
        )
        self._info = info_class
        self._variants: dict[tuple[object, ...], Variant] = {}
        self._patience = patience
        self._failures = 0
        self._skips_left = 0

    @property
    def is_reliable(self) -> bool:
        """Whether the last execution did not fail."""
        return not self._failures

    def backs_off(self) -> bool:
        """Whether graphql-core has this execution, because the last ones failed; counts it if so."""
        if not self._skips_left:
            return False
        self._skips_left -= 1
        return True

    def run(self, variables: Mapping[str, Any] | None, context: object, root: object) -> bytes | None:
        """The response body ``{"data":{...}}``; None where graphql-core has to answer."""
        try:
            body, touched = self._run(variables, context, root)
        except Unsupported as error:
            self.unsupported = str(error)
            return None
        except Exception as error:  # noqa: BLE001 - whatever it is, graphql-core words it for the client
            self._failed(f"{type(error).__name__}: {error}")
            return None
        if touched:
            self._failed("a resolver looked at its info")
            return None
        self._failures = 0
        return body

    def answer(self, variables: Mapping[str, Any] | None, context: object, root: object) -> bytes | None:
        """As :meth:`run`, but that what goes wrong here does not count as a failure."""
        try:
            body, touched = self._run(variables, context, root)
        except Exception:  # noqa: BLE001 - whatever it is, the next run finds it again
            return None
        return None if touched else body

    def _run(self, variables: Mapping[str, Any] | None, context: object, root: object) -> tuple[bytes, bool]:
        """The response body, and whether a resolver looked at its info, so that it may be wrong."""
        values = self._variables(variables)
        key = tuple([values.coerced.get(name) for name in self._conditions])
        variant = self._variants.get(key) or self._compile(key, values)
        info = self._info(context, root, values.coerced)
        arguments = tuple([each(values) for each in variant.arguments])
        body = variant.function(root, info, arguments, self._memos(variant, values.coerced, context))
        return body, info.touched

    def sources(self) -> list[str]:
        """The generated source of each variant, to be read by people."""
        return [variant.source for variant in self._variants.values()]

    def _memos(self, variant: Variant, coerced: dict[str, Any], context: object) -> tuple[Memo, ...]:
        answers_by = self._guarantees.answers_by
        if variant.tables is None or answers_by is None:
            return ()
        return variant.tables.of((answers_by(context), *[coerced.get(name) for name in variant.variables]))

    def _compile(self, key: tuple[object, ...], values: Values) -> Variant:
        if len(self._variants) >= MAX_VARIANTS:
            raise Unsupported("too many combinations of @skip and @include")
        try:
            plan = Plan(
                self._schema,
                self._document,
                self._operation,
                values.with_sources(),
                guarantees=self._guarantees,
                memory=self._memory,
            )
            writer = SourceWriter(plan, self._guarantees, self._fragments)
            function, source = writer.build()
        except Unsupported:
            raise
        except Exception as error:
            raise Unsupported(f"{type(error).__name__}: {error}") from error
        variant = self._variants[key] = Variant(
            function, tuple(plan.arguments), tuple(sorted(writer.variables)), writer.tables(), source
        )
        self._memory.bytes += BYTES_PER_CHARACTER * len(source)
        return variant

    def _failed(self, reason: str) -> None:
        self.reason = reason
        self._failures += 1
        if self._failures >= self._patience:
            doublings = self._failures - self._patience
            self._skips_left = min(self._patience << min(doublings, 16), LONGEST_BACKOFF)


def lean_info_class(schema: strawberry.Schema) -> type[Any]:
    """A subclass of the schema's own info class whose objects know what all fields share, and no field.

    ``context``, ``root_value``, ``variable_values`` and ``schema`` are plain attributes. All else is read
    through an attribute of Strawberry's that has graphql-core's info, which de-optimises. Then ``touched`` is set,
    and looked at after the execution, should a resolver swallow the exception.
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
