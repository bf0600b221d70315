"""The subject of the main clause of a part of a sentence."""

from __future__ import annotations

from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.english.words import (
    ADVERBS,
    AUXILIARIES,
    CUES,
    DETERMINERS,
    GROUPS,
    PREPOSITIONS,
    VERBS,
)
from pullquote.importing.proposals.reading.phrases import (
    HEADS,
    SentenceWords,
    SpeechSource,
    described_behind,
    named,
    pronoun,
)
from pullquote.importing.proposals.reading.sentences import OPAQUE

SUBORDINATORS = words_in(
    """
    when while as after before because since although though if until once whereas
    """
)
_SUBJECTS = DETERMINERS | HEADS | GROUPS
"""How a sentence begins that has its subject there."""
_JOINS = frozenset({"and", "but", ";", "—", "–"})
INTRODUCTION = 10
"""Tokens behind a phrase within which the name is given."""
_GIVES_NAME = frozenset({"name", "identified", "himself", "herself", "surname", "known", "named"})
OPENING = 10
"""Tokens of what opens a sentence."""


def main_subject(words: SentenceWords, first: int, end: int) -> SpeechSource | None:
    """The subject of the last main clause between two tokens: whom a participle or a second verb belongs to."""
    starts = [
        first,
        *(index + 1 for index in range(first, end - 1) if _begins_clause(words, index, end)),
    ]
    for start in reversed(starts):
        source = _first_subject(words, start, end)
        if source is not None:
            return source
    return None


def _begins_clause(words: SentenceWords, index: int, end: int) -> bool:
    """Whether a clause with a subject of its own follows a conjunction: Tom Hale agreed, but Ana Ruiz called it."""
    if words.at(index) not in _JOINS:
        return False
    is_apart = words.at(index - 1) == "," or words.at(index) != "and"
    has_subject = index + 1 in words.mentions or words.at(index + 1) in {"he", "she", "they"}
    return (
        is_apart
        and has_subject
        and any(
            words.at(each) in CUES
            or words.at(each) in VERBS
            or words.at(each).endswith("ed")
            or words.at(each) in AUXILIARIES
            for each in range(index + 2, min(end, index + 8))
        )
    )


def _first_subject(words: SentenceWords, first: int, end: int) -> SpeechSource | None:
    index = first
    while index < end:
        text = words.at(index)
        if index in words.mentions:
            if words.at(index + 1) == "’s":
                return _possessed(words, index, end)
            return named(words, index)
        if text in {"he", "she", "they"}:
            return pronoun(words, index)
        if text in {",", OPAQUE, "and", "but", "then", "still", "meanwhile"} or text in ADVERBS:
            index += 1
            continue
        is_opening = text in PREPOSITIONS or text in SUBORDINATORS or text.endswith(("ing", "ed"))
        if is_opening and text not in GROUPS:
            comma = next((each for each in range(index + 1, end) if words.at(each) == ","), end)
            index = comma + 1
            continue
        if index == 0 and (after := _behind_opening(words, end)) is not None:
            index = after
            continue
        if text in DETERMINERS or text in GROUPS or text in HEADS or words.tokens[index].is_capital:
            source, after = described_behind(words, index)
            if words.at(after) == "," and words.at(after + 1) in {"he", "she"}:  # a former nurse, she …
                return pronoun(words, after + 1)
            return source
        index += 1
    return None


def _behind_opening(words: SentenceWords, end: int) -> int | None:
    """The number of the token behind what opens a sentence and is no subject: Furious at the delay, Ida Brook …"""
    comma = next((each for each in range(1, min(end, OPENING)) if words.at(each) == ","), None)
    if comma is None or words.at(0) in _SUBJECTS or any(each in words.mentions for each in range(comma)):
        return None
    following = comma + 1
    is_subject = following in words.mentions or words.at(following) in {"he", "she", "they", "the"}
    return following if is_subject else None


def _possessed(words: SentenceWords, index: int, end: int) -> SpeechSource | None:
    """Ida Brook’s spokesman, Jonas Reed: the one behind, named or not."""
    source, after = described_behind(words, index + 2)
    if source is not None and source.sort == "described" and after <= end:
        if words.at(after) == "," and after + 1 in words.mentions:
            return named(words, after + 1)
        return source._replace(start=words.mentions[index].printed, is_definite=True)
    return source


def introduced(words: SentenceWords, source: SpeechSource) -> SpeechSource:
    """Who is meant by a phrase that a name follows: one of them, who gave her name only as Bea; a man called Keith."""
    if source.sort != "described":
        return source
    index = words.index_of(source.end)
    near = range(index, min(index + INTRODUCTION, len(words.tokens)))
    for each in near:
        text = words.at(each)
        if text in {OPAQUE, ".", ";"}:
            break
        if (text == "as" or text in {"called", "named"}) and each + 1 in words.mentions:
            is_name = text != "as" or any(words.at(one) in _GIVES_NAME for one in range(index, each))
            return named(words, each + 1) if is_name else source
    return source
