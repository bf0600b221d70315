"""Where something stands in a sentence, as words that can be weighed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from pullquote.importing.proposals.english.first_names import Gender
from pullquote.importing.proposals.english.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    BEHIND_SPEECH,
    CUES,
    DETERMINERS,
    PREPOSITIONS,
    SAY,
)
from pullquote.importing.proposals.reading.people import Mention, Named
from pullquote.importing.proposals.reading.phrases import SentenceWords
from pullquote.importing.proposals.reading.sentences import OPAQUE

_STEPS = (1, 2, 3, 4, 7, 13)
_BEFORE_VERB = ADVERBS | AUXILIARIES
_BY_ITSELF = frozenset({"to", "of", "for", "by", "with", "about", "from", "in", "at", "on"})
"""Prepositions that are told apart."""
_BEFORE_SPEECH = frozenset({",", ":", "that", "and", "but", "’s", "as", "to", "—"})
"""What is told apart in front of a passage."""


_BEFORE_OBJECT = tuple(
    f" {word} "
    for word in (["of", "to", "with", "from", "by", "for", "at", "against", "and", "than", "in", "on", "the"])
)
"""In front of a name that is no subject."""


def step(count: int) -> int:
    """A distance, rounded down so that few are left."""
    return max(each for each in _STEPS if each <= max(count, 1))


def at_place(words: SentenceWords, index: int, token: int) -> Iterator[str]:
    """Where somebody stands in the sentence of a passage, and what they do there."""
    is_behind = index > token
    side = "behind" if is_behind else "before"
    first, last = sorted((index, token))
    between = range(first + 1, last)
    yield f"{side} {step(last - first)}"
    if not any(each in words.mentions for each in between):
        yield f"{side}, nearest"
    yield f"{side}, commas {min(sum(words.at(each) == ',' for each in between), 3)}"
    if any(words.at(each) == OPAQUE for each in between):
        yield f"{side}, passage between"
    if words.at(index + 1) == "’s":
        yield "owner"
    preposition = words.at(index - 1)
    if preposition in PREPOSITIONS or preposition in _BY_ITSELF:
        yield f"{side}, {preposition if preposition in _BY_ITSELF else 'preposition'}"
    if "and" in {words.at(index - 1), words.at(index + 1)}:
        yield "and"
    yield from _does(words, index, token if not is_behind else len(words.tokens), side)
    if is_behind:
        yield from _inverted(words, index, token)


def _does(words: SentenceWords, index: int, end: int, side: str) -> Iterator[str]:
    verb = index + 1
    while verb < end and (words.at(verb) in _BEFORE_VERB or words.at(verb).endswith("ly")):
        verb += 1
    text = words.at(verb) if verb < end else ""
    if text in CUES:
        yield f"{side}, {'says' if text in SAY else 'cue'}"
    elif text == "," or text.endswith("ed"):
        yield f"{side}, {'apposition' if text == ',' else 'acts'}"
    cues = [each for each in range(index + 1, end) if words.at(each) in CUES and each not in words.mentions]
    if side == "behind":
        if cues:
            yield f"behind, cue at {step(cues[0] - index)}"
        return
    if not cues:
        yield "before, no cue between"
        return
    yield f"before, cue to passage {step(end - cues[-1])}"
    yield f"before, cue at {step(cues[-1] - index)}"
    if any(each in words.mentions for each in range(index + 1, cues[-1])):
        yield "before, other in front of cue"
    if words.at(end - 1) in {":", ",", "that"}:
        yield f"before, led by {words.at(end - 1)}"


def _inverted(words: SentenceWords, index: int, token: int) -> Iterator[str]:
    verb = index - 1
    while words.at(verb) in ADVERBS or words.at(verb).endswith("ly"):
        verb -= 1
    if verb > token and (words.at(verb) in CUES or words.at(verb).endswith("ed")):
        yield "behind, inverted" if words.at(verb) in SAY else "behind, inverted verb"
    if index == token + 1 or (index == token + 2 and words.at(token + 1) == ","):
        yield "right behind"


def named_last(
    skeleton: str, recent: Sequence[Mention], who: Named, here: Collection[Named]
) -> Iterator[str]:
    """How often a text has named somebody lately, and where the last name stands; ``here`` are those whom the paragraph names."""
    if who in here:
        yield "named in the paragraph"
        people = (each.who for each in recent if each.who in here and each.who.kind == "people")
        if next(people, None) is who:
            yield "first of the paragraph"
    own = [each for each in recent if each.who is who]
    yield f"named {min(len(own), 3)} times"
    if not own:
        return
    before = skeleton[max(0, own[-1].printed - 8) : own[-1].printed]
    behind_it = skeleton[own[-1].end :][:2]
    if behind_it == "’s":
        yield "last, owner"
    elif before.endswith(_BEFORE_OBJECT):
        yield "last, object"
    elif before.endswith(("\n", ". ", "\x01 ")) or not before:
        yield "last, begins"
    elif behind_it.startswith(","):
        yield "last, apposition"


def recency(who: Named, order: Sequence[Named], sort: str, gender: Gender | None) -> Iterator[str]:
    """How lately somebody was named, ``order`` being everybody, the latest first; among all, and among those whom a pronoun
    can mean."""
    if order:
        yield f"recency {min(order.index(who) if who in order else len(order), 4)}, {sort}"
    if gender is None or who.kind != "people":
        return
    fitting = [each for each in order if each.kind == "people" and each.gender in {None, gender}]
    listed = fitting if who in fitting else order
    place = min(listed.index(who) if who in listed else len(listed), 3)
    yield f"{'fitting' if who in fitting else 'unfitting'} {place}"
    if fitting == [who]:
        yield "only fitting"


def in_front(words: SentenceWords, token: int) -> str:
    """What sort of word stands in front of a passage."""
    text = words.at(token - 1)
    if token - 1 in words.mentions:
        return "name"
    if text in {"", "“", OPAQUE} or text in _BEFORE_SPEECH:
        return "nothing" if text not in _BEFORE_SPEECH else text
    sorts = {"determiner": DETERMINERS, "be": BE, "cue": CUES, "preposition": PREPOSITIONS}
    ends = {"ed": "participle", "ing": "participle"}
    found = next((name for name, listed in sorts.items() if text in listed), None)
    return found or next((name for end, name in ends.items() if text.endswith(end)), "word")


def behind(words: SentenceWords, token: int) -> str:
    """What sort of word stands behind a passage."""
    text = words.at(token + 1)
    if token + 1 in words.mentions:
        return "name"
    if text in {"", ".", "?", "!", ",", OPAQUE}:
        return "comma" if text == "," else "end"
    if text in CUES or text in BEHIND_SPEECH:
        return "cue" if text in CUES else "more"
    return "mark" if not text[0].isalpha() else "adverb" if text.endswith("ly") else "word"
