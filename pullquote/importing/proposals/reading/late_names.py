"""What somebody is who speaks and has no office beside the name, by what the story calls somebody in another place: before
it names them, or after it has. It is decided when all of it is read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from operator import itemgetter

from pullquote.importing.proposals.english.roles import FAMILY, PARTS, is_role
from pullquote.importing.proposals.english.words import GROUPS, UNNAMED
from pullquote.importing.proposals.offices.before import office_before
from pullquote.importing.proposals.offices.behind import described, noun, office_behind
from pullquote.importing.proposals.offices.by_place import may_stand_before
from pullquote.importing.proposals.offices.office import Office, trimmed
from pullquote.importing.proposals.offices.stated import indefinite_offices, opening_office
from pullquote.importing.proposals.reading.introductions import AGED, Introductions, is_fit, is_open
from pullquote.importing.proposals.reading.people import Mention, Named
from pullquote.importing.proposals.reading.sentences import OPAQUE

RELATIVE_WITHIN = 400
"""Characters in front of a name in which a relative of the same family may be told of: His father had not slept."""
_NO_KIN = frozenset(["friend", "neighbour", "neighbor", "colleague", "partner", "girlfriend", "boyfriend"])
_RELATIVE = re.compile(
    rf"(?:\b(?:[Hh]is|[Hh]er|[Tt]heir)|’s|s’) (?:[a-z]+ )?(?P<title>{'|'.join(sorted(FAMILY - _NO_KIN))})\b(?!,? [A-Z]|’s)"
)
"""Her father, without a name."""
_RELATIVE_ACTS = re.compile(
    rf"(?:(?<=\n)|(?<=[.!?\x01] )|\A)(?:His|Her|Their|[A-Z][\w-]+’s) (?:[a-z]+ )?(?P<title>{'|'.join(sorted(FAMILY - _NO_KIN))}) (?=[a-z])"
)
"""A relative without a name, as the subject of a sentence."""
_SAYING = re.compile(r"[^.!?\n\x01]{2,90}\.\s+\x01[\x01 .,]*(?:[a-z]+ )?(?:[A-Z][a-z]{1,3}\.? )?")
"""The rest of that sentence, and words that the one says who is named behind them."""
CALLED_WITHIN = 600
"""Characters in front of a name in which the sentence before its words stands."""
_OWN = re.compile(r"(?:\x01[\x01 .,]*(?:[a-z]+ )?|[A-Z][^.,\x01\n]{2,60}, )?(?:[A-Z][a-z]{1,3}\.? )?")
"""What may stand in a sentence in front of the name of who speaks: “No,” says …; Speaking on her way to work, …"""
_ENDS = re.compile(r"[.!?\x01]\s+|\n\n")
_CLAUSE = re.compile(r", (?:and|but|while) ")
_LAST = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|\w+’s(?: own)?) (?P<words>(?:[\w-]+ ){0,4}[\w-]+)\Z"
)
"""The last words of a sentence: It was thought up by a GP."""
MOST_LINES = 20
"""Places of an interview that name somebody and are looked at."""
MOST_BEHIND = 3
"""Words from the noun for what somebody is to the end of the sentence: its star disagrees."""
_SOMEBODY = re.compile(r"\b(?:[Tt]he|[Ii]ts|[Tt]heir) (?=(?P<words>(?:[a-z-]+ ){0,3}[a-z-]+)\b)")
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
    late = _LateNames(skeleton, introductions, first, speaking)
    late.by_the_sentence_before()
    for who, office in introductions.supposed:
        if is_open(who) and office.start not in introductions.called:
            who.offices.append(office)
    late.by_what_was_announced()
    late.by_age()
    late.by_family()
    late.by_what_comes_again()


class _LateNames:
    """The people of a story, by where it names them first, and who of them speaks."""

    def __init__(
        self,
        skeleton: str,
        introductions: Introductions,
        first: Mapping[Named, int],
        speaking: Collection[Named | None],
    ) -> None:
        self._skeleton, self._introductions = skeleton, introductions
        self._first, self._speaking = first, speaking

    def _open(self) -> Iterator[tuple[Named, int]]:
        """Who speaks and has no office."""
        return (each for each in self._first.items() if each[0] in self._speaking and not each[0].offices)

    def by_the_sentence_before(self) -> None:
        """Give offices by the sentence in front of the one that names somebody: The mayor is tired. “No,” says Ida Brook."""
        for who, start in self._open():
            office = self._called_before(start)
            if office is None:
                who.offices += self._relative_before(who, start)
                continue
            head = noun(office.title)
            is_relative = head in FAMILY and "ward sister" not in office.title
            is_own = (
                not is_relative
                and head not in GROUPS | UNNAMED | PARTS
                and not self._introductions.is_held(office)
            )
            opening = self._introductions.opening
            if opening is not None and opening.title.endswith(f" {office.title}"):
                office = opening
            if is_own and self._introductions.may_be(office, who, start):
                self._introductions.is_called(who, office)

    def _relative_before(self, who: Named, start: int) -> list[Office]:
        """What relative the sentence in front of the one that names somebody tells of: Her father sighed. “No,” said Ida Brook."""
        begin = max(0, start - CALLED_WITHIN)
        listed = list(_RELATIVE_ACTS.finditer(self._skeleton, begin, start))
        last = listed[-1] if listed else None
        if (
            last is None
            or not is_fit(who, last["title"])
            or _SAYING.fullmatch(self._skeleton, last.end(), start) is None
        ):
            return []
        return [Office(last["title"], *last.span("title"))]

    def _called_before(self, start: int) -> Office | None:
        """Who is the subject of the sentence before a place, or comes last in it."""
        begin = max(0, start - CALLED_WITHIN)
        ends = [each.end() for each in _ENDS.finditer(self._skeleton, begin, start)]
        ends = ends if begin else [0, *ends]
        if len(ends) > 1 and self._skeleton[ends[-1] - 2] == OPAQUE:  # “No,” Ida Brook says
            ends.pop()
        if len(ends) < 2 or _OWN.fullmatch(self._skeleton, ends[-1], start) is None:
            return None
        first, last = ends[-2:]
        clauses = (each.end() for each in _CLAUSE.finditer(self._skeleton, first, last))
        for at in (first, *clauses):
            office = opening_office(self._skeleton, at)
            if office is not None:
                return office if office.end <= last else None
        if last >= start:
            return None
        return _last_in(self._skeleton, first, last) or _only_in(self._skeleton, first, last)

    def by_what_was_announced(self) -> None:
        """Give offices by what the story has called somebody whom it had not named: with whom it begins, or in the paragraph
        before."""
        people = [who for who in self._first if not who.offices]
        starts = [self._first[who] for who in people]
        far = {self._introductions.opening, self._introductions.saying}
        for office in self._introductions.unnamed():
            head = noun(office.title)
            end = self._skeleton.find("\n\n", max(0, self._skeleton.find("\n\n", office.end)) + 2)
            is_far = office in far or end < 0
            near = slice(bisect_left(starts, office.end), None if is_far else bisect_left(starts, end))
            is_lead = is_far and head not in FAMILY
            fitting = (
                who
                for who in people[near]
                if not who.offices and (is_lead or who in self._speaking) and is_fit(who, head)
            )
            who = next(fitting, None)
            if who is not None and self._introductions.may_be(office, who, self._first[who]):
                self._introductions.is_called(who, office)

    def by_age(self) -> None:
        """Give the one whose age the story tells first what its first paragraph calls one who has no name: trailing a former
        cook. … Ida Brook, 54, …"""
        listed = [
            each for each in indefinite_offices(self._skeleton) if not self._introductions.is_held(each)
        ]
        is_known = len(listed) != 1 or listed[0].start in self._introductions.called
        if is_known or noun(listed[0].title) in FAMILY:
            return
        for who, start in self._open():
            is_aged = AGED.match(self._skeleton, start + len(who.name)) is not None
            if is_aged and self._introductions.may_be(listed[0], who, start):
                self._introductions.is_called(who, listed[0])
                return

    def by_family(self) -> None:
        """Give relatives what they are of whom the story tells without a name, in front of it: His father had not slept."""
        families: dict[str, int] = {}
        for who, start in self._first.items():
            family = who.name.rpartition(" ")[2]
            if family in families and who in self._speaking and not who.offices:
                who.offices += self._relatives(who, start)[-1:]
            families.setdefault(family, start)

    def _relatives(self, who: Named, start: int) -> list[Office]:
        listed = _RELATIVE.finditer(self._skeleton, max(0, start - RELATIVE_WITHIN), start)
        return [Office(each["title"], *each.span("title")) for each in listed if is_fit(who, each["title"])]

    def by_what_comes_again(self) -> None:
        """Give the first whom the story names what it calls them before it names another: The actor is about to play a nurse."""
        who, start, end = self._alone()
        if who is None or who not in self._speaking or who.offices:
            return
        for found in _AGAIN.finditer(self._skeleton, start, end):
            head, start = found["head"], found.start("title") - len("the ")
            is_own = is_role(head) and head not in FAMILY | GROUPS | UNNAMED and is_fit(who, head)
            if is_own and start not in self._introductions.called:
                who.offices.append(trimmed(Office(found["title"], *found.span("title"))))
                return

    def _alone(self) -> tuple[Named | None, int, int]:
        """Whom the story names first, where, and where it names another."""
        starts = sorted(self._first.items(), key=itemgetter(1))[:2]
        who, start = starts[0] if starts else (None, 0)
        return who, start, starts[1][1] if len(starts) > 1 else len(self._skeleton)


def _last_in(skeleton: str, start: int, end: int) -> Office | None:
    """Somebody who has no name, at the end of a sentence: It was thought up by a GP."""
    end = start + len(skeleton[start:end].rstrip(" .!?\n"))
    while (found := _LAST.search(skeleton, start, end)) is not None:
        start = found.start() + 1
        words = found["words"].split()
        roles = [number for number, word in enumerate(words) if is_role(word.lower())]
        if roles and len(words) - roles[-1] <= MOST_BEHIND and may_stand_before(words[: roles[-1]]):
            title, at = " ".join(words[: roles[-1] + 1]), found.start("words")
            return trimmed(Office(title, at, at + len(title)))._replace(start=found.start())
    return None


def _only_in(skeleton: str, start: int, end: int) -> Office | None:
    """The only one who is told of by an office in a sentence, and has no name: nobody was more surprised than their bassist
    when it was done."""
    listed = []
    for found in _SOMEBODY.finditer(skeleton, start, end):
        words = found["words"].split()
        at = next((number for number, word in enumerate(words) if is_role(word)), None)
        if at is not None and may_stand_before(words[:at]):
            title, begin = " ".join(words[: at + 1]), found.start("words")
            office = opening_office(skeleton, found.start()) or Office(title, begin, begin + len(title))
            listed.append(office._replace(start=found.start()))
    return listed[0] if len(listed) == 1 else None


def offices_in_lines(text: str, name: str) -> list[Office]:
    """What the lines of an interview call somebody of a name: Ida Brook, head of the Quay; Ms Brook, you are the head."""
    listed = []
    family = re.escape(name.rpartition(" ")[2])
    for found in islice(
        re.finditer(
            rf"(?:{re.escape(name)}|{family}(?P<you>, you(?:[’']re| are) (?P<article>the |an? )?))", text
        ),
        MOST_LINES,
    ):
        if found["you"]:
            office = described(text, found.end(), found["article"] or "")
        else:
            office = office_behind(text, found.end()) or office_before(text, found.start())
        listed += [trimmed(office)] if office is not None else []
    return listed[:1]
