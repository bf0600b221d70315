"""Proposes the quotes of a text: the words, who said them, in which office, when, to whom, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pullquote.importing.proposals.attributing import LONGEST_SENTENCE, StoryReading
from pullquote.importing.proposals.circumstances import Circumstances, circumstances
from pullquote.importing.proposals.cues import HeardSpeaker
from pullquote.importing.proposals.deciding import Attributed
from pullquote.importing.proposals.english.roles import PARTS, is_role
from pullquote.importing.proposals.english.words import BODIES, DOCUMENTS, GROUPS
from pullquote.importing.proposals.offices.beside import is_address, is_personal
from pullquote.importing.proposals.offices.office import Office, trimmed
from pullquote.importing.proposals.offices.ranks import is_rank, lasting
from pullquote.importing.proposals.reading.introductions import is_open
from pullquote.importing.proposals.reading.late_names import give_offices, offices_in_lines
from pullquote.importing.proposals.reading.mentions import BESIDE
from pullquote.importing.proposals.reading.office_holders import may_be_called, noun_of
from pullquote.importing.proposals.reading.passages import LONGEST_PARAGRAPH
from pullquote.importing.proposals.reading.people import KnownNames, Named
from pullquote.importing.proposals.reading.phrases import SpeechSource
from pullquote.importing.proposals.reading.sentences import OPAQUE
from pullquote.importing.proposals.tiers import Tier
from pullquote.store.quotes.html.blocks import ParsedBlock

NOTED_BLOCKS = 5
"""How many numbers of paragraphs a note lists."""
LANGUAGE = "en"
"""The language whose quotes are proposed."""
_ANONYMOUS = re.compile(
    r"\banonym(?:ity|ous)|not be(?:ing)? (?:named|identified)|declined to be named", re.IGNORECASE
)

Unnamed = Literal["anonymous", "unnamed person", "unnamed group", "document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A quote that is proposed. ``parts`` are the ranges of its words in ``text`` of the body, its blocks with an empty
    line between; ``printed`` is the speaker as printed, ``who`` the one that is meant, or ``unnamed`` what speaks."""

    parts: tuple[tuple[int, int], ...]
    texts: tuple[str, ...]
    who: Named | None
    others: tuple[Named, ...]
    unnamed: Unnamed | None
    printed: str | None
    source: tuple[int, int] | None
    cue: str | None
    cue_at: tuple[int, int] | None
    office: str | None
    addressee: str | None
    occasion: str | None
    date_spoken: str | None
    is_direct: bool
    tier: Tier
    rule: str


class StoryProposals(NamedTuple):
    """What is proposed for a text, in order; ``unread`` are the numbers of blocks that were left out, or a sentence of
    them: they are longer than prose is."""

    proposals: list[Proposal]
    unread: list[int]

    def unread_note(self) -> str | None:
        """What whoever owns the text should know of what was left out; None where all was read."""
        if not self.unread:
            return None
        listed = ", ".join(str(number + 1) for number in self.unread[:NOTED_BLOCKS])
        more = f" and {len(self.unread) - NOTED_BLOCKS} more" if len(self.unread) > NOTED_BLOCKS else ""
        return (
            f"quotes in paragraph {listed}{more} of the text: only paragraphs of at most {LONGEST_PARAGRAPH:,} characters"
            f" are read, and sentences of at most {LONGEST_SENTENCE} words; divide it into paragraphs"
        )


def is_proposed_for(language: str | None) -> bool:
    """Whether quotes are proposed in a language: in English, whose grammar the rules are."""
    return language is not None and language.lower().split("-")[0] == LANGUAGE


def propose(
    blocks: Sequence[ParsedBlock],
    *,
    date: str | None = None,
    known: KnownNames | None = None,
    indirect: bool = True,
) -> list[Proposal]:
    """The quotes of an English text, in order: the ``proposals`` of :func:`propose_for_story`."""
    return propose_for_story(blocks, date=date, known=known, indirect=indirect).proposals


def propose_for_story(
    blocks: Sequence[ParsedBlock],
    *,
    date: str | None = None,
    known: KnownNames | None = None,
    indirect: bool = True,
) -> StoryProposals:
    """The quotes of an English text, and what of it was too long to be read.

    ``date`` is that of the story (ISO 8601), by which weekdays are read; ``known`` are the names of the newsroom.
    """
    reading = StoryReading(blocks, known or KnownNames())
    groups = list(_quotes(reading, indirect=indirect))
    for group in groups:
        _learn_office(reading, group[0].speaker)
    speaking = {group[0].speaker.who for group in groups}
    give_offices(reading.skeleton, reading.introductions, reading.mentions, speaking)
    for who in dict.fromkeys(group[0].speaker.who for group in groups if group[0].rule == "interview"):
        if who is not None and is_open(who):
            who.offices += offices_in_lines(reading.text, who.name)
    proposals = [_proposal(reading, _named_late(reading, group), date) for group in groups]
    return StoryProposals(proposals, sorted(reading.unread))


def _quotes(reading: StoryReading, *, indirect: bool) -> Iterator[list[Attributed]]:
    """What is attributed, with the parts of one quote together: “The boats,” she said, “will be full.”"""
    group: list[Attributed] = []
    for one in reading.attributed(indirect=indirect):
        if group and _goes_on(reading, group[-1], one):
            group.append(one)
            continue
        if group:
            yield group
        group = [one]
    if group:
        yield group


def _goes_on(reading: StoryReading, before: Attributed, one: Attributed) -> bool:
    if one.is_indirect or before.is_indirect:
        return False
    if one.goes_on:
        return True
    words = reading.text[before.start : before.end]
    return (
        one.sentence == before.sentence
        and one.speaker.who is before.speaker.who
        and before.rule.startswith("behind")
        and words.endswith(",")
        and before.cue is not None
        and before.cue[0] < one.start
        and reading.text[one.start].islower()
    )


def _proposal(reading: StoryReading, group: Sequence[Attributed], date: str | None) -> Proposal:
    one = group[0]
    who, source = one.speaker.who, one.speaker.source
    span = (source.start, source.end) if source.end > source.start else None
    around = _circumstances(reading, one, date)
    parts = tuple(_trimmed(reading.text, each.start, each.end, is_last=each is group[-1]) for each in group)
    pronoun = source.sort == "pronoun"
    return Proposal(
        parts=parts,
        texts=tuple(" ".join(reading.text[start:end].split()) for start, end in parts),
        who=who,
        others=one.speaker.others,
        unnamed=None if who is not None else _unnamed(source, reading.skeleton[slice(*one.sentence)]),
        printed=None if pronoun or span is None else " ".join(reading.text[slice(*span)].split()),
        source=span,
        cue=" ".join(reading.text[slice(*one.cue)].split()) if one.cue else None,
        cue_at=one.cue,
        office=office_of(who) if who else None,
        addressee=around.addressee,
        occasion=around.occasion,
        date_spoken=around.day if around.day != (date or "")[:10] else None,
        is_direct=not one.is_indirect,
        tier=max(each.tier for each in group),
        rule=one.rule,
    )


def _learn_office(reading: StoryReading, speaker: HeardSpeaker) -> None:
    """Give somebody for whom no office is printed beside the name the one by which the text calls them later."""
    who, source = speaker.who, speaker.source
    if who is None or who.kind != "people" or not is_role(source.head):
        return
    printed = " ".join(reading.skeleton[source.start : source.end].split())
    article, _, title = printed.partition(" ")
    title = title[: title.lower().rfind(source.head) + len(source.head)]
    if is_open(who) and article.lower() == "the" and OPAQUE not in title:
        who.offices.append(trimmed(Office(title, source.end - len(title), source.end)))


def _named_late(reading: StoryReading, group: list[Attributed]) -> list[Attributed]:
    """With the one person of the text, named later, who is called by the office: The mayor is leaving. Ida Brook said …"""
    speaker = group[0].speaker
    source = speaker.source
    if speaker.who is not None or source.sort != "described":
        return group
    called = (
        [reading.introductions.called[source.start]] if source.start in reading.introductions.called else []
    )
    words = reading.skeleton[source.start : source.end]
    if not called and source.is_definite and not source.is_owned and is_role(source.head):
        called = [
            who
            for who in reading.labels.people
            if any(
                noun_of(office.title) == source.head and may_be_called(words, office.title)
                for office in who.offices
            )
        ]
    if len(called) != 1:
        return group
    return [each._replace(speaker=speaker._replace(who=called[0])) for each in group]


def _circumstances(reading: StoryReading, one: Attributed, date: str | None) -> Circumstances:
    if one.cue is None:
        return Circumstances()
    source = one.speaker.source
    return circumstances(
        (reading.skeleton, reading.text), one.sentence, (source.start, source.end), one.cue, date
    )


def _trimmed(text: str, start: int, end: int, *, is_last: bool) -> tuple[int, int]:
    """Without the comma that an attribution asks for: “It is over,” she said."""
    while is_last and end > start and text[end - 1] in ", ":
        end -= 1
    return start, end


def office_of(who: Named) -> str | None:
    """The office that a text prints for somebody: the first one, or a longer one that begins with it."""
    titles = [office.title for office in who.offices if not office.title.endswith("-year-old")]
    if not titles:
        return None
    own = [title for title in titles if not is_address(title)] or titles
    own = [title for title in own if not is_rank(title)] or own
    chosen = _beside_it(who, own)
    for title in own[1:]:
        if len(title) > len(chosen) and title.lower().startswith(chosen.lower()):
            chosen = title
    return " ".join(lasting(chosen.split()))


def _beside_it(who: Named, titles: list[str]) -> str:
    """The first of the titles, or one beside the same name that says more of somebody than a relation or a part in the
    story: his brother, Nils, a dentist; co-author Ida Brook, a statistician."""
    offices = [office for office in who.offices if office.title in titles]
    first = offices[0]
    if not (is_personal(first.title) or noun_of(first.title) in PARTS):
        return titles[0]
    beside = (
        office.title
        for office in offices[1:]
        if not is_personal(office.title) and 0 <= office.start - first.end < BESIDE
    )
    return next(beside, titles[0])


def _unnamed(source: SpeechSource, sentence: str) -> Unnamed:
    if source.head in DOCUMENTS:
        return "document"
    if _ANONYMOUS.search(sentence):
        return "anonymous"
    if source.head in GROUPS or source.head in BODIES or source.head == "they":
        return "unnamed group"
    return "unnamed person"
