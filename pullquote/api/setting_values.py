"""Words in settings: origins of pages, addresses of proxies and readers, and the path below which a server is.

Each function that reads a word raises ValueError with what is wrong and how it is written instead.
"""

from __future__ import annotations

import re
from ipaddress import ip_address, ip_network

ANY = "*"
"""Stands for every origin, or every address."""
ORIGIN = re.compile(r"([a-z][a-z0-9+.-]*)://(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::([0-9]{1,5}))?", re.IGNORECASE)
DEFAULT_PORTS = {"http": 80, "https": 443}
"""Ports that browsers leave out of an origin."""
LAST_PORT = 65_535
LOCALHOST = "localhost"
PATH = re.compile(r"(/([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+)+")
"""Segments as in RFC 3986, section 3.3, none of them empty."""


def origin_of(text: str) -> str:
    """An origin as browsers send it (https://url.spec.whatwg.org/#origin), or ``*``."""
    if text == ANY:
        return text
    found = ORIGIN.fullmatch(text.rstrip("/"))
    if found is None or int(found[3] or 0) > LAST_PORT:
        raise ValueError(
            f"“{text}” is no origin; write one as https://news.example or http://localhost:3000 "
            "(a name that is not in ASCII as browsers send it, xn--…), or * for any"
        )
    scheme, host, port = found[1].lower(), found[2].lower(), found[3]
    if port is None or int(port) == DEFAULT_PORTS.get(scheme):
        return f"{scheme}://{host}"
    return f"{scheme}://{host}:{int(port)}"


def network_of(text: str) -> str:
    """An address or a network, or ``*``."""
    if text != ANY:
        try:
            ip_network(text)
        except ValueError:
            raise ValueError(
                f"“{text}” is no address; write one as 10.0.0.1, a network as 10.0.0.0/8, or * for any"
            ) from None
    return text


def is_loopback(host: str) -> bool:
    """Whether a host is this machine by its own name, which nobody else reaches it by."""
    try:
        return host == LOCALHOST or ip_address(host).is_loopback
    except ValueError:
        return False


def path_of(text: str) -> str:
    """The path below which a proxy serves this, without a slash at its end; empty for none."""
    path = text.rstrip("/")
    if path and not path.startswith("/"):
        raise ValueError("must begin with /")
    if path and PATH.fullmatch(path) is None:
        raise ValueError("must be a path as in an address, such as /news; write other characters as %20")
    return path
