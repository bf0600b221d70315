"""Which media type an answer has: the Accept header (RFC 9110, section 12.5.1), by q and then by order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from pullquote.api.errors import Refused

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
HTML = "text/html"
MULTIPART = "multipart/mixed"
EVENT_STREAM = "text/event-stream"

BODIES = (JSON, GRAPHQL_JSON)
"""What a whole answer may be, ours first: `*/*` and no header at all get the type that everybody reads."""
REMEMBERED = 256
"""Accept headers that are parsed once: clients have a handful."""
LONGEST_REMEMBERED = 1_000
"""Characters of an Accept header that is parsed once; browsers send under 200."""


@dataclass(frozen=True)
class Accepted:
    """One media type of an Accept header; ``parameters`` are lower-case names and values without quotes."""

    media_type: str
    q: float = 1
    parameters: Mapping[str, str] = field(default_factory=dict)

    def covers(self, media_type: str) -> bool:
        """Whether ``media_type`` is this one, or of this range."""
        if self.media_type in {media_type, "*/*"}:
            return True
        return self.media_type.endswith("/*") and media_type.startswith(self.media_type[:-1])


@dataclass(frozen=True)
class Choice:
    """What the client prefers among what is offered, and the JSON type for when that does not apply.

    ``body`` is None where the client takes no JSON.
    """

    media_type: str
    parameters: Mapping[str, str]
    body: str | None


def choose(accept: str | None, offered: tuple[str, ...] = BODIES) -> Choice | None:
    """The best of ``offered`` for this Accept header; None where the client takes none of them.

    The highest q wins, and of equals the one that the client lists first; a range like ``*/*`` means the
    first of ours that it covers. ``offered`` has our preference in order.
    """
    if accept is None or not accept.strip():
        return Choice(JSON, {}, JSON)
    return (_remembered if len(accept) <= LONGEST_REMEMBERED else _choose)(accept, offered)


def _choose(accept: str, offered: tuple[str, ...]) -> Choice | None:
    accepted = tuple(parse_accept(accept))
    best = _best(accepted, offered)
    if best is None:
        return None
    media_type, parameters = best
    body = _best(accepted, BODIES)
    return Choice(media_type, parameters, body[0] if body else None)


_remembered = lru_cache(REMEMBERED)(_choose)


def choose_named(accept: str | None, offered: tuple[str, ...], *, equal: bool = False) -> Choice | None:
    """The best of ``offered`` among the types that the client names in full; ranges do not count.

    Where ``equal``, it must be wanted as much as the best of all, and is then the first of ``offered``.
    """
    accepted = tuple(parse_accept(accept or ""))
    named = [entry for entry in accepted if entry.media_type in offered]
    if equal:
        most = max((entry.q for entry in accepted), default=0)
        named = [entry for entry in named if entry.q == most]
        named.sort(key=lambda entry: offered.index(entry.media_type))
    best = _best(named, offered)
    whole = _best(accepted, BODIES)
    return Choice(*best, whole[0] if whole else None) if best is not None else None


def _best(accepted: Sequence[Accepted], offered: Sequence[str]) -> tuple[str, Mapping[str, str]] | None:
    refused = {entry.media_type for entry in accepted if entry.q == 0}
    # Sorting is stable, so entries of the same q stay in the client's order.
    for entry in sorted(accepted, key=lambda entry: -entry.q):
        if entry.q == 0:
            break
        for media_type in offered:
            if media_type not in refused and entry.covers(media_type):
                return media_type, entry.parameters
    return None


def parse_accept(header: str) -> Iterator[Accepted]:
    """The media types of an Accept header, in its order; what is malformed is left out."""
    for part in split(header, ","):
        media_type, *parameters = split(part, ";")
        media_type = media_type.strip().lower()
        if media_type == "*":  # some old clients' way to say */*
            media_type = "*/*"
        if media_type.count("/") != 1:
            continue
        named = {}
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            named[name.strip().lower()] = value.strip().strip('"')
        yield Accepted(media_type, parse_q(named.pop("q", "1")), named)


def parse_q(text: str) -> float:
    """A quality value, 0 to 1; 0 where it is not one."""
    try:
        value = float(text)
    except ValueError:
        return 0
    return value if 0 <= value <= 1 else 0


def split(text: str, separator: str) -> list[str]:
    """``text`` at each separator that is not inside quotation marks."""
    if '"' not in text:
        return text.split(separator)
    parts, start, quoted = [], 0, False
    for index, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif character == separator and not quoted:
            parts.append(text[start:index])
            start = index + 1
    return [*parts, text[start:]]


class NegotiatedHeaders(NamedTuple):
    """What an answer may be, and from where the request comes.

    ``refusal`` is of a request that no body can make right. One that ``is_plain`` gets what anybody gets who asks for
    the same: an answer in JSON, unless it comes in parts.
    """

    choice: Choice | None
    refusal: Refused | None = None
    wants_page: bool = False
    is_cross_site: bool = False
    is_plain: bool = False
