"""Texts longer than prose has them: the work grows with their length and not with its square, and what is not read is said."""

from __future__ import annotations

import cProfile
import pstats

import pytest

from pullquote.importing.proposals.attributing import LONGEST_SENTENCE, StoryReading
from pullquote.importing.proposals.proposing import NOTED_BLOCKS, StoryProposals, propose_for_story
from pullquote.importing.proposals.reading.passages import LONGEST_PARAGRAPH
from pullquote.importing.proposals.reading.people import KnownNames
from pullquote.store.quotes.bodies import parse_body

SAID = "“The wall will hold,” Ida Brook said."


def proposed(text: str) -> StoryProposals:
    body = parse_body(text)
    assert body is not None
    return propose_for_story(body.blocks)


def work(text: str) -> int:
    """How many calls it takes to read a text, C functions and steps of generators included."""
    body = parse_body(text)
    assert body is not None
    profile = cProfile.Profile()
    profile.enable()
    for _ in StoryReading(body.blocks, KnownNames()).attributed():
        pass
    profile.disable()
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]  # not in the stubs


@pytest.mark.parametrize(
    "part",
    [
        "“a” ",
        "said Ida Brook, ",
        "“The wall,” Ida Brook said. ",
        "“The wall,” the mayor said. Ida Brook, the mayor, said that it was over. ",
        "Ministry of Health and ",
        "Ida Brook said that the wall held, ",
        "“a.\n\n",
        "A: yes.\n\nQ: no.\n\n",
        "The mayor, Ida Brook, said.\n\n",
    ],
)
def test_twice_the_text_takes_twice_the_work(part: str) -> None:
    proposed(SAID)  # what is made once
    for number in (300, 1_500):
        assert work(part * 2 * number) < 2.4 * work(part * number) + 1_000


def test_many_names_take_no_more_work_each() -> None:
    def text(number: int) -> str:
        names = [f"{'ABCDEFGH'[each % 8]}{'aeiou'[each % 5] * (1 + each // 40)}l" for each in range(number)]
        return "\n\n".join(f"“The wall,” the {each} minister, Ida {each} Brook, said." for each in names)

    proposed(SAID)
    assert work(text(800)) < 2.4 * work(text(400))


def test_a_paragraph_of_any_length_that_prose_has_is_read() -> None:
    number = LONGEST_PARAGRAPH // (len(SAID) + 1)
    found = proposed(" ".join([SAID] * number))
    assert (len(found.proposals), found.unread, found.unread_note()) == (number, [], None)


def test_a_paragraph_that_is_too_long_is_said_to_be_unread_and_the_others_are_read() -> None:
    found = proposed(f"{SAID}\n\n{'The rain fell. ' * (LONGEST_PARAGRAPH // 15 + 1)} {SAID}\n\n{SAID}")
    assert (len(found.proposals), found.unread) == (2, [1])
    note = found.unread_note()
    assert note is not None
    assert note.startswith("quotes in paragraph 2 of the text: only paragraphs of at most 20,000 characters")


def test_a_sentence_that_is_too_long_is_left_out_of_its_paragraph() -> None:
    found = proposed(f"{SAID} {'It rained and ' * LONGEST_SENTENCE} “it held”, Tom Hale said. {SAID}")
    assert (len(found.proposals), found.unread) == (2, [0])


def test_only_the_first_of_many_are_numbered() -> None:
    found = proposed(
        "\n\n".join([f"{'It rained and ' * LONGEST_SENTENCE}Tom Hale said so."] * (NOTED_BLOCKS + 3))
    )
    assert "paragraph 1, 2, 3, 4, 5 and 3 more of" in (found.unread_note() or "")
