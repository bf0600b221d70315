"""The newsroom that is being served: its folder, and the edition of it that requests are answered from.

There is one attribute to read, ``edition``, and it is replaced whole: a request that took an edition keeps
it to its end, whatever happens to the files meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import structlog
from structlog.typing import FilteringBoundLogger

from pullquote.store.newsroom.garbage_collection import collection_paused
from pullquote.store.newsroom.history import History, Seen
from pullquote.store.newsroom.live import Live
from pullquote.store.newsroom.watching import bursts, seen_now

if TYPE_CHECKING:
    from pullquote.store.files.loading import Loaded, Reader
    from pullquote.store.model.kinds import Records
    from pullquote.store.model.problems import Problem
    from pullquote.store.newsroom.disk_cache import Contents
    from pullquote.store.newsroom.editions import Edition
    from pullquote.store.search.index_directory import IndexDirectory

log: FilteringBoundLogger = structlog.get_logger()

Clock = Callable[[], datetime]
"""Tells the time, with a time zone."""

ContextMaker = Callable[["Edition", bool, str], Any]
"""Makes a resolver's context from an edition, whether it is for the preview, and the request id."""

LONGEST_SLEEP_SECONDS = 1.0
"""How long an embargo may be slept on before the clock is looked at again: it may have been set."""


def now() -> datetime:
    """The time of the machine, in UTC."""
    return datetime.now(UTC)


class NewsroomProblems(Exception):
    """The files have errors, so there is nothing to serve; ``problems`` has them and the warnings."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class Newsroom:
    """A folder, and the edition of it that is served; None until the first is loaded.

    ``reader`` reads the folder, again and again; ``history`` (one in memory, if none is given) is told of every
    change; ``watch`` says whether changes are served as they are saved.
    ``tell`` is told of the problems of files that were read and could not be served, and of none (an empty
    tuple) when the next reading is good. ``settle`` is called, in a thread, when a new edition is ready for
    everything. ``room`` is where the text search is written, in memory if that is None.
    """

    def __init__(
        self,
        folder: Path,
        *,
        clock: Clock = now,
        reader: Reader | None = None,
        history: History | None = None,
        watch: bool = False,
        tell: Callable[[tuple[Problem, ...]], None] = lambda _problems: None,
        settle: Callable[[], object] = lambda: None,
        room: IndexDirectory | None = None,
    ) -> None:
        self.folder = folder
        self.clock = clock
        self.edition: Edition | None = None
        self.problems: tuple[Problem, ...] = ()
        """The problems of the files that were read last, errors and warnings."""
        self.live = Live(history or History())
        self._reader = reader
        self._watch = watch
        self._tell = tell
        self._settle_all = settle
        self._unsettled = asyncio.Event()
        self._unsettled.set()
        self._room = room
        self._due: tuple[Contents, Edition] | None = None
        """What is to be kept for the next start as soon as there is time."""
        self._keep_again = False
        """Whether something of it could not be kept last time."""
        self._read: Loaded | None = None
        """What was read last, served or not."""
        self._loaded: Loaded | None = None
        """What is served: the last that had no errors."""
        self._loaded_at: datetime | None = None
        self._seen = seen_now()
        """When the files that are served were read: what they say is no older than that."""
        self._editing = Lock()
        """Held by whoever makes an edition, so that an older one never replaces a newer."""

    @property
    def records(self) -> Records | None:
        """Everything that was loaded, hidden or not; None until the first is."""
        return self._loaded.records if self._loaded else None

    @property
    def has_errors(self) -> bool:
        """Whether the files as they are could not be served, and an older edition is, if any."""
        return any(problem.severity.name == "ERROR" for problem in self.problems)

    def load(
        self,
        *,
        touched: Iterable[Path] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Read the files, and serve them from now on; ``touched`` see :meth:`Reader.read`.

        Raises NewsroomProblems where they have errors, and then the edition stays the one it was.
        """
        from pullquote.store.files.loading import Reader  # noqa: PLC0415 - reading files takes much to import

        if self._reader is None:
            self._reader = Reader(self.folder)
        seen = seen_now()
        with collection_paused() if self.edition is None else nullcontext():
            self.adopt(self._reader.read(touched=touched, progress=progress), seen)
        contents = self._reader.to_keep(anyway=self._keep_again)
        if contents is not None and self.edition is not None:
            self._due, self._keep_again = (contents, self.edition), False

    def adopt(self, loaded: Loaded, seen: Seen | None = None) -> None:
        """Serve files that were read, and ``seen`` just before, from now on.

        Raises NewsroomProblems as :meth:`load` does.
        """
        from pullquote.store.newsroom.editions import make_edition, with_errors  # noqa: PLC0415 - as above
        from pullquote.store.search.text_search import Text  # noqa: PLC0415 - as above

        with self._editing:
            is_same, self._read = loaded is self._read, loaded
            if loaded.records is None:
                if self.edition is not None and not is_same:
                    self._serve(with_errors(self.edition, loaded.problems))
                self.problems = loaded.problems
                raise NewsroomProblems(loaded.problems)
            if is_same:
                return
            self._loaded, self._loaded_at, self._seen = loaded, self.clock(), seen or seen_now()
            previous = self.edition or self._restored()
            text = Text(self._room) if self._room else None
            self._serve(make_edition(loaded, now=self._loaded_at, previous=previous, text=text))
            self.problems = loaded.problems

    def _restored(self) -> Edition | None:
        """What another process served, and kept; None where there is nothing."""
        from pullquote.store.newsroom.cached_editions import edition_of  # noqa: PLC0415 - as above
        from pullquote.store.search.index_directory import MEMORY  # noqa: PLC0415 - as above

        if self._reader is None or self._reader.restored is None:
            return None
        restored, self._reader.restored = self._reader.restored, None
        return edition_of(*restored, self.clock(), self._room or MEMORY)

    def keep(self) -> None:
        """Keep what was loaded for the next start, if that is due; nothing happens where it is not possible."""
        from pullquote.store.newsroom.cached_editions import keep_edition  # noqa: PLC0415 - as above

        due, self._due = self._due, None
        if due is not None and not keep_edition(*due):
            self._keep_again = True

    def _serve(self, edition: Edition) -> None:
        """Put an edition in its place; what changed with it is written down first.

        It comes with all its indexes: whoever searches first would have to wait for them, and everybody else
        with it.
        """
        edition.public.warm()
        self.edition = self.live.publish(edition, seen=self._seen, at=self.clock())

    def tell_again(self) -> bool:
        """Write down what could not be written before (a full disk, another process ahead); whether that changed."""
        with self._editing:
            edition = self.edition
            if edition is None or not self.live.behind:
                return False
            self._serve(edition)
            told = self.edition
        return told is not None and told.public_changes is not edition.public_changes

    def lift(self) -> bool:
        """Publish what is no longer under embargo; False where there is nothing to do yet."""
        from pullquote.store.newsroom.editions import make_edition, with_errors  # noqa: PLC0415 - as above

        with self._editing:
            edition, loaded, time = self.edition, self._loaded, self.clock()
            if (
                edition is None
                or loaded is None
                or edition.next_embargo_end is None
                or time < edition.next_embargo_end
            ):
                return False
            lifted = make_edition(loaded, now=time, loaded_at=self._loaded_at, previous=edition)
            self._serve(with_errors(lifted, self.problems) if self.has_errors else lifted)
            return True

    async def keep_current(self) -> None:
        """Load if that has not been done, then follow the clock and the files. Runs until cancelled."""
        if self.edition is None:
            await self._reload()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._settle_each())
            group.create_task(self._follow_clock())
            if self._watch:
                group.create_task(self._follow_files())

    async def _follow_clock(self) -> None:
        while True:
            left = self.seconds_to_embargo_end()
            await asyncio.sleep(LONGEST_SLEEP_SECONDS if left is None else min(left, LONGEST_SLEEP_SECONDS))
            if await asyncio.to_thread(self.lift):
                self._unsettled.set()
                self.live.announce()
                log.info("embargo lifted", version=self._version())
            elif self.live.behind and await asyncio.to_thread(self.tell_again):
                self.live.announce()

    async def _follow_files(self) -> None:
        async for touched in bursts(self.folder):
            await self._reload(touched)

    async def _reload(self, touched: Iterable[Path] | None = None) -> None:
        before, read = self._version(), self._read
        try:
            await asyncio.to_thread(self.load, touched=touched)
        except NewsroomProblems as error:
            if self._read is read:
                return  # it was told when they were read
            problems = [str(problem) for problem in error.problems]
            served = "the edition before it is served" if self.edition else "nothing is served yet"
            log.error("the newsroom has errors", folder=str(self.folder), problems=problems, served=served)  # noqa: TRY400 - says all
            self._tell(error.problems)
        except Exception:  # the server stays up and says how it is
            log.exception("the newsroom could not be loaded", folder=str(self.folder))
        else:
            if self._read is read:
                return
            self._tell(())
            if self._version() != before:
                log.info("newsroom loaded", folder=str(self.folder), version=self._version())
        self._unsettled.set()
        self.live.announce()

    async def _settle_each(self) -> None:
        while True:
            await self._unsettled.wait()
            self._unsettled.clear()
            await asyncio.to_thread(self._settle)

    def _settle(self) -> None:
        """Make the indexes that nobody has asked for yet, so that nobody has to wait for them."""
        edition = self.edition
        if edition is None:
            return
        edition.public.warm()
        if edition.preview is not edition.public:
            edition.preview.warm()
        self.keep()
        self._settle_all()

    def _version(self) -> str | None:
        return self.edition.public.version if self.edition is not None else None

    def seconds_to_embargo_end(self) -> float | None:
        """How long it is until an embargo ends, 0 where it has just ended; None where none is pending."""
        edition = self.edition
        if edition is None or edition.next_embargo_end is None:
            return None
        seconds: float = (edition.next_embargo_end - self.clock()).total_seconds()
        return max(seconds, 0.0)
