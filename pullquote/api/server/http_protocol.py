"""uvicorn's HTTP protocol, which takes an ordinary GraphQL request the fast path.

A request is offered to the application's :class:`~pullquote.api.endpoint.fast_path.FastPath` when it is whole. Where that
has an answer it is written at once, without the task, the events and the messages that a server needs for an
application that may wait; they take several times as long as answering does. Everything else, and whatever
the fast path declines, is uvicorn's as ever.
"""

from __future__ import annotations

from typing import Any

from pullquote.api.endpoint.endpoint import BEGUN, Begun
from pullquote.api.endpoint.fast_path import PATH
from pullquote.api.server.http_limits import GuardedProtocol, fast_path_of

__all__ = ["FastPathProtocol", "fast_path_of"]


class FastPathProtocol(GuardedProtocol):
    """One connection."""

    def answer(self, body: bytes) -> None:
        """Answer the request at once, where the fast path can."""
        path, mark, query = self.url.partition(b"?")
        fast_path = self._fast_path
        if path != PATH or fast_path is None or not self.can_write or self.scheme != "http":
            self.pass_on(body)
            return
        answer = fast_path.answer(self.method, query if mark else None, self.headers, body)
        if isinstance(answer, Begun):
            scope: Any = self.scope
            scope[BEGUN] = answer
            answer = None
        if answer is None:
            self.pass_on(body)
            return
        self.write(answer, closing=self._stopping or not self.parser.should_keep_alive())
        # In place of uvicorn's on_response_complete: nothing is paused or waits in line here, and its timer
        # for each answer would take longer than writing it. There is one for each connection already.
        self._idle_since = self.loop.time()
