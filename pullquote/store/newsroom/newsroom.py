"""The newsroom that is being served: its folder, and the edition of it that requests are answered from.

There is one attribute to read, ``edition``, and it is replaced whole: a request that took an edition keeps
it to its end, whatever happens to the files meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from pullquote.store.model.errors import CacheError
from pullquote.store.newsroom.cache_writing import CacheWriter
from pullquote.store.newsroom.gc_pauses import GcPauses, collection_paused
from pullquote.store.newsroom.history import History, Seen
from pullquote.store.newsroom.live import Live
from pullquote.store.newsroom.watching import seen_at, seen_now

if TYPE_CHECKING:
    from pullquote.store.files.folder_states import Outdated
    from pullquote.store.files.loading import Loaded, Reader
    from pullquote.store.model.kinds import Records
    from pullquote.store.model.problems import Problem
    from pullquote.store.newsroom.cache.cache import DiskCache
    from pullquote.store.newsroom.editions import Edition
    from pullquote.store.search.text_index.index_directory import IndexDirectory

Clock = Callable[[], datetime]
"""Gives the time, with a time zone."""


def now() -> datetime:
    """The time of the machine, in UTC."""
    return datetime.now(UTC)


class NewsroomProblems(Exception):
    """The files have errors, so that nothing of them is served; ``problems`` has them and the warnings."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems):,} problem{'s' * (len(problems) != 1)}")
        self.problems = problems


@dataclass(frozen=True)
class LastLoad:
    """How the last load of the files ended: ``failure`` is why they were not served, None where they were."""

    at: datetime
    failure: str | None = None


class Newsroom:
    """A folder, and the edition of it that is served; None until the first is loaded.

    ``reader`` reads the folder, again and again; ``history`` (one in memory, if none is given) gets every
    change. A failure to write it, the text search or the cache does not prevent a load from being served.
    ``on_problems`` gets the problems of files that were read again, and says whether a person has seen them: they are
    not logged then. ``pauses`` sets aside what there is to stay, for the whole process.
    ``index_directory`` is where the text search is written, in memory if that is None; ``cache`` is what the reader
    begins with, and is written for the next start.
    """

    unavailable = None

    def __init__(
        self,
        folder: Path,
        *,
        clock: Clock = now,
        reader: Reader | None = None,
        history: History | None = None,
        on_problems: Callable[[tuple[Problem, ...]], object] = lambda _problems: False,
        pauses: GcPauses | None = None,
        index_directory: IndexDirectory | None = None,
        cache: DiskCache | None = None,
    ) -> None:
        self.folder = folder
        self.clock = clock
        self.edition: Edition | None = None
        self.problems: tuple[Problem, ...] = ()
        """The problems of the files that were read last, errors and warnings."""
        self.live = Live(history or History())
        self._reader = reader
        self.on_problems = on_problems
        self._pauses = pauses
        self._index_directory = index_directory
        self.cache = CacheWriter(cache)
        self.last_load: LastLoad | None = None
        self.current_at: datetime | None = None
        """When what is served was last known to be what the files say. Edits of what the public may not see leave no
        trace in it: it is set by what becomes public, and by checks that come regularly."""
        self.read: Loaded | None = None
        """What was read last, served or not."""
        self._loaded: Loaded | None = None
        """What is served: the last that had no errors."""
        self._loaded_at: datetime | None = None
        self._seen = seen_now()
        """When the files that are served were read: what they say is no older than that."""
        self._reading = Lock()
        """Held while the reader is used."""
        self._editing = Lock()
        """Held while an edition is made, so that an older one never replaces a newer."""

    @property
    def records(self) -> Records | None:
        """Everything that was loaded, hidden or not; None until the first is."""
        return self._loaded.records if self._loaded else None

    @property
    def has_errors(self) -> bool:
        """Whether not all files are served as they are."""
        return any(problem.severity.name == "ERROR" for problem in self.problems)

    def load(
        self,
        *,
        touched: Iterable[Path] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Read the files, and serve them from now on; ``touched`` see :meth:`Reader.read`.

        Raises NewsroomProblems where they have errors, and then the edition stays the one it was. So it does where
        the machine fails (MemoryError, OSError); everything is then read again next time.
        """
        public = self.edition.public if self.edition else None
        try:
            self._load(touched, progress)
        except BaseException as error:
            self.last_load = LastLoad(self.clock(), str(error) or type(error).__name__)
            raise
        if public is None or self.last_load_failed or (self.edition and self.edition.public is not public):
            self.current_at = self.clock()
        self.last_load = LastLoad(self.clock())

    def _load(self, touched: Iterable[Path] | None, progress: Callable[[int, int], None] | None) -> None:
        from pullquote.store.files.loading import Reader  # noqa: PLC0415 - reading files takes much to import
        from pullquote.store.files.versions.on_error import OnError  # noqa: PLC0415 - as above

        if self._reader is None:
            self._reader = Reader(self.folder, on_error=OnError.HOLD)
        with self._reading:
            with collection_paused(set_aside=self._pauses is not None):
                loaded = self._reader.read(touched=touched, progress=progress)
                self.adopt(loaded, seen_at(self._reader.read_at))
            if self.edition is not None:
                self.cache.take(self._reader, self.edition)

    @property
    def last_load_failed(self) -> bool:
        """Whether the files were not served when they were read last."""
        return self.last_load is not None and self.last_load.failure is not None

    @property
    def folder_failure(self) -> str | None:
        """Why the folder itself could not be read last (it was moved away, it may not be read); None where it could."""
        failed = self._reader.failed if self._reader else None
        return str(failed.problems[0]) if failed is not None else None

    @property
    def has_rested(self) -> bool:
        """Whether the folder rested when it was read last; where not, it is to be read again soon."""
        return self._reader is None or self._reader.is_settled

    def outdated(self) -> Outdated:
        """What of the folder is not as it was read last; not to be called while it is read."""
        from pullquote.store.files.folder_states import Outdated  # noqa: PLC0415 - as above

        return self._reader.outdated() if self._reader else Outdated(None, frozenset())

    def checked(self) -> None:
        """Say that all files were found to be as they were read."""
        if self.last_load is not None and self.last_load.failure is None:
            self.current_at = self.clock()

    def adopt(self, loaded: Loaded, seen: Seen | None = None) -> None:
        """Serve files that were read, and ``seen`` just before, from now on.

        Raises NewsroomProblems as :meth:`load` does.
        """
        from pullquote.store.newsroom.editions import is_nothing, make_edition, with_errors  # noqa: PLC0415 - as above
        from pullquote.store.search.text_search import Text  # noqa: PLC0415 - as above

        with self._editing:
            is_same, self.read = loaded is self.read, loaded
            if loaded.records is None or (self.edition is None and is_nothing(loaded)):
                if self.edition is not None and not is_same:
                    self._serve(with_errors(self.edition, loaded.problems))
                self.problems = loaded.problems
                raise NewsroomProblems(loaded.problems)
            if is_same:
                return
            self._loaded, self._loaded_at, self._seen = loaded, self.clock(), seen or seen_now()
            previous = self.edition or self._restored()
            text = Text(self._index_directory) if self._index_directory else None
            make = partial(make_edition, loaded, now=self._loaded_at, text=text)
            try:
                edition = make(previous=previous)
            except CacheError:  # what was there before cannot be read any more: what is there now can
                edition = make()
            self._serve(edition)
            self.problems = loaded.problems

    def _restored(self) -> Edition | None:
        """What another process served, from the cache; None where there is nothing."""
        from pullquote.store.newsroom.cache.restoring import edition_of  # noqa: PLC0415 - as above
        from pullquote.store.search.text_index.index_directory import MEMORY  # noqa: PLC0415 - as above

        if self._reader is None or self._reader.restored is None:
            return None
        restored, self._reader.restored = self._reader.restored, None
        return edition_of(*restored, self.clock(), self._index_directory or MEMORY)

    @property
    def failed_writes(self) -> dict[str, str]:
        """What could not be written, and why, by its name: each is tried again."""
        reasons = {
            "cache": self.cache.failure,
            "history": self.live.failure,
            "index": self._index_directory.failure if self._index_directory else None,
        }
        return {name: reason for name, reason in reasons.items() if reason is not None}

    def _serve(self, edition: Edition) -> None:
        """Put an edition in its place; what changed with it is written down first.

        It comes with all its indexes: else the first search would have to wait for them, and everything else
        with it.
        """
        edition.public.warm()
        self.edition = self.live.publish(edition, seen=self._seen, at=self.clock())

    def write_history_again(self) -> bool:
        """Write down what could not be written before (a full disk, another process ahead); whether that changed."""
        with self._editing:
            edition = self.edition
            if edition is None or not self.live.behind:
                return False
            self._serve(edition)
            served = self.edition
        return served is not None and served.public_changes is not edition.public_changes

    def update_visibility(self) -> bool:
        """Publish what is no longer under embargo, take back what has expired; False where it is too early."""
        from pullquote.store.newsroom.editions import make_edition, with_errors  # noqa: PLC0415 - as above

        with self._editing:
            edition, loaded, time = self.edition, self._loaded, self.clock()
            if (
                edition is None
                or loaded is None
                or edition.next_visibility_change is None
                or time < edition.next_visibility_change
            ):
                return False
            updated = make_edition(loaded, now=time, loaded_at=self._loaded_at, previous=edition)
            self._serve(with_errors(updated, self.problems) if self.has_errors else updated)
            return True

    def do_deferred_work(self) -> None:
        """Make what nobody has asked for yet, so that nobody has to wait for it; in a thread."""
        edition = self.edition
        if edition is None:
            return
        self.live.check_history()
        for snapshot in edition.snapshots:
            snapshot.warm()
            snapshot.suggestions.build()
        if self.cache.is_damaged and self._reader is not None:
            with self._reading:
                self.cache.take(self._reader, edition)
        self.cache.write()
        if self._pauses is not None:
            self._pauses.set_aside()

    def close(self) -> None:
        """Write nothing from now on, leave nothing half-written, and remove what is of no use to anybody else."""
        if self._reader is not None:
            self._reader.close()
        self.cache.close()
        if self._index_directory is not None:
            self._index_directory.close()

    @property
    def version(self) -> str | None:
        """The version of what is served to the public; None until the first is loaded."""
        return self.edition.public.version if self.edition is not None else None

    def seconds_to_visibility_change(self) -> float | None:
        """How long it is until an embargo ends or a story expires, 0 where it just did; None where neither is pending."""
        edition = self.edition
        if edition is None or edition.next_visibility_change is None:
            return None
        return max((edition.next_visibility_change - self.clock()).total_seconds(), 0.0)
