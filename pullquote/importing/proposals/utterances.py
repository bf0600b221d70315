"""Nouns that attribute a passage: “…” was Ida Brook’s verdict; a motion by Ida Brook to “…”; that is how she put it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.reading.people import Mention
from pullquote.importing.proposals.reading.phrases import (
    SentenceWords,
    SpeechSource,
    described_behind,
    named,
    pronoun,
)
from pullquote.importing.proposals.reading.sentences import OPAQUE, Sentence

UTTERANCES = words_in(
    """
    message answer reply response verdict advice view warning question explanation motto plea excuse conclusion assessment
    summary word words reaction description comment remark statement motion proposal promise pledge vow threat demand claim
    call complaint praise analysis diagnosis prediction forecast opinion judgment judgement instruction order request wish
    tribute mantra refrain catchphrase retort reasoning rationale estimate admission confession
    """
)
"""What somebody has who says something."""
NEAR = 12
"""Tokens between a passage and such a noun."""
_IS = frozenset({"is", "was", "were", "are", "came", "comes"})
_OWNER = {"his": "he", "her": "she", "their": "they"}
_ANNOUNCES = re.compile(
    r"\s*(?:That|This|Such|So|Those|These|The (?:words?|speaker|voice|verdict|view|opinion))"
    r" (?:is|was|were|are|goes|went|runs|ran|says|said)\b"
)
"""How a sentence begins that says who has said the one before."""


def noun_behind(words: SentenceWords, passage: int) -> SpeechSource | None:
    """Whose words a passage is: “…,” was Ida Brook’s one-word verdict; “…” is the verdict of Ida Brook."""
    verb = passage + 1 + (words.at(passage + 1) == ",")
    if words.at(verb) not in _IS:
        return None
    return next((who for each in _nouns(words, verb + 1, verb + NEAR) if (who := _owner(words, each))), None)


def noun_before(words: SentenceWords, passage: int) -> SpeechSource | None:
    """Whose words a passage is: a motion by Ida Brook to “…”; his promise to “…”."""
    nouns = reversed(list(_nouns(words, max(0, passage - NEAR), passage)))
    return next((who for each in nouns if (who := _owner(words, each))), None)


def announces(sentence: str) -> bool:
    """Whether a sentence says who has said the one before it: “…” That is how Ida Brook remembers it."""
    return _ANNOUNCES.match(sentence) is not None


def announced_by(skeleton: str, sentence: Sentence, mentions: Sequence[Mention]) -> SpeechSource | None:
    """Who has said what stands before a sentence that says no more than that: That is how Ida Brook remembers it."""
    first = next((each for each in mentions if each.who.kind == "people"), None)
    if first is None or not announces(skeleton[sentence.start : sentence.end]):
        return None
    return SpeechSource("named", first.printed, first.end, first)


def _nouns(words: SentenceWords, first: int, end: int) -> list[int]:
    found = []
    for index in range(first, min(end, len(words.tokens))):
        if words.at(index) in {OPAQUE, ";", "."}:
            break
        if words.at(index) in UTTERANCES:
            found.append(index)
    return found


def _owner(words: SentenceWords, noun: int) -> SpeechSource | None:
    """Whose a noun is: Ida Brook’s verdict, her verdict, the verdict of Ida Brook."""
    if words.at(noun + 1) in {"of", "from", "by"}:
        source, _ = described_behind(words, noun + 2)
        if source is not None and source.sort == "named":
            return source
    for index in range(noun - 1, max(-1, noun - 5), -1):
        if words.at(index) == "’s" and index - 1 in words.mentions:
            return named(words, index - 1)
        if words.at(index) in _OWNER:
            return pronoun(words, index)._replace(head=_OWNER[words.at(index)])
    return None
