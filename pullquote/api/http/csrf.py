"""Cross-site requests that nobody asked for: what other sites can make a visitor's browser send.

A page of any site can make a browser send a *simple* request here: an image or a script with the address of
a query, without asking first. It cannot read the answer, and no GET changes anything. But it can have
every visitor's browser, inside whatever network that is in, ask for expensive operations, and time them. So
a browser must have asked first (a preflight), which it must as soon as a request has a header of its own.

POST needs no check: its body must be ``application/json``, which a browser asks about. What is left is GET.
A browser says in ``Sec-Fetch-Site`` whose page it asks for, or else in ``Origin``. To a host without TLS it
may say neither; then its name, ``Mozilla/5.0``, which a page cannot change without asking, gives it away.
Programs (curl, servers, caches) are nobody's victim and are served.
A trusted document is served too: that is an operation which the owner of this server has chosen. One that was
registered by its hash is not: any page can register what it likes.
"""

from __future__ import annotations

from collections.abc import Mapping

from pullquote.api.errors import Refused, refused

ASKED_FIRST = (
    b"apollo-require-preflight",
    b"graphql-require-preflight",
    b"x-apollo-operation-name",
    b"x-request-id",
)
"""Headers that a page cannot send to another site unless its browser asked us."""
READ = frozenset({b"authorization", b"content-type", b"host", b"origin", b"sec-fetch-site", b"user-agent"})
"""The headers whose values decide besides; those above need only be there."""
SIMPLE_CONTENT_TYPES = (b"application/x-www-form-urlencoded", b"multipart/form-data", b"text/plain")
"""Content types that it can send (https://fetch.spec.whatwg.org/#cors-safelisted-request-header)."""
OWN_SITE = (b"same-origin", b"none")
"""Sec-Fetch-Site of our own pages, and of an address that the user typed."""
BROWSER = b"mozilla/"
"""How every browser's User-Agent begins."""


def is_cross_site(headers: Mapping[bytes, bytes], scheme: str) -> bool:
    """Whether a browser sends a GET with these headers for another site without having asked."""
    return may_be_cross_site(headers, scheme) and not _asked_first(headers)


def refusal() -> Refused:
    """What such a request gets."""
    message = (
        "A browser may not send this for another site without asking first. Send it with the header "
        "`Content-Type: application/json`, or ask for a trusted document."
    )
    return refused("CSRF_REFUSED", message)


def _asked_first(headers: Mapping[bytes, bytes]) -> bool:
    if any(name in headers for name in ASKED_FIRST):
        return True
    # Not every Authorization: a browser repeats Basic on its own, once its user has logged in (to a proxy, say).
    if headers.get(b"authorization", b"").lower().startswith(b"bearer "):
        return True
    content_type = headers.get(b"content-type")
    if content_type is None:
        return False
    return content_type.partition(b";")[0].strip().lower() not in {*SIMPLE_CONTENT_TYPES, b""}


def may_be_cross_site(headers: Mapping[bytes, bytes], scheme: str) -> bool:
    """Whether a browser may have sent a request with these headers for another site, having asked or not."""
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        return site.strip().lower() not in OWN_SITE
    origin = headers.get(b"origin")
    if origin is not None:
        own = scheme.encode() + b"://" + headers.get(b"host", b"")
        return origin.lower() != own.lower()
    return headers.get(b"user-agent", b"").lower().startswith(BROWSER)
