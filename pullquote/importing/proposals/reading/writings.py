"""Who has written what says something: the letter said; the email, sent by Ida Brook, says."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.reading.people import Mention, Named, start_of
from pullquote.importing.proposals.reading.phrases import SpeechSource

LOOKED_AT = 600
"""Characters before a letter speaks in which it came up."""
LONGEST_OFFICE = 60
"""Characters between a letter and the name of who wrote it."""
_MESSAGES = words_in("letter email e-mail message note memo text tweet post statement submission")
"""What somebody has written to others, which a text can bring up before it says what is in it."""
_WRITTEN_BY = re.compile(r",? (?:sent|written|signed|posted|issued) by (?:the |its )?")
"""Between what is written and the name of who wrote it."""
_FROM = re.compile(r",? (?:\w+ ){0,3}(?:from|by) (?:[\w-]+ ){0,4}")
_WRITES = re.compile(
    r"\b(?:told|said|says|wrote|written|sent|posted|issued)\b(?! (?:that|he|she|it|they)\b)[^.\n\x01]{0,60} (?:an?|this|his|her|its) (?:[\w-]+ ){0,2}\Z"
)
_HAS_WRITTEN = re.compile(r"\b(?:has|have|had) (?:also )?written to\b|\bwrote to\b")
_CAME_FROM = re.compile(r"[^.\n]{0,30}\. (?:It|This) (?:was|came|is) (?:\w+ )?(?:from|by) ")


def is_written_by(skeleton: str, source: SpeechSource, by: Mention) -> bool:
    """Whether the words behind what is written say who wrote it: the email, sent by Ida Brook, says …"""
    return _WRITTEN_BY.fullmatch(skeleton, source.end, max(source.end, by.printed)) is not None


def writer_of(skeleton: str, mentions: Sequence[Mention], source: SpeechSource) -> Named | None:
    """Who wrote what a text has brought up before, or says so right behind: Ida Brook told parents in a letter. “…,” the letter
    said."""
    if source.head not in _MESSAGES or not source.is_definite:
        return None
    came_from = _CAME_FROM.match(skeleton, source.end)
    if came_from is not None:
        return _named_behind(mentions, came_from.end())
    near = max(0, source.start - LOOKED_AT)
    at = skeleton.rfind(f" {source.head}", near, source.start)
    if at < 0:
        listed = list(_HAS_WRITTEN.finditer(skeleton, near, source.start))
        return _named_before(mentions, listed[-1].start(), near) if listed else None
    end = at + 1 + len(source.head)
    behind = mentions[bisect_left(mentions, end, key=start_of) :][:1]
    if behind and _FROM.fullmatch(skeleton, end, min(behind[0].printed, end + LONGEST_OFFICE)):
        return behind[0].who
    writes = _WRITES.search(skeleton, near, at + 1)
    return _named_before(mentions, writes.start(), near) if writes is not None else None


def _named_before(mentions: Sequence[Mention], end: int, start: int) -> Named | None:
    at = bisect_left(mentions, end, key=start_of)
    return mentions[at - 1].who if at and mentions[at - 1].start >= start else None


def _named_behind(mentions: Sequence[Mention], start: int) -> Named | None:
    at = bisect_left(mentions, start, key=start_of)
    near = at < len(mentions) and mentions[at].printed <= start + 1
    return mentions[at].who if near else None
