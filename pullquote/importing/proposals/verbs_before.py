"""Verbs before a passage: Ida Brook said: “…”; calling it “…”."""

from __future__ import annotations

from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.english.roles import FEMALE, MALE, is_role
from pullquote.importing.proposals.english.words import (
    AUXILIARIES,
    CUES,
    DENYING,
    GROUPS,
    PLAIN,
    SAY,
    THINK,
)
from pullquote.importing.proposals.reading.clauses import before_group, is_passive, subject_of
from pullquote.importing.proposals.reading.main_clauses import main_subject
from pullquote.importing.proposals.reading.phrases import (
    SentenceWords,
    SpeechSource,
    can_speak,
    described_before,
    described_behind,
    named,
    pronoun,
)
from pullquote.importing.proposals.reading.sentences import OPAQUE
from pullquote.importing.proposals.verbs import (
    LEADS,
    NEAR,
    AttributingVerb,
    attribution,
    is_noun,
    passive,
)


def before(words: SentenceWords, passage: int) -> AttributingVerb | None:
    """Ida Brook said: “…”; the plan, which Ida Brook called “…”."""
    weaker: AttributingVerb | None = None
    for verb in range(min(passage, len(words.tokens)) - 1, -1, -1):
        text = words.tokens[verb].text
        if text == OPAQUE and weaker is None:
            continue
        if text == ";" or (text == OPAQUE and weaker is not None):
            break
        phrase = _by_phrase(words, verb, passage)
        if phrase is not None:
            return phrase
        if not _may_attribute(words, verb):
            continue
        found = _by_verb(words, verb, passage)
        is_held = text in THINK and weaker is None and any(words.at(each) in SAY for each in range(verb))
        if found is not None and found.rule in _FINAL:
            return found
        is_of_thing = found is not None and _is_of_thing(words, found)
        if found is not None and found.source is not None and not is_held and not is_of_thing:
            return found
        weaker = weaker or found
    return weaker if weaker is not None and weaker.source is not None else None


def _is_of_thing(words: SentenceWords, found: AttributingVerb) -> bool:
    """Whether a verb that says what a thing does stands in what somebody says: he said that the closures reflected “…”."""
    source = found.source
    if source is None or can_speak(source):
        return False
    first = words.index_of(source.start)
    return words.at(first) == "that" or words.at(first - 1) == "that" or words.at(first - 1) in SAY


_CARRIED_ALONG = words_in(
    "sign signs banner banners placard placards poster posters plaque label sticker stickers"
)
"""What has words on it that nobody says."""
_STOPS = frozenset({OPAQUE, ";"})
_MAKES = frozenset({"make", "makes", "made", "making"})
_FINAL = frozenset({"passive", "passive, by", "quoted as saying", "refused to say", "before, infinitive"})
"""Rules that decide, whether somebody is found to speak or not."""


def _by_phrase(words: SentenceWords, verb: int, passage: int) -> AttributingVerb | None:
    """According to Ida Brook; as Ida Brook put it; Ida Brook makes it known that."""
    text = words.at(verb)
    if text == "according" and words.at(verb + 1) == "to":
        source, after = described_behind(words, verb + 2)
        if source is not None:
            return attribution(
                words, verb, source, "according to, before", passage - after, text="according to"
            )
    if text == "words" and words.at(verb + 1) == "of" and words.at(verb - 1) == "the":
        source, after = described_behind(words, verb + 2)
        if source is not None:
            return attribution(words, verb, source, "according to, before", passage - after, text="words")
    if text in {"put", "puts"} and words.at(verb + 1) == "it":  # as Ida Brook put it, “…”
        return attribution(words, verb, subject_of(words, verb), "before", passage - verb - 2, text="put it")
    if text in {"known", "clear", "plain"} and words.at(verb - 1) == "it" and words.at(verb - 2) in _MAKES:
        return attribution(words, verb - 2, subject_of(words, verb - 2), "before, apart", NEAR)
    return None


def _may_attribute(words: SentenceWords, verb: int) -> bool:
    """Whether a token is a verb of speech that can attribute what follows."""
    return (
        words.at(verb) in CUES
        and verb not in words.mentions
        and not is_noun(words, verb)
        and not _asks(words, verb)
        and not _is_of_object(words, verb)
        and not _is_held_by_nobody(words, verb)
    )


def _asks(words: SentenceWords, verb: int) -> bool:
    """Asked about it, …; asked by …; when told that …; nothing to add; signs saying: not what attributes the answer."""
    text = words.at(verb)
    return (
        (
            words.at(verb - 1) == "to"
            and words.at(verb - 2) in {"nothing", "little", "anything", "something", "more"}
        )
        or (text == "asked" and words.at(verb + 1) == "by")
        or (text in {"told", "informed"} and words.at(verb + 1) == "by" and not is_passive(words, verb))
        or words.at(verb - 1) in {"when", "if", *_CARRIED_ALONG}
        or (text == "asked" and (verb == 0 or words.at(verb - 1) == ","))
    )


def _is_of_object(words: SentenceWords, verb: int) -> bool:
    """Whether what looks like a verb says how somebody wants a thing: wanted it known, would like to see it repeated."""
    before = words.at(verb - 2)
    return words.at(verb - 1) in {"it", "this", "that"} and (
        before in THINK or before in {"have", "had", "made"}
    )


def _is_held_by_nobody(words: SentenceWords, verb: int) -> bool:
    """Whether something is expected, known, feared, and nobody says by whom."""
    return words.at(verb) in THINK and words.at(verb + 1) != "by" and is_passive(words, verb)


def _by_verb(words: SentenceWords, verb: int, passage: int) -> AttributingVerb | None:
    """Whom a verb makes speak that stands before a passage."""
    text = words.at(verb)
    between = words.tokens[verb + 1 : passage]
    gap = sum(1 for token in between if token.text not in LEADS and token.text != OPAQUE)
    if is_passive(words, verb):
        return passive(words, verb, gap)
    if text == "quoted" and verb + 1 in words.mentions:
        return attribution(words, verb, named(words, verb + 1), "quoted as saying", gap)
    if text == "saying" and words.at(verb - 1) == "as":
        return _quoted_as(words, verb, gap)
    if words.at(verb - 1) == "to" and words.at(before_group(words, verb)) == "to":
        is_refused = words.at(verb - 2) in DENYING or words.at(0) in DENYING
        rule = "refused to say" if is_refused else "before, infinitive"
        return attribution(words, verb, main_subject(words, 0, verb), rule, gap)
    if text.endswith("ing"):
        return _participle(words, verb, gap)
    inverted = _inverted(words, verb, passage)
    if inverted is not None:
        return attribution(words, verb, inverted, "before, inverted")
    rule = "before" if words.at(passage - 1) in LEADS or gap <= NEAR else "before, apart"
    source = _reported(words, subject_of(words, verb))
    return attribution(words, verb, source, "denied" if _is_denied(words, verb) else rule, gap)


def _inverted(words: SentenceWords, verb: int, passage: int) -> SpeechSource | None:
    """Who stands behind a verb between commas: It was, said Ida Brook, “…”; the plan, said Ida Brook, is “…”."""
    if words.at(verb) not in SAY or words.at(verb - 1) != ",":
        return None
    source, after = described_behind(words, verb + 1)
    return source if source is not None and after < passage and words.at(after) == "," else None


def _reported(words: SentenceWords, source: SpeechSource | None) -> SpeechSource | None:
    """Whom a pronoun means behind a verb of speech: Jonas Reed said he had read it."""
    if source is None or source.head not in {"he", "she"}:
        return source
    verb = words.index_of(source.start) - 1
    if words.at(verb) == "that":
        verb -= 1
    if words.at(verb) not in SAY or is_passive(words, verb):
        return source
    said = subject_of(words, verb)
    if said is not None and said.sort == "described" and is_role(said.head) and said.head not in GROUPS:
        return source if said.head in (MALE if source.head == "she" else FEMALE) else said
    if said is None or said.mention is None or said.mention.who.kind != "people":
        return source
    return said if said.mention.who.gender in {None, "m" if source.head == "he" else "f"} else source


def _is_denied(words: SentenceWords, verb: int) -> bool:
    """Denied that he had called: the words are said not to be the speaker's."""
    return any(words.at(each) in DENYING for each in range(max(0, verb - 5), verb))


def _quoted_as(words: SentenceWords, verb: int, gap: int) -> AttributingVerb:
    """Was quoted as saying; the paper quoted him as saying."""
    for index in range(verb - 2, -1, -1):
        if words.at(index) in {"quoted", "cited"}:
            if is_passive(words, index):
                return attribution(words, verb, subject_of(words, index), "quoted as saying", gap)
            following = index + 1
            if following in words.mentions:
                return attribution(words, verb, named(words, following), "quoted as saying", gap)
            source, _ = described_behind(words, following)
            return attribution(words, verb, source, "quoted as saying", gap)
    return attribution(words, verb, main_subject(words, 0, verb), "before, participle", gap)


def _participle(words: SentenceWords, verb: int, gap: int) -> AttributingVerb:
    """Rejected the offer, saying: “…”; was saying; “…,” he said, adding that “…”."""
    group = before_group(words, verb)
    accompanied = _accompanying(words, group)
    if accompanied is not None:
        return attribution(words, verb, accompanied, "before, participle", gap)
    if group < verb - 1 and any(words.at(each) in AUXILIARIES for each in range(group + 1, verb)):
        return attribution(words, verb, subject_of(words, verb), "before", gap)
    source = said_before(words, verb) or main_subject(words, 0, verb)
    return attribution(words, verb, source, "before, participle", gap)


def said_before(words: SentenceWords, end: int, stops: frozenset[str] = _STOPS) -> SpeechSource | None:
    """Who speaks already in front of a participle: it will not open, Ida Brook said on Friday, citing “…”."""
    for index in range(end - 1, 0, -1):
        if words.at(index) in stops:
            return None
        if words.at(index) in PLAIN and index not in words.mentions and not is_passive(words, index):
            return subject_of(words, index)
    return None


def _accompanying(words: SentenceWords, index: int) -> SpeechSource | None:
    """Who stands between ``with`` and a participle: with officials now saying that …"""
    if words.at(index) not in GROUPS and index not in words.mentions:
        return None
    if all(words.at(each) != "with" for each in range(max(0, index - 3), index)):
        return None
    return named(words, index) if index in words.mentions else described_before(words, index, 0)


def participle_before(words: SentenceWords, passage: int) -> AttributingVerb | None:
    """Calling the flood “…”, Ida Brook asked for help."""
    tokens = enumerate(words.tokens[:passage])
    verb = next(
        (number for number, token in tokens if token.text in CUES and token.text.endswith("ing")), None
    )
    if verb is None or subject_before(words, verb):
        return None
    rule = "participle, before the subject"
    if any(words.at(each) in DENYING for each in range(passage)):
        rule = "refused to say"
    for index in range(passage + 1, len(words.tokens)):
        if index in words.mentions and words.at(index + 1) != "’s":
            return attribution(words, verb, named(words, index), rule, passage - verb - 1)
        if words.at(index) in {"he", "she", "they"}:
            return attribution(words, verb, pronoun(words, index), rule, passage - verb - 1)
        if words.at(index) in {"the", "a"}:
            found, _ = described_behind(words, index)
            return attribution(words, verb, found, rule, passage - verb - 1) if found else None
    return None


def subject_before(words: SentenceWords, verb: int) -> bool:
    """Whether somebody who could be the subject stands before a verb."""
    return main_subject(words, 0, verb) is not None
