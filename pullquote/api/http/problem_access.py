"""Who sees what is wrong with files that the public does not see: by default, who works on this machine.

A message about a file may quote what nobody is to read yet, and a server that listens on this machine only may be
open to the world through a proxy, a page of another site, or a name that leads here. So a request comes from this
machine only where its address, its host and all that a proxy or a browser adds to it say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from starlette.types import Scope

from pullquote.api.http.csrf import may_be_cross_site
from pullquote.api.setting_values import ANY, is_loopback
from pullquote.api.settings import Settings
from pullquote.store.rounds.served import ServedEdition

ADDED_BY_PROXIES = frozenset(
    {b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"x-real-ip"}
)


@dataclass(frozen=True)
class ProblemAccess:
    """Knows the networks whose requests see all problems."""

    networks: tuple[IPv4Network | IPv6Network, ...]
    admits_everybody: bool = False

    @classmethod
    def of(cls, settings: Settings) -> ProblemAccess:
        """The access that the settings describe."""
        given = settings.problems_to
        return cls(tuple(ip_network(word) for word in given if word != ANY), ANY in given)

    def matters_for(self, edition: ServedEdition | None) -> bool:
        """Whether some see more problems than the public does."""
        is_open = self.admits_everybody or bool(self.networks)
        return is_open and edition is not None and edition.public_with_all_problems is not edition.public

    def admits(self, scope: Scope, headers: Mapping[bytes, bytes]) -> bool:
        """Whether the sender of a request with this ASGI scope and these headers sees all problems."""
        if not self.networks or self.admits_everybody:
            return self.admits_everybody
        address = _address_of(scope)
        if address is None or not any(address in network for network in self.networks):
            return False
        if address.is_loopback and not _is_direct(scope, headers):
            return False
        return not may_be_cross_site(headers, scope.get("scheme", "http"))


def is_from_this_machine(scope: Scope, headers: Mapping[bytes, bytes]) -> bool:
    """Whether somebody at this machine sent a request, to a name of its own and through no proxy."""
    address = _address_of(scope)
    return address is not None and address.is_loopback and _is_direct(scope, headers)


def _address_of(scope: Scope) -> IPv4Address | IPv6Address | None:
    """The address that a request comes from; None for a name, as the socket of a proxy may have one."""
    client = scope.get("client")
    try:
        return ip_address(client[0]) if client else None
    except ValueError:
        return None


def _is_direct(scope: Scope, headers: Mapping[bytes, bytes]) -> bool:
    """Whether a request from this machine was sent by somebody at it, and not handed on by a proxy.

    A proxy that adds no header speaks HTTP/1.0 (nginx by default). A name that is not this machine's own is a
    proxy's, or one that a page of another site has made lead here (DNS rebinding).
    """
    if scope.get("http_version") == "1.0" or not ADDED_BY_PROXIES.isdisjoint(headers):
        return False
    try:
        host = urlsplit(f"//{headers.get(b'host', b'').decode('latin-1').strip()}").hostname or ""
    except ValueError:
        return False
    return is_loopback(host)
