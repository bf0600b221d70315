"""Indirect speech: what a sentence says that somebody said, without quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.english.words import (
    AMBIGUOUS,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    SAY,
    TAKES_A_HEARER,
    WEEKDAYS,
)
from pullquote.importing.proposals.reading.clauses import is_passive, subject_of
from pullquote.importing.proposals.reading.main_clauses import main_subject
from pullquote.importing.proposals.reading.phrases import (
    SentenceWords,
    SpeechSource,
    can_speak,
    described_behind,
)
from pullquote.importing.proposals.reading.sentences import OPAQUE

SHORTEST = 8
"""Characters of what is said."""
_NO_SPEECH = words_in(
    """
    asked ask asks asking quoted quotes cited cites posted posts read reads continued continues
    continue proposed denied begin begins began charged
    """
)
"""Verbs behind which no clause says what was said."""
_BEFORE_THAT = frozenset(WEEKDAYS) | {"on", "late", "in", "at", "yesterday", "last"}
BEFORE_THAT = 8
"""Tokens between a verb and ``that``: told the council on Monday that."""
_VERBS = SAY - _NO_SPEECH - (AMBIGUOUS - {"claims", "notes", "states", "promises"})
_CLAUSE = words_in(
    """
    he she they it there this these those no some many most we i you if when while people more all
    what not both every nobody
    """
)
_END = re.compile(
    r",? (?:adding|saying|noting|according to|and (?:added|said|told))\b|, (?:as|while|when|after|but)\b (?!\w+ing\b)"
)


class Said(NamedTuple):
    """Indirect speech: where its words stand, the verb, and whom it makes speak."""

    start: int
    end: int
    cue: tuple[int, int]
    verb: str
    source: SpeechSource


def indirect_in(words: SentenceWords, skeleton: str, start: int, end: int) -> Iterator[Said]:
    """The indirect speech of a sentence; none of it is in quotation marks."""
    at = start
    for verb, token in enumerate(words.tokens):
        if verb in words.mentions:
            continue
        if token.text == "according" and words.at(verb + 1) == "to":
            said = _according(words, verb, skeleton, start, end)
        elif token.text in _VERBS:
            said = _behind_its_words(words, verb, start) or _before_its_words(words, verb, skeleton, end)
        else:
            continue
        is_speech = said is not None and can_speak(said.source) and _is_speech(skeleton, said)
        if said is not None and is_speech and said.start >= at:
            yield said
            at = max(said.end, said.cue[1])


def _is_speech(skeleton: str, said: Said) -> bool:
    content = skeleton[said.start : said.end]
    return len(content) >= SHORTEST and OPAQUE not in content and " " in content


def _according(words: SentenceWords, verb: int, skeleton: str, start: int, end: int) -> Said | None:
    source, after = described_behind(words, verb + 2)
    if source is None:
        return None
    cue = words.tokens[verb].start, words.tokens[verb + 1].end
    if verb == 0:
        comma = next((each for each in range(after, len(words.tokens)) if words.at(each) == ","), None)
        if comma is None:
            return None
        return Said(*_trimmed(skeleton, words.tokens[comma].end, end), cue, "according to", source)
    return Said(*_trimmed(skeleton, start, cue[0]), cue, "according to", source)


def _behind_its_words(words: SentenceWords, verb: int, start: int) -> Said | None:
    """The ferry will sail again, Ana Ruiz said."""
    following = words.at(verb + 1)
    if (
        following
        not in {".", "", ",", "in", "on", "at", "during", "last", "late", "yesterday", "to", *WEEKDAYS}
        and words.at(verb - 1) != ","
    ):
        return None
    comma = next((each for each in range(verb - 1, 2, -1) if words.at(each) == ","), None)
    if comma is None:
        return None
    token = words.tokens[verb]
    if comma == verb - 1:
        source, _ = described_behind(words, verb + 1)  # …, said Ida Brook.
    else:
        source = subject_of(words, verb, comma + 1)
    if source is None or source.start < words.tokens[comma].start or token.text.endswith("ing"):
        return None
    first = words.tokens[0]
    if (
        first.text in PREPOSITIONS | CONJUNCTIONS
        or first.text in {"asked", "according"}
        or first.text.endswith("ing")
    ) and comma < 8:
        return None
    if not _has_verb(words, 0, comma):
        return None
    return Said(start, words.tokens[comma].start, (token.start, token.end), token.text, source)


def _before_its_words(words: SentenceWords, verb: int, skeleton: str, end: int) -> Said | None:
    """Ida Brook said that the wall would be finished; warned of a flood."""
    token = words.tokens[verb]
    after = None if is_passive(words, verb) else _clause(words, verb)
    if after is None or after >= len(words.tokens):
        return None
    source = (main_subject(words, 0, verb) if token.text.endswith("ing") else None) or subject_of(words, verb)
    if source is None:
        return None
    first = words.tokens[after].start
    cut = _END.search(skeleton, first, end)
    return Said(
        *_trimmed(skeleton, first, cut.start() if cut else end), (token.start, token.end), token.text, source
    )


def _clause(words: SentenceWords, verb: int) -> int | None:
    """The number of the token with which begins what a verb says; None where no clause follows."""
    after, text = verb + 1, words.at(verb)
    hears = text in TAKES_A_HEARER
    if hears or words.at(after) in _BEFORE_THAT:
        near = range(after, min(after + BEFORE_THAT, len(words.tokens)))
        after = next((each for each in near if words.at(each) == "that"), after)
    following = words.at(after)
    if following == "that" or (following in {"of", "against"} and text.startswith("warn")):
        return after + 1
    begins = (
        after in words.mentions
        or following in _CLAUSE
        or following in DETERMINERS
        or following[:1].isdigit()
        or (after < len(words.tokens) and words.tokens[after].is_capital)
    )
    can_follow = not hears or text.startswith("warn")
    return after if begins and can_follow and _has_verb(words, after) else None


def _has_verb(words: SentenceWords, index: int, end: int = 12) -> bool:
    """Whether a clause follows, and not only a noun: said the wall would hold, and not said the word."""
    return any(
        words.at(each) in _FINITE or (words.at(each).endswith(("ed", "s")) and each > index + 1)
        for each in range(index, min(index + end, len(words.tokens)))
    )


_FINITE = words_in(
    """
    is are was were will would can could may might must should shall has have had does do did ’s ’d
    ’ll came went made got took gave
    """
)


def _trimmed(skeleton: str, start: int, end: int) -> tuple[int, int]:
    while start < end and skeleton[start] in " ,\n":
        start += 1
    while end > start and skeleton[end - 1] in " ,.\n":
        end -= 1
    return start, end
