"""Several processes that serve one newsroom on one listening socket.

uvicorn's supervisor binds the socket, starts the workers, and starts another in place of one that died. Here
is what it leaves out: that a dead worker is logged, that a worker takes no request before it has
something to answer with, and that none outlives its supervisor.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from socket import socket
from typing import Any

import structlog
import uvicorn
from starlette.applications import Starlette
from structlog.typing import FilteringBoundLogger
from uvicorn.supervisors.multiprocess import Process

from pullquote.api.server.compat_uvicorn import Multiprocess
from pullquote.api.streams.draining import on_stop
from pullquote.store.rounds.served import NewsroomFollower, ServedNewsroom

log: FilteringBoundLogger = structlog.get_logger()

MOST_DEATHS = 3
"""After so many workers in one place that died before they had started, another one would die as well."""
LOOK_SECONDS = 0.02
"""How often a worker that starts looks whether its newsroom is loaded."""
SUPERVISOR_SECONDS = 0.5
"""How often a worker looks whether its supervisor is there."""
ANSWER_SECONDS = 2.0
"""How long a worker that has nothing to serve waits for another one to answer."""
SELF = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - not listened at, but asked
"""By which address a machine reaches itself where it listens at all of its own."""


class Supervisor(Multiprocess):
    """uvicorn's, which says so when a worker died, and ends when one dies as it starts again and again.

    Nobody would know of the first otherwise, and the second would go on for ever. A worker that starts is waited
    for, where uvicorn kills one that says nothing for some seconds: a busy machine takes longer to import it.
    """

    def __init__(self, config: uvicorn.Config, sockets: list[socket]) -> None:
        super().__init__(config, sockets)
        self.failed = False
        """Whether it ended because a worker could not be started."""
        self._started: set[Process] = set()
        self._asked: set[Process] = set()
        """Those that start, and have not said yet whether they have."""
        self._deaths: dict[Process, int] = {}
        """How many died before each in its place, one after another, without having started."""

    def keep_subprocess_alive(self) -> None:
        """Start another worker for each that is gone."""
        for index, process in enumerate(self.processes):
            if self.should_exit.is_set():
                return
            if self._is_alive(process):
                continue
            process.kill()  # one that no longer answers may still run
            process.join()
            deaths = 0 if process in self._started else self._deaths.get(process, 0) + 1
            for processes in (self._started, self._asked):
                processes.discard(process)
            self._deaths.pop(process, None)
            if deaths == MOST_DEATHS:
                log.critical("a worker dies whenever it starts", pid=process.pid, exit_code=process.exitcode)
                self.failed = True
                self.should_exit.set()
                return
            another = self.processes[index] = Process(self.config, self.sockets)
            self._deaths[another] = deaths
            another.start()
            log.error("a worker died", pid=process.pid, exit_code=process.exitcode, started=another.pid)

    def _is_alive(self, process: Process) -> bool:
        if process in self._started:
            return process.is_alive(timeout=self.config.timeout_worker_healthcheck)
        if process.process.is_alive():
            if self._has_started(process):
                self._started.add(process)
            return True
        return False

    def _has_started(self, process: Process) -> bool:
        """Whether a worker says that it serves; it is asked again only when it has answered."""
        try:
            if process not in self._asked:
                process.parent_conn.send(b"ping")
                self._asked.add(process)
            if not process.parent_conn.poll():
                return False
            self._asked.discard(process)
            return bool(process.parent_conn.recv())
        except (OSError, EOFError):  # it ends just now
            return False


def supervise(factory: str, workers: int, options: dict[str, Any]) -> bool:
    """Serve the application that ``factory`` names, in ``workers`` processes, until a signal says stop.

    False where it was no signal: the workers could not be started.
    """
    config = uvicorn.Config(factory, factory=True, workers=workers, **options)
    with config.bind_socket() as listening:
        supervisor = Supervisor(config, sockets=[listening])
        supervisor.run()
        return not supervisor.failed


def as_worker(app: Starlette, newsroom: ServedNewsroom, host: str, port: int) -> Starlette:
    """The application, made ready to be one of several at an address.

    It starts only when the newsroom is loaded: connections go to whichever worker takes them first, and one
    that had nothing to serve yet would fail them while the others can answer. So a worker that is started
    while the files have errors waits for them to be mended, as long as another one answers; where none does,
    it says that it is not ready rather than leave everybody waiting.
    """
    follower: NewsroomFollower = app.state.follower
    follower.works["supervisor"] = _end_with_supervisor
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(application: Any) -> AsyncIterator[Any]:
        async with inner(application) as state:
            stopping = asyncio.Event()
            with on_stop(stopping.set):
                while newsroom.edition is None and not stopping.is_set():
                    await asyncio.sleep(LOOK_SECONDS)
                    if newsroom.last_load_failed and not await asyncio.to_thread(_is_answered, host, port):
                        break
            yield state

    app.router.lifespan_context = lifespan
    return app


def _is_answered(host: str, port: int) -> bool:
    """Whether somebody answers at an address, which is listened at in any case."""
    asked = HTTPConnection(SELF.get(host, host), port, timeout=ANSWER_SECONDS)
    try:
        asked.request("GET", "/health/live")
        return asked.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()


async def _end_with_supervisor() -> None:
    """Stop this process, as a signal would, when the one that started it is gone.

    Otherwise workers whose supervisor was killed hold the port for ever, and nobody looks after them.
    """
    supervisor = multiprocessing.parent_process()
    if supervisor is None:
        return
    while supervisor.is_alive():  # noqa: ASYNC110 - another process sets no event here
        await asyncio.sleep(SUPERVISOR_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
