"""Compiled execution of Pullquote's operations: what the schema guarantees, and what is counted.

The compiler itself is :mod:`pullquote.compiler`, which knows no news.
"""

from __future__ import annotations

from collections.abc import Awaitable, Iterator, Mapping
from typing import Any, Final

import orjson
import strawberry
import structlog
from graphql import ExecutionResult, is_abstract_type
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from structlog.typing import FilteringBoundLogger

from pullquote.api.operations.execution import OfNoShape
from pullquote.api.operations.literals.shapes import SIGHTINGS, Shapes
from pullquote.api.operations.operations import Executor, Operations, PreparedOperation
from pullquote.api.operations.results import Difference
from pullquote.api.settings import CompileMode, Settings
from pullquote.compiler import Compiler, Guarantees
from pullquote.schema import Viewer
from pullquote.schema.compat_strawberry import core_schema

log: FilteringBoundLogger = structlog.get_logger()

WORTH_COMPILING: Final = 1_500
"""Of what costs as much, the first execution takes graphql-core longer than it takes to compile it and run that."""
PARTS = frozenset(
    {
        "Block",
        "Body",
        "Correction",
        "Embed",
        "Footnote",
        "Image",
        "Rights",
        "Role",
        "Table",
        "TableCell",
        "TableRow",
        "QuoteAttribution",
        "TextSpan",
    }
)
"""The types that serve parts of records: those have no id."""


def guarantees_of(schema: strawberry.Schema, *, in_memory: bool = True) -> Guarantees:
    """What the schema keeps to: its types ask for the class of a record and no more, its resolvers only read, and
    what they read is the snapshot, the changes that led to it, and the sizes of pages. Whatever has an id is a
    record of the store, and those never change and compare by identity, as their parts do.

    Where records are not ``in_memory``, they come with each answer, and what a resolver gives may be a stand-in: then
    nothing that was written from one is of use to another answer.
    """
    if not in_memory:
        return Guarantees(types_by_class=True, arguments_unchanged=True)
    core = core_schema(schema)
    node = core.get_type("Node")
    records = core.get_possible_types(node) if is_abstract_type(node) else ()
    return Guarantees(
        types_by_class=True,
        arguments_unchanged=True,
        immutable=PARTS | {type_.name for type_ in records},
        answers_by=lambda context: (
            context.snapshot,
            context.changes,
            context.page_size,
            context.max_page_size,
        ),
    )


class CompilingExecutor:
    """Runs an operation compiled, or by ``fallback`` where it is not or cannot be.

    With ``shadow`` it runs both ways from the first sight on, and raises Difference unless the answers are
    the same, byte for byte.
    """

    def __init__(
        self, compiler: Compiler, fallback: Executor, *, shadow: bool = False, in_memory: bool = True
    ) -> None:
        self.compiler = compiler
        self.answers_alone = in_memory and not shadow
        """Whether what compiled code answers is the answer: nothing is compared with it, and no record is missing."""
        self._fallback = fallback
        self._shadow = shadow
        self._snapshot: object = None

    @classmethod
    def of(
        cls, schema: strawberry.Schema, settings: Settings, fallback: Executor, *, in_memory: bool = True
    ) -> CompilingExecutor | None:
        """As the settings have it; None where they turn it off. ``in_memory`` is whether the records are."""
        if settings.compile is CompileMode.OFF:
            return None
        shadow = settings.compile is CompileMode.SHADOW
        guarantees = guarantees_of(schema, in_memory=in_memory)
        compiler = Compiler(schema, guarantees, threshold=1) if shadow else Compiler(schema, guarantees)
        if compiler.obstacle is not None:
            log.warning("operations are not compiled", reason=compiler.obstacle)
        return cls(compiler, fallback, shadow=shadow, in_memory=in_memory)

    def __call__(
        self, prepared: PreparedOperation, context: Any, variables: Mapping[str, Any], deadline: float
    ) -> ExecutionResult | bytes | Awaitable[ExecutionResult]:
        """Execute; see :data:`~pullquote.api.operations.execution.Executor`."""
        self._forget_old_records(context)
        document, known = prepared.document, prepared.compiled
        if known is None:
            seen = 1 if document.comes_again or prepared.plan.cost(variables) >= WORTH_COMPILING else 0
            known = prepared.compiled = self.compiler.operation(document.tree, prepared.name, seen=seen)
        before = known.bytes
        body = known.run(variables, context)
        if known.bytes != before:
            prepared.count()
        if prepared.is_shape:
            if body is None:
                raise OfNoShape
            return body
        if body is not None and self._shadow:
            _compare(body, self._fallback(prepared, context, variables, deadline), document.text)
        return body if body is not None else self._fallback(prepared, context, variables, deadline)

    def answer(self, prepared: PreparedOperation, context: Any, variables: Mapping[str, Any]) -> bytes | None:
        """The body that compiled code answers which has answered before; None, and nothing counted, for all else."""
        known = prepared.compiled
        if known is None or not known.is_reliable:
            return None
        self._forget_old_records(context)
        before = known.bytes
        body = known.answer(variables, context)
        if known.bytes != before:
            prepared.count()
        return body

    def _forget_old_records(self, context: Any) -> None:
        """Drop the text of records that are served no more, so that their memory can go."""
        snapshot = getattr(getattr(context, "snapshot", None), "identity", None)
        if snapshot is not self._snapshot and getattr(context, "viewer", None) is Viewer.PUBLIC:
            self._snapshot = snapshot
            self.compiler.forget_fragments()


def _compare(body: bytes, executed: object, text: str) -> None:
    if not isinstance(executed, ExecutionResult) or executed.errors:
        raise Difference(f"only graphql-core had errors: {text}")
    if body != orjson.dumps({"data": executed.data}):
        raise Difference(f"another answer: {text}")


def compile_operations(
    operations: Operations, schema: strawberry.Schema, *, in_memory: bool = True
) -> CompilingExecutor | None:
    """Have operations compiled as their settings have it, those too that differ only in values in their documents.

    None where the settings turn it off. Where records are not ``in_memory``, an execution that lacks some fails, and
    would be begun again as the operation was sent: so there each document is taken as it is.
    """
    settings = operations.settings
    executor = CompilingExecutor.of(schema, settings, operations.execute_on_graphql_core, in_memory=in_memory)
    if executor is None:
        return None
    operations.executor = executor
    if in_memory:
        sightings = 1 if settings.compile is CompileMode.SHADOW else SIGHTINGS
        operations.shapes = Shapes(
            operations.schema, operations.documents, settings.max_tokens, sightings=sightings
        )
    return executor


class CompilerNumbers(Collector):
    """What became of executions, by operation and in all, for Prometheus."""

    def __init__(self, compiler: Compiler) -> None:
        self._compiler = compiler

    def collect(self) -> Iterator[Metric]:
        """The metrics of now."""
        executions = CounterMetricFamily(
            "pullquote_executions",
            "Executions by compiled code, left to graphql-core, and given up half-way.",
            labels=["operation", "how"],
        )
        for name, counted in self._compiler.statistics.items():
            for how, value in vars(counted).items():
                executions.add_metric([name or "unnamed", how], value)
        yield executions
        yield GaugeMetricFamily(
            "pullquote_fragment_bytes",
            "Memory of the encoded pieces of answers.",
            float(self._compiler.fragment_bytes),
        )
