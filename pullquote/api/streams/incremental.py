"""The frames of ``@defer`` and ``@stream``, in the format that the client names.

Three formats are in use, and a client says which one it reads in a parameter of the media type that it
accepts (``multipart/mixed; deferSpec=20220824``):

==================  ==============================================================================
``deferSpec=20220824``  each patch carries its whole ``path``; there is no ``pending``
``incrementalSpec=v0.2``  ``pending`` announces ids, patches refer to them by ``id`` and ``subPath``,
                    ``completed`` ends them (graphql-js 17, graphql-core 3.3)
neither             both at once: ids as in the second, and the path and label of the first, so that
                    a client of either kind can read it
==================  ==============================================================================
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from graphql import BREAK, DirectiveNode, DocumentNode, GraphQLError, Visitor, VisitorAction, visit
from graphql.execution import (
    CompletedResult,
    ExperimentalIncrementalExecutionResults,
    IncrementalResult,
    IncrementalStreamResult,
    InitialIncrementalExecutionResult,
    PendingResult,
    SubsequentIncrementalExecutionResult,
)

Frame = dict[str, Any]
"""One JSON object of the response."""

FormatErrors = Callable[[Iterable[GraphQLError]], list[dict[str, Any]]]
"""Errors as the client may see them: coded, masked, as many as the limit admits."""

ResponsePath = list[str | int]

DIRECTIVES = frozenset({"defer", "stream"})
"""What asks for an answer in parts."""


class IncrementalFormat(Enum):
    """A published format of incremental delivery; the value is the media type parameter that names it."""

    DEFER_2022 = ("deferSpec", "20220824")
    V0_2 = ("incrementalSpec", "v0.2")
    BOTH = None

    @classmethod
    def named_by(cls, parameters: Mapping[str, str]) -> IncrementalFormat:
        """The format that the parameters (with lower-case names) of an accepted media type name."""
        for format_ in (cls.V0_2, cls.DEFER_2022):
            name, value = format_.value
            if parameters.get(name.lower()) == value:
                return format_
        return cls.BOTH


def asks_for_parts(document: DocumentNode) -> bool:
    """Whether ``@defer`` or ``@stream`` is anywhere in the document."""
    if document.loc is not None and not any(name in document.loc.source.body for name in DIRECTIVES):
        return False
    found = _Directives()
    visit(document, found)
    return found.any


class _Directives(Visitor):
    any = False

    def enter_directive(self, node: DirectiveNode, *_: Any) -> VisitorAction:
        self.any |= node.name.value in DIRECTIVES
        return BREAK if self.any else None


async def frames(
    results: ExperimentalIncrementalExecutionResults,
    format_: IncrementalFormat,
    format_errors: FormatErrors,
    prepare: Callable[[], Awaitable[None]] | None = None,
) -> AsyncGenerator[Frame, None]:
    """The initial result and every later one, each as a frame; the source is closed at the end. ``prepare`` is called
    between the two: graphql-core executes nothing of what is deferred before it is asked for it.

    The data of the first frame grows while later ones are made, so encode it before asking for the next.
    """
    delivery = _Delivery(format_, format_errors)
    later = results.subsequent_results
    try:
        yield delivery.initial(results.initial_result)
        if prepare is not None:
            await prepare()
        async for result in later:
            yield delivery.subsequent(result)
    finally:
        await later.aclose()


@dataclass
class _Delivery:
    """The state of one response: what is on its way, and what has been delivered."""

    format: IncrementalFormat
    format_errors: FormatErrors
    data: Any = None
    pending: dict[str, PendingResult] = field(default_factory=dict)

    def initial(self, result: InitialIncrementalExecutionResult) -> Frame:
        self.data = result.data
        frame: Frame = {"data": result.data}
        if result.errors:
            frame["errors"] = self.format_errors(result.errors)
        self._announce(frame, result.pending)
        frame["hasNext"] = result.has_next
        return frame

    def subsequent(self, result: SubsequentIncrementalExecutionResult) -> Frame:
        frame: Frame = {}
        # First, because one result may announce a fragment, deliver and complete it.
        self._announce(frame, result.pending or ())
        incremental = [self._patch(patch) for patch in result.incremental or ()]
        completed = [self._complete(one) for one in result.completed or ()]
        if self.format is IncrementalFormat.DEFER_2022:
            # It has no word for completion; a failure is a patch of null.
            incremental += [failure for failure in completed if "errors" in failure]
            completed = []
        if incremental:
            frame["incremental"] = incremental
        if completed:
            frame["completed"] = completed
        frame["hasNext"] = result.has_next
        return frame

    def _announce(self, frame: Frame, pending: Iterable[PendingResult]) -> None:
        announced = {one.id: one for one in pending}
        self.pending |= announced
        if announced and self.format is not IncrementalFormat.DEFER_2022:
            frame["pending"] = [one.formatted for one in announced.values()]

    def _patch(self, patch: IncrementalResult) -> Frame:
        entry: Frame = (
            {"items": patch.items} if isinstance(patch, IncrementalStreamResult) else {"data": patch.data}
        )
        if self.format is not IncrementalFormat.DEFER_2022:
            entry["id"] = patch.id
            if patch.sub_path:
                entry["subPath"] = patch.sub_path
        if self.format is not IncrementalFormat.V0_2:
            entry |= self._deliver(patch)
        if patch.errors:
            entry["errors"] = self.format_errors(patch.errors)
        return entry

    def _deliver(self, patch: IncrementalResult) -> Frame:
        """Add the patch to what has been delivered; where it belongs, by path and label."""
        pending = self.pending[patch.id]
        path = [*pending.path, *(patch.sub_path or ())]
        target = _at(self.data, path)
        if isinstance(patch, IncrementalStreamResult):
            path.append(len(target))
            target.extend(_copied(patch.items))
        else:
            _merge(target, _copied(patch.data))
        return _placed(path, pending.label)

    def _complete(self, completed: CompletedResult) -> Frame:
        """What ends a fragment or list; with errors if a non-null field in it failed, so that it is null."""
        pending = self.pending.pop(completed.id)
        errors = {"errors": self.format_errors(completed.errors)} if completed.errors else {}
        if self.format is not IncrementalFormat.DEFER_2022:
            return {"id": completed.id, **errors}
        target = _at(self.data, pending.path)
        if isinstance(target, list):
            return {"items": None, **_placed([*pending.path, len(target)], pending.label), **errors}
        return {"data": None, **_placed(pending.path, pending.label), **errors}


def _placed(path: ResponsePath, label: str | None) -> Frame:
    return {"path": path} if label is None else {"path": path, "label": label}


def _at(data: Any, path: ResponsePath) -> Any:
    """What has been delivered at ``path``."""
    for key in path:
        data = data[key]
    return data


def _merge(target: dict[str, Any], patch: Mapping[str, Any]) -> None:
    """Add the fields of a deferred fragment to the object that it belongs to."""
    for name, value in patch.items():
        known = target.get(name)
        if isinstance(known, dict) and isinstance(value, dict):
            _merge(known, value)
        else:
            target[name] = value


def _copied(value: Any) -> Any:
    """A copy of JSON, to add later patches to without changing the one that is being sent."""
    if isinstance(value, dict):
        return {name: _copied(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_copied(item) for item in value]
    return value
