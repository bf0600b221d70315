"""The noun phrases of a sentence: who is named, meant by a pronoun, or described."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal, NamedTuple

from pullquote.importing.proposals.english.roles import EPITHETS, OF_SOMEWHERE, ROLES, SOMEBODY, is_role
from pullquote.importing.proposals.english.words import (
    ADVERBS,
    AUXILIARIES,
    BODIES,
    CONJUNCTIONS,
    CUES,
    DETERMINERS,
    DOCUMENTS,
    GROUPS,
    PREPOSITIONS,
    SAY,
    UNNAMED,
    VERBS,
    WEEKDAYS,
)
from pullquote.importing.proposals.reading.people import Mention
from pullquote.importing.proposals.reading.sentences import OPAQUE, SentenceToken, tokens_in

STOPS = frozenset({";", ":", "—", "–", "--", "(", ")", "!", "?"})
LONGEST_PHRASE = 14
"""Tokens of a noun phrase that describes a speaker."""
HEADS = ROLES | GROUPS | UNNAMED | DOCUMENTS | BODIES
"""Nouns for who and what can speak."""

Sort = Literal["named", "pronoun", "described"]


_LINKS = frozenset({"of", "for", "from", "at", "with"})
_INSIDE = _LINKS | {"the", "in", "to"}
"""In front of a name that is only a part of the phrase: the mayor of Tidewell."""
_ENDS = STOPS | CONJUNCTIONS | PREPOSITIONS | AUXILIARIES | frozenset(WEEKDAYS) | {OPAQUE, ".", "…", ","}
"""What ends a phrase."""
_BEFORE_PHRASE = PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | STOPS | CUES | VERBS | ADVERBS | {",", OPAQUE}
"""What stands in front of a phrase, and is no part of it."""
_NO_SPEAKERS = frozenset({"it", "this", "that", "him", "her", "them", "me", "us"})


_OBJECTS = {"him": "he", "her": "she", "them": "they"}
_OWNERS = frozenset({"his", "her", "its", "their"})
_BEHIND_OBJECT = frozenset({",", ".", OPAQUE, ""})
_BEHIND_APPOSITION = STOPS | {",", ".", OPAQUE, ""}


class SpeechSource(NamedTuple):
    """Who a verb makes speak: the sort of words, where they stand, and the person they name or the word of them that
    counts; ``is_definite``: it is ``the`` somebody; ``owner``: whose they are, if they are somebody's (her
    boyfriend); ``is_from``: it says more of them, as where they are
    from, or how old they are (the Kenyan nun)."""

    sort: Sort
    start: int
    end: int
    mention: Mention | None = None
    head: str = ""
    is_definite: bool = False
    owner: str = ""
    is_from: bool = False

    @property
    def is_owned(self) -> bool:
        """Whether it is somebody’s somebody."""
        return bool(self.owner)


class SentenceWords(NamedTuple):
    """The tokens of a sentence; each person or organization is one, and ``mentions`` has which, by its number."""

    tokens: Sequence[SentenceToken]
    mentions: dict[int, Mention]

    def at(self, index: int) -> str:
        """The text of a token, empty outside of the sentence."""
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def index_of(self, offset: int) -> int:
        """The number of the first token that begins at an offset or behind it."""
        return bisect_left(self.tokens, offset, key=lambda token: token.start)


def words_of(skeleton: str, start: int, end: int, mentions: Sequence[Mention]) -> SentenceWords:
    """The tokens of a sentence; ``mentions`` are those of the text, in order, each with the office before it."""
    tokens: list[SentenceToken] = []
    named: dict[int, Mention] = {}
    at = bisect_left(mentions, start, key=lambda mention: mention.start)
    position = start
    while at < len(mentions) and mentions[at].start < end:
        mention = mentions[at]
        at += 1
        begin = max(mention.printed, start)
        if begin < position or (at < len(mentions) and mentions[at].printed <= mention.start):
            continue
        tokens += tokens_in(skeleton, position, begin)
        named[len(tokens)] = mention
        tokens.append(SentenceToken("\x02", begin, mention.end, True))
        position = mention.end
    tokens += tokens_in(skeleton, position, end)
    return SentenceWords(tokens, named)


def is_head(word: str) -> bool:
    """Whether a word is a noun for who or what can speak."""
    return word in HEADS or is_role(word)


def can_speak(source: SpeechSource) -> bool:
    """Whether what a phrase describes speaks or writes: a resident, officials, a report; not a price, nor ``I``."""
    match source.sort:
        case "named":
            return True
        case "pronoun":
            return source.head in {"he", "she", "they", "it"}
        case "described":
            return is_head(source.head) or is_head(source.head.removesuffix("s"))


def pronoun(words: SentenceWords, index: int) -> SpeechSource:
    """The pronoun of a token as a source."""
    token = words.tokens[index]
    return SpeechSource("pronoun", token.start, token.end, head=token.text)


def named(words: SentenceWords, index: int) -> SpeechSource:
    """The person or organization of a token as a source."""
    mention = words.mentions[index]
    return SpeechSource("named", mention.printed, mention.end, mention)


def described_before(
    words: SentenceWords, index: int, first: int, end: int | None = None
) -> SpeechSource | None:
    """The noun phrase that ends with a token, and has no name: a senior official, residents of the camp."""
    end = end or words.tokens[index].end
    start = index
    while start > first and index - start < LONGEST_PHRASE:
        text = words.at(start - 1)
        if text == "’s" or (start - 1) in words.mentions:
            start -= 1
            continue
        if text in DETERMINERS:
            start -= 1
            before = words.at(start - 1)
            if before in DETERMINERS:  # one of the ten residents
                continue
            if before in {"of", "for", "from", "at", "with", "in", "to"} and words.at(start - 2) in HEADS:
                start -= 1
                index = start - 1
                continue
            break
        if text in {"of", "for", "from", "at", "with", "in"} and words.at(start - 2) in HEADS:
            start -= 1
            index = start - 1
            continue
        if text in _BEFORE_PHRASE:
            break
        start -= 1
    head = words.at(index)
    if head in AUXILIARIES or head in ADVERBS or not head[:1].isalnum():
        return None
    owner = words.at(start) if words.at(start) in _OWNERS else ""
    if not owner and "’s" in [words.at(each) for each in range(start, index)]:
        owner = "’s"
    return SpeechSource(
        "described",
        words.tokens[start].start,
        end,
        head=head,
        is_definite=bool(owner) or words.at(start) == "the",
        owner=owner,
        is_from=_is_from(words, start, index),
    )


def _is_from(words: SentenceWords, start: int, head: int) -> bool:
    inner = [words.tokens[each] for each in range(start, head)]
    is_person = words.at(head) in SOMEBODY and words.at(start) == "the"
    return (is_person and any(each.is_capital and each.text != "the" for each in inner)) or any(
        each.text == "former"
        or each.text.endswith(("-year-old", "-time", "-winning"))
        or (each.is_capital and each.text.endswith(OF_SOMEWHERE))
        for each in inner
    )


def described_behind(words: SentenceWords, index: int) -> tuple[SpeechSource | None, int]:
    """The source that begins with a token, and the number of the token behind it: said the mayor, Ida Brook."""
    start, head = index, ""
    if words.at(index) in _OBJECTS and words.at(index + 1) in _BEHIND_OBJECT:  # according to him
        return pronoun(words, index)._replace(head=_OBJECTS[words.at(index)]), index + 1
    while index < len(words.tokens) and index - start < LONGEST_PHRASE:
        text = words.at(index)
        if index in words.mentions and words.at(index + 1) == "’s":
            index += 2
        elif index in words.mentions and not (head and _is_inside(words, index)):
            return named(words, index), index + 1
        elif text == "by" and head in DOCUMENTS:  # according to a comment by Ida Brook
            return described_behind(words, index + 1)
        elif index in words.mentions or (head and (text in _LINKS or _is_in_charge(words, index))):
            index += 1
        elif (text == "," and (name := _apposition(words, start, index, head)) is not None) or (
            text == "and"
            and is_head(head)
            and (name := _apposition_of_two(words, start, index, head)) is not None
        ):
            return named(words, name), name + 1
        elif _ends_phrase(text, head) or _acts(words, index, head):
            break
        else:
            head = text if _is_noun_of(words, start, index) else head
            index += 1
    return _described(words, start, index, head), index


def _is_in_charge(words: SentenceWords, index: int) -> bool:
    """The deputy mayor in charge of schools."""
    return words.at(index) == "in" and words.at(index + 1) == "charge"


def _described(words: SentenceWords, start: int, end: int, head: str) -> SpeechSource | None:
    """The source of a phrase without a name."""
    first = words.at(start)
    if not head and end == start + 1 and first in UNNAMED and words.at(end) != "of":  # “…,” said one
        head = first
    if not head or (first in _NO_SPEAKERS and end == start + 1) or first in {"it", "this", "that"}:
        return None
    span = words.tokens[start].start, words.tokens[end - 1].end
    owner, is_from = first if first in _OWNERS else "", _is_from(words, start, end - 1)
    is_definite = bool(owner) or first == "the"
    return SpeechSource("described", *span, None, head, is_definite, owner, is_from)


def _ends_phrase(text: str, head: str) -> bool:
    """Whether a word ends a phrase: not the ’s of the committee’s chairwoman; a diplomat briefed on the talks."""
    return (text in _ENDS and not (text == "’s" and head)) or (
        (text.endswith("ed") or text in SAY or text in VERBS)
        and (is_head(head) or head in EPITHETS or head.endswith(OF_SOMEWHERE))
    )


def _acts(words: SentenceWords, index: int, head: str) -> bool:
    """Whether a word behind a noun for somebody is what they do: the speaker intervenes; not: the deputy sports editor."""
    text = words.at(index)
    return (
        is_role(head)
        and text.endswith("s")
        and words.at(index - 1) not in PREPOSITIONS
        and not is_head(text.removesuffix("s"))
        and not any(is_head(words.at(each)) for each in (index, index + 1, index + 2))
    )


def _is_noun_of(words: SentenceWords, start: int, index: int) -> bool:
    text = words.at(index)
    is_word = text[:1].isalpha() or text.endswith("-year-old")
    return text not in DETERMINERS and is_word and not _is_attached(words, start, index)


def _is_inside(words: SentenceWords, name: int) -> bool:
    """Whether a name is a part of a phrase: the mayor of Tidewell; not: her friend the painter Ida Brook."""
    before = words.at(name - 1)
    return before in _INSIDE and (before != "the" or words.at(name - 2) in _INSIDE)


def _apposition(words: SentenceWords, start: int, comma: int, head: str) -> int | None:
    """The number of a name that follows a comma, and nothing more: the mayor, Ida Brook; her dealer, the critic Ida Brook."""
    name = comma + 1
    while words.at(name) in DETERMINERS or words.at(name).endswith("-year-old"):
        name += 1
    is_one = (
        name in words.mentions
        and (
            is_head(head)
            or "one" in {words.at(comma - 1), words.at(start)}
            or (head != "" and words.at(start) in DETERMINERS)
        )
        and words.at(name + 1) in _BEHIND_APPOSITION
    )
    return name if is_one else None


def _apposition_of_two(words: SentenceWords, start: int, link: int, head: str) -> int | None:
    """The number of a name that follows two nouns and a comma: its founder and only employee, Ida Brook."""
    comma = next((each for each in range(link + 2, link + 5) if words.at(each) == ","), None)
    if comma is None or any(each in words.mentions for each in range(link, comma)):
        return None
    return _apposition(words, start, comma, head)


def _is_attached(words: SentenceWords, start: int, index: int) -> bool:
    """Whether a word stands behind a preposition of its phrase: the captain of the boat."""
    return any(words.at(each) in _LINKS for each in range(start, index))
