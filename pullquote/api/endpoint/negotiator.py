"""What the headers of a GraphQL request mean, apart from what it asks for: a function of a few of them.

The fast path remembers it by these few, which it learns from here, and here from the modules that read them. No
other header is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping

from pullquote.api.errors import Refused, refused
from pullquote.api.http import csrf
from pullquote.api.http.bodies import check_content_type
from pullquote.api.http.negotiation import BODIES, EVENT_STREAM, HTML, Choice, NegotiatedHeaders, choose
from pullquote.api.settings import Settings
from pullquote.api.streams.transports import MEDIA_TYPES

OFFERED = (*BODIES, *MEDIA_TYPES)
READ = frozenset({b"accept", b"content-encoding", b"content-type"})
"""The headers whose values decide what a request gets, besides those of the cross-site rule."""


class Negotiator:
    """Negotiates as the settings have it."""

    def __init__(self, settings: Settings, *, has_page: bool) -> None:
        self._offered_to_browsers = (*OFFERED, HTML) if has_page else OFFERED
        self._prevents = settings.csrf_prevention
        # Of a POST, the content type alone is what a browser asks about first.
        cross_site = (csrf.READ, frozenset(csrf.ASKED_FIRST)) if self._prevents else (READ, frozenset())
        self._of_others = READ | cross_site[0], cross_site[1]

    def deciding(self, method: str) -> tuple[frozenset[bytes], frozenset[bytes]]:
        """The headers that decide: those whose values do, and those that need only be there."""
        return (READ, frozenset()) if method == "POST" else self._of_others

    def negotiate(self, method: str, headers: Mapping[bytes, bytes], scheme: str) -> NegotiatedHeaders:
        """What these headers mean, of a request by ``scheme`` (``http`` or ``https``)."""
        values, present = self.deciding(method)
        headers = {name: headers[name] for name in values | present if name in headers}
        accept = headers[b"accept"].decode("latin-1") if b"accept" in headers else None
        choice = choose(accept, OFFERED)
        if method == "POST":
            refusal = not_acceptable() if choice is None else _of_body(headers)
            return NegotiatedHeaders(choice, refusal, is_plain=refusal is None and _takes_json(choice))
        wanted = choose(accept, self._offered_to_browsers)
        is_cross_site = self._prevents and csrf.is_cross_site(headers, scheme)
        return NegotiatedHeaders(
            choice,
            wants_page=wanted is not None and wanted.media_type == HTML,
            is_cross_site=is_cross_site,
            is_plain=not is_cross_site and _takes_json(choice),
        )


def not_acceptable() -> Refused:
    """What a client gets that takes nothing of what is offered."""
    message = f"The answer can be {', '.join(OFFERED)}; `Accept` has none of them."
    return refused("NOT_ACCEPTABLE", message)


def _takes_json(choice: Choice | None) -> bool:
    return choice is not None and choice.body is not None and choice.media_type != EVENT_STREAM


def _of_body(headers: Mapping[bytes, bytes]) -> Refused | None:
    try:
        check_content_type(headers)
    except Refused as refusal:
        return refusal
    return None
