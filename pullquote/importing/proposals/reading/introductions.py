"""Whom a text calls by an office in a place where it does not name them: before it does, or in the sentence behind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pullquote.importing.proposals.english.roles import EPITHETS, FAMILY, SOMEBODY, is_role
from pullquote.importing.proposals.english.words import UNNAMED
from pullquote.importing.proposals.offices.beside import is_personal
from pullquote.importing.proposals.offices.office import AGE, Office
from pullquote.importing.proposals.offices.right_before import MOST_WORDS
from pullquote.importing.proposals.offices.stated import lead_office, office_said
from pullquote.importing.proposals.reading.people import Mention, Named
from pullquote.importing.proposals.reading.phrases import SpeechSource
from pullquote.importing.proposals.reading.sentences import OPAQUE

_OWNER = re.compile(r"^[\w-]+(?:’s|s’) (?=\w)")
"""Whose an office is, in front of it: the (Greens’) co-leader."""
_AGED = re.compile(rf", {AGE}[,.]| \({AGE}\)")
"""Behind a name that a story has not given before: Ida Brook, 61, …"""

_OF_NO_OFFICE = UNNAMED | FAMILY


def is_open(who: Named) -> bool:
    """Whether no office of somebody is known yet, but how they are addressed, or what they are to another one."""
    return all(is_personal(each.title) for each in who.offices)


def is_announcing(source: SpeechSource) -> bool:
    """Whether words are an office by which somebody may be called who is named only later."""
    is_office = is_role(source.head) and source.head not in _OF_NO_OFFICE
    return source.sort == "described" and source.is_definite and is_office


class Introductions:
    """The offices by which a text has called somebody whom it had not named, and who they have turned out to be."""

    def __init__(self, mentions: Sequence[Mention], skeleton: str) -> None:
        self._skeleton = skeleton
        first = next((each.start for each in mentions if each.who.kind == "people"), len(skeleton))
        self._lead = lead_office(skeleton) if skeleton.find("\n\n", 0, first) >= 0 else None
        """Who a story is about that begins with them and does not name them at once: a clerk who …"""
        self._announced: Office | None = None
        """The office by which the story has called somebody whom it has not named."""
        self._has_spoken = False
        """Whether who was called so spoke: whoever speaks next may be meant."""
        self.called: dict[int, Named] = {}
        """Who has turned out to be meant by words of before, by where they begin."""

    def lead(self, source: SpeechSource) -> None:
        """Take note of somebody with whom a story begins, and whom it does not name at once."""
        words = self._skeleton[source.start : source.end]
        article, _, title = " ".join(words.split()).partition(" ")
        is_office = is_role(source.head) and source.head not in UNNAMED
        if (is_office or source.head in SOMEBODY) and article.lower() in {"a", "an"} and OPAQUE not in title:
            self._lead = Office(title if is_office else "", source.start, source.end)

    def announce(self, source: SpeechSource, who: Named | None, *, speaks: bool) -> None:
        """Take note of what somebody is called who may be named only later, or is ``who``; ``speaks``: they say something."""
        end = source.end + 2 * (self._skeleton[source.end : source.end + 2] == "’s")
        article, _, title = " ".join(self._skeleton[source.start : end].split()).partition(" ")
        office = Office(_OWNER.sub("", title), source.start, end)
        if who is None:
            if source.head not in EPITHETS and len(office.title.split()) <= MOST_WORDS:
                self._announced, self._has_spoken = office, speaks
        elif who.kind == "people" and is_open(who) and article.lower() == "the":
            who.offices.append(office)

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
            if is_next and is_open(who) and people[0].start > self._announced.end:
                self._is_called(who, self._announced)
            self._announced = None
        if self._lead is not None and people:
            aged = next((each.who for each in people if _AGED.match(self._skeleton, each.end)), None)
            leads = aged or (about if about is people[0].who and is_open(about) and is_first else None)
            if leads is not None:
                if is_open(leads):
                    self._is_called(leads, self._lead)
                self._lead = None

    def say(self, start: int, subject: tuple[int, int] | None, who: Named | None) -> None:
        """Give somebody whose office is not known what a sentence says of them that begins at an offset and does not name
        them, or does so behind it."""
        if who is None or who.kind != "people" or not is_open(who):
            return
        office = office_said(self._skeleton, start, subject)
        if office is not None:
            who.offices.append(office)

    def _is_called(self, who: Named, office: Office) -> None:
        """Give somebody the office by which the text has called them before, if it is one."""
        if office.title:
            who.offices.append(office)
        self.called[office.start] = who
