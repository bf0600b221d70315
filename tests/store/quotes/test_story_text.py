"""Words are found in the body, or else in the headlines above it."""

from __future__ import annotations

from pullquote.store.model.bodies import BlockKind
from pullquote.store.model.records import QuoteKind, StoryPart
from pullquote.store.quotes.html.blocks import ParsedBlock
from pullquote.store.quotes.matching import Found, Missing
from pullquote.store.quotes.story_text import StoryText

TEXT = StoryText(
    [ParsedBlock(BlockKind.PARAGRAPH, "The mayor spoke: “It must shut.”", "")],
    {
        StoryPart.HEADLINE: "‘The bridge is old’, says mayor. “It must shut.”",
        StoryPart.STANDFIRST: "José Núñez calls it a lost cause",
    },
)


def test_words_of_a_headline_are_found_there() -> None:
    found = TEXT.find(["The bridge is old"])
    assert isinstance(found, Found)
    assert (found.place, found.kind) == (StoryPart.HEADLINE, QuoteKind.DIRECT)
    assert (found.parts[0].start, found.parts[0].end) == (1, 18)
    standfirst = TEXT.find(["a lost cause"])
    assert isinstance(standfirst, Found)
    assert (standfirst.place, standfirst.kind) == (StoryPart.STANDFIRST, QuoteKind.INDIRECT)


def test_the_body_comes_first() -> None:
    found = TEXT.find(["It must shut"])
    assert isinstance(found, Found)
    assert found.place is StoryPart.BODY


def test_words_that_are_nowhere_are_missed_in_the_body() -> None:
    missing = TEXT.find(["It must be rebuilt in May"])
    assert isinstance(missing, Missing)
    assert missing.code == "PQ301"


def test_speakers_and_cues_may_stand_in_any_text() -> None:
    assert TEXT.has("says")
    assert TEXT.names("jose-nunez")
    assert not TEXT.names("ida-brook")
