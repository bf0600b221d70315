"""uvicorn's HTTP protocol, which takes GraphQL requests the fast path.

A request is offered to the application's :class:`~pullquote.api.endpoint.fast_path.FastPath` when it is whole. Where that
has an answer it is written at once, without the task, the events and the messages that a server needs for an
application that may wait; they take several times as long as answering does. Everything else, and whatever
the fast path declines, is uvicorn's as ever.

A client sends the same head again and again. The same bytes mean the same, so a head that was read, found in order
and answered before is not read again.
"""

from __future__ import annotations

from typing import Any, Final

from pullquote.api.endpoint.endpoint import BEGUN, Begun
from pullquote.api.endpoint.fast_path import LONGEST_HEADERS, PATH, Reply, RequestHead
from pullquote.api.server.http_limits import GuardedProtocol, fast_path_of

OF_ONE_REQUEST: Final = frozenset({b"expect", b"traceparent", b"x-request-id"})
"""Headers that are another's every time, or ask for something before the answer."""

__all__ = ["FastPathProtocol", "fast_path_of"]


class FastPathProtocol(GuardedProtocol):
    """One connection."""

    _head: bytes | None = None
    """The head of the request, where it came in one piece."""
    _decided: Reply | Begun | None = None
    """What the fast path made of a request before it was read."""

    _unread: bytes = b""
    """A head that came before, whose body is still to come."""
    _has_waited = False

    def shutdown(self) -> None:
        """The server stops: a request whose body is still arriving is answered first."""
        if self._unread:
            self._stopping = True
        else:
            super().shutdown()

    def data_received(self, data: bytes) -> None:
        """Some bytes have come."""
        if self._unread:
            data, self._unread, self._has_waited = self._unread + data, b"", True
        super().data_received(data)
        self._has_waited = False

    def answer_unread(self, data: bytes, start: int, until: int) -> int:
        """Answer a request whose head came before, where the whole of it is there."""
        self._head = None
        fast_path = self._fast_path
        if self._head_bytes or fast_path is None:
            return 0
        self._head = data[start:until]
        known = fast_path.heads.get(self._head)
        if known is None or not self.can_write or self._stopping:
            return 0
        self._head = None
        head, length = known
        end = until + length
        if end > len(data):
            if self._has_waited:
                return 0
            # Many clients send head and body apart. Once is waited for that; a body in more parts is the parser's.
            self._unread, self._since, self._idle_since = data[start:], self.loop.time(), None
            return len(data)
        decided = fast_path.answer_to(head, data[until:end], self.client)
        if isinstance(decided, Begun) or decided is None:
            self._decided = decided
            return 0
        self.write(decided, closing=False)
        self._since, self._idle_since = None, self.loop.time()
        return end

    def answer(self, body: bytes) -> None:
        """Answer the request at once, where the fast path can."""
        decided, self._decided = self._decided, None
        if decided is None:
            decided = self._decide(body)
        if isinstance(decided, tuple) and not isinstance(decided, Begun):
            self.write(decided, closing=self._stopping or not self.keeps_alive)
            # In place of uvicorn's on_response_complete: nothing is paused or waits in line here, and its timer
            # for each answer would take longer than writing it. There is one for each connection already.
            self._idle_since = self.loop.time()
            return
        if decided is not None:
            scope: Any = self.scope
            scope[BEGUN] = decided
        self.pass_on(body)

    def _decide(self, body: bytes) -> Reply | Begun | None:
        path, mark, query = self.url.partition(b"?")
        fast_path = self._fast_path
        if path != PATH or fast_path is None or not self.can_write or self.scheme != "http":
            return None
        head: RequestHead | None = fast_path.read(self.method, query if mark else None, self.joined)
        if head is None:
            return None
        if self._head is not None and self._comes_again():
            fast_path.heads.put(self._head, (head, len(body)))
        return fast_path.answer_to(head, body, self.client)

    def _comes_again(self) -> bool:
        """Whether the head of the request means the same whenever it comes."""
        if self.length is None or not self.keeps_alive or not OF_ONE_REQUEST.isdisjoint(self.joined):
            return False
        return len(self._head or b"") <= LONGEST_HEADERS
