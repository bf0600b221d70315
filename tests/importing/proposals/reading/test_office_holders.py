"""Whom a text names for the words that an office or a body is called by."""

from __future__ import annotations

from pullquote.importing.proposals.reading.mentions import mentions_in
from pullquote.importing.proposals.reading.office_holders import OfficeHolders, noun_of
from pullquote.importing.proposals.reading.people import KnownNames
from pullquote.importing.proposals.reading.phrases import SpeechSource

TEXT = "Mayor Ida Brook met Mayor Tom Hale. The mayor said so. Then Harbour Trust met. An interpreter came. The mayor left."


def holders() -> OfficeHolders:
    return OfficeHolders(mentions_in(TEXT, [(0, len(TEXT))], KnownNames()), TEXT)


def described(head: str, at: int) -> SpeechSource:
    return SpeechSource("described", at, at + len(head), head=head)


def test_who_of_an_office_came_up_last_and_of_how_many() -> None:
    found = holders()
    count, latest = found.named_before(described("mayor", TEXT.index("The mayor said")))
    assert latest is not None
    assert (count, latest.name) == (2, "Tom Hale")
    count, latest = found.named_before(described("mayor", TEXT.index("Tom Hale")))
    assert latest is not None
    assert (count, latest.name) == (1, "Ida Brook")
    assert found.named_before(described("nurse", len(TEXT))) == (0, None)


def test_a_body_by_what_it_is() -> None:
    count, latest = holders().named_before(described("trust", len(TEXT)))
    assert latest is not None
    assert (count, latest.name) == (1, "Harbour Trust")


def test_who_is_named_behind_the_words() -> None:
    text = "The mayor said so. It was late, Mayor Ida Brook told them."
    found = OfficeHolders(mentions_in(text, [(0, len(text))], KnownNames()), text)
    who = found.named_behind(described("mayor", 4))
    assert who is not None
    assert who.name == "Ida Brook"
    assert holders().named_behind(described("mayor", len(TEXT))) is None


def test_who_was_brought_up_without_a_name() -> None:
    found = holders()
    assert found.is_introduced(described("interpreter", len(TEXT)))
    assert not found.is_introduced(described("interpreter", 0))
    assert not found.is_introduced(described("plumber", len(TEXT)))


def test_the_noun_of_an_office() -> None:
    assert noun_of("finance minister of Norland") == "minister"
    assert noun_of("mayor") == "mayor"
    assert noun_of("of Norland") is None
