"""A verb that attributes words to somebody, and what it is no verb of speech in."""

from __future__ import annotations

from typing import NamedTuple

from pullquote.importing.proposals.english.words import (
    AMBIGUOUS,
    DETERMINERS,
    SAY,
)
from pullquote.importing.proposals.reading.clauses import subject_of
from pullquote.importing.proposals.reading.phrases import (
    SentenceWords,
    SpeechSource,
    described_behind,
    is_head,
)

BEHIND = 16
"""Tokens between a passage and the verb behind it that attributes it."""
NEAR = 3
"""Words between a verb and a passage that still stand close together."""
LEADS = frozenset(
    {
        ":",
        ",",
        "that",
        "as",
        "it",
        "was",
        "is",
        "been",
        "a",
        "an",
        "the",
        "his",
        "her",
        "their",
        "its",
        "be",
        "were",
    }
)
"""What stands between a verb and the passage that it introduces."""
NOUNS_BEFORE = DETERMINERS | frozenset({"of", "for", "in", "by", "new", "no", "’s", "his", "her"})


class AttributingVerb(NamedTuple):
    """A verb that attributes a passage: where it stands, whom it makes speak, and by which rule.

    ``gap`` counts the words between the verb and the passage; ``says``: it is a verb of speech.
    """

    verb: int
    start: int
    end: int
    cue: str
    source: SpeechSource | None
    rule: str
    gap: int
    says: bool


def attribution(
    words: SentenceWords,
    verb: int,
    source: SpeechSource | None,
    rule: str,
    gap: int = 0,
    *,
    text: str | None = None,
) -> AttributingVerb:
    """How a verb attributes a passage; ``text`` is the cue where it is more than the verb."""
    token = words.tokens[verb]
    end = words.tokens[verb + 1].end if text in {"according to", "put it"} else token.end
    return AttributingVerb(
        verb, token.start, end, text or token.text, source, rule, gap, token.text in SAY or text is not None
    )


def is_noun(words: SentenceWords, index: int) -> bool:
    """Whether a form that can be a verb is a noun here: the report, a claim."""
    if words.at(index) not in AMBIGUOUS:
        return words.at(index - 1) in {"a", "an", "the", "of"} and not words.at(index).endswith("ed")
    before = words.at(index - 1)
    is_described = words.at(index - 2) in {"a", "an", "the"} and before.isalpha() and not is_head(before)
    return before in NOUNS_BEFORE or is_described or (before == "to" and words.at(index) == "reply")


def passive(words: SentenceWords, verb: int, gap: int) -> AttributingVerb | None:
    """Was described by Petra Lund as; was told: the one who speaks stands behind ``by``, if anywhere."""
    if words.at(verb) == "quoted" and words.at(verb + 1) == "as":
        return attribution(words, verb, subject_of(words, verb), "quoted as saying", gap)
    for index in range(verb + 1, min(verb + 30, len(words.tokens))):
        if words.at(index) == "by":
            source, _ = described_behind(words, index + 1)
            if source is not None:
                return attribution(words, verb, source, "passive, by", gap)
        if words.at(index) in {".", ";"}:
            break
    if words.at(verb) == "quoted":
        return attribution(words, verb, subject_of(words, verb), "quoted as saying", gap)
    return attribution(words, verb, None, "passive", gap)
