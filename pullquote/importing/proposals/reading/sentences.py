"""A text with its passages made opaque, cut to sentences and tokens: what the rules read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.english.words import PLAIN
from pullquote.importing.proposals.reading.passages import Passage

OPAQUE = "\x01"
"""Stands for each character of a passage, so that offsets stay."""
_END = re.compile(r"(?<![.?!…])[.?!…]++[)\]]?+(?=[ \u00a0\n]+[A-Z0-9\x01(\[]|\s*$)")
_ABBREVIATIONS = words_in(
    """
    Mr Mrs Ms Dr Sen Sens Rep Reps Gov Lt Gen Col Maj Capt Sgt Adm Rev St Jr Sr Prof Hon Cmdr vs No
    Inc Corp Co Ltd Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec U.S U.N U.K E.U D.C a.m p.m i.e
    e.g etc Ph.D Messrs Fr Sir Cllr Coun Det Supt Insp Brig Cpl Pvt Del Amb Con Const Engr Asst Atty Msgr Pres
    """
)
_WORD = re.compile(r"[\w.]+$")
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_GOES_ON = re.compile(
    r"[ \u00a0]+(?:(?:he|she|they|it|[A-Z][\w.’-]*|the|a)[ \u00a0]){0,6}(?:\w+ly )?(?:"
    + "|".join(sorted(PLAIN))
    + r")\b"
)
"""An attribution behind “…?” in capitals: “Who?” Ida Brook asked."""
_SIGNED = re.compile(r"\s*(?:[—–]|--?)\s*[A-Z]")
_INVERTED = re.compile(r"[ \u00a0]+[a-z]")
_APART = re.compile(r"\s+\S")
_TOKEN = re.compile(r"\x01+|[^\W_][\w.]*(?:[’'-][^\W_]\w*)*(?<!\.)|[’']s\b|[’']|—|–|--|[.,;:()!?…\[\]]|\S")


class Sentence(NamedTuple):
    """Where a sentence begins and ends, and the numbers of the passages in it."""

    start: int
    end: int
    passages: tuple[int, ...]


def opaque(text: str, passages: Sequence[Passage]) -> str:
    """The text with passages made opaque, and one kind of apostrophe; as long as it was."""
    pieces: list[str] = []
    at = 0
    for passage in passages:
        pieces += [text[at : passage.first], OPAQUE * (passage.last - passage.first)]
        at = passage.last
    pieces.append(text[at:])
    return "".join(pieces).replace("'", "’").replace("\u00a0", " ").replace("\u202f", " ")


def sentences_in(
    skeleton: str, start: int, end: int, text: str, passages: Sequence[tuple[int, Passage]]
) -> Iterator[Sentence]:
    """The sentences of a paragraph; ``passages`` are those in it, with their numbers."""
    cuts = {
        found.end()
        for found in _END.finditer(skeleton, start, end)
        if not _is_abbreviated(skeleton, found, end)
    }
    for _, passage in passages:
        inner = text[passage.start : passage.end].rstrip()
        if inner and inner[-1] in ".?!…" and passage.last < end:
            behind = passage.last, end
            if (
                _INVERTED.match(skeleton, *behind)
                or _SIGNED.match(skeleton, *behind)
                or (inner[-1] != "." and _GOES_ON.match(skeleton, *behind))
            ):
                continue
            if _APART.match(skeleton, *behind):
                cuts.add(passage.last)
    at = start
    for cut in sorted({*cuts, end}):
        if cut > at and skeleton[at:cut].strip():
            here = slice(*(bisect_left(passages, each, key=_first) for each in (at, cut)))
            yield Sentence(at, cut, tuple(number for number, _ in passages[here]))
        at = max(at, cut)


def _first(numbered: tuple[int, Passage]) -> int:
    return numbered[1].first


def _is_abbreviated(skeleton: str, found: re.Match[str], end: int) -> bool:
    """Whether a full stop is one of an abbreviation."""
    if found.group()[0] != "." or found.end() >= end - 1:
        return False
    before = _WORD.search(skeleton, max(0, found.start() - 12), found.start())
    word = before.group() if before else ""
    return word in _ABBREVIATIONS or _INITIALS.fullmatch(word) is not None


class SentenceToken(NamedTuple):
    """A word, a mark or a passage of a sentence, in small letters, and where it stands."""

    text: str
    start: int
    end: int
    is_capital: bool


def tokens_in(skeleton: str, start: int, end: int) -> list[SentenceToken]:
    """The tokens of a range; a passage is one, the possessive ’s is one."""
    tokens: list[SentenceToken] = []
    for found in _TOKEN.finditer(skeleton, start, end):
        word = found.group()
        if word[0] == OPAQUE:
            tokens.append(SentenceToken(OPAQUE, *found.span(), False))
            continue
        if word.endswith("’s") and len(word) > 2:
            cut = found.end() - 2
            tokens += [
                SentenceToken(word[:-2].lower(), found.start(), cut, word[0].isupper()),
                SentenceToken("’s", cut, found.end(), False),
            ]
            continue
        tokens.append(SentenceToken(word.lower(), *found.span(), word[0].isupper()))
    return tokens
