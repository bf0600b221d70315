"""Requests to a cluster: which node is asked, how long it may take, and what a failure is called.

What comes and goes (a node, the network, time) is a :class:`~pullquote.store.model.errors.StoreUnavailable` with its
reason; what the cluster refuses because of what it was asked is a :class:`ClusterRefused`.
"""

from __future__ import annotations

import logging
import ssl
from collections.abc import Collection, Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import orjson

from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.opensearch.addresses import ClusterAddress, InvalidAddress

if TYPE_CHECKING:
    from opensearchpy import AsyncOpenSearch
    from opensearchpy.exceptions import TransportError

DEAD_SECONDS = 5
"""How long a node that failed is not asked, while others are there."""
CONNECTIONS = 16
"""To each node at a time: a server asks one question for each operation that is waiting."""
RETRIES = 3
"""Of a request that did not arrive or was not answered, each at another node."""
BUSY, UNAVAILABLE = 429, frozenset({502, 503, 504})
DENIED = frozenset({401, 403})
BLOCKED = frozenset({"cluster_block_exception", "index_closed_exception"})
"""What the engine calls it that an index is not to be used: a disk is full, or somebody has said so."""
LONGEST_TEXT = 200
"""Of the answers that are no JSON, so much is shown: a page for people says nothing of the cluster."""


class MissingClient(Exception):
    """The packages of the extra ``opensearch`` are not installed; the message says how to install them."""


class ClusterRefused(Exception):
    """The cluster did not do what it was asked: ``status`` is that of HTTP, ``kind`` the engine's name of the error."""

    def __init__(self, status: int, kind: str, reason: str) -> None:
        super().__init__(f"{reason} ({kind}, {status})")
        self.status = status
        self.kind = kind

    @property
    def is_missing(self) -> bool:
        """Whether there is no such index or document."""
        return self.status == 404

    @property
    def is_conflict(self) -> bool:
        """Whether somebody else has written in the meantime."""
        return self.status == 409


class ClusterClient:
    """Asks the nodes of a cluster, by turns; one that fails is left out for a while. To be closed.

    Raises MissingClient, and InvalidAddress where the file with the authority cannot be read.
    """

    def __init__(self, address: ClusterAddress, *, seconds: float) -> None:
        """``seconds`` is how long an answer may take, unless a request says otherwise."""
        self.address = address
        self._seconds = seconds
        self._client = _client(address)
        self._is_opensearch = False

    async def require_opensearch(self) -> None:
        """Make sure, once, that OpenSearch answers there, and nothing that looks like it. Raises StoreUnavailable."""
        if self._is_opensearch:
            return
        try:
            found = await self.request("GET", "/")
        except ClusterRefused as error:
            raise self._foreign(str(error)) from error
        except StoreUnavailable as error:
            if error.reason != "credentials":
                raise
            found = None  # this user may not ask that, or nothing at all: what is asked next says which
        if found is not None:
            version = found.get("version") if isinstance(found, dict) else None
            named = version if isinstance(version, dict) else {}
            if named.get("distribution") != "opensearch":
                number = f" with the version {named['number']}" if "number" in named else ""
                raise self._foreign(f"it answers{number} as something else")
        self._is_opensearch = True

    def _foreign(self, why: str) -> StoreUnavailable:
        return StoreUnavailable(f"{self.address} is no OpenSearch: {why}; look at the address", "foreign")

    async def request(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        params: Mapping[str, str] | None = None,
        seconds: float | None = None,
        ignore: Collection[int] = (),
    ) -> Any:
        """The answer of the cluster, read from JSON; ``body`` is bytes, or what JSON is made of.

        A request that may have been lost is sent again: it must do no harm twice. ``ignore`` are statuses that are
        answers too. Raises StoreUnavailable and ClusterRefused.
        """
        from opensearchpy.exceptions import OpenSearchException, TransportError  # noqa: PLC0415 - an extra

        given = dict(params or {})
        given["request_timeout"] = seconds if seconds is not None else self._seconds  # type: ignore[assignment]
        given["ignore"] = tuple(ignore)  # type: ignore[assignment]
        try:
            found = await self._client.transport.perform_request(method, path, params=given, body=body)
        except TransportError as error:
            raise _failure(error, self.address) from error
        except OpenSearchException as error:
            raise self._foreign(f"it answers what is no JSON ({_in_one_line(str(error))})") from error
        if isinstance(found, str):
            raise self._foreign(f"it answers text ({_in_one_line(found)})")
        return found

    async def close(self) -> None:
        """Close all connections; those, too, to nodes that are left out for a while, which the package would forget."""
        pool = self._client.transport.connection_pool
        for connection in getattr(pool, "orig_connections", ()):
            await connection.close()
        await self._client.close()


def require_client() -> None:
    """Check that the packages are there which a cluster needs. Raises MissingClient."""
    if find_spec("opensearchpy") is None:
        raise MissingClient(
            "a cluster needs the packages of an extra: "
            'run make setup, or pip install ".[opensearch]" in a checkout of Pullquote'
        )


def _client(address: ClusterAddress) -> AsyncOpenSearch:
    require_client()
    from opensearchpy import AsyncOpenSearch, JSONSerializer  # noqa: PLC0415 - an extra
    from opensearchpy.exceptions import SerializationError  # noqa: PLC0415 - as above

    class Serializer(JSONSerializer):
        """JSON by orjson."""

        def dumps(self, data: Any) -> Any:
            """As bytes; what is bytes already is left as it is."""
            return data if isinstance(data, bytes) else orjson.dumps(data)

        def loads(self, data: Any) -> Any:
            """From text. Raises SerializationError."""
            try:
                return orjson.loads(data)
            except ValueError as error:
                raise SerializationError(data, error) from error

    logging.getLogger("opensearch").setLevel(logging.CRITICAL)  # who asks says what failed, and says it once
    given = address.credentials
    return AsyncOpenSearch(
        list(address.hosts),
        http_auth=(given.user, given.password or "") if given.user else None,
        ssl_context=_certificates(address) if address.hosts[0].startswith("https:") else None,
        serializer=Serializer(),
        max_retries=RETRIES,
        retry_on_timeout=True,
        dead_timeout=DEAD_SECONDS,
        maxsize=CONNECTIONS,
        http_compress=False,
    )


def _certificates(address: ClusterAddress) -> ssl.SSLContext:
    authority = address.credentials.ca_file
    try:
        return ssl.create_default_context(cafile=str(authority) if authority else None)
    except (OSError, ssl.SSLError) as error:
        raise InvalidAddress(f"{authority} is no file with certificates in PEM: {error}") from None


def _failure(error: TransportError, address: ClusterAddress) -> Exception:
    """What a failed request is called."""
    from opensearchpy.exceptions import ConnectionError as Unconnected  # noqa: PLC0415 - an extra
    from opensearchpy.exceptions import ConnectionTimeout  # noqa: PLC0415 - an extra

    if isinstance(error, ConnectionTimeout):
        return StoreUnavailable(f"{address} did not answer in time", "timeout")
    if isinstance(error, Unconnected):
        if certificate := _certificate_error(error.info):
            return StoreUnavailable(
                f"the certificate of {address} is not believed: {certificate}", "certificate"
            )
        return StoreUnavailable(f"{address} cannot be reached: {error.info}", "unreachable")
    status = int(error.status_code)
    kind, reason = _said(error.info) or ("no JSON", f"status {status} and {_in_one_line(str(error.error))}")
    if is_blocked(kind, status):
        return blocked(address, reason)
    if status in DENIED:
        return StoreUnavailable(f"{address} does not let this user in: {reason}", "credentials")
    if status == BUSY:
        return StoreUnavailable(f"{address} is busy: {reason}", "busy")
    if status in UNAVAILABLE:
        return StoreUnavailable(f"{address} cannot answer whole: {reason}", "incomplete")
    return ClusterRefused(status, kind, reason)


def is_blocked(kind: str | None, status: int) -> bool:
    """Whether an error says that an index is not to be used until somebody does something."""
    return kind in BLOCKED and status not in UNAVAILABLE


def blocked(address: ClusterAddress, reason: str) -> StoreUnavailable:
    """What such an error is called."""
    return StoreUnavailable(f"{address} does not let an index be used: {reason}", "blocked")


def _in_one_line(text: str) -> str:
    """A text that an answer has in place of JSON, unless it is a page for people."""
    line = " ".join(text.split())
    return "a page" if "<" in line else line[:LONGEST_TEXT] or "nothing"


def _said(info: Any) -> tuple[str, str] | None:
    """The engine's name of an error, and its reason."""
    match info:
        case {"error": {"type": str(kind), "reason": reason, **more}}:
            match more.get("caused_by"):
                case {"reason": str(cause)}:
                    return kind, f"{reason}: {cause}"
            return kind, str(reason)
        case {"error": str(reason)}:
            return reason, reason
        case _:
            return None


def _certificate_error(error: object) -> str | None:
    """What is wrong with a certificate, where that is why there is no connection."""
    seen: object = error
    while isinstance(seen, BaseException):
        inner = getattr(seen, "certificate_error", None) or getattr(seen, "os_error", None) or seen.__cause__
        if isinstance(seen, ssl.SSLError) and inner is None:
            return str(getattr(seen, "verify_message", "") or seen)
        seen = inner
    return None
