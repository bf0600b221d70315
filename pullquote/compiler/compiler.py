"""Which operations are compiled, and when: on the second or third sight, and no more than fit."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import strawberry
from graphql import DocumentNode

from pullquote.compiler.fragments import Fragments
from pullquote.compiler.guarantees import Guarantees

if TYPE_CHECKING:
    from pullquote.compiler.compiled import CompiledOperation
    from pullquote.compiler.introspection import Introspection

CAPACITY = 512
"""Operations remembered; a site has dozens, and each holds its text, its tree and its function (~100 kB)."""
THRESHOLD = 2
"""The sight of an operation on which it is compiled: compiling costs about what one validation does."""
PATIENCE = 3
"""Failures in a row after which an operation rests: fewer would give up on a slip, more would cost time."""
FRAGMENT_BYTES = 64 * 1024 * 1024
"""IndexDirectory for encoded pieces of answers: the text of some 100,000 quotes."""
LONGEST_DOCUMENT = 32_768
"""Longest document remembered, in characters; operations that people write are a tenth of it."""

Maker = Callable[[DocumentNode, "str | None"], "CompiledOperation | Introspection"]


@dataclass(frozen=True)
class Statistics:
    """Executions of one operation: by compiled code, left to graphql-core, and given up half-way.

    ``reason`` says why it is not compiled, or what the last one to be given up came upon.
    """

    name: str | None
    compiled: int = 0
    fallback: int = 0
    deoptimised: int = 0
    reason: str | None = None


class KnownOperation:
    """One operation that was seen: its compiled form once it has one, and a count of what became of it."""

    def __init__(self, name: str | None) -> None:
        self.name = name
        self.seen = 0
        self.compiled = 0
        self.fallback = 0
        self.deoptimised = 0
        self.unsupported: str | None = None
        self.operation: CompiledOperation | Introspection | None = None

    def run(self, variables: Mapping[str, Any] | None, context: object, root: object = None) -> bytes | None:
        """The response body ``{"data":{...}}``, or None: run it on graphql-core."""
        operation = self.operation
        if operation is None or operation.resting():
            self.fallback += 1
            return None
        body = operation.run(variables, context, root)
        if body is not None:
            self.compiled += 1
        elif operation.unsupported is not None:
            self.unsupported, self.operation = operation.unsupported, None
            self.fallback += 1
        else:
            self.deoptimised += 1
        return body

    @property
    def statistics(self) -> Statistics:
        """The counts so far."""
        reason = self.unsupported or (self.operation.reason if self.operation is not None else None)
        return Statistics(self.name, self.compiled, self.fallback, self.deoptimised, reason)


class Compiler:
    """Compiles the operations of one schema, and runs them.

    Give it validated documents only. It never raises: whatever it cannot do, and whatever goes wrong, is
    answered with None, and the caller runs the operation on graphql-core. Not meant for several threads.

    ``capacity`` bounds the operations remembered, ``threshold`` is the sight on which one is compiled,
    ``patience`` the failures in a row after which it rests, ``fragment_bytes`` the room for kept text.
    """

    def __init__(
        self,
        schema: strawberry.Schema,
        guarantees: Guarantees | None = None,
        *,
        capacity: int = CAPACITY,
        threshold: int = THRESHOLD,
        patience: int = PATIENCE,
        fragment_bytes: int = FRAGMENT_BYTES,
    ) -> None:
        self._capacity = capacity
        self._threshold = threshold
        self._fragments = Fragments(fragment_bytes)
        self._operations: OrderedDict[tuple[str, str | None], KnownOperation] = OrderedDict()
        self._forgotten = Statistics(None)
        self._make, self.obstacle = _machinery(schema, guarantees or Guarantees(), self._fragments, patience)

    def run(
        self,
        text: str,
        document: DocumentNode,
        operation_name: str | None,
        variables: Mapping[str, Any] | None,
        context: object,
        *,
        root: object = None,
    ) -> bytes | None:
        """The response body ``{"data":{...}}`` of a validated document; None: run it on graphql-core.

        ``text`` is the source of ``document``; it and ``operation_name`` identify the operation.
        """
        key = (text, operation_name)
        known = self._operations.get(key)
        if known is None:
            known = self._remember(key)
        else:
            self._operations.move_to_end(key)
        known.seen += 1
        if known.operation is None and known.unsupported is None and known.seen >= self._threshold:
            self._compile(known, document)
        return known.run(variables, context, root)

    def find(self, text: str, operation_name: str | None) -> KnownOperation | None:
        """The operation if it has a compiled form already: nobody needs its document then."""
        known = self._operations.get((text, operation_name))
        return known if known is not None and known.operation is not None else None

    def forget_fragments(self) -> None:
        """Drop all kept text: call it when other records are served, so that the old ones can go."""
        self._fragments.forget()

    @property
    def fragment_bytes(self) -> int:
        """What the kept text costs now, in bytes, about."""
        return self._fragments.spent

    def statistics(self) -> Iterator[Statistics]:
        """The counts of every operation remembered, and last those of all that were forgotten together."""
        yield from [known.statistics for known in self._operations.values()]
        yield self._forgotten

    def _remember(self, key: tuple[str, str | None]) -> KnownOperation:
        known = KnownOperation(key[1])
        if len(key[0]) > LONGEST_DOCUMENT:
            known.unsupported = "a long document"
            return known
        self._operations[key] = known
        if len(self._operations) > self._capacity:
            _, oldest = self._operations.popitem(last=False)
            last = oldest.statistics
            self._forgotten = Statistics(
                None,
                self._forgotten.compiled + last.compiled,
                self._forgotten.fallback + last.fallback,
                self._forgotten.deoptimised + last.deoptimised,
            )
        return known

    def _compile(self, known: KnownOperation, document: DocumentNode) -> None:
        if self._make is None:
            known.unsupported = self.obstacle
            return
        try:
            known.operation = self._make(document, known.name)
        except Exception as error:  # noqa: BLE001 - a defect of the compiler is no reason not to answer
            known.unsupported = str(error) or type(error).__name__


def _machinery(
    schema: strawberry.Schema, guarantees: Guarantees, fragments: Fragments, patience: int
) -> tuple[Maker | None, str | None]:
    """What makes a compiled operation, or why nothing can.

    The modules behind it import names that their owners may move at any release, so they are imported here,
    where that costs speed and nothing else.
    """
    try:
        from pullquote.compiler.compiled import CompiledOperation  # noqa: PLC0415 - see above
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

    answers: OrderedDict[Introspection, bytes] = OrderedDict()

    def make(document: DocumentNode, name: str | None) -> CompiledOperation | Introspection:
        operation = select_operation(document, name)
        if asks_about_the_schema(operation):
            return Introspection(schema, document, name, answers)
        return CompiledOperation(schema, document, operation, guarantees, fragments, patience=patience)

    return make, None
