"""Holds compiled execution against graphql-core, byte for byte."""

from __future__ import annotations

import asyncio
import inspect
import weakref
from collections import Counter
from collections.abc import Awaitable
from typing import Any

import orjson
import strawberry
from graphql import ExecutionResult, parse, specified_rules, validate
from graphql.language import DocumentNode
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from pullquote.api.lru import LRU
from pullquote.compiler import Compiler, KnownOperation, execute_on_graphql_core
from pullquote.compiler.surface import core_schema

RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)


class Held:
    """The operations of a compiler, of which the ``capacity`` used last are held."""

    def __init__(self, compiler: Compiler, capacity: int = 1_000) -> None:
        self._compiler = weakref.ref(compiler)
        self._known: LRU[tuple[str, str | None], KnownOperation] = LRU(capacity, lambda *_: 1)

    def operation(self, text: str, document: DocumentNode, name: str | None = None) -> KnownOperation:
        known = self._known.get((text, name))
        if known is None:
            compiler = self._compiler()
            assert compiler is not None
            known = compiler.operation(document, name)
            self._known.put((text, name), known)
        return known


class Equality:
    """Runs operations both ways with one compiler for all of them, and counts what came of it."""

    def __init__(
        self, schema: strawberry.Schema, compiler: Compiler, context: Any, *, capacity: int = 1_000
    ) -> None:
        self.schema = schema
        self.compiler = compiler
        self.held = Held(compiler, capacity)
        self.context = context
        self.seen: Counter[str] = Counter()

    def validated(self, text: str) -> DocumentNode | None:
        document = parse(text)
        return None if validate(core_schema(self.schema), document, RULES) else document

    def stock(self, document: DocumentNode, variables: dict[str, Any] | None) -> ExecutionResult | None:
        """graphql-core's answer; None if it had to be awaited, or comes in parts."""

        async def run() -> ExecutionResult | None:
            result = execute_on_graphql_core(self.schema, document, None, variables, self.context)
            if inspect.isawaitable(result):
                await result
                return None
            return result if isinstance(result, ExecutionResult) else None

        return asyncio.run(run())  # with a loop, graphql-core can settle what it leaves behind

    def check(self, text: str, variables: dict[str, Any] | None = None, runs: int = 3) -> str:
        """Assert equality over ``runs`` executions; returns what happened to the last of them."""
        document = self.validated(text)
        if document is None:
            self.seen["invalid"] += 1
            return "invalid"
        try:
            expected = self.stock(document, variables)
        except Exception as error:  # noqa: BLE001 - what Strawberry raises out of graphql-core, we leave to it
            expected, refusal = None, type(error).__name__
        else:
            refusal = "awaitable"
        for _ in range(runs):
            body = self.held.operation(text, document).run(variables, self.context)
            what = self._judged(body, expected, refusal, text, variables)
            self.seen[what] += 1
        return what

    def _judged(
        self,
        body: bytes | None,
        expected: ExecutionResult | None,
        refusal: str,
        text: str,
        variables: dict[str, Any] | None,
    ) -> str:
        if expected is None:
            assert body is None, (text, variables, refusal, body)
            return refusal
        if body is None:
            return "not compiled, with errors" if expected.errors else "not compiled"
        assert not expected.errors, (text, variables, expected.errors, body)
        assert body == orjson.dumps({"data": expected.data}), (text, variables, body, expected.data)
        return "equal"


async def awaited(result: Awaitable[ExecutionResult]) -> ExecutionResult:
    """Wait for an answer of graphql-core, so that it leaves no coroutine behind."""
    return await result
