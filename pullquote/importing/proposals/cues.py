"""Which verb of a sentence attributes a passage, and to whom: behind the passage, before it, or around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pullquote.importing.proposals.english.words import (
    SAY,
)
from pullquote.importing.proposals.reading.clauses import is_passive, subject_of
from pullquote.importing.proposals.reading.passages import Passage
from pullquote.importing.proposals.reading.people import Mention, Named
from pullquote.importing.proposals.reading.phrases import SentenceWords, SpeechSource
from pullquote.importing.proposals.reading.sentences import OPAQUE, Sentence
from pullquote.importing.proposals.verbs import NEAR, AttributingVerb, is_noun
from pullquote.importing.proposals.verbs_before import before, participle_before
from pullquote.importing.proposals.verbs_behind import behind


class HeardSpeaker(NamedTuple):
    """Who speaks: somebody named, or nobody; where the story says so, and whether others may be meant as well; ``others`` say
    it together with the first."""

    who: Named | None
    source: SpeechSource
    is_certain: bool
    others: tuple[Named, ...] = ()


class PassageSetting(NamedTuple):
    """A passage in its sentence: ``token`` is its number among the words, ``mentions`` those of the sentence."""

    passage: Passage
    sentence: Sentence
    words: SentenceWords
    mentions: Sequence[Mention]
    token: int


def attributions(words: SentenceWords, passage: int) -> Iterator[AttributingVerb]:
    """How the sentence may attribute the passage that is one of its tokens, the best first."""
    first, second = behind(words, passage), before(words, passage)
    if second is not None and second.rule == "refused to say":
        first = None
    if (
        first is not None
        and second is not None
        and (_is_passed_on(first, second) or _is_called(words, passage, second))
    ):
        first = None
    if first is not None and second is not None and _is_introduced(words, passage, second):
        stays = first.gap == 0 and first.source is not None and _ends_open(words, passage)
        first, second = (first, second) if stays else (second, first)
    elif first is not None and second is not None and _is_of_another(first, second):
        first, second = second, first
    yield from (each for each in (first, second) if each is not None)
    found = participle_before(words, passage)
    if found is not None:
        yield found


def _is_called(words: SentenceWords, passage: int, before: AttributingVerb) -> bool:
    """Whether a verb right before a passage gives a thing its name, and more is said of the thing: what they term “…,” which …"""
    return (
        before.verb == passage - 1 and not before.says and words.at(passage + 1) in {"which", "that", "who"}
    )


def _is_introduced(words: SentenceWords, passage: int, before: AttributingVerb) -> bool:
    """Whether the verb before a passage leads to it: said: “…”, said that “…”."""
    mark = words.at(passage - 1)
    return (mark in {":", ","} and before.gap <= NEAR and before.says) or (mark == "that" and before.gap <= 1)


def _is_of_another(behind: AttributingVerb, before: AttributingVerb) -> bool:
    """Whether words stand between a passage and who speaks behind it: said it was “…”, a phrase that residents say …"""
    is_near = before.says and before.gap <= NEAR
    is_named = before.source is not None and before.source.sort == "named"
    is_described = behind.source is not None and behind.source.sort == "described"
    return is_near and (is_named if is_described else behind.gap > 0 and before.source is not None)


def _is_passed_on(behind: AttributingVerb, before: AttributingVerb) -> bool:
    """Whether what stands behind only says who has told of it: Ida Brook called it “…”, according to two who heard it."""
    who = (
        before.source.mention.who if before.source is not None and before.source.mention is not None else None
    )
    return behind.rule == "according to" and before.gap <= NEAR and who is not None and who.kind == "people"


def _ends_open(words: SentenceWords, passage: int) -> bool:
    """Whether the attribution behind a passage ends its sentence."""
    return OPAQUE not in [token.text for token in words.tokens[passage + 1 :]]


def speaking(words: SentenceWords) -> SpeechSource | None:
    """Whom the verbs of a sentence without a passage make speak: what follows may be theirs."""
    for verb, token in enumerate(words.tokens):
        if (
            token.text in SAY
            and verb not in words.mentions
            and not is_noun(words, verb)
            and not is_passive(words, verb)
        ):
            return subject_of(words, verb)
    return None
