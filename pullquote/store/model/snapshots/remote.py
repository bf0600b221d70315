"""A store that is elsewhere: what it answers, and how its editions are followed.

Whatever goes wrong between here and there is a :class:`~pullquote.store.model.errors.StoreUnavailable`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from pullquote.store.model.pages import Bucket
from pullquote.store.model.problems import Problem
from pullquote.store.model.snapshots.change_feed import Change
from pullquote.store.model.snapshots.questions import Question

PUBLIC = "public"
PREVIEW = "preview"
"""The audiences, as stores and histories call them."""


@dataclass(frozen=True, slots=True)
class EditionKey:
    """An edition as one audience sees it: its number, and :data:`PUBLIC` or :data:`PREVIEW`."""

    number: int
    audience: str


@dataclass(frozen=True)
class AudienceFacts:
    """What is known of an edition for one audience without asking: see the properties of
    :class:`~pullquote.store.model.snapshots.protocol.Snapshot`.

    ``origin`` and ``change_number`` are where its changes stand, as :class:`~.change_feed.ChangeFeed` has them;
    ``oldest_change`` is the number before the first change that there still is.
    """

    version: str
    counts: tuple[Bucket, ...]
    problems: tuple[Problem, ...] = ()
    origin: str = ""
    change_number: int = 0
    oldest_change: int = 0


@dataclass(frozen=True)
class PublishedEdition:
    """An edition that was published: all that its servers know before they are asked anything.

    ``problems`` are those of all files. Where nothing is hidden ``preview`` equals ``public``, and the store may answer
    both alike.
    """

    number: int
    loaded_at: datetime
    public: AudienceFacts
    preview: AudienceFacts
    problems: tuple[Problem, ...] = ()


class RemoteStore(Protocol):
    """Answers questions about editions."""

    async def answer(
        self, questions: Sequence[Question[Any]], edition: EditionKey, *, seconds: float
    ) -> Mapping[Question[Any], Any]:
        """The answers to all questions, in one round trip where that can be, from ``edition`` and no other.

        A question whose asker is wrong is answered with a :class:`~pullquote.store.model.errors.BadInput`, which is
        not raised. ``seconds`` is how long the asker waits. When the task that awaits this is cancelled, what runs
        elsewhere for it is cancelled, too.

        Raises :class:`~pullquote.store.model.errors.StoreUnavailable` where any of the answers cannot be had whole (a
        part of the data did not answer, the edition is gone): there are no answers in part.
        """


class EditionSource(Protocol):
    """Where editions come from: what ``pullquote serve --from`` follows."""

    @property
    def store(self) -> RemoteStore:
        """What answers questions about the editions."""

    @property
    def name(self) -> str:
        """What it is, for people: an address without credentials."""

    async def current(self) -> PublishedEdition:
        """The edition that is to be served now. Cheap: it is asked every second or so.

        Raises :class:`~pullquote.store.model.errors.StoreUnavailable`, also where nothing was published yet, or with
        mappings that this version does not read.
        """

    async def changes(self, edition: EditionKey, *, after: int, upto: int) -> Sequence[Change]:
        """The changes of an audience with numbers above ``after`` and not above ``upto``, oldest first, all of them.

        Raises :class:`~pullquote.store.model.errors.StoreUnavailable`.
        """

    async def close(self) -> None:
        """Close what is open; nothing is asked any more."""
