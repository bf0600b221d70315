"""Who is meant by what a sentence says: a name, a pronoun, an office; and who was speaking last."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pullquote.importing.proposals.cues import HeardSpeaker
from pullquote.importing.proposals.english.roles import (
    EPITHETS,
    FEMALE,
    MALE,
    is_role,
)
from pullquote.importing.proposals.english.words import COMPANIES, GROUPS, UNNAMED, WRITINGS
from pullquote.importing.proposals.offices.stated import may_say
from pullquote.importing.proposals.reading.introductions import Introductions, is_announcing, is_epithet
from pullquote.importing.proposals.reading.main_clauses import main_subject
from pullquote.importing.proposals.reading.office_holders import OfficeHolders, has_other, words_for
from pullquote.importing.proposals.reading.people import Mention, Named, start_of
from pullquote.importing.proposals.reading.phrases import SentenceWords, SpeechSource, can_speak
from pullquote.importing.proposals.reading.places import named_last
from pullquote.importing.proposals.reading.writings import is_written_by, writer_of

REMEMBERED = 12
"""Mentions that a pronoun can mean, the nearest ones."""
_BELONGING = (" of ", " at ", " for ", " from ", " of the ", " at the ", " for the ", " from the ")
"""In front of an organization to which somebody belongs: it is not what the story is about."""
_PRONOUNS = {"his": "he", "her": "she"}


class Memory:
    """Whom the text has named and heard up to a place."""

    def __init__(self, mentions: Sequence[Mention] = (), skeleton: str = "") -> None:
        """``mentions`` are all of the text, in order."""
        self._mentions = mentions
        self._skeleton = skeleton
        self._offices = OfficeHolders(mentions, skeleton)
        self.introductions = Introductions(mentions, skeleton)
        self.last: HeardSpeaker | None = None
        """Who spoke last."""
        self.in_paragraph: HeardSpeaker | None = None
        """Who spoke last in this paragraph."""
        self.subject: Named | None = None
        """Who the sentence before is about, or who spoke in it."""
        self._body: Named | None = None
        """The organization that the story was about last."""
        self.acts = False
        """Whether the subject was named after whoever spoke last."""
        self._met: SpeechSource | None = None
        """Who has no name and is the subject of the sentence before, in the same paragraph."""
        self.recent: Sequence[Mention] = ()
        """Whom the text has named last, the nearest at the end."""
        self._heard: set[Named] = set()
        """Who has spoken."""
        self._named_here: set[Named] = set()
        """Who was named in this paragraph."""

    @property
    def is_met(self) -> bool:
        """Whether the sentence before is about somebody by what they are: her mother shrugged."""
        met = self._met
        return met is not None and met.sort == "described" and (is_role(met.head) or met.owner in _PRONOUNS)

    @property
    def is_of_stranger(self) -> bool:
        """Whether the sentence before is about somebody who has no name."""
        return self._met is not None and self._met.sort == "described" and not self._is_known(self._met)

    @property
    def stranger_spoke(self) -> bool:
        """Whether somebody without a name spoke last in this paragraph."""
        said = self.in_paragraph
        return said is not None and said.who is None and said.source.sort == "described"

    def is_introduced(self, source: SpeechSource) -> bool:
        """Whether the text has brought up somebody without a name by the same noun."""
        return self._offices.is_introduced(source)

    def traces(self, who: Named) -> Iterator[str]:
        """How the text has named somebody last, and how often, as words that can be weighed."""
        yield from named_last(self._skeleton, self.recent, who, self._named_here)
        if who in self._heard:
            yield "has spoken"

    def begin_paragraph(self) -> None:
        """Go on to the next paragraph."""
        self.in_paragraph = self._met = None
        self._named_here.clear()

    def heard(self, speaker: HeardSpeaker) -> None:
        """Take note of who spoke."""
        self.last = self.in_paragraph = speaker
        self.acts, self._met = False, None
        if speaker.who is not None:
            self._heard.add(speaker.who)
        if speaker.who is not None and speaker.who.kind == "organizations" and not speaker.who.passes_on:
            self._body = speaker.who
        if speaker.who is not None and speaker.who.kind == "people":
            self.subject = speaker.who
            if speaker.source.head in {"he", "she"} and speaker.who.gender is None:
                speaker.who.gender = "m" if speaker.source.head == "he" else "f"

    def met(self, source: SpeechSource | None) -> None:
        """Take note of the subject of a sentence in which nobody speaks: a dealer who gave no name went further."""
        self._met = source
        if source is not None:
            self.introduce(source)

    def introduce(self, source: SpeechSource, *, speaks: bool = False) -> None:
        """Take note of what somebody is called who may be named only later; ``speaks``: they say something."""
        if self.last is None and not self.recent and not source.is_definite:
            self.introductions.lead(source)
        elif is_announcing(source):
            self.introductions.announce(source, self._described(source, ()).who, speaks=speaks)

    def say(self, words: SentenceWords, mentions: Sequence[Mention]) -> None:
        """Take note of what a sentence says that its subject is: She is the mayor; this mother of two …"""
        start = words.tokens[0].start if words.tokens else 0
        if not words.tokens or not may_say(self._skeleton, start):
            return
        source = main_subject(words, 0, len(words.tokens))
        speaker = self.in_paragraph if source is None else self.resolve(source, mentions)
        if speaker is not None:
            span = None if source is None or source.sort == "named" else (source.start, source.end)
            self.introductions.say(start, span, speaker.who)

    def read(self, mentions: Sequence[Mention], about: Named | None, speaker: Named | None) -> None:
        """Take note of whom a sentence names, of who speaks in it, and of its subject: ``about`` whom its main clause is,
        or the first who is no possessive."""
        people = [each for each in mentions if each.who.kind == "people"]
        subject = next((each for each in people if self._skeleton[each.end : each.end + 2] != "’s"), None)
        about = about or (subject.who if subject is not None else None)
        self.introductions.read(
            people, subject, about, speaker, is_first=all(each.who.kind != "people" for each in self.recent)
        )
        if about is not None:
            self.subject, self.acts = about, True
        elif people and self.subject is None:
            self.subject = people[0].who
        self._named_here.update(each.who for each in mentions)
        for each in mentions:
            is_apart = not self._skeleton.endswith(_BELONGING, 0, each.start)
            if each.who.kind == "organizations" and is_apart and not each.who.passes_on:
                self._body = each.who
        self.recent = [*self.recent, *mentions][-REMEMBERED:]

    def resolve(self, source: SpeechSource, here: Sequence[Mention] = ()) -> HeardSpeaker:
        """Who is meant; ``here`` are the mentions of the sentence."""
        if source.mention is not None:
            return HeardSpeaker(source.mention.who, source, is_certain=True)
        if source.sort == "pronoun":
            return self._pronoun(source, here)
        return self._described(source, here)

    def _pronoun(self, source: SpeechSource, here: Sequence[Mention]) -> HeardSpeaker:
        if source.head not in {"he", "she"}:
            return HeardSpeaker(self._body_meant(source.head), source, is_certain=False)
        gender = "m" if source.head == "he" else "f"
        if self._is_of_nobody(source.head):
            return HeardSpeaker(None, source, is_certain=False)
        met = self._met_before(gender)
        if met is not None:
            return HeardSpeaker(met, source, is_certain=False)
        before = [
            each.who
            for each in here
            if each.end <= source.start
            and each.who.kind == "people"
            and not self._skeleton.startswith((", whom ", " whom "), each.end)
        ]
        named = [
            *before[:1],
            *([self.subject] if self.subject else []),
            *([self.in_paragraph.who] if self.in_paragraph and self.in_paragraph.who else []),
            *([self.last.who] if self.last and self.last.who else []),
            *before[1:],
            *(each.who for each in reversed(self.recent)),
        ]
        people = list(dict.fromkeys(each for each in named if each.kind == "people"))
        known = [each for each in people if each.gender == gender]
        unknown = [each for each in people if each.gender is None]
        if not known and not unknown:
            return HeardSpeaker(self._named_late(source, gender), source, is_certain=False)
        spoke_last = self.last.who if self.last else None
        if unknown and people[0] is unknown[0] and people[0] is spoke_last:
            return HeardSpeaker(spoke_last, source, is_certain=not known and self._is_in_view(people[0]))
        if unknown and unknown[0] in self._named_here and not self._named_here.intersection(known):
            return HeardSpeaker(unknown[0], source, is_certain=False)
        if self.acts and unknown and unknown[0] is people[0] is self.subject and not before:
            return HeardSpeaker(unknown[0], source, is_certain=False)
        if known and unknown and people.index(unknown[0]) < people.index(known[0]):
            who = known[0] if people.index(known[0]) < 3 else unknown[0]
            return HeardSpeaker(who, source, is_certain=False)
        chosen = known or unknown
        is_certain = (len(chosen) == 1 or chosen[0] in people[:1]) and (
            chosen[0] in before or self._is_in_view(chosen[0])
        )
        return HeardSpeaker(chosen[0], source, is_certain=is_certain)

    def _body_meant(self, pronoun: str) -> Named | None:
        """The organization that ``it`` or ``they`` mean: the one of the paragraph, or who spoke last, or what the story was
        about last."""
        bodies = {each for each in self._named_here if each.kind == "organizations"}
        last = self.last.who if self.last is not None else None
        if last is not None and last.kind != "organizations":
            last = None
        if pronoun == "it" and len(bodies) == 1 and last not in bodies:
            return bodies.pop()
        return last or (self._body if pronoun == "it" and not bodies else None)

    def _met_before(self, gender: str) -> Named | None:
        """Who is the subject of the sentence before by an office that the text has said they have: The forester shrugs."""
        met = self._met
        if met is None or met.sort != "described" or not met.is_definite or not is_role(met.head):
            return None
        count, who = self._offices.named_before(met)
        return who if count == 1 and who is not None and who.gender in {None, gender} else None

    def _is_in_view(self, who: Named) -> bool:
        """Whether the story is about somebody where it says he or she: the sentence before is, it names nobody after
        them, and this paragraph names them, if they did not speak last."""
        latest = next((each.who for each in reversed(self.recent) if each.who.kind == "people"), who)
        is_near = who in self._named_here or (self.last is not None and self.last.who is who)
        is_met = self._met is not None and self._met.sort == "described"
        return self.subject is who is latest and is_near and not is_met

    def _is_of_nobody(self, pronoun: str) -> bool:
        """Whether a pronoun means who spoke just before and has no name: a waiter said; she added."""
        met, said = self._met, self.in_paragraph
        if met is not None and self.is_of_stranger:
            head = met.head
        elif said is None or said.who is not None or said.source.sort != "described" or self.acts:
            return False
        else:
            head = said.source.head
        other = "m" if pronoun == "she" else "f"
        is_somebody = head in UNNAMED or (is_role(head) and head not in GROUPS)
        is_named = (met is None or met.sort == "pronoun") and any(
            each.kind == "people" and each.gender != other for each in self._named_here
        )
        return is_somebody and not is_named and head not in (MALE if other == "m" else FEMALE)

    def _is_known(self, met: SpeechSource) -> bool:
        """Whether ``the`` somebody is one whom the text has named."""
        return met.is_definite and (met.head in EPITHETS or self._described(met, ()).who is not None)

    def _named_late(self, source: SpeechSource, gender: str) -> Named | None:
        """Whom a story begins with and names only behind the words, as the subject of a sentence."""
        if self.last is not None and (self.last.who is not None or can_speak(self.last.source)):
            return None
        at = bisect_left(self._mentions, source.end, key=start_of)
        listed = (each for each in self._mentions[at : at + 1] if each.who.kind == "people")
        return next((each.who for each in listed if each.who.gender in {None, gender}), None)

    def _described(self, source: SpeechSource, here: Sequence[Mention]) -> HeardSpeaker:
        """An office that one person of the text has (the mayor), a body that was named (the ministry); whom the text
        has just named (the striker), or names later (the admiral, of whom the next sentence says the name)."""
        if source.head in GROUPS or not source.head:
            return HeardSpeaker(None, source, is_certain=True)
        if source.head in WRITINGS:
            by = (each.who for each in here if is_written_by(self._skeleton, source, each))
            writer = next(by, None) or writer_of(self._skeleton, self._mentions, source)
            if writer is None and source.owner in _PRONOUNS:  # her letter ends: “…”
                writer = self._pronoun(source._replace(head=_PRONOUNS[source.owner]), here).who
            if writer is not None:
                return HeardSpeaker(writer, source, is_certain=False)
        count, latest = self._offices.named_before(source)
        if latest is None and source.is_definite and source.head in COMPANIES:
            near = (each.who for each in here if each.end <= source.start)
            body = next((each for each in near if each.kind == "organizations"), self._body)
            return HeardSpeaker(body, source, is_certain=False)
        if latest is None and source.is_definite:
            words = self._skeleton[source.start : source.end]
            learned = {who for who in self.introductions.called.values() if source.head in words_for(who)}
            named = next(iter(learned)) if len(learned) == 1 else None
            if named is None and not source.is_owned:
                named = self._just_named(source, here)
            if named is None or has_other(words, source.head, named):
                named = self._offices.named_behind(source)
            return HeardSpeaker(named, source, is_certain=False)
        return HeardSpeaker(latest, source, is_certain=count == 1)

    def _just_named(self, source: SpeechSource, here: Sequence[Mention]) -> Named | None:
        head = source.head
        if self.is_introduced(source):  # an interpreter … the interpreter added
            return None
        is_near = self.subject in self._named_here or (source.is_from and not self._named_here)
        subject = self.subject if is_near else None
        is_only = sum(each.kind == "people" for each in self._named_here) == 1
        is_open = subject is not None and (is_only or not subject.offices)
        is_bare = is_open and is_role(head) and head not in UNNAMED
        if not is_epithet(source) and (not is_bare or head.startswith("spokes")):
            return None
        people = [each.who for each in here if each.who.kind == "people"]
        last = self.last.who if self.last else None
        who = people[0] if people else self.subject or last
        gender = "m" if head in MALE else "f" if head in FEMALE else None
        return who if who is not None and (gender is None or who.gender in {None, gender}) else None
