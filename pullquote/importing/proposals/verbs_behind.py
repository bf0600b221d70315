"""Verbs behind a passage: “…,” Ida Brook said; “…,” said Ida Brook."""

from __future__ import annotations

from pullquote.importing.proposals.english.words import (
    ADVERBS,
    BE,
    CUES,
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
    described_behind,
    named,
    pronoun,
)
from pullquote.importing.proposals.reading.sentences import OPAQUE
from pullquote.importing.proposals.verbs import (
    BEHIND,
    AttributingVerb,
    attribution,
    is_noun,
    passive,
)


def behind(words: SentenceWords, passage: int) -> AttributingVerb | None:
    """“…,” Ida Brook said; “…,” said Ida Brook; “…”, according to Ida Brook."""
    index = passage + 1
    while words.at(index) in {",", "—", "–"}:
        index += 1
    if words.at(index) == "according" and words.at(index + 1) == "to":
        source, _ = described_behind(words, index + 2)
        return attribution(words, index, source, "according to", text="according to") if source else None
    if words.at(index) == "as" and (put := _put_it(words, index)) is not None:
        return attribution(words, put, subject_of(words, put, index), "behind", text="put it")
    if words.at(index) == "by":
        return _agent(words, passage, index)
    if words.at(index) in {"is", "was"} and words.at(index + 1) == "how":
        index += 2
    goes_on = words.at(index) in {"while", "whereas", "though", "although", "because"} or (
        words.at(index) in {"and", "but", "that"} and words.at(passage + 1) == ","
    )
    verb = None if goes_on or words.at(index) == "." else _verb(words, index)
    return None if verb is None else _by_verb(words, passage, index, verb)


def _put_it(words: SentenceWords, index: int) -> int | None:
    """The verb of what says how somebody put it: “…,” as Ida Brook, the mayor, put it."""
    near = range(index + 1, min(index + 2 * BEHIND, len(words.tokens)))
    return next(
        (each for each in near if words.at(each) in {"put", "puts"} and words.at(each + 1) == "it"), None
    )


def _verb(words: SentenceWords, index: int) -> int | None:
    """The first verb of speech from a token on, in the same clause."""
    verb, left = index, BEHIND
    while verb < len(words.tokens) and left >= 0:
        text = words.at(verb)
        if text in {OPAQUE, ";", ":"}:
            return None
        if text == "," and words.at(verb + 1) in {"who", "which"}:
            verb = _behind_relative(words, verb)
            continue
        if text in CUES and verb not in words.mentions and not is_noun(words, verb):
            is_participle = text.endswith("ing") and words.at(verb - 1) not in BE
            return None if is_participle else verb
        verb, left = verb + 1, left - 1
    return None


def _behind_relative(words: SentenceWords, comma: int) -> int:
    """The number of the token behind a relative clause between commas; behind ``who``, if nothing ends it."""
    near = range(comma + 1, min(comma + BEHIND, len(words.tokens)))
    return next((each + 1 for each in near if words.at(each) == ","), comma + 2)


def _by_verb(words: SentenceWords, passage: int, index: int, verb: int) -> AttributingVerb | None:
    """Whom a verb makes speak that stands behind a passage; ``index`` is where its clause begins."""
    text = words.at(verb)
    if is_passive(words, verb):
        return passive(words, verb, verb - index)
    if _was_told(words, verb):
        return attribution(words, verb, None, "refused to say")
    if text in {"quoted", "cited"} and verb + 1 in words.mentions and words.at(verb + 2) == "as":
        return attribution(words, verb, named(words, verb + 1), "quoted as saying")
    between = [words.at(each) for each in range(index, verb)]
    if all(each in ADVERBS or each.endswith("ly") for each in between):
        source = _inverted(words, verb)
        if source is not None:
            return attribution(words, verb, source, "behind, inverted")
        lead = main_subject(words, 0, passage) if text in SAY else None
        return attribution(words, verb, lead, "behind, shared subject", 1) if lead else None
    source = subject_of(words, verb, index)
    if source is None:
        return None
    gap = sum(1 for token in words.tokens[index:verb] if token.end <= source.start)
    return attribution(words, verb, source, "behind", gap)


def _was_told(words: SentenceWords, verb: int) -> bool:
    """Whether somebody says that the words were said to them: “…,” Ida Brook says she was told."""
    told = next(
        (each for each in range(verb + 2, verb + 6) if words.at(each) in {"told", "asked", "warned"}), None
    )
    return words.at(verb + 1) in {"he", "she", "they"} and told is not None and is_passive(words, told)


def _inverted(words: SentenceWords, verb: int) -> SpeechSource | None:
    """Who stands behind a verb whose words come first: said Ida Brook."""
    following = verb + 1
    while words.at(following) in ADVERBS or words.at(following).endswith("ly"):
        following += 1
    text = words.at(following)
    if text in {"he", "she", "they", "i", "we"}:
        return pronoun(words, following)
    if text in PREPOSITIONS or text in {OPAQUE, ",", ".", "that"} or text in WEEKDAYS:
        return None
    if (
        words.at(verb) in TAKES_A_HEARER
        and not (words.at(verb) in {"asked", "asks"} and text == "the")
        and text
        in {
            "reporters",
            "journalists",
            "him",
            "her",
            "them",
            "me",
            "us",
            "the",
            "lawmakers",
        }
    ):
        return None
    source, _ = described_behind(words, following)
    return source


def _agent(words: SentenceWords, passage: int, by: int) -> AttributingVerb | None:
    """Was called “…” by Petra Lund."""
    for verb in range(passage - 1, -1, -1):
        if words.at(verb) in CUES and is_passive(words, verb):
            source, _ = described_behind(words, by + 1)
            return attribution(words, verb, source, "passive, by", passage - verb - 1)
    return None
