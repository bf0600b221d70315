"""What somebody is who speaks and has no office beside the name, by what the story calls somebody in another place: before
it names them, or after it has. It is decided when all of it is read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence

from pullquote.importing.proposals.english.roles import FAMILY, is_role
from pullquote.importing.proposals.english.words import GROUPS, UNNAMED
from pullquote.importing.proposals.offices.behind import noun
from pullquote.importing.proposals.offices.by_place import may_stand_before
from pullquote.importing.proposals.offices.office import Office, trimmed
from pullquote.importing.proposals.reading.introductions import Introductions, is_fit
from pullquote.importing.proposals.reading.people import Mention, Named

RELATIVE_WITHIN = 400
"""Characters in front of a name in which a relative of the same family may be told of: His father had not slept."""
_NO_KIN = frozenset(["friend", "neighbour", "neighbor", "colleague", "partner", "girlfriend", "boyfriend"])
_RELATIVE = re.compile(
    rf"(?:\b(?:[Hh]is|[Hh]er|[Tt]heir)|’s|s’) (?:[a-z]+ )?(?P<title>{'|'.join(sorted(FAMILY - _NO_KIN))})\b(?!,? [A-Z]|’s)"
)
"""Her father, without a name."""
CALLED_WITHIN = 600
"""Characters in front of a name in which the sentence before its words stands."""
_BEFORE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|\w+’s(?: own)?) (?P<words>(?:[\w-]+ ){0,4}[\w-]+)\.\s+"
    r"(?:\x01[\x01 .,]*(?:[a-z]+ )?|[A-Z]\w+ing [^.,\x01\n]{2,60}, )(?:[A-Z][a-z]{1,3}\.? )?\Z"
)
"""Somebody in a sentence in front of words that the one says who is named: It was thought up by a GP. “No,” says Ida Brook."""
MOST_BEHIND = 3
"""Words from the noun for what somebody is to the end of the sentence: its star disagrees."""
_AGAIN = re.compile(
    r"(?:[.!?\x01\n] ?|, |\A|\b(?:said|says|At \d\d|and|but|while|when) )[Tt]he (?P<title>(?:[\w-]+ ){0,2}?(?P<head>[a-z-]+))"
    r"(?=’s |, \d\d,| (?:is|was|has|had|will|would|did|does|said|says|told|[a-z]+ed|[a-z]+s) )"
)
"""The actor, as the subject of a sentence."""


def give_offices(
    skeleton: str,
    introductions: Introductions,
    mentions: Sequence[Mention],
    speaking: Collection[Named | None],
) -> None:
    """Give those who speak and have no office the one by which the story calls them in another place."""
    first: dict[Named, int] = {}
    for each in mentions:
        if each.who.kind == "people":
            first.setdefault(each.who, each.start)
    people = [who for who in first if who in speaking and not who.offices]
    _name(skeleton, introductions, people, [first[who] for who in people])
    families: dict[str, int] = {}
    for number, (who, start) in enumerate(first.items()):
        family = who.name.rpartition(" ")[2]
        if who in speaking and not who.offices:
            found = _relative(skeleton, who, start) if family in families else None
            if found is None and number == 0:
                found = _called_again(
                    skeleton, who, start, next((at for at in first.values() if at > start), None)
                )
            found = found or _called_before(skeleton, who, start, introductions)
            if found is not None:
                who.offices.append(found)
        families.setdefault(family, start)


def _name(
    skeleton: str, introductions: Introductions, people: Sequence[Named], starts: Sequence[int]
) -> None:
    """Give the people what the story has called somebody whom it had not named: with whom it begins, or in the paragraph
    before."""
    for office in introductions.unnamed():
        end = skeleton.find("\n\n", max(0, skeleton.find("\n\n", office.end)) + 2)
        is_far = office is introductions.opening or end < 0
        near = slice(bisect_left(starts, office.end), None if is_far else bisect_left(starts, end))
        for who, start in zip(people[near], starts[near], strict=True):
            if not who.offices and is_fit(who, noun(office.title)):
                if introductions.may_be(office, who, start):
                    introductions.is_called(who, office)
                break


def _relative(skeleton: str, who: Named, start: int) -> Office | None:
    """Whose father somebody is of whom the story tells without a name, in front of the name."""
    listed = [
        Office(found["title"], *found.span("title"))
        for found in _RELATIVE.finditer(skeleton, max(0, start - RELATIVE_WITHIN), start)
        if is_fit(who, found["title"])
    ]
    return listed[-1] if listed else None


def _called_before(skeleton: str, who: Named, start: int, introductions: Introductions) -> Office | None:
    """What a story calls somebody right before it names them: It was thought up by a GP. “No,” says Ida Brook."""
    at = max(0, start - CALLED_WITHIN)
    while (found := _BEFORE.search(skeleton, at, start)) is not None:
        at = found.start() + 1
        words = found["words"].split()
        roles = [number for number, word in enumerate(words) if is_role(word.lower())]
        if not roles or len(words) - roles[-1] > MOST_BEHIND or not may_stand_before(words[: roles[-1]]):
            continue
        head, title = words[roles[-1]].lower(), " ".join(words[: roles[-1] + 1])
        office = trimmed(Office(title, found.start("words"), found.start("words") + len(title)))
        is_own = head not in FAMILY | GROUPS | UNNAMED and is_fit(who, head)
        return office if is_own and not introductions.is_held(office) else None
    return None


def _called_again(skeleton: str, who: Named, start: int, end: int | None) -> Office | None:
    """What a story calls the one whom it has named, before it names another: The actor is about to play a nurse."""
    for found in _AGAIN.finditer(skeleton, start, len(skeleton) if end is None else end):
        head = found["head"]
        if is_role(head) and head not in FAMILY | GROUPS | UNNAMED and is_fit(who, head):
            return trimmed(Office(found["title"], *found.span("title")))
    return None
