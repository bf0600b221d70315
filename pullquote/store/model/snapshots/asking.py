"""How a snapshot is asked that may have to fetch its answers: again and again, until it lacks none."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from pullquote.store.model.snapshots.protocol import Snapshot, SnapshotFacts

T = TypeVar("T")

ASK_SECONDS = 10.0
"""How long whoever makes a page or finds an event waits for its answers: as long as a browser's patience."""


async def answered(
    snapshot: SnapshotFacts, ask: Callable[[Snapshot], T], *, seconds: float = ASK_SECONDS
) -> T:
    """What ``ask`` makes of the answers of a snapshot, none of them a stand-in.

    ``ask`` is called until there is nothing that it lacks, so it must change nothing; what it raises for want of
    answers does not count. Raises as :meth:`~pullquote.store.model.snapshots.protocol.Snapshot.fetch` does.
    """
    return await _answered(snapshot.view(), ask, seconds)


async def _answered(view: Snapshot, ask: Callable[[Snapshot], T], seconds: float) -> T:
    while True:
        try:
            found = ask(view)
        except Exception:
            if not view.lacks_answers:
                raise
        else:
            if not view.lacks_answers:
                return found
        await view.fetch(seconds)


class AnswersOfEdition:
    """What a page asked of the edition that is served: fetched once, and not again for each reader, until there is
    another edition. The page has to ask the same for everybody of an audience."""

    def __init__(self) -> None:
        self._edition: object = None
        self._views: dict[Hashable, Snapshot] = {}

    async def answered(
        self,
        edition: object,
        audience: Hashable,
        snapshot: SnapshotFacts,
        ask: Callable[[Snapshot], T],
        *,
        seconds: float = ASK_SECONDS,
    ) -> T:
        """As :func:`answered`; ``snapshot`` is what an audience sees of an edition. Nothing of a snapshot in memory is
        remembered."""
        known = self._views.get(audience) if edition is self._edition else None
        view = known or snapshot.view()
        found = await _answered(view, ask, seconds)
        if view is not snapshot and known is None:
            if edition is not self._edition:
                self._edition, self._views = edition, {}
            self._views[audience] = view
        return found


class WholeSnapshot:
    """What a snapshot is that has all answers."""

    lacks_answers = False

    @property
    def identity(self) -> object:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        return self

    def view(self) -> Self:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        return self

    async def fetch(self, seconds: float) -> None:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
