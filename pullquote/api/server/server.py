"""The server: uvicorn, run from here, with our settings and our logs."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import structlog
import uvicorn
from starlette.applications import Starlette
from structlog.typing import FilteringBoundLogger

from pullquote.api.server.app import create_app
from pullquote.api.server.clusters import newsroom_on
from pullquote.api.server.open_files import admit
from pullquote.api.server.workers import as_worker, supervise
from pullquote.api.setting_values import ANY
from pullquote.api.settings import PREFIX, Settings
from pullquote.api.telemetry.logs import configure_logs
from pullquote.store.files.loading import Reader
from pullquote.store.files.versions.on_error import OnError
from pullquote.store.model.problems import Problem
from pullquote.store.newsroom.cache.cache import DiskCache
from pullquote.store.newsroom.gc_pauses import GcPauses
from pullquote.store.newsroom.history import History
from pullquote.store.newsroom.newsroom import Newsroom
from pullquote.store.rounds.newsroom import RemoteNewsroom
from pullquote.store.search.text_index.index_directory import IndexDirectory

log: FilteringBoundLogger = structlog.get_logger()

FACTORY = "pullquote.api.server.server:app_from_environment"
PROTOCOL = "pullquote.api.server.connections:HttpProtocol"
WEB_SOCKET_PROTOCOL = "pullquote.api.server.connections:WebSocketProtocol"
LOOP = "pullquote.api.server.event_loop:ServerLoop"
CACHE_FILE = "newsroom.kept"
"""What the cache is called in its folder: as ever, since scripts of operators look for it."""
MEMORY_FILES = Path("/dev/shm")  # noqa: S108 - what is in it is one's own, see IndexDirectory
"""A file system in memory, which Linux has."""


class ServerFailed(Exception):
    """The server, or each of its workers, could not be started; the message says where to look."""


def check(settings: Settings) -> None:
    """Make the application once, as each process makes its own. Raises SettingError for what it cannot use."""
    if settings.opensearch is None:
        create_app(settings, Newsroom(settings.folder))
    else:
        create_app(settings, newsroom_on(settings, settings.opensearch))


def serve(settings: Settings, newsroom: Newsroom | RemoteNewsroom) -> None:
    """Serve until a signal says stop; requests under way are then finished. Raises ServerFailed.

    A ``newsroom`` of a folder has been read already. With several workers each process begins with the cache, which is
    quick.
    """
    admitted = admit(settings.max_streams)
    if settings.workers > 1:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        os.environ.clear()
        os.environ.update(environment | settings.environment())
        configure_logs(settings)
        _warn_unless(admitted, settings)
        if isinstance(newsroom, Newsroom):
            with ended_by_signal():
                newsroom.cache.write()
        if not supervise(FACTORY, settings.workers, options_of(settings)):
            raise ServerFailed("the workers die as they start; the log says why")
        return
    configure_logs(settings)
    _warn_unless(admitted, settings)
    try:
        server_of(settings, newsroom).run()
    except SystemExit as end:
        raise ServerFailed("the server could not be started; the log says why") from end


def server_of(settings: Settings, newsroom: Newsroom | RemoteNewsroom) -> uvicorn.Server:
    """The server of one process, not yet running."""
    return uvicorn.Server(uvicorn.Config(create_app(settings, newsroom), **options_of(settings)))


@contextmanager
def ended_by_signal() -> Iterator[None]:
    """Let SIGTERM end the process as Ctrl+C does, so that nothing is left half-written: before there is a server that
    handles signals. In the main thread only."""

    def end(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _warn_unless(admitted: bool, settings: Settings) -> None:
    if not admitted:
        log.warning(
            "the system admits fewer open files than there may be streams", streams=settings.max_streams
        )


def served_by(settings: Settings) -> Newsroom | RemoteNewsroom:
    """The newsroom that the settings name, on a cluster or in a folder; nothing is read yet. Raises SettingError."""
    return newsroom_on(settings, settings.opensearch) if settings.opensearch else newsroom_of(settings)


def newsroom_of(
    settings: Settings, on_problems: Callable[[tuple[Problem, ...]], object] = lambda _problems: False
) -> Newsroom:
    """The newsroom that the settings name, not yet read; ``on_problems`` is as :class:`Newsroom` has it."""
    folder = cache_folder(settings)
    directory = _index_directory(settings, folder)
    cache = _cache(settings, folder, directory)
    return Newsroom(
        settings.folder,
        reader=_reader(settings, cache, settings.on_error),
        history=_history(folder),
        on_problems=on_problems,
        pauses=GcPauses(),
        index_directory=directory,
        cache=cache,
    )


def reader_of(settings: Settings, on_error: OnError) -> Reader:
    """What reads the newsroom without serving it: of many stories only what says whether they changed is in memory."""
    folder = cache_folder(settings)
    cache = _cache(settings, folder, _index_directory(settings, folder))
    return _reader(settings, cache, on_error, is_served=False)


def _reader(
    settings: Settings, cache: DiskCache | None, on_error: OnError, *, is_served: bool = True
) -> Reader:
    review = settings.public_review
    return Reader(settings.folder, cache=cache, on_error=on_error, public_review=review, is_served=is_served)


def _cache(settings: Settings, folder: Path | None, directory: IndexDirectory) -> DiskCache | None:
    if folder is None:
        return None
    path, review = folder / CACHE_FILE, settings.public_review
    return DiskCache(path, settings.folder, directory, _warn_of_damage, public_review=review)


def _warn_of_damage(reason: str) -> None:
    log.warning("the cache is not used", reason=reason, instead="files are read, and it is written again")


def _index_directory(settings: Settings, cache: Path | None) -> IndexDirectory:
    """Where the text search is written: in a file system in memory, as far as the settings admit, so that a save
    waits for no disk, and else beside the cache."""
    if cache is None:
        return IndexDirectory()
    fast = None
    if MEMORY_FILES.is_dir() and os.name == "posix":
        fast = MEMORY_FILES / f"pullquote-{os.getuid()}"
    return IndexDirectory(cache / "indexes", fast=fast, fast_bytes=settings.search_memory_bytes)


def _history(cache: Path | None) -> History:
    """The history of the newsroom; one that begins now and ends with the process where it cannot be written."""
    if cache is not None:
        try:
            cache.mkdir(parents=True, exist_ok=True, mode=0o700)
            return History(cache / "history.sqlite")
        except OSError as error:
            log.warning("the history is kept in memory only", reason=str(error))
    return History()


def cache_folder(settings: Settings) -> Path | None:
    """The folder of the cache of this newsroom; None where the settings want none."""
    if not settings.cache:
        return None
    base = (
        settings.cache_folder
        or Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "pullquote"
    )
    return base / sha256(os.fsencode(settings.folder.resolve())).hexdigest()[:16]


def app_from_environment() -> Starlette:
    """The application with the settings of the environment: what each worker process runs."""
    settings = Settings()
    configure_logs(settings)
    newsroom = served_by(settings)
    return as_worker(create_app(settings, newsroom), newsroom, settings.host, settings.port)


def options_of(settings: Settings) -> dict[str, Any]:
    """The settings as uvicorn's options."""
    proxies = settings.forwarded_allow_ips
    return {
        "host": settings.host,
        "port": settings.port,
        "root_path": settings.root_path,
        "http": PROTOCOL,
        "ws": WEB_SOCKET_PROTOCOL,
        "loop": LOOP,
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "proxy_headers": True,
        "forwarded_allow_ips": ANY if ANY in proxies else list(proxies),
        "timeout_keep_alive": settings.keep_alive_seconds,
        "ws_max_size": settings.max_message_bytes,
        "ws_ping_interval": settings.stream_keep_alive_seconds,
        "ws_ping_timeout": settings.stream_stall_seconds,
        "timeout_graceful_shutdown": settings.shutdown_seconds,
    }
