"""What a server needs of a newsroom, wherever its store is: a folder that is read, or a cluster that is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:  # what it takes to read a folder takes time to import
    from pullquote.store.model.errors import StoreUnavailable
    from pullquote.store.model.problems import Problem
    from pullquote.store.model.snapshots.change_feed import ChangeFeed
    from pullquote.store.model.snapshots.protocol import Snapshot, SnapshotFacts
    from pullquote.store.newsroom.background import BackgroundTasks, Work
    from pullquote.store.newsroom.editions import Viewer
    from pullquote.store.newsroom.newsroom import LastLoad
    from pullquote.store.newsroom.notifying import Listeners
    from pullquote.store.newsroom.watch_modes import WatchMode
    from pullquote.store.pictures.reading import Picture

ContextMaker = Callable[["ServedEdition", "Viewer", str], Any]
"""Makes a resolver's context from an edition, who is asking, and the request id."""


class ServedEdition(Protocol):
    """What is served at a moment; see :class:`~pullquote.store.newsroom.editions.Edition`."""

    @property
    def public(self) -> SnapshotFacts:
        """What the public may see."""

    @property
    def preview(self) -> SnapshotFacts:
        """Everything."""

    @property
    def public_with_all_problems(self) -> SnapshotFacts:
        """The public snapshot with the problems of all files; itself where the public sees all."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems of the files."""

    @property
    def public_changes(self) -> ChangeFeed:
        """The changes that led to the public snapshot."""

    @property
    def public_pictures(self) -> Mapping[str, Picture]:
        """The pictures that the public may see, by their paths."""

    @property
    def preview_pictures(self) -> Mapping[str, Picture]:
        """All pictures, by their paths."""

    def seen_by(self, viewer: Viewer) -> tuple[Snapshot, ChangeFeed]:
        """The snapshot that somebody may see, to be asked by one operation, and the changes that led to it."""


class ServedNewsroom(Protocol):
    """A newsroom, and the edition of it that is served; None until there is one."""

    @property
    def edition(self) -> ServedEdition | None:
        """The edition that requests are answered from."""

    @property
    def folder(self) -> Path | None:
        """The folder that its files are read from; None where they are not here."""

    @property
    def live(self) -> Listeners:
        """Those who listen to it."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with its files."""

    @property
    def version(self) -> str | None:
        """The version of what is served to the public; None until there is an edition."""

    @property
    def unavailable(self) -> StoreUnavailable | None:
        """Why its store does not answer; None while it does, and always for a folder."""

    @property
    def last_load(self) -> LastLoad | None:
        """How the last load ended."""

    @property
    def last_load_failed(self) -> bool:
        """Whether that failed."""

    @property
    def current_at(self) -> datetime | None:
        """When what is served was last known to be current."""

    @property
    def failed_writes(self) -> Mapping[str, str]:
        """What could not be written, and why, by its name."""

    def close(self) -> None:
        """Write nothing from now on."""


class NewsroomFollower(Protocol):
    """Keeps a newsroom current while it is served, as tasks of ``background``; ``works`` may be added to before it runs."""

    works: dict[str, Work]

    @property
    def newsroom(self) -> ServedNewsroom:
        """What is followed."""

    @property
    def background(self) -> BackgroundTasks:
        """The tasks."""

    @property
    def essential(self) -> frozenset[str]:
        """The tasks without which what is served is no longer what it should be."""

    @property
    def watch(self) -> tuple[WatchMode, str | None]:
        """How changes are noticed, and why so."""

    async def run(self) -> None:
        """Follow. Runs until cancelled."""
