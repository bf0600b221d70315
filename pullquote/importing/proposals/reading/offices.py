"""The offices that a text prints beside a name: before it (finance minister Petra Lund), or behind it (Petra Lund, the
finance minister)."""

from __future__ import annotations

import re
from typing import NamedTuple

from pullquote.importing.proposals.english.words import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    COURTESY,
    CUES,
    DETERMINERS,
    PREPOSITIONS,
    ROLES,
    STOP_CAPITALS,
    VERBS,
    WEEKDAYS,
)

LOOKED_AT = 90
"""Characters in front of a name that an office can take."""
MOST_WORDS = 8
"""Words of an office before a name."""
MOST_WORDS_BEHIND = 14
_LAST = re.compile(r"([\w.’&-]+)(’s)?[ \n]\Z")
_NO_PART = (
    DETERMINERS | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | ADVERBS | VERBS | frozenset(WEEKDAYS) | CUES
) - frozenset({"other", "head", "down"})
_CLAUSE_VERBS = AUXILIARIES | CUES | VERBS
_STARTS = re.compile(
    r",? ?(?:\(?\d{1,3}\)?, )?,? ?(?P<who>who (?:is|was) |then |now )?(?P<article>the |a |an |one of |his |her |its |their )?"
)
_BREAK = re.compile(r"[,.;:!?()\x01\n—–]|(?<=\w) (?:who|which|that|whose|when|where|while)\b")
_WORD = re.compile(r"[\w.’&/-]+")
_WITH_SUBJECT = re.compile(
    r"(?<![\w.])(?P<title>(?:[A-Z][\w-]+ )*(?:"
    + "|".join(role.capitalize() for role in sorted(ROLES, key=len, reverse=True))
    + r") (?:of|for) (?:the )?[A-Z][\w-]+(?: (?:and |& |of )?[A-Z][\w-]+){0,4}) (?:Mr\.? |Mrs\.? |Ms\.? |Dr\.? )?\Z"
)
"""Minister of Education, Secretary of State: before a name."""
_APART = re.compile(
    r"(?:\b(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)|’s) (?P<title>(?:[\w-]+ ){0,3}?(?:"
    + "|".join(sorted(ROLES, key=len, reverse=True))
    + r")(?: (?:of|for|at) [^,.;:\x01\n]{2,50})?), \Z"
)
"""The minister for fisheries, in front of a comma and the name."""
_NO_NOUN = re.compile(r"\w(?:ing|ly)$")
_ABBREVIATED = re.compile(r"[A-Z]\.|(?:[A-Z]\.)+|[A-Z][a-z]{1,2}\.")
_OF = re.compile(r" (?:of|for|at|with|in|from|on|to|and|who)\b")
_PERSON_NOUN = re.compile(r"(?:[a-z]{3,}(?:er|or|ist|ian|eer|man|woman|person|grapher|ant))$")
"""Nouns for what somebody is by trade."""


class Office(NamedTuple):
    """An office as printed, without its article, and where it stands."""

    title: str
    start: int
    end: int


def office_before(skeleton: str, name: int) -> Office | None:
    """The office in front of a name that begins at an offset."""
    for pattern in (_APART, _WITH_SUBJECT):
        if found := pattern.search(skeleton, max(0, name - LOOKED_AT), name):
            return Office(found["title"], *found.span("title"))
    start, has_head = name, False
    for _ in range(MOST_WORDS):
        found = _LAST.search(skeleton, max(0, start - 40), start)
        if found is None:
            break
        word, lower = found[1], found[1].lower().rstrip(".")
        if not has_head and lower in COURTESY:
            start = name = found.start()
            continue
        if found[2] or not _is_part(word, lower):
            break
        if not has_head and lower not in ROLES:
            return None
        has_head, start = True, found.start()
        if start and skeleton[start - 1] not in " \n":
            break
    return Office(skeleton[start:name].strip(), start, name - 1) if has_head else None


def _is_part(word: str, lower: str) -> bool:
    """Whether a word can stand in an office, in front of its noun: Deputy Pentagon Press Secretary."""
    if word.endswith(".") and lower not in ROLES and not _ABBREVIATED.fullmatch(word):
        return False
    if lower in ROLES:
        return lower not in CUES
    if word[0].isupper():
        return lower not in STOP_CAPITALS
    return word[0].islower() and lower not in _NO_PART and not _NO_NOUN.search(lower)


def office_behind(skeleton: str, name_end: int) -> Office | None:
    """The office behind a name that ends at an offset, and a comma."""
    if skeleton[name_end : name_end + 1] not in {",", " "} or (
        skeleton[name_end] == " " and skeleton[name_end + 1 : name_end + 2] != "("
    ):
        return None
    opening = _STARTS.match(skeleton, name_end)
    if opening is None:
        return None
    at = opening.end()
    stop = _break(skeleton, at)
    words = skeleton[at:stop].split()
    if not words or len(words) > MOST_WORDS_BEHIND:
        return None
    phrase = skeleton[at:stop]
    of = _OF.search(phrase)
    head = phrase[: of.start()].split()[-1] if of and of.start() else words[-1]
    lower = head.lower().strip(".")
    is_noun = lower in ROLES or lower.rstrip("s") in ROLES
    if not is_noun and not (opening["article"] in {"a ", "an ", "the "} and _PERSON_NOUN.search(lower)):
        return None
    head_words = phrase[: of.start()].split() if of and of.start() else words
    if any(word.lower() in _CLAUSE_VERBS for word in head_words):
        return None
    return Office(phrase.strip(), at, stop)


def _break(skeleton: str, at: int) -> int:
    """Where an apposition ends: at a mark, or where a verb of speech begins; a full stop of an abbreviation is none."""
    end = at
    for found in _BREAK.finditer(skeleton, at, at + 160):
        end = found.start()
        before = _WORD.findall(skeleton[at:end])
        if found.group() == "." and before and len(before[-1]) <= 2 and end + 2 < len(skeleton):
            continue
        return end
    return min(at + 160, len(skeleton))
