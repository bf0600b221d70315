"""The quotes of a draft: proposed, and written only where a newsroom finds them in the story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pullquote.importing.items import Draft, Named
from pullquote.importing.mapping.dating import is_undated
from pullquote.importing.mapping.values import shortened
from pullquote.importing.proposals.offices.beside import is_personal
from pullquote.importing.proposals.proposing import (
    Proposal,
    is_proposed_for,
    office_of,
    propose_for_story,
)
from pullquote.importing.proposals.reading.people import KnownNames
from pullquote.importing.proposals.reading.people import Named as Someone
from pullquote.importing.proposals.tiers import Tier
from pullquote.store.files.kinds.fields import MAX_LINE, MAX_WORDS
from pullquote.store.model.bodies import BlockKind
from pullquote.store.model.records import StoryPart
from pullquote.store.quotes.bodies import BETWEEN_BLOCKS, ParsedBody, parse_body, starts_of
from pullquote.store.quotes.matching import Found
from pullquote.store.quotes.story_text import StoryText

MOST_PROPOSALS = 1_000
"""Quotes that are proposed for one story, the first ones: each is looked for in the whole text, and compared with all."""
HINT_WORDS = (2, 4, 8, 16)
"""How many words in front of a quote, or behind it, are tried to say which of several places is meant."""
Range = tuple[int, int]
Place = tuple[int, int, int]


class ProposedQuote(NamedTuple):
    """A quote as it is to be written: its keys, those who say it, and its tier."""

    keys: dict[str, object]
    speakers: tuple[Named, ...]
    tier: Tier


class ProposedQuotes(NamedTuple):
    """The quotes that are proposed for a story; ``unplaced`` are those that do not stand in it as it is written."""

    quotes: Sequence[ProposedQuote] = ()
    unplaced: int = 0


def proposed_quotes(draft: Draft, language: str, known: KnownNames) -> ProposedQuotes:
    """The quotes of a draft, if it is English and has none; those without a place are noted there."""
    written = draft.keys.get("inLanguage") or language
    body = parse_body(draft.body) if is_proposed_for(str(written)) and draft.body else None
    if body is None or draft.keys.get("quotes"):
        return ProposedQuotes()
    date = None if is_undated(draft) else draft.keys.get("datePublished") or draft.keys.get("dateModified")
    found = propose_for_story(body.blocks, date=str(date) if date else None, known=known)
    if (note := found.unread_note()) is not None:
        draft.note("dropped", note)
    if (left := len(found.proposals) - MOST_PROPOSALS) > 0:
        draft.note("dropped", f"{left:,} proposed quotes: a story gets at most {MOST_PROPOSALS:,}; divide it")
    quotes: list[ProposedQuote] = []
    unplaced = 0
    for proposal, place in _placed(draft, body, found.proposals[:MOST_PROPOSALS]):
        if place is None:
            unplaced += 1
            draft.note(
                "dropped",
                f"a proposed quote that does not stand in the story as it is written: {proposal.texts[0]}",
            )
            continue
        everybody = (proposal.who, *proposal.others) if proposal.who is not None else ()
        keys = {**_said(proposal), **place, "review": proposal.tier}
        quotes.append(ProposedQuote(keys, tuple(map(_named, everybody)), proposal.tier))
    return ProposedQuotes(quotes, unplaced)


def add_quotes(
    draft: Draft, proposed: ProposedQuotes, speaker_of: Callable[[Named], tuple[str, str | None]]
) -> dict[str, int]:
    """Put proposed quotes into the keys of a draft; how many, by tier, ``unplaced`` ones besides.

    ``speaker_of`` names a person or an organization in the newsroom, and the role in which they speak.
    """
    counts = Counter(quote.tier for quote in proposed.quotes) | Counter(unplaced=proposed.unplaced)
    if proposed.quotes:
        draft.keys["quotes"] = [_written(quote, speaker_of) for quote in proposed.quotes]
    return {name: number for name, number in counts.items() if number}


def _written(
    quote: ProposedQuote, speaker_of: Callable[[Named], tuple[str, str | None]]
) -> dict[str, object]:
    speakers = [speaker_of(each) for each in quote.speakers]
    said: dict[str, object] = {}
    if speakers:
        slugs = [slug for slug, _ in speakers]
        role = speakers[0][1] if len(speakers) == 1 else None
        said["speaker"] = slugs if len(slugs) > 1 else slugs[0]
        if role:
            said["role"] = role
    return {"text": quote.keys["text"], **said, **quote.keys}


def _placed(
    draft: Draft, body: ParsedBody, proposals: Sequence[Proposal]
) -> Iterator[tuple[Proposal, dict[str, str] | None]]:
    """Each proposal with the hint that its place needs; None where a newsroom would not find it, or not alone."""
    others = {
        part: text
        for key, part in (("headline", StoryPart.HEADLINE), ("standfirst", StoryPart.STANDFIRST))
        if isinstance(text := draft.keys.get(key), str)
    }
    cues = [proposal.cue for proposal in proposals if proposal.cue]
    names = {
        word
        for proposal in proposals
        if proposal.who
        for word in proposal.who.name.lower().split()
        if len(word) > 2
    }
    text = StoryText(body.blocks, others, cues, names)
    whole, starts = body.text, starts_of(body.blocks)
    taken: list[Place] = []
    for proposal in proposals:
        hint, places = _place(text, body, whole, starts, proposal)
        is_free = not any(
            one[0] == other[0] and one[1] < other[2] and other[1] < one[2]
            for one in places
            for other in taken
        )
        taken += places if is_free else []
        yield proposal, hint if places and is_free else None


def _place(
    text: StoryText, body: ParsedBody, whole: str, starts: Sequence[int], proposal: Proposal
) -> tuple[dict[str, str], list[Place]]:
    """The hint with which the words are found where they were read, and their places; none where they are not.
    ``whole`` is the text of the body, in which its blocks begin at ``starts``."""
    if max(map(len, proposal.texts)) > MAX_WORDS:
        return {}, []
    start, end = proposal.parts[0][0], proposal.parts[-1][1]
    above = whole[:start].rpartition(BETWEEN_BLOCKS)[2].split()
    behind = whole[end:].partition(BETWEEN_BLOCKS)[0].split()
    hints: list[dict[str, str]] = [{}]
    for count in HINT_WORDS:
        for key, listed in (("after", above[-count:]), ("before", behind[:count])):
            hint = " ".join(listed).strip(" “”\"‘’',.;:")
            if 0 < len(hint) <= MAX_LINE:
                hints.append({key: hint})
    for each in hints:
        found = text.find(proposal.texts, each.get("after"), each.get("before"))
        if isinstance(found, Found) and found.place is StoryPart.BODY:
            places = [(part.block, part.start, part.end) for part in found.parts]
            block, offset, _ = places[0]
            is_text = body.blocks[block].kind is not BlockKind.CODE
            if is_text and abs(starts[block] + offset - start) <= 1:
                return each, places
    return {}, []


def _said(proposal: Proposal) -> dict[str, object]:
    keys: dict[str, object] = {"text": list(proposal.texts) if len(proposal.texts) > 1 else proposal.texts[0]}
    if proposal.who is None:
        keys["source"] = proposal.unnamed
    said = (
        ("as", proposal.printed),
        ("cue", proposal.cue),
        ("addressee", proposal.addressee),
        ("occasion", proposal.occasion),
        ("dateSpoken", proposal.date_spoken),
    )
    return keys | {key: shortened(value) for key, value in said if value}


def _named(who: Someone) -> Named:
    title = office_of(who) if who.kind == "people" else None
    roles = [{"title": shortened(title)}] if title and not is_personal(title) else []
    return Named(kind=who.kind, name=shortened(who.name), keys={"roles": roles} if roles else {})
