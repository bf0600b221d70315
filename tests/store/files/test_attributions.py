"""Stories name the speakers of their quotes, and dates decide which office they held."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.store.files.loading import Reader
from tests.store.written import article, found, problems, records, story, write

COUNCIL = "“Yes,” the Town Council said."


def quoted(keys: str, body: str, front: str = "") -> str:
    return article(front, body, f"  - {{text: Yes, {keys}}}\n")


@pytest.mark.parametrize(
    ("keys", "body"),
    [
        ("speaker: ida-brook", "“Yes,” Ida Brook said."),
        ("speaker: ida-brook", "“Yes,” IDA BROOK said."),
        ("speaker: ida-brook", "“Yes,” Brook said."),
        ("speaker: ida-brook", "“Yes,” the mayor said."),
        ("speaker: ida-brook, as: she", "“Yes,” she said."),
        ("speaker: council", COUNCIL),
        ("speaker: [ida-brook, council]", "“Yes,” Brook said for the Town Council."),
        ("source: anonymous", "“Yes.”"),
    ],
)
def test_a_speaker_who_is_named(tmp_path: Path, keys: str, body: str) -> None:
    assert found(tmp_path, {"articles/x.md": quoted(keys, body)}) == []


@pytest.mark.parametrize(
    ("keys", "name", "column"),
    [
        ("speaker: ida-brook", "Ida Brook", 26),
        ("speaker: [council, tom-reed]", "Tom Reed", 27),
    ],
)
def test_a_speaker_whom_the_story_does_not_name(tmp_path: Path, keys: str, name: str, column: int) -> None:
    [line] = found(tmp_path, {"articles/x.md": quoted(keys, COUNCIL)})
    assert line == (
        f"articles/x.md:6:{column} PQ440 the story does not name the speaker: {name} stands nowhere in it; say with as: "
        "what it calls the speaker, or correct speaker"
    )


def test_nothing_is_printed_that_the_story_does_not_say(tmp_path: Path) -> None:
    loaded = Reader(write(tmp_path, {"articles/x.md": quoted("speaker: ida-brook", COUNCIL)})).read()
    assert loaded.records is not None
    [quote] = story(loaded.records, "x").quotes
    assert quote.speaker_as_printed is None
    assert quote.attributed_to == "Ida Brook"


@pytest.mark.parametrize("text", ["dateSpoken: 2023", "dateSpoken: 2023-06", "dateSpoken: 2023-07"])
def test_an_office_that_the_date_does_not_decide(tmp_path: Path, text: str) -> None:
    person = (
        "name: Ida Brook\nroles:\n  - {title: Mayor, startDate: 2019, endDate: 2023-06}\n"
        "  - {title: Minister, startDate: 2023-06}\n"
    )
    files = {
        "articles/x.md": quoted(
            f"speaker: ida-brook, {text}", "“Yes,” Ida Brook said.", "dateModified: 2024\n"
        ),
        "people/ida-brook.yaml": person,
        "organizations/council.yaml": None,
    }
    lines = found(tmp_path, files)
    if text.endswith("07"):
        assert lines == []
    else:
        [line] = lines
        assert line == (
            f'articles/x.md:7:26 PQ443 the date {text.split()[1]} does not decide the office of ida-brook: "Mayor" or '
            '"Minister"; write role: "Minister", or dateSpoken with the day'
        )


def test_two_offices_at_once_are_no_question_of_the_date(tmp_path: Path) -> None:
    person = "name: Ida Brook\nroles:\n  - {title: Mayor, startDate: 2019}\n  - {title: Minister, startDate: 2020}\n"
    files = {
        "articles/x.md": quoted("speaker: ida-brook, dateSpoken: 2021", "“Yes,” Ida Brook said."),
        "people/ida-brook.yaml": person,
        "organizations/council.yaml": None,
    }
    assert found(tmp_path, files) == []


def test_a_joint_statement_has_all_its_speakers_and_the_role_of_each(tmp_path: Path) -> None:
    body = "“Yes,” Ida Brook and the Town Council said in a letter."
    loaded = records(tmp_path, {"articles/x.md": quoted("speaker: [ida-brook, council]", body)})
    told = story(loaded, "x")
    [quote] = told.quotes
    assert [speaker.slug for speaker in quote.speakers] == ["ida-brook", "council"]
    assert quote.speaker is quote.speakers[0]
    assert [role.title for role in quote.roles] == ["Mayor"]
    assert quote.role is quote.roles[0]
    assert told.speakers == quote.speakers
    assert quote.speaker_as_printed == "Ida Brook, Town Council"


def test_a_person_who_is_renamed_is_looked_for_again(tmp_path: Path) -> None:
    files = {
        "articles/x.md": quoted("speaker: tom-reed", "“Yes,” Thomas said."),
        "people/tom-reed.yaml": "name: Thomas\n",
    }
    folder = write(tmp_path, files)
    reader = Reader(folder)
    assert problems(reader.read(), folder) == []
    write(folder, {"people/tom-reed.yaml": "name: Peter\n"}, base={})
    [line] = problems(reader.read(), folder)
    assert line.startswith("articles/x.md:6:26 PQ440 the story does not name the speaker: Peter")
    write(folder, {"people/tom-reed.yaml": "name: Thomas\n"}, base={})
    assert problems(reader.read(), folder) == []
