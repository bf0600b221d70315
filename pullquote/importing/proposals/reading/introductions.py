"""Whom a text calls by an office in a place where it does not name them: before it does, or in the sentence behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pullquote.importing.proposals.english.roles import (
    EPITHETS,
    FAMILY,
    FEMALE,
    MALE,
    OF_SOMEWHERE,
    SOMEBODY,
    is_role,
)
from pullquote.importing.proposals.english.words import UNNAMED
from pullquote.importing.proposals.offices.behind import noun
from pullquote.importing.proposals.offices.beside import is_personal
from pullquote.importing.proposals.offices.office import AGE, Office, trimmed
from pullquote.importing.proposals.offices.right_before import MOST_WORDS
from pullquote.importing.proposals.offices.stated import (
    indefinite_offices,
    office_said,
    opening_office,
    speaking_office,
)
from pullquote.importing.proposals.reading.office_holders import noun_of, words_for
from pullquote.importing.proposals.reading.people import Mention, Named
from pullquote.importing.proposals.reading.phrases import SpeechSource
from pullquote.importing.proposals.reading.sentences import OPAQUE

_OWNER = re.compile(r"^[\w-]+(?:’s|s’) (?=\w)")
"""Whose an office is, in front of it: the (Greens’) co-leader."""
AGED = re.compile(rf", {AGE}[,.]| \({AGE}\)")
"""Behind a name that a story has not given before: Ida Brook, 61, …"""
_ONE_OF = re.compile(r"\b(?:[Oo]ne of (?:\w+ ){0,3}\w+|[Aa]nother|[Tt]he (?:first|second|third|other)), \Z")
"""One of several who have no name, in front of the name of this one."""
LONGEST_ONE_OF = 30
"""Characters of these words."""

_OF_NO_OFFICE = UNNAMED | FAMILY


def is_open(who: Named) -> bool:
    """Whether no office of somebody is known yet, but how they are addressed, or what they are to another one."""
    return all(is_personal(each.title) for each in who.offices)


def is_fit(who: Named, noun: str) -> bool:
    """Whether a noun for what somebody is fits whether they are a man or a woman."""
    return who.gender is None or noun not in (MALE if who.gender == "f" else FEMALE)


def is_announcing(source: SpeechSource) -> bool:
    """Whether words are an office by which somebody may be called who is named only later."""
    is_office = is_role(source.head) and source.head not in _OF_NO_OFFICE
    return source.sort == "described" and source.is_definite and is_office


def is_epithet(source: SpeechSource) -> bool:
    """Whether words are what a story calls somebody whom it has just named: the Kenyan nun, the striker, the 24-year-old."""
    head = source.head
    return (
        (source.is_from and (is_role(head) or head in SOMEBODY))
        or head in EPITHETS
        or head.endswith((*OF_SOMEWHERE, "-year-old"))
    )


class Introductions:
    """The offices by which a text has called somebody whom it had not named, and who they have turned out to be."""

    def __init__(self, mentions: Sequence[Mention], skeleton: str) -> None:
        self._skeleton = skeleton
        first = next((each.start for each in mentions if each.who.kind == "people"), len(skeleton))
        self._held = [
            frozenset(office.title.lower().split())
            for who in dict.fromkeys(each.who for each in mentions)
            for office in who.offices
        ]
        """The words of the offices that stand beside names."""
        self.opening = opening_office(skeleton)
        """What the story calls somebody with whom it begins."""
        self.saying = speaking_office(skeleton)
        """What it calls somebody there who says what it tells."""
        self._lead = self._leading() if skeleton.find("\n\n", 0, first) >= 0 else None
        """Who a story is about that begins with them and does not name them at once: a clerk who …"""
        self._announced: Office | None = None
        """The office by which the story has called somebody whom it has not named."""
        self._unnamed: list[Office] = []
        """All by which it has."""
        self.supposed: list[tuple[Named, Office]] = []
        """Who may be meant by an office: whom the story has just named, unless it names somebody behind it."""
        self._has_spoken = False
        """Whether who was called so spoke: whoever speaks next may be meant."""
        self.called: dict[int, Named] = {}
        """Who has turned out to be meant by words of before, by where they begin."""

    def _leading(self) -> Office | None:
        """What the story calls somebody with whom it begins, or the one of whom its first paragraph tells without a name."""
        if self.opening is not None and not self.is_held(self.opening):
            return self.opening
        listed = [each for each in indefinite_offices(self._skeleton) if not self.is_held(each)]
        return listed[0] if len(listed) == 1 or (listed and self.opening is not None) else None

    def unnamed(self) -> Iterator[Office]:
        """What the story has called somebody of whom it is not known yet who they are, the lead first."""
        yield from (
            each
            for each in [self.opening, self.saying, *self._unnamed]
            if each and each.start not in self.called and not self.is_held(each)
        )

    def is_held(self, office: Office) -> bool:
        """Whether an office stands beside a name of the text: by all words of the one or the other."""
        words = frozenset(office.title.lower().split())
        return any(words <= each or each <= words for each in self._held)

    def may_be(self, office: Office, who: Named, start: int) -> bool:
        """Whether somebody who is named at an offset may be whom the text has called by an office before."""
        is_one_of = _ONE_OF.search(self._skeleton, max(0, start - LONGEST_ONE_OF), start) is not None
        return start > office.end and is_fit(who, noun(office.title)) and not is_one_of

    def lead(self, source: SpeechSource) -> None:
        """Take note of somebody with whom a story begins, and whom it does not name at once."""
        words = self._skeleton[source.start : source.end]
        article, _, title = " ".join(words.split()).partition(" ")
        is_office = is_role(source.head) and source.head not in UNNAMED
        is_first = self._lead is None or source.start <= self._lead.start
        if (
            is_first
            and (is_office or source.head in SOMEBODY)
            and article.lower() in {"a", "an"}
            and OPAQUE not in title
        ):
            is_opening = self.opening is not None and self.opening.start == source.start
            office = Office(title if is_office else "", source.start, source.end)
            self._lead = self.opening if is_opening and is_office else office

    def announce(self, source: SpeechSource, who: Named | None, *, speaks: bool) -> None:
        """Take note of what somebody is called who may be named only later, or is ``who``; ``speaks``: they say something."""
        end = source.end + 2 * (self._skeleton[source.end : source.end + 2] == "’s")
        article, _, title = " ".join(self._skeleton[source.start : end].split()).partition(" ")
        office = trimmed(Office(_OWNER.sub("", title), source.start, end))._replace(
            start=source.start, end=end
        )
        if self.opening is not None and self.opening.start == office.start:
            office = self.opening
        if who is None:
            if source.head not in EPITHETS and len(office.title.split()) <= MOST_WORDS:
                self._announced, self._has_spoken = office, speaks
                if article.lower() in {"the", "its", "their"}:
                    self._unnamed.append(office)
        elif who.kind == "people" and is_open(who) and article.lower() == "the":
            self.supposed.append((who, office))

    def read(
        self,
        people: Sequence[Mention],
        subject: Mention | None,
        about: Named | None,
        speaker: Named | None,
        *,
        is_first: bool,
    ) -> None:
        """Take note of the people whom a sentence names, of whom it is about, and of who speaks in it; ``is_first``: nobody
        is named before."""
        if people and self._announced is not None:
            who = people[0].who
            begins = self._skeleton.endswith("\n\n", 0, people[0].printed)
            is_next = subject is people[0] and (who is speaker or begins or not self._has_spoken)
            if is_next and is_open(who) and self.may_be(self._announced, who, people[0].start):
                self.is_called(who, self._announced)
            self._announced = None
        if self._lead is not None and people:
            aged = next((each for each in people if AGED.match(self._skeleton, each.end)), None)
            if noun(self._lead.title or "man") in FAMILY:  # the mother of Ida Brook, 19
                aged = None
            if is_first and noun_of(self._lead.title) in words_for(people[0].who):
                self.is_called(people[0].who, self._lead)
                self.opening = self._lead = None
                return
            leads = aged or (people[0] if about is people[0].who and is_open(about) and is_first else None)
            if leads is not None and (
                not self._lead.title or self.may_be(self._lead, leads.who, leads.start)
            ):
                head = noun(self._lead.title or "man")
                if is_open(leads.who) or any(noun(each.title) == head for each in leads.who.offices):
                    self.opening = None
                self.is_called(leads.who, self._lead)
                self._lead = None

    def say(self, start: int, subject: tuple[int, int] | None, who: Named | None) -> None:
        """Give somebody whose office is not known what a sentence says of them that begins at an offset and does not name
        them, or does so behind it."""
        if who is None or who.kind != "people" or not is_open(who):
            return
        office = office_said(self._skeleton, start, subject)
        if office is not None:
            who.offices.append(office)

    def is_called(self, who: Named, office: Office) -> None:
        """Give somebody the office by which the text has called them before, if it is one."""
        if office.title and is_open(who):
            who.offices.append(office)
        self.called[office.start] = who
