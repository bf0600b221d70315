"""Where something stands in a sentence, as words that can be weighed."""

from __future__ import annotations

import pytest

from pullquote.importing.proposals.reading.mentions import mentions_in
from pullquote.importing.proposals.reading.people import KnownNames
from pullquote.importing.proposals.reading.phrases import SentenceWords, words_of
from pullquote.importing.proposals.reading.places import at_place, behind, in_front, step
from pullquote.importing.proposals.reading.sentences import OPAQUE

PASSAGE = OPAQUE * 8
KNOWN = KnownNames(people=frozenset({"Ida Brook", "Tom Hale"}))


def words(text: str) -> SentenceWords:
    return words_of(text, 0, len(text), mentions_in(text, [(0, len(text))], KNOWN))


def passage_in(sentence: SentenceWords) -> int:
    return next(number for number, token in enumerate(sentence.tokens) if token.text == OPAQUE)


@pytest.mark.parametrize(("count", "rounded"), [(0, 1), (1, 1), (3, 3), (5, 4), (12, 7), (40, 13)])
def test_distances_are_counted_in_steps(count: int, rounded: int) -> None:
    assert step(count) == rounded


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"Ida Brook said: {PASSAGE}.", "before, says"),
        (f"Ida Brook later called it {PASSAGE}.", "before, cue"),
        (f"Ida Brook, who owns it, wanted {PASSAGE}.", "before, apposition"),
        (f"To Ida Brook it was {PASSAGE}.", "before, to"),
        (f"Ida Brook’s yard is {PASSAGE}.", "owner"),
        (f"{PASSAGE}, said Ida Brook.", "behind, inverted"),
        (f"{PASSAGE}, Ida Brook grinned.", "right behind"),
        (f"{PASSAGE} was what Ida Brook said.", "behind, says"),
    ],
)
def test_what_somebody_does_beside_a_passage(text: str, place: str) -> None:
    sentence = words(text)
    (index,) = sentence.mentions
    assert place in set(at_place(sentence, index, passage_in(sentence)))


def test_who_stands_nearest_and_who_stands_behind_another_one() -> None:
    sentence = words(f"Ida Brook met Tom Hale, and he said it was {PASSAGE}.")
    first, second = (
        set(at_place(sentence, each, passage_in(sentence))) for each in sorted(sentence.mentions)
    )
    assert "before, nearest" in second - first
    assert "before, other in front of cue" in first - second


@pytest.mark.parametrize(
    ("text", "front", "back"),
    [
        (f"It was {PASSAGE}.", "be", "end"),
        (f"A {PASSAGE} market fell.", "determiner", "word"),
        (f"It is known as {PASSAGE}, she said.", "as", "comma"),
        (f"{PASSAGE} said a friend.", "nothing", "cue"),
        (f"They ran into {PASSAGE} of it.", "preposition", "more"),
        (f"They called {PASSAGE} quietly.", "cue", "adverb"),
        (f"Ida Brook {PASSAGE} (again).", "name", "mark"),
    ],
)
def test_what_stands_around_a_passage(text: str, front: str, back: str) -> None:
    sentence = words(text)
    token = passage_in(sentence)
    assert (in_front(sentence, token), behind(sentence, token)) == (front, back)
