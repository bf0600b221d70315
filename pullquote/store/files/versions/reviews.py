"""What a file says of which of its quotes are proposals, even where the rest of it is wrong.

A quote that its owner marks as a proposal, or as a less safe one, in a file with a mistake must not stay public as it
was. Quotes are known by their words. Where nobody can say which quotes are meant, all that may be are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from typing import NamedTuple

from pullquote.store.files.kinds import QuoteKeys
from pullquote.store.files.syntax.trees import MappingNode, Number
from pullquote.store.model.problems import closest
from pullquote.store.model.records import ReviewTier

REVIEW, TEXT = "review", "text"
QUOTE_KEYS = ("text", "speaker", "source", "cue", REVIEW)
"""Keys of a quote, of which a mistyped one may be meant."""
TIERS = {tier.value: tier for tier in ReviewTier}
_REVIEW = re.compile(rf"""\b{REVIEW}["']?[ \t]*:[ \t]*["']?([^\s"'#,}}\]]*)""", re.IGNORECASE)


class SaidReview(NamedTuple):
    """What a file says of one quote: its words in one line, None where they cannot be read, and its tier, None where it
    is no proposal."""

    words: str | None
    tier: ReviewTier | None


def reviews_in(story: MappingNode) -> Iterator[SaidReview]:
    """What the entries under ``quotes`` of a story say."""
    for node in story.items("quotes"):
        if isinstance(node, MappingNode):
            said = {_meant(key): value for key, value in node.value.items()}
            text = said.get(TEXT)
            words = _in_one_line(text if isinstance(text, list) else [text]) if text else None
            yield SaidReview(words, _tier(said.get(REVIEW)))


def reviews_in_text(text: str) -> Iterator[SaidReview]:
    """What the lines of a story say that could not be read as a mapping: nobody knows of which quotes."""
    yield from (SaidReview(None, _tier(found[1])) for found in _REVIEW.finditer(text))


def reviews_of(quotes: Iterable[QuoteKeys]) -> Iterator[SaidReview]:
    """What quotes say that could be read."""
    yield from (SaidReview(_in_one_line(quote.text), quote.review) for quote in quotes)


def reviewed(quotes: Sequence[QuoteKeys], said: Iterable[SaidReview]) -> list[QuoteKeys]:
    """Quotes with the less safe of their own tier and that which a file says of them.

    Of quotes that the file has no words of, each may be any of those that it says more of than of these quotes.
    """
    tiers: dict[str, ReviewTier | None] = {}
    others: list[ReviewTier | None] = []
    known = {_in_one_line(quote.text) for quote in quotes}
    for words, tier in said:
        if words in known and words is not None:
            tiers[words] = _less_safe(tiers.get(words), tier)
        else:
            others.append(tier)
    unknown = [quote for quote in quotes if _in_one_line(quote.text) not in tiers]
    more = Counter(filter(None, others)) - Counter(quote.review for quote in unknown if quote.review)
    worst: ReviewTier | None = None
    for tier in more:
        worst = _less_safe(worst, tier)
    return [_with(quote, tiers.get(_in_one_line(quote.text), worst)) for quote in quotes]


def _with(quote: QuoteKeys, tier: ReviewTier | None) -> QuoteKeys:
    less_safe = _less_safe(quote.review, tier)
    if less_safe is quote.review:
        return quote
    quote = copy(quote)
    object.__setattr__(quote, REVIEW, less_safe)  # keys are frozen, and nobody else has these
    return quote


def _less_safe(one: ReviewTier | None, other: ReviewTier | None) -> ReviewTier | None:
    return max((tier for tier in (one, other) if tier), key=lambda tier: tier.value, default=None)


def _meant(key: str) -> str:
    name = key.casefold()
    return name if name in QUOTE_KEYS else closest(name, QUOTE_KEYS) or name


def _tier(value: object) -> ReviewTier | None:
    """The tier that a value means; what is none means the least safe, and nothing at all means none."""
    text = (value.text if isinstance(value, Number) else "" if value is None else str(value)).strip().upper()
    if not text:
        return None
    return TIERS.get(text, ReviewTier.C)


def _in_one_line(parts: Iterable[object]) -> str:
    return " ".join(word for part in parts for word in str(part).split())
