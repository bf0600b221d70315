"""Who does what in a sentence: the subject of a verb, found among its tokens."""

from __future__ import annotations

from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.english.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    CUES,
    DAY_PARTS,
    DETERMINERS,
    PREPOSITIONS,
    UNNAMED,
    VERBS,
    WEEKDAYS,
)
from pullquote.importing.proposals.reading.main_clauses import main_subject
from pullquote.importing.proposals.reading.phrases import (
    HEADS,
    STOPS,
    SentenceWords,
    SpeechSource,
    described_before,
    is_head,
    named,
    pronoun,
)
from pullquote.importing.proposals.reading.sentences import OPAQUE

_LEADING_TO = words_in("went on continued used begun began likes like liked loves loved tends tended")
"""In front of ``to`` and a verb: who likes to say."""
_BEFORE_APPOSITION = DETERMINERS | {"among", "them", "including", "like", "most", "very", "right", "rt"}
"""What can stand between a comma and the name behind it: the council, including Ida Brook, said."""
_MESSAGES = words_in("statement letter message notice note post email release tweet")
"""What says something for those whom it is of."""
_NEAR_TO = words_in("close known familiar loyal opposed related sympathetic hostile next")
"""Between somebody and the name of whom they are near to: a source close to Ida Brook."""
OFFICE = 6
"""Tokens of an office behind ``by``."""
IN_BRACKETS = 12
"""Tokens between brackets behind a name that are passed over."""


def is_passive(words: SentenceWords, verb: int) -> bool:
    """Whether a verb is in the passive voice: was told, been described, when asked."""
    if words.at(verb).endswith("ing"):
        return False
    before = verb - 1
    while words.at(before) in ADVERBS or words.at(before).endswith("ly"):
        before -= 1
    return words.at(before) in BE


def before_group(words: SentenceWords, verb: int) -> int:
    """The number of the token in front of a verb with its auxiliaries, adverbs and days."""
    index = verb - 1
    while index >= 0:
        text = words.at(index)
        if index in words.mentions:
            break
        if text == ")" and (opening := _opening(words, index)) is not None:
            index = opening - 1
        elif (
            text in AUXILIARIES or text in ADVERBS or (text.endswith("ly") and text not in {"only", "family"})
        ):
            index -= 1
        elif text in WEEKDAYS or text in DAY_PARTS:
            if text in DAY_PARTS and words.at(index - 1) not in {
                "last",
                "this",
                "next",
                "earlier",
                *WEEKDAYS,
            }:
                break
            index -= 1
            if words.at(index) in {"on", "last", "late", "early", "this", "earlier"}:
                index -= 1
        elif text == "to" and words.at(index - 1) in _LEADING_TO:
            index -= 1 if words.at(index - 1) != "on" else 2
            if words.at(index) in _LEADING_TO:
                index -= 1
        else:
            break
    return index


def _opening(words: SentenceWords, closing: int) -> int | None:
    """The number of the bracket that one closes: Priya Nand (Ind, Wexcombe) said."""
    near = range(closing - 1, max(-1, closing - IN_BRACKETS), -1)
    return next((each for each in near if words.at(each) == "("), None)


def subject_of(words: SentenceWords, verb: int, first: int = 0) -> SpeechSource | None:
    """The subject of a verb that stands before it, from a token on."""
    index = before_group(words, verb)
    if index < first or words.at(index) == OPAQUE:
        return None
    text = words.at(index)
    if index in words.mentions:
        return _with_its_head(words, index, first)
    if text in {"who", "that", "which", "whose"}:
        return _antecedent(words, index, first) or _following(words, index)
    if text in {"he", "she", "they", "it", "i", "we", "you"}:
        return pronoun(words, index)
    if text == "," and index > first:
        return _around_apposition(words, index, first)
    if text in {"and", "or", "but", "then", "yet"} or (text in CUES and text not in HEADS) or text in VERBS:
        return main_subject(words, first, index)
    if text in UNNAMED and text in DETERMINERS:  # “…,” one said
        token = words.tokens[index]
        return SpeechSource("described", token.start, token.end, head=text)
    if text in PREPOSITIONS or text in CONJUNCTIONS or text in DETERMINERS or text in STOPS or text == "to":
        return None
    return _member(words, index, first) or _described_subject(words, index, first)


def _described_subject(words: SentenceWords, index: int, first: int) -> SpeechSource | None:
    """Who is described in front of a verb; not whom another one is accused of bribing: a man accused of bribing a judge said."""
    source = described_before(words, index, first)
    before = words.index_of(source.start) - 1 if source is not None else first
    if before > first and words.at(before).endswith("ing") and words.at(before - 1) in PREPOSITIONS:
        return main_subject(words, first, before) or source
    return source


def _member(words: SentenceWords, index: int, first: int) -> SpeechSource | None:
    """Who is named in front of the body that they belong to: Ida Brook of the lifeboat station."""
    near = range(index, max(first, index - 6), -1)
    link = next((each for each in near if words.at(each) in {"of", "from", "at"}), None)
    if (
        link is None
        or link - 1 not in words.mentions
        or any(words.at(each) == "," for each in range(link, index))
    ):
        return None
    return named(words, link - 1)


def _with_its_head(words: SentenceWords, index: int, first: int) -> SpeechSource:
    """A name before a verb: the subject, or what belongs to it (a spokeswoman for the union)."""
    before = index - 1
    while before >= first and (words.at(before) in DETERMINERS or words.tokens[before].is_capital):
        before -= 1
    if words.at(before) in {"for", "of", "from", "with", "at", "to", "in", "by"} and before > first:
        if (
            words.at(before) in {"of", "from", "at"} and before - 1 in words.mentions
        ):  # Ida Brook of the union
            return named(words, before - 1)
        inner = before - 1
        if words.at(inner) in _NEAR_TO or (
            words.at(inner).endswith(("ed", "ing")) and words.at(before) != "of"
        ):
            inner -= 1  # a source close to Ida Brook, a group led by her
        head = words.at(inner)
        if head in _MESSAGES:  # a statement from the union read
            return named(words, index)
        is_of_body = words.mentions[index].who.kind == "organizations" and words.at(before) == "for"
        if head in HEADS or head == "behalf" or (is_of_body and words.at(inner - 1) in DETERMINERS):
            source = described_before(words, inner, first, end=words.tokens[index].end)
            if source is None:
                return named(words, index)
            return source if is_head(head) or not is_of_body else source._replace(head="representative")
    elif words.at(before).endswith("ing") and words.at(before - 1) in HEADS and before > first:
        # a lawyer representing Ida Brook
        return described_before(words, before - 1, first, end=words.tokens[index].end) or named(words, index)
    return named(words, index)


def _antecedent(words: SentenceWords, index: int, first: int) -> SpeechSource | None:
    before = index - 1
    if words.at(before) == ",":
        before -= 1
    if before < first or words.at(before) == OPAQUE:
        return None
    if before in words.mentions:
        return _of_apposition(words, before, first) or named(words, before)
    return described_before(words, before, first)


def _of_apposition(words: SentenceWords, index: int, first: int) -> SpeechSource | None:
    """Whose office ends with the name of a body: Ida Brook, head of safety at Northline Rail, who said."""
    if words.mentions[index].who.kind == "people":
        return None
    for comma in range(index - 1, first, -1):
        if words.at(comma) in {OPAQUE, ";", ":"}:
            return None
        if words.at(comma) == ",":
            before = words.mentions.get(comma - 1)
            is_office = any(words.at(each) in {"at", "of", "for", "with"} for each in range(comma + 1, index))
            is_person = before is not None and before.who.kind == "people"
            return named(words, comma - 1) if is_person and is_office else None
    return None


def _following(words: SentenceWords, index: int) -> SpeechSource | None:
    return named(words, index + 1) if index + 1 in words.mentions else None


def _around_apposition(words: SentenceWords, comma: int, first: int) -> SpeechSource | None:
    """The subject in front of an apposition or a clause between commas: Petra Lund, the minister, said."""
    inner = _named_between(words, comma)
    if inner is not None:
        return inner
    for opening in range(comma - 1, first, -1):
        if words.at(opening) == "," and _is_agent(words, opening):
            continue
        if words.at(opening) == OPAQUE or words.at(opening) in {";", ":"}:
            break
        before = opening - 1
        if words.at(before) == ")":  # Ida Brook (KC), while reading, said
            before = (_opening(words, before) or opening) - 1
        if words.at(opening) == "," and before in words.mentions:
            following = words.at(opening + 1)
            if following not in {"and", "but", "or"} and opening + 1 not in words.mentions:
                return _of_apposition(words, before, first) or _with_its_head(words, before, first)
        if words.at(opening) == "," and words.at(opening - 1) in HEADS:
            return described_before(words, opening - 1, first)
    return main_subject(words, first, comma)


def _named_between(words: SentenceWords, comma: int) -> SpeechSource | None:
    """Who is named in front of a comma and behind another one: the harbour master, Tom Hale, said; Ida Brook, IAS, said."""
    inner, before = comma - 1, comma - 2
    while words.at(before) in _BEFORE_APPOSITION:
        before -= 1
    if words.at(before) == "’s":  # the chairwoman, Tom Hale’s sister Ida, said
        before -= 2
    if words.at(before) != "," or inner not in words.mentions or _is_agent(words, before):
        return None
    return named(words, before - 1 if _is_body_of(words, inner, before - 1) else inner)


def _is_agent(words: SentenceWords, comma: int) -> bool:
    """Whether the phrase in front of a comma is another one's: in a statement signed by its president, Ida Brook."""
    for index in range(comma - 1, max(-1, comma - OFFICE), -1):
        if words.at(index) == "," or index in words.mentions:
            return False
        if words.at(index) == "by":
            return True
    return False


def _is_body_of(words: SentenceWords, body: int, person: int) -> bool:
    """Whether one token names an organization and the other one a person."""
    both = words.mentions.get(body), words.mentions.get(person)
    return [each.who.kind for each in both if each is not None] == ["organizations", "people"]
