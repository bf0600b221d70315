"""What a file says of its quotes, even where the rest of it is wrong: which are proposals, and which are no longer there.

A quote that its owner marks as a proposal, rejects or gives to another speaker, in a file with a mistake, must not stay
public as it was. Quotes are known by their words. Where nobody can say which quotes are meant, all that may be are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from typing import NamedTuple

from pullquote.store.files.kinds import QuoteKeys
from pullquote.store.files.syntax.trees import ListNode, MappingNode, Number
from pullquote.store.model.problems import closest
from pullquote.store.model.records import ReviewTier

QUOTES, TEXT, SPEAKER, SOURCE, REVIEW = "quotes", "text", "speaker", "source", "review"
QUOTE_KEYS = (TEXT, SPEAKER, SOURCE, "cue", REVIEW)
"""Keys of a quote, of which a mistyped one may be meant."""
TIERS = {tier.value: tier for tier in ReviewTier}
_REVIEW = re.compile(rf"""\b{REVIEW}["']?[ \t]*:[ \t]*["']?([^\s"'#,}}\]]*)""", re.IGNORECASE)


_QUOTES = re.compile(r"""^([ \t]*)(?:.*[{,][ \t]*)?["']?quotes["']?[ \t]*:""")
_OTHER_KEY = re.compile(r"""[,}][ \t]*["']?body["']?[ \t]*:""")
"""The body in the same line, which has the words of all quotes."""
_KEY = re.compile(r"""^[ \t]*(?:- )?[{"']*\w+["']?[ \t]*:""", re.MULTILINE)
_COMMENT = re.compile(r"(?:^|[ \t])#.*", re.MULTILINE)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|[nrt])")


class SaidQuote(NamedTuple):
    """What a file says of one quote: its words in one line, None where they cannot be read, who said them, and its tier,
    None where it is no proposal."""

    words: str | None
    who: frozenset[str]
    tier: ReviewTier | None


class SaidQuotes(NamedTuple):
    """What a file says of the quotes of a story; ``are_all`` where it has no others. ``letters`` are those below
    ``quotes`` of a file that cannot be read: it has no quotes but those whose letters they are; None where it says
    nothing of them."""

    entries: tuple[SaidQuote, ...] = ()
    are_all: bool = False
    letters: str | None = None


def quotes_in(story: MappingNode) -> SaidQuotes:
    """What a story says that could be read as a mapping."""
    listed = story.children.get(QUOTES)
    if not isinstance(listed, ListNode):
        is_missing = listed is None and not any(closest(key.casefold(), [QUOTES]) for key in story.value)
        return SaidQuotes(are_all=is_missing)
    entries = tuple(_entry(node) for node in listed.children if isinstance(node, MappingNode))
    return SaidQuotes(entries, are_all=len(entries) == len(listed.children))


def quotes_in_text(text: str) -> SaidQuotes:
    """What the lines of a story say that could not be read as a mapping: nobody knows of which quotes it says ``review``,
    and which quotes it has only by their letters. A text without any key, as of a file that is being written, says
    nothing."""
    entries = tuple(SaidQuote(None, frozenset(), _tier(found[1])) for found in _REVIEW.finditer(text))
    return SaidQuotes(entries, letters=_letters(_below_quotes(text)) if _KEY.search(text) else None)


def _below_quotes(text: str) -> str:
    """What stands below ``quotes``: behind it in its line, and the lines after it that are further in or items of a list."""
    found: list[str] = []
    indent: int | None = None
    for line in _COMMENT.sub("", text).splitlines():
        inner = line.lstrip(" \t")
        if start := _QUOTES.match(line):
            indent = len(start[1])
            found.append(_OTHER_KEY.split(line[start.end() :])[0])
        elif inner and indent is not None and len(line) - len(inner) >= indent + (not inner.startswith("-")):
            found.append(line)
        elif inner:
            indent = None
    return "\n".join(found)


def _letters(text: str) -> str:
    """The letters and digits of a text, without what is written for others."""
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else " ", text)
    return "".join(filter(str.isalnum, plain))


def quotes_of(quotes: Iterable[QuoteKeys]) -> SaidQuotes:
    """What quotes say that could be read."""
    return SaidQuotes(
        tuple(SaidQuote(_words(quote), _who(quote), quote.review) for quote in quotes), are_all=True
    )


def reviewed(quotes: Sequence[QuoteKeys], said: SaidQuotes) -> list[QuoteKeys | None]:
    """Quotes with the less safe of their own tier and that which a file says of them; None for those that it no longer
    has, and for proposals that it gives to another speaker.

    Of quotes that the file has no words of, each may be any of those that it says more of than of these quotes.
    """
    known = {_words(quote) for quote in quotes}
    by_words: defaultdict[str, list[SaidQuote]] = defaultdict(list)
    others: list[SaidQuote] = []
    for entry in said.entries:
        if entry.words is not None and entry.words in known:
            by_words[entry.words].append(entry)
        else:
            others.append(entry)
    unknown = [quote.review for quote in quotes if _words(quote) not in by_words]
    more = Counter(entry.tier for entry in others if entry.tier) - Counter(filter(None, unknown))
    are_gone = said.are_all and not others
    worst = _least_safe(more)

    def now(quote: QuoteKeys) -> QuoteKeys | None:
        entries = by_words.get(_words(quote))
        if said.letters is not None and any(_letters(part) not in said.letters for part in quote.text):
            return None
        if entries is None:
            return None if are_gone else _with(quote, worst)
        if quote.review is not None and all(entry.who != _who(quote) for entry in entries):
            return None
        return _with(quote, _least_safe(entry.tier for entry in entries))

    return list(map(now, quotes))


def _with(quote: QuoteKeys, tier: ReviewTier | None) -> QuoteKeys:
    least_safe = _least_safe([quote.review, tier])
    if least_safe is quote.review:
        return quote
    quote = copy(quote)
    object.__setattr__(quote, REVIEW, least_safe)  # keys are frozen, and nobody else has these
    return quote


def _least_safe(tiers: Iterable[ReviewTier | None]) -> ReviewTier | None:
    return max((tier for tier in tiers if tier), key=lambda tier: tier.value, default=None)


def _entry(node: MappingNode) -> SaidQuote:
    said = {_meant(key): value for key, value in node.value.items()}
    words = _in_one_line(_listed(said.get(TEXT)))
    who = [*_listed(said.get(SPEAKER)), *_listed(said.get(SOURCE))]
    return SaidQuote(words or None, frozenset(map(str, who)), _tier(said.get(REVIEW)))


def _meant(key: str) -> str:
    name = key.casefold()
    return name if name in QUOTE_KEYS else closest(name, QUOTE_KEYS) or name


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _tier(value: object) -> ReviewTier | None:
    """The tier that a value means; what is none means the least safe, and nothing at all means none."""
    text = (value.text if isinstance(value, Number) else "" if value is None else str(value)).strip().upper()
    return TIERS.get(text, ReviewTier.C) if text else None


def _words(quote: QuoteKeys) -> str:
    return _in_one_line(quote.text)


def _who(quote: QuoteKeys) -> frozenset[str]:
    return frozenset([*quote.speakers, *([quote.source] if quote.source else [])])


def _in_one_line(parts: Iterable[object]) -> str:
    return " ".join(word for part in parts for word in str(part).split())
