"""Which operations are compiled, and when: when it was seen two or three times."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import strawberry
from graphql import DocumentNode

from pullquote.compiler.fragments import Fragments
from pullquote.compiler.guarantees import Guarantees
from pullquote.compiler.memory import MemoryUse

if TYPE_CHECKING:
    from pullquote.compiler.compiled import CompiledOperation
    from pullquote.compiler.introspection import Introspection

THRESHOLD = 2
"""How often an operation is seen before it is compiled: compiling costs about what one validation does."""
PATIENCE = 3
"""Failures in a row after which an operation backs off: fewer would give up on a slip, more would cost time."""
FRAGMENT_BYTES = 64 * 1024 * 1024
"""Memory for encoded pieces of answers: the text of some 100,000 quotes."""
MOST_NAMES = 50
"""Operation names that are counted apart; clients choose them, and could choose any number of them."""
OTHERS = "other"
"""The name that all others are counted under."""

MakeOperation = Callable[[DocumentNode, "str | None", MemoryUse], "CompiledOperation | Introspection"]


@dataclass
class Statistics:
    """Executions of operations: by compiled code, left to graphql-core, and given up half-way."""

    compiled: int = 0
    fallback: int = 0
    deoptimised: int = 0


class KnownOperation:
    """One operation of a validated document: its compiled form once it has one, and what became of it.

    It is held beside the document; :attr:`bytes` is what it takes. ``seen`` is how often it was
    met before.
    """

    def __init__(self, compiler: Compiler, document: DocumentNode, name: str | None, seen: int) -> None:
        self.seen = seen
        self.operation: CompiledOperation | Introspection | None = None
        self.unsupported: str | None = None
        self.statistics = Statistics()
        self._all = compiler.statistics_of(name)
        self._compiler = compiler
        self._document = document
        self._name = name
        self._memory = MemoryUse()

    def run(self, variables: Mapping[str, Any] | None, context: object, root: object = None) -> bytes | None:
        """The response body ``{"data":{...}}``; None: run the operation on graphql-core."""
        self.seen += 1
        if self.operation is None and self.unsupported is None and self.seen >= self._compiler.threshold:
            self._compile()
        operation = self.operation
        if operation is None or operation.backs_off():
            self.statistics.fallback += 1
            self._all.fallback += 1
            return None
        body = operation.run(variables, context, root)
        if body is not None:
            self.statistics.compiled += 1
            self._all.compiled += 1
        elif operation.unsupported is not None:
            self.unsupported, self.operation = operation.unsupported, None
            self.statistics.fallback += 1
            self._all.fallback += 1
        else:
            self.statistics.deoptimised += 1
            self._all.deoptimised += 1
        return body

    @property
    def is_reliable(self) -> bool:
        """Whether it is compiled, and the last execution was not given up."""
        return self.operation is not None and self.operation.is_reliable

    def answer(
        self, variables: Mapping[str, Any] | None, context: object, root: object = None
    ) -> bytes | None:
        """As :meth:`run`, of what is compiled already; an execution that is given up here is not counted."""
        body = self.operation.answer(variables, context, root) if self.operation is not None else None
        if body is not None:
            self.statistics.compiled += 1
            self._all.compiled += 1
        return body

    @property
    def bytes(self) -> int:
        """What it takes in memory besides the document, about."""
        return self._memory.bytes

    @property
    def reason(self) -> str | None:
        """Why it is not compiled, or what the last execution that was given up came upon."""
        return self.unsupported or (self.operation.reason if self.operation is not None else None)

    def _compile(self) -> None:
        try:
            self.operation = self._compiler.compile(self._document, self._name, self._memory)
        except Exception as error:  # noqa: BLE001 - a defect of the compiler is no reason not to answer
            self.unsupported = str(error) or type(error).__name__


class Compiler:
    """Compiles the operations of one schema, and runs them.

    Give it validated documents only. It never raises: whatever it cannot do, and whatever goes wrong, is
    answered with None, and the caller runs the operation on graphql-core. Not meant for several threads.

    ``threshold`` is how often an operation is seen before it is compiled, ``patience`` the failures in a row after which
    it backs off, ``fragment_bytes`` the memory for cached text.
    """

    def __init__(
        self,
        schema: strawberry.Schema,
        guarantees: Guarantees | None = None,
        *,
        threshold: int = THRESHOLD,
        patience: int = PATIENCE,
        fragment_bytes: int = FRAGMENT_BYTES,
    ) -> None:
        self.threshold = threshold
        self._fragments = Fragments(fragment_bytes)
        self.statistics: dict[str | None, Statistics] = {}
        """The counts of all operations, by their names."""
        self._make, self.obstacle = _operation_maker(
            schema, guarantees or Guarantees(), self._fragments, patience
        )

    def operation(self, document: DocumentNode, name: str | None, *, seen: int = 0) -> KnownOperation:
        """One operation of a validated document, to be held beside the document.

        ``seen`` is how often it was met before.
        """
        return KnownOperation(self, document, name, seen)

    def statistics_of(self, name: str | None) -> Statistics:
        """The counts that an operation of this name is counted in."""
        if name not in self.statistics and len(self.statistics) >= MOST_NAMES:
            name = OTHERS
        return self.statistics.setdefault(name, Statistics())

    def compile(
        self, document: DocumentNode, name: str | None, memory: MemoryUse
    ) -> CompiledOperation | Introspection:
        """The compiled form of an operation; what it takes is counted in ``memory``. Raises Unsupported, and more."""
        if self._make is None:
            raise RuntimeError(self.obstacle)
        return self._make(document, name, memory)

    def forget_fragments(self) -> None:
        """Drop all cached text: call it when other records are served, so that the old ones can go."""
        self._fragments.forget()

    @property
    def fragment_bytes(self) -> int:
        """What the cached text takes now, in bytes, about."""
        return self._fragments.spent


def _operation_maker(
    schema: strawberry.Schema, guarantees: Guarantees, fragments: Fragments, patience: int
) -> tuple[MakeOperation | None, str | None]:
    """What makes a compiled operation, or why nothing can.

    The modules behind it import names that their owners may move at any release, so they are imported here,
    where that costs speed and nothing else.
    """
    try:
        from pullquote.compiler.compiled import (  # noqa: PLC0415 - see above
            CompiledOperation,
            lean_info_class,
        )
        from pullquote.compiler.introspection import (  # noqa: PLC0415 - see above
            Introspection,
            asks_about_the_schema,
        )
        from pullquote.compiler.plans import select_operation  # noqa: PLC0415 - see above
        from pullquote.compiler.surface import obstacle  # noqa: PLC0415 - see above

        reason = obstacle(schema)
    except Exception as error:  # noqa: BLE001 - see above
        return None, f"{type(error).__name__}: {error}"
    if reason is not None:
        return None, reason

    info_class = lean_info_class(schema)

    def make(
        document: DocumentNode, name: str | None, memory: MemoryUse
    ) -> CompiledOperation | Introspection:
        operation = select_operation(document, name)
        if asks_about_the_schema(operation):
            return Introspection(schema, document, name, memory)
        return CompiledOperation(
            schema,
            document,
            operation,
            guarantees=guarantees,
            fragments=fragments,
            info_class=info_class,
            memory=memory,
            patience=patience,
        )

    return make, None
