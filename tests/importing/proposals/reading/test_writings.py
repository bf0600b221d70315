"""Who has written what says something."""

from __future__ import annotations

import pytest

from pullquote.importing.proposals.proposing import propose
from pullquote.store.quotes.bodies import parse_body


@pytest.mark.parametrize(
    "text",
    [
        "Ida Brook told parents in a letter on Friday.\n\n“It leaks,” the letter said.",
        "The order came in a message from then chief executive Ida Brook. The message, which was shown, read: “It leaks.”",
        "Ida Brook has written to Tom Hale to apologise. “It leaks,” the letter reads.",
        "“It leaks in here,” the email began. It was from Ida Brook, a diver.",
        "The email, sent by senior partner Ida Brook, says that it is “late”.",
    ],
)
def test_a_letter_is_of_who_wrote_it(text: str) -> None:
    body = parse_body(text)
    assert body is not None
    (one,) = (each for each in propose(body.blocks) if each.is_direct)
    assert (one.who and one.who.name, one.tier) == ("Ida Brook", "C")


def test_a_letter_that_nobody_has_written_is_a_document() -> None:
    body = parse_body("Ida Brook came. The letter said that it was “a bit late”.")
    assert body is not None
    (one,) = (each for each in propose(body.blocks) if each.is_direct)
    assert (one.who, one.unnamed) == (None, "document")
