"""Finds the words of quotes in a text of a story, and says how they stand there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pullquote.store.model.bodies import TextSpan
from pullquote.store.model.records import QuoteKind, StoryPart
from pullquote.store.quotes.folding import made_alike
from pullquote.store.quotes.guessing import closest_passage, interrupted, shown, shown_differing
from pullquote.store.quotes.hints import Chain, choosing, following, places_named
from pullquote.store.quotes.prose import AROUND, NOTE_MARK, PAUSES, Prose
from pullquote.store.quotes.sentences import is_fragment

INTERRUPTION = re.compile(r"\s?[,–—-].*[,–—-]\s?", re.DOTALL)
"""What says without quotation marks that something stands between two pieces of a quote."""
HINT_WORDS = (4, 8, 2, 16)
"""How many words before or behind a quote are tried as a hint."""
SAFE_HINT = re.compile(r"(?![&*!|>%@`?#-])(?:(?!: | #)[^\[\]{}\"])+")
"""A hint that can be copied into YAML as it is."""


class Found(NamedTuple):
    """Where a quote stands, and how. ``parts`` are in the blocks of the body, or in the one text that ``place``
    names. ``as_printed`` is what the file says the story calls the speaker, where the story does; ``is_named`` is
    false where nothing that the file alone says is in the story. ``is_quoted_apart``: quotation marks of their own
    stand around the words.
    """

    parts: tuple[TextSpan, ...]
    kind: QuoteKind
    is_fragment: bool
    place: StoryPart = StoryPart.BODY
    as_printed: str | None = None
    is_named: bool = True
    is_quoted_apart: bool = False


class Missing(NamedTuple):
    """A quote that could not be placed: the code, message and suggestion of a problem; ``key`` is the key at fault,
    and ``part`` the item of its list."""

    code: str
    message: str
    suggestion: str | None
    key: str = "text"
    part: int = 0


def find(
    prose: Prose, words: Sequence[str], after: str | None = None, before: str | None = None
) -> Found | Missing:
    """Place a quote of one or more parts: behind the words ``after`` and in front of the words ``before``, if
    they are given.

    The parts of a split quote follow one another, as close together as they stand.
    """
    candidates = [prose.places(part) for part in words]
    for index, (part, places) in enumerate(zip(words, candidates, strict=True)):
        if not places:
            return _not_found(prose, part, index, is_whole=len(words) == 1)
    chains = following(candidates)
    if not chains:
        return Missing("PQ301", "the parts of the quote do not follow one another in the body", None)
    for key, hint in (("after", after), ("before", before)):
        if hint is None:
            continue
        hints = prose.places(hint)
        if not hints:
            return Missing("PQ303", f"{shown(hint)} does not stand in the body", _closest(prose, hint), key)
        chains = choosing(chains, hints, key)
        if not chains:
            message = f"{shown(words[0])} does not come {key} {shown(hint)}"
            return Missing("PQ303", message, None, key)
    if len(chains) > 1:
        return _ambiguous(prose, words, chains, after, before)
    return _found(prose, chains[0])


def _not_found(prose: Prose, part: str, index: int, *, is_whole: bool) -> Missing:
    message = f"{shown(part)} does not stand in the body"
    if not prose.may_guess():
        return Missing("PQ301", message, None, part=index)
    alike = prose.words.alike
    pieces = _interrupted(prose, part) if is_whole else None
    if pieces:
        texts = [prose.text[start : prose.with_pauses(start, end)] for start, end in pieces]
        suggestion = (
            f"the story interrupts it; write its parts: text: {json.dumps(texts, ensure_ascii=False)}"
        )
        return Missing("PQ301", f"{shown(part)} does not stand in the body in one piece", suggestion)
    passage = closest_passage(alike, made_alike(part))
    if passage is None:
        return Missing("PQ301", message, None, part=index)
    start, end = prose.words.span(*passage)
    written, meant = shown_differing(part, prose.text[start:end])
    return Missing("PQ301", f"{written} does not stand in the body", f"did you mean {meant}?", part=index)


def _interrupted(prose: Prose, words: str) -> list[tuple[int, int]] | None:
    """The pieces of a quote that was written in one, if what stands between them is no part of it."""
    pieces = [prose.words.span(*piece) for piece in interrupted(prose.words.alike, made_alike(words)) or ()]
    for (start, end), (next_start, _) in pairwise(pieces):
        is_outside = prose.standing(end, next_start) is not QuoteKind.DIRECT
        is_direct = prose.standing(start, end) is QuoteKind.DIRECT
        if not (is_direct and is_outside) and not INTERRUPTION.fullmatch(prose.text, end, next_start):
            return None
    return pieces


def _closest(prose: Prose, words: str) -> str | None:
    passage = closest_passage(prose.words.alike, made_alike(words)) if prose.may_guess() else None
    if passage is None:
        return None
    start, end = prose.words.span(*passage)
    return f"did you mean {shown(prose.text[start:end])}?"


def _ambiguous(
    prose: Prose, words: Sequence[str], chains: list[Chain], after: str | None, before: str | None
) -> Missing:
    blocks = [prose.block_at(chain[0][0]) + 1 for chain in chains]
    message = f"{shown(words[0])} stands {len(chains)} times in {places_named(blocks)}"
    if after is not None:
        message += f", also behind {shown(after)}"
    if before is not None:
        message += f", also in front of {shown(before)}"
    return Missing("PQ302", message, _which(prose, chains))


def _which(prose: Prose, chains: list[Chain]) -> str | None:
    """What to write for one of several places; each was tried."""
    advice = []
    for chain, which in zip(chains, ("first", "second", "third"), strict=False):
        for key, hint in _hints(prose, chain):
            if choosing(chains, prose.places(hint), key) == [chain]:
                advice.append(f"for the {which}, add {key}: {hint}")
                break
    return "; ".join(advice) or None


def _hints(prose: Prose, chain: Chain) -> Iterator[tuple[str, str]]:
    """Words around a quote that may say which one is meant, fewer words first."""
    start, end = chain[0][0], chain[-1][1]
    block = prose.block_at(start)
    above = prose.text[prose.starts[block] : start].strip(AROUND).split()
    behind = prose.text[end : prose.starts[block] + len(prose.blocks[block].text)].strip(AROUND).split()
    for count in HINT_WORDS:
        for key, nearest in (("after", above[-count:]), ("before", behind[:count])):
            hint = " ".join(nearest).strip(f"{AROUND}{''.join(PAUSES)}")
            if hint and SAFE_HINT.fullmatch(hint):
                yield key, hint


def _found(prose: Prose, places: Chain) -> Found:
    kind, *others = [prose.standing(start, end) for start, end in places]
    if any(other is not kind for other in others):
        kind = QuoteKind.MIXED
    last = len(places) - 1
    whole = [
        (start, prose.with_pauses(start, end) if number < last else end)
        for number, (start, end) in enumerate(places)
    ]
    parts = tuple(span for start, end in whole for span in prose.spans(start, end))
    start, end = places[0][0], places[-1][1]
    note = NOTE_MARK.match(prose.text, end)
    return Found(
        parts,
        kind,
        is_fragment(prose.text, start, note.end() if note else end),
        is_quoted_apart=prose.is_quoted_apart(start, end),
    )
