"""Where a cluster is, and who asks there: an address on the command line, secrets from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

DEFAULT_PORT = 9200


class InvalidAddress(ValueError):
    """What was given as the address of a cluster is none; the message is one line."""


@dataclass(frozen=True)
class Credentials:
    """Who asks, and the authority whose certificates are believed (a file in PEM; None: those of the system)."""

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: Path | None = None


@dataclass(frozen=True)
class ClusterAddress:
    """The nodes of a cluster, without secrets, and the credentials that they want."""

    hosts: tuple[str, ...]
    credentials: Credentials = field(default_factory=Credentials, repr=False)

    def __str__(self) -> str:
        return ",".join(self.hosts)


def read_address(text: str, credentials: Credentials | None = None) -> ClusterAddress:
    """The address ``https://user@host:9200``, or several with commas between, with the credentials that go with it.

    Raises InvalidAddress, also for a password in it: whoever lists processes would see it.
    """
    credentials = credentials or Credentials()
    hosts: list[str] = []
    users = {credentials.user} if credentials.user else set()
    for each in text.split(","):
        host, user = _host(each.strip())
        hosts.append(host)
        if user:
            users.add(user)
    if len(users) > 1:
        raise InvalidAddress(
            f"the address of a cluster has one user, and here are {' and '.join(sorted(users))}"
        )
    user = users.pop() if users else None
    if user and credentials.password is None:
        raise InvalidAddress(
            f"there is no password for {user}: set PULLQUOTE_OPENSEARCH_PASSWORD, or PULLQUOTE_OPENSEARCH_PASSWORD_FILE"
        )
    return ClusterAddress(tuple(hosts), Credentials(user, credentials.password, credentials.ca_file))


def _host(text: str) -> tuple[str, str | None]:
    """A node without its user, and that user."""
    try:
        parts = urlsplit(text)
        port = parts.port or DEFAULT_PORT
    except ValueError as error:
        raise InvalidAddress(f"{_shown(text)} is no address of a cluster: {error}") from None
    if parts.password is not None:
        raise InvalidAddress(
            f"the address {_shown(text)} has a password in it, which everybody sees who lists processes: set "
            "PULLQUOTE_OPENSEARCH_PASSWORD in its place"
        )
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise InvalidAddress(
            f"{_shown(text)} is no address of a cluster: expected https://user@host:9200, or several with commas between"
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    user = unquote(parts.username) if parts.username else None
    return f"{parts.scheme}://{host}:{port}{parts.path.rstrip('/')}", user


def _shown(text: str) -> str:
    """What may be printed of an address: no password."""
    start, at, rest = text.rpartition("@")
    if not at:
        return f'"{text}"'
    scheme, slashes, user = start.rpartition("//")
    return f'"{scheme}{slashes}{user.partition(":")[0]}@{rest}"'
