"""Who is meant by what a sentence says: a name, a pronoun, an office; and who was speaking last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pullquote.importing.proposals.english.roles import EPITHETS, FEMALE, MALE, OF_SOMEWHERE, is_role
from pullquote.importing.proposals.english.words import BODIES, GROUPS, UNNAMED
from pullquote.importing.proposals.reading.people import Mention, Named
from pullquote.importing.proposals.reading.phrases import SpeechSource

REMEMBERED = 12
"""Mentions that a pronoun can mean, the nearest ones."""


class HeardSpeaker(NamedTuple):
    """Who speaks: somebody named, or nobody; where the story says so, and whether others may be meant as well; ``others`` say
    it together with the first."""

    who: Named | None
    source: SpeechSource
    is_certain: bool
    others: tuple[Named, ...] = ()


class Memory:
    """Whom the text has named and heard up to a place."""

    def __init__(self) -> None:
        self.last: HeardSpeaker | None = None
        """Who spoke last."""
        self.in_paragraph: HeardSpeaker | None = None
        """Who spoke last in this paragraph."""
        self._subject: Named | None = None
        self._acts = False
        """Whether the subject was named after whoever spoke last."""
        self._recent: list[Mention] = []
        self._named_here: set[Named] = set()
        """Who was named in this paragraph."""

    def begin_paragraph(self) -> None:
        """Go on to the next paragraph."""
        self.in_paragraph = None
        self._named_here.clear()

    def heard(self, speaker: HeardSpeaker) -> None:
        """Take note of who spoke."""
        self.last = self.in_paragraph = speaker
        self._acts = False
        if speaker.who is not None and speaker.who.kind == "people":
            self._subject = speaker.who
            if speaker.source.head in {"he", "she"} and speaker.who.gender is None:
                speaker.who.gender = "m" if speaker.source.head == "he" else "f"

    def read(self, mentions: Sequence[Mention], skeleton: str) -> None:
        """Take note of whom a sentence names; the first who is no possessive is its subject."""
        people = [each for each in mentions if each.who.kind == "people"]
        subject = next((each for each in people if skeleton[each.end : each.end + 2] != "’s"), None)
        if subject is not None:
            self._subject, self._acts = subject.who, True
        elif people and self._subject is None:
            self._subject = people[0].who
        self._named_here.update(each.who for each in mentions)
        self._recent = [*self._recent, *mentions][-REMEMBERED:]

    def resolve(
        self, source: SpeechSource, everybody: Sequence[Mention], here: Sequence[Mention] = ()
    ) -> HeardSpeaker:
        """Who is meant; ``everybody`` are all mentions of the text, ``here`` those of the sentence."""
        if source.mention is not None:
            return HeardSpeaker(source.mention.who, source, is_certain=True)
        if source.sort == "pronoun":
            return self._pronoun(source, here)
        return self._described(source, everybody, here)

    def _pronoun(self, source: SpeechSource, here: Sequence[Mention]) -> HeardSpeaker:
        if source.head not in {"he", "she"}:
            last = self.last
            is_group = last is not None and (last.who is None or last.who.kind == "organizations")
            bodies = {
                each.who
                for each in self._recent
                if each.who in self._named_here and each.who.kind == "organizations"
            }
            if source.head == "it" and len(bodies) == 1 and not (is_group and last and last.who in bodies):
                return HeardSpeaker(bodies.pop(), source, is_certain=False)
            return HeardSpeaker(last.who if last and is_group else None, source, is_certain=False)
        gender = "m" if source.head == "he" else "f"
        before = [each.who for each in here if each.end <= source.start and each.who.kind == "people"]
        named = [
            *before[:1],
            *([self._subject] if self._subject else []),
            *([self.in_paragraph.who] if self.in_paragraph and self.in_paragraph.who else []),
            *([self.last.who] if self.last and self.last.who else []),
            *before[1:],
            *(each.who for each in reversed(self._recent)),
        ]
        people = list(dict.fromkeys(each for each in named if each.kind == "people"))
        known = [each for each in people if each.gender == gender]
        unknown = [each for each in people if each.gender is None]
        if not known and not unknown:
            return HeardSpeaker(None, source, is_certain=False)
        spoke_last = self.last.who if self.last else None
        if unknown and people[0] is unknown[0] and people[0] is spoke_last:
            return HeardSpeaker(spoke_last, source, is_certain=not known)
        if unknown and unknown[0] in self._named_here and not self._named_here.intersection(known):
            return HeardSpeaker(unknown[0], source, is_certain=False)
        if self._acts and unknown and unknown[0] is people[0] is self._subject and not before:
            return HeardSpeaker(unknown[0], source, is_certain=False)
        if known and unknown and people.index(unknown[0]) < people.index(known[0]):
            return HeardSpeaker(
                known[0] if people.index(known[0]) < 3 else unknown[0], source, is_certain=False
            )
        chosen = known or unknown
        return HeardSpeaker(chosen[0], source, is_certain=len(chosen) == 1 or chosen[0] in people[:1])

    def _described(
        self, source: SpeechSource, everybody: Sequence[Mention], here: Sequence[Mention]
    ) -> HeardSpeaker:
        """An office that one person of the text has (the mayor), a body that was named (the ministry); whom the text
        has just named (the striker), or names later (the admiral, of whom the next sentence says the name)."""
        if source.head in GROUPS or not source.head:
            return HeardSpeaker(None, source, is_certain=True)
        fitting = list(
            dict.fromkeys(
                each.who
                for each in everybody
                if each.start < source.start
                and (
                    any(_is_office(source.head, office.title) for office in each.who.offices)
                    if each.who.kind == "people"
                    else source.head in BODIES and source.head in each.who.name.lower().split()
                )
            )
        )
        if not fitting and source.is_definite:
            named = self._just_named(source.head, here) or _named_later(source, everybody)
            return HeardSpeaker(named, source, is_certain=False)
        return HeardSpeaker(fitting[-1] if fitting else None, source, is_certain=len(fitting) == 1)

    def _just_named(self, head: str, here: Sequence[Mention]) -> Named | None:
        is_epithet = head in EPITHETS or head.endswith((*OF_SOMEWHERE, "-year-old"))
        subject = self._subject if self._subject in self._named_here else None
        is_bare = subject is not None and not subject.offices and is_role(head) and head not in UNNAMED
        if not is_epithet and (not is_bare or head.startswith("spokes")):
            return None
        people = [each.who for each in here if each.who.kind == "people"]
        last = self.last.who if self.last else None
        who = people[0] if people else self._subject or last
        gender = "m" if head in MALE else "f" if head in FEMALE else None
        return who if who is not None and (gender is None or who.gender in {None, gender}) else None


def _named_later(source: SpeechSource, everybody: Sequence[Mention]) -> Named | None:
    """The one person behind a place who has an office."""
    later = {
        each.who: None
        for each in everybody
        if each.start > source.end
        and each.who.kind == "people"
        and any(_is_office(source.head, office.title) for office in each.who.offices)
    }
    return next(iter(later)) if len(later) == 1 and is_role(source.head) else None


def _is_office(head: str, title: str) -> bool:
    words = title.lower().split()
    cut = next(
        (number for number, word in enumerate(words) if word in {"of", "for", "at", "from"}), len(words)
    )
    return bool(words[:cut]) and words[:cut][-1] == head
