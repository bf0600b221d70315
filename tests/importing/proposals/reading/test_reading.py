"""What a text is made of: passages, sentences, people, subjects of verbs."""

from __future__ import annotations

import pytest

from pullquote.importing.proposals.reading.clauses import is_passive, subject_of
from pullquote.importing.proposals.reading.evidence import PERSON_FROM, points_of
from pullquote.importing.proposals.reading.main_clauses import main_subject
from pullquote.importing.proposals.reading.mentions import mentions_in
from pullquote.importing.proposals.reading.names import runs_in
from pullquote.importing.proposals.reading.passages import Passage, passages_in
from pullquote.importing.proposals.reading.people import KnownNames
from pullquote.importing.proposals.reading.phrases import described_behind, words_of
from pullquote.importing.proposals.reading.sentences import opaque, sentences_in
from pullquote.store.quotes.bodies import parse_body


def passages(text: str) -> tuple[str, list[Passage]]:
    body = parse_body(text)
    assert body is not None
    starts, at = [], 0
    for block in body.blocks:
        starts.append(at)
        at += len(block.text) + 2
    return body.text, passages_in(body.blocks, starts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It holds,” she said.", ["It holds,"]),
        ("'It holds,' she said. “And 'more'.”", ["It holds,", "And 'more'."]),
        ("> It holds.\n>\n> — Ida Brook", ["It holds."]),
        ("IDA: Yes.\n\nTOM: No.\n\nIDA: Well.", ["Yes.", "No.", "Well."]),
        ("Q. When?\n\nA. Now.", ["When?", "Now."]),
        ("Note: nothing is said.", []),
        ("# “A headline”", []),
    ],
)
def test_passages(text: str, expected: list[str]) -> None:
    whole, found = passages(text)
    assert [whole[each.start : each.end] for each in found] == expected


def test_a_passage_runs_on_into_the_next_paragraph() -> None:
    _, (one, other) = passages("“It came.\n\n“It went.”")
    assert (one.is_open, one.goes_on, other.is_open, other.goes_on) == (True, False, False, True)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("“Who?” Ida Brook asked. Nobody knew.", 2),
        ("“It holds.” Ida Brook left.", 2),
        ("Dr. Yusuf of the U.S. coast guard came. She left.", 2),
        ("“Bread first.” — Joan Pell", 1),
    ],
)
def test_sentences(text: str, count: int) -> None:
    whole, found = passages(text)
    skeleton = opaque(whole, found)
    assert len(skeleton) == len(whole)
    assert len(list(sentences_in(skeleton, 0, len(whole), whole, list(enumerate(found))))) == count


def names(text: str, known: KnownNames | None = None) -> list[tuple[str, str]]:
    return [
        (each.who.name, each.who.kind) for each in mentions_in(text, [(0, len(text))], known or KnownNames())
    ]


def test_people_and_organizations() -> None:
    text = "Mayor Ida Brook met Tom Hale of the Dockers Union. Brook said it was late."
    assert names(text) == [
        ("Ida Brook", "people"),
        ("Tom Hale", "people"),
        ("Dockers Union", "organizations"),
        ("Ida Brook", "people"),
    ]


@pytest.mark.parametrize(
    "text", ["On 20 Jan, the bridge closed.", "Mill Lane was shut.", "The Long Tide was read."]
)
def test_what_is_nobody(text: str) -> None:
    assert [name for name, kind in names(text) if kind == "people"] == []


def test_runs_say_how_much_speaks_for_a_person() -> None:
    (person,) = runs_in("Capt. Nils Aker said so.", 0, 24)
    assert (person.name, [piece.word for piece in person.titles]) == ("Nils Aker", ["Capt"])
    (place,) = runs_in("Harbour Street closed.", 0, 22)
    assert person.points > place.points


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“It leaks,” says Dr Usman Sheikh. Then Dr Sheikh left.", ["Usman Sheikh", "Usman Sheikh"]),
        ("The minister, Ciarán Devenney TD, said so.", ["Ciarán Devenney"]),
        ("Contractor Dean Rudge, whose firm it is, said so.", ["Dean Rudge"]),
        ("Information Minister Sharafat Ali Talpur said so.", ["Sharafat Ali Talpur"]),
        ("Member for Western Plains Scott Hargreave said so.", ["Scott Hargreave"]),
        ("Agency chairman V. Sridhar Menon said so.", ["V. Sridhar Menon"]),
        ("Polish-born Marek Zielinski said so.", ["Marek Zielinski"]),
        ("ASMERO — Ida Brook said so.", ["Ida Brook"]),
        ("TIDEWELL, Feb 6 - Ida Brook said so.", ["Ida Brook"]),
    ],
)
def test_names_behind_what_belongs_to_none(text: str, names: list[str]) -> None:
    found = mentions_in(text, [(0, len(text))], KnownNames())
    assert [each.who.name for each in found] == names


@pytest.mark.parametrize(
    ("full", "called"),
    [
        ("Cody Van Ness", "Van Ness"),
        ("Ida van der Berg", "Van der Berg"),
        ("Juan García Márquez", "García Márquez"),
        ("Juan García Márquez", "Mr García"),
        ("Ida Brook", "SP Brook"),
        ("Ida Brook", "Cr Brook"),
    ],
)
def test_who_is_called_by_a_part_of_the_name(full: str, called: str) -> None:
    text = f"{full} came. It leaks, {called} said."
    names = [each.who.name for each in mentions_in(text, [(0, len(text))], KnownNames())]
    assert names == [full, full]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Ida Brook on Monday said", "Ida Brook"),
        ("a spokeswoman for Ida Brook said", "a spokeswoman for Ida Brook"),
        ("Ida Brook, the mayor of Tidewell, said", "Ida Brook"),
        ("Ida Brook rose, turned and said", "Ida Brook"),
        ("Tom Hale agreed, but Ida Brook said", "Ida Brook"),
        ("residents of the camp said", "residents of the camp"),
        ("and said", None),
    ],
)
def test_subjects_of_verbs(text: str, subject: str | None) -> None:
    mentions = mentions_in(text, [(0, len(text))], KnownNames(people=frozenset({"Ida Brook", "Tom Hale"})))
    words = words_of(text, 0, len(text), mentions)
    found = subject_of(words, len(words.tokens) - 1)
    assert (text[found.start : found.end] if found else None) == subject


def test_the_passive_voice() -> None:
    words = words_of("he was quietly told", 0, 19, [])
    assert is_passive(words, 3)
    assert not is_passive(words_of("he told", 0, 7, []), 1)


def test_what_stands_behind_a_verb() -> None:
    text = "the head of the union in March"
    found, after = described_behind(words_of(text, 0, len(text), []), 0)
    assert found is not None
    assert (text[found.start : found.end], found.head, after) == ("the head of the union", "head", 5)


@pytest.mark.parametrize(
    ("text", "name", "is_person"),
    [
        ("“…,” said Xolelwa Mthiyane.", "Xolelwa Mthiyane", True),
        ("Zorawar Dhanoa, 44, left.", "Zorawar Dhanoa", True),
        ("He lives in Port Hanley.", "Port Hanley", False),
        ("It is owned by Lindgren & Pell.", "Lindgren & Pell", False),
        ("Ida Brook, of Crag Terrace, left.", "Crag Terrace", False),
    ],
)
def test_what_speaks_for_a_person(text: str, name: str, is_person: bool) -> None:
    start = text.index(name)
    skeleton = text.replace("“…”", "\x01\x01\x01").replace("“…,”", "\x01\x01\x01\x01")
    points = points_of(skeleton, (start, start + len(name)), name.split(), has_titles=False)
    assert (points >= PERSON_FROM) is is_person


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Furious at the delay, Ida Brook went home.", "Ida Brook"),
        ("Tom Hale agreed, but Ida Brook called it late.", "Ida Brook"),
        ("Ida Brook’s spokesman, Tom Hale, smiled.", "Tom Hale"),
    ],
)
def test_the_subject_of_the_main_clause(text: str, subject: str) -> None:
    mentions = mentions_in(text, [(0, len(text))], KnownNames(people=frozenset({"Ida Brook", "Tom Hale"})))
    sentence = words_of(text, 0, len(text), mentions)
    source = main_subject(sentence, 0, len(sentence.tokens))
    assert source is not None
    assert source.mention is not None
    assert source.mention.who.name == subject
