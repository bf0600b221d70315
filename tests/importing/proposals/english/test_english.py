"""The tables of English: forms of verbs, given names, and what in quotation marks nobody says."""

from __future__ import annotations

import pytest

from pullquote.importing.proposals.english.first_names import gender_of, is_family_name, is_given_name
from pullquote.importing.proposals.english.inflections import forms
from pullquote.importing.proposals.english.roles import is_role, is_title_of_office, may_be_role
from pullquote.importing.proposals.english.titles import is_cited, is_nickname, is_title


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("say", {"say", "says", "said", "saying"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("argue", {"argue", "argues", "argued", "arguing"}),
        ("write", {"write", "writes", "wrote", "written", "writing"}),
        ("agree", {"agree", "agrees", "agreed", "agreeing"}),
    ],
)
def test_forms_of_verbs(verb: str, expected: set[str]) -> None:
    assert set(forms(verb)) >= expected


def test_verbs_that_double_their_last_letter() -> None:
    assert {"admitted", "admitting"} <= set(forms("admit"))


def test_given_names_and_their_gender() -> None:
    assert (gender_of("Petra"), gender_of("Otto")) == ("f", "m")
    assert is_given_name("Otto")
    assert not is_given_name("Harbour")
    assert gender_of("Harbour") is None


def test_a_double_name_has_the_gender_that_both_have() -> None:
    assert gender_of("Lee-Ann") != "m"
    assert gender_of("Anne-Marie") == "f"


def test_family_names_are_no_words_of_other_tables() -> None:
    assert is_family_name("Doyle")
    assert not is_family_name("Said")
    assert not is_family_name("London")


@pytest.mark.parametrize(
    ("words", "before"),
    [
        ("The Long Tide", "her novel "),
        ("Dust", "whose film "),
        ("dyke", "The word "),
        ("The Honest Burglar.", "she writes in "),
    ],
)
def test_titles_and_words_as_words(words: str, before: str) -> None:
    assert is_title(words, before, is_attributed=False)


@pytest.mark.parametrize("words", ["No way.", "growing desperation", "We paid for it"])
def test_what_is_no_title(words: str) -> None:
    assert not is_title(words, "the mayor said ", is_attributed=False)


def test_nicknames_stand_inside_a_name() -> None:
    assert is_nickname("Tomas ", " Hale won")
    assert not is_nickname("said ", " and left")


@pytest.mark.parametrize("word", ["mayor", "palaeontologist", "beekeeper", "mother-of-three", "24-year-old"])
def test_nouns_for_what_somebody_is(word: str) -> None:
    assert is_role(word)
    assert may_be_role(word)


def test_such_nouns_where_only_they_can_stand() -> None:
    assert may_be_role("skibbler")
    assert not is_role("skibbler")
    assert not may_be_role("winter")


def test_a_surname_is_no_title() -> None:
    assert is_title_of_office("Toxicologist")
    assert not is_title_of_office("Coleman")


def test_the_title_of_an_article_with_where_it_stood() -> None:
    assert is_cited(" — The Courier, August 15, 2008")
    assert not is_cited(" — Ida Brook")
