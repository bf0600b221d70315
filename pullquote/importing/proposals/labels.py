"""Who speaks in a line of an interview, by the label in front of it: a name, its first letters, an office, or A."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from pullquote.importing.proposals.cues import HeardSpeaker
from pullquote.importing.proposals.deciding import Decider
from pullquote.importing.proposals.english.roles import COURTESY, is_role
from pullquote.importing.proposals.english.words import GROUPS, PRINTS, STOP_CAPITALS, SUFFIXES
from pullquote.importing.proposals.offices.office import Office
from pullquote.importing.proposals.reading.names import titled
from pullquote.importing.proposals.reading.passages import Passage, letters_of
from pullquote.importing.proposals.reading.people import Mention, Named
from pullquote.importing.proposals.reading.phrases import SpeechSource
from pullquote.importing.proposals.speakers import Memory

_ANSWER = re.compile(r"(?:^|[.?!”\"] )(?:A|Answer)\d{0,2}\s?[.:]\s", re.MULTILINE)
ASKS_FROM = 2
"""Lines with a label from which it is who asks."""
_ASKING = PRINTS | {"host", "interviewer"}
"""Who asks for a newspaper or a programme, and has no name."""


class LineLabels:
    """The labels of one text, whose blocks begin at ``starts``."""

    def __init__(
        self, text: str, starts: Sequence[int], mentions: Sequence[Mention], decider: Decider, memory: Memory
    ) -> None:
        self._text, self._starts, self._mentions = text, starts, mentions
        self._decider, self._memory = decider, memory
        self._who: dict[str, Named] = {}
        """Who has spoken behind each label."""

    @cached_property
    def is_answered(self) -> bool:
        """Whether the answers have a letter, as the questions of whom nobody asks by name."""
        return _ANSWER.search(self._text) is not None

    @cached_property
    def people(self) -> list[Named]:
        """Everybody whom the text names, once."""
        return list(dict.fromkeys(each.who for each in self._mentions if each.who.kind == "people"))

    def speaker_of(self, passage: Passage) -> HeardSpeaker | None:
        """Who answers, or whom the label names; nobody knows who asks."""
        label = passage.label or ""
        if label in {"Q", "Question"}:
            return None if self.is_answered else _nobody("reporter", passage)
        if label in {"A", "Answer"}:
            nowhere = SpeechSource("pronoun", passage.start, passage.start)
            people = self.people
            return HeardSpeaker(people[0], nowhere, is_certain=len(people) == 1) if people else None
        start = self._starts[passage.block]
        line = max(start, self._text.rfind("\n", start, passage.first))
        source = (
            self._decider.named_at(line, passage.first)
            or self._meant_by(label, line, passage.first)
            or self._called(label, line, passage.first)
        )
        if source is None or source.mention is None:
            return self._without_name(label, passage)
        who = self._who[label] = source.mention.who
        title = label.removeprefix("THE ").removeprefix("The ")
        if not who.offices and title and is_role(title.split()[-1].lower()):
            who.offices.append(Office(title, line, passage.first))
        return self._memory.resolve(source)

    def _without_name(self, label: str, passage: Passage) -> HeardSpeaker | None:
        """Who speaks in a line whose label names nobody: CHAIR:, or the newspaper that asks, The Ledger:."""
        role = label.rsplit(maxsplit=1)[-1].lower()
        if is_role(role) and role not in _ASKING:
            return _nobody(role, passage)
        is_one = self._text.count(f"{label}:") < ASKS_FROM
        if is_one or label.isupper() or is_role(role) or role in _ASKING - PRINTS or label in STOP_CAPITALS:
            return None
        who = self._who.setdefault(label, Named("organizations", label))
        return HeardSpeaker(who, SpeechSource("named", passage.start, passage.start), is_certain=False)

    def _called(self, label: str, start: int, end: int) -> SpeechSource | None:
        """Whom a line before has given the label, or whose name it is, if nothing else in the text says so: MR HALE."""
        words = [titled(word) for word in label.split() if word not in SUFFIXES]
        while len(words) > 1 and (
            words[0].lower().rstrip(".") in COURTESY or is_role(words[0].lower().rstrip("."))
        ):
            words = words[1:]
        is_name = len(words) < len(label.split()) or len(words) > 1
        if label not in self._who and (
            not is_name
            or not words
            or any(is_role(word.lower()) or word.lower() in STOP_CAPITALS | GROUPS for word in words)
        ):
            return None
        who = self._who.setdefault(label, Named("people", " ".join(words)))
        return SpeechSource("named", start, end, Mention(start, end, who, start))

    def _meant_by(self, label: str, start: int, end: int) -> SpeechSource | None:
        """Who is called by an office or by first letters in front of a line: CHAIR:, OG: for Ottilie Grauer."""
        for each in self.people:
            called = f" {label.lower().removeprefix('the ')}"
            is_office = any(f" {office.title.lower()}".endswith(called) for office in each.offices)
            if label == letters_of(each.name) or is_office:
                mention = next(mention for mention in self._mentions if mention.who is each)
                return SpeechSource("named", start, end, mention)
        return None


def _nobody(role: str, passage: Passage) -> HeardSpeaker:
    """Who speaks in a line and has no name: CHAIR:, REPORTER:."""
    return HeardSpeaker(
        None, SpeechSource("described", passage.start, passage.start, head=role), is_certain=False
    )
