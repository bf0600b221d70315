"""What is hardly meant is told: words of a template, marks of HTML and YAML, a date in the future, no text."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pullquote.store.files.kinds.texts import TEMPLATE_SENTENCES, TEMPLATE_TEXTS, check_story_for_readers
from pullquote.store.files.syntax.trees import MappingNode
from pullquote.store.files.syntax.yaml import read_yaml
from pullquote.store.files.templates import BODY, EXAMPLES, template
from pullquote.store.model.file_problems import FileProblems
from tests.store.written import article, found

NOW = datetime(2025, 1, 1, tzinfo=UTC)


def test_the_words_of_the_template_are_those_of_the_templates() -> None:
    values = {value.strip("[]") for value in EXAMPLES.values()} | {
        item for value in EXAMPLES.values() for item in value.strip("[]").split(", ")
    }
    assert values >= TEMPLATE_TEXTS
    assert all(sentence in BODY for sentence in TEMPLATE_SENTENCES)


def test_a_template_that_nobody_filled_in_is_a_draft_with_warnings(tmp_path: Path) -> None:
    text = template("articles", "gates", today=date(2022, 5, 4), known={"publications": ["paper"]})
    [only] = found(tmp_path, {"articles/gates.md": text})
    assert " PQ431 " in only
    line, column = only.split(":")[1], only.split(":")[2].split(" ")[0]
    assert text.split("\n")[int(line) - 1][int(column) - 1 :].startswith("The text, in Markdown.")


def test_a_template_that_nobody_filled_in_is_never_public(tmp_path: Path) -> None:
    text = template("articles", "gates", today=date(2022, 5, 4), known={"publications": ["paper"]})
    [only] = found(tmp_path, {"articles/gates.md": text.replace("\nstatus: draft", "\nstatus: published")})
    assert ' PQ331 the body has "The text, in Markdown." of the template in it; write your own text' in only


@pytest.mark.parametrize(
    ("front", "line", "code"),
    [
        ("standfirst: One or two sentences.\n", 5, "PQ331"),
        ("status: draft\nstandfirst: One or two sentences.\n", 6, "PQ431"),
        ("status: withdrawn\nstandfirst: One or two sentences.\n", 6, "PQ331"),
        ("keywords: [dykes, Another Name]\n", 5, "PQ331"),
    ],
)
def test_one_value_of_a_template_is_enough(tmp_path: Path, front: str, line: int, code: str) -> None:
    [only] = found(tmp_path, {"articles/gates.md": article(front, "Some text.")})
    assert only.startswith(f"articles/gates.md:{line}:")
    assert f" {code} " in only


def test_a_person_with_a_description_of_the_template_is_never_public(tmp_path: Path) -> None:
    [only] = found(tmp_path, {"people/tom-reed.yaml": "name: Tom Reed\ndescription: One sentence.\n"})
    assert only.startswith("people/tom-reed.yaml:2:14 PQ331 ")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('"Ash &amp; Brook&#8217;s bridge"', "Ash & Brook’s bridge"),
        ("Tides &mdash; a guide", "Tides — a guide"),
        ("caf&#xe9;", "café"),
    ],
)
def test_a_character_reference_is_told_with_its_character(tmp_path: Path, written: str, meant: str) -> None:
    [only] = found(tmp_path, {"articles/gates.md": article(f"standfirst: {written}\n", "Some text.")})
    assert only.startswith("articles/gates.md:5:13 PQ434 ")
    assert only.endswith(f'write "{meant}"')


@pytest.mark.parametrize(
    "written", ["Ash & Brook", "https://example.org/?a=1&copy=2", "R&D; more", "&nosuch;"]
)
def test_an_ampersand_alone_is_no_character_reference(tmp_path: Path, written: str) -> None:
    assert found(tmp_path, {"articles/gates.md": article(f"standfirst: '{written}'\n", "Some text.")}) == []


@pytest.mark.parametrize("marks", ["“”", "„“", "«»"])
def test_marks_around_a_whole_value_become_part_of_it(tmp_path: Path, marks: str) -> None:
    text = article(f"standfirst: {marks[0]}The gates hold{marks[1]}\n", "Some text.")
    [only] = found(tmp_path, {"articles/gates.md": text})
    assert only.startswith("articles/gates.md:5:13 PQ435 ")
    assert 'write "The gates hold", or' in only


@pytest.mark.parametrize(
    "front",
    [
        'standfirst: "“The gates hold”"\n',
        "standfirst: “The gates” and “the wall”\n",
        "standfirst: “The gates hold”, says Reed\n",
    ],
)
def test_marks_that_are_meant_are_left_alone(tmp_path: Path, front: str) -> None:
    assert found(tmp_path, {"articles/gates.md": article(front, "Some text.")}) == []


def told(text: str) -> list[tuple[str, int]]:
    faults = FileProblems()
    tree = read_yaml(text, faults)
    assert isinstance(tree, MappingNode)
    check_story_for_readers(tree, None, faults, now=NOW)
    return [(fault.code, fault.line) for fault in faults.listed()]


@pytest.mark.parametrize("date", ["2052-05-04", "2025-02", "2026", "2025-01-04T00:00:00Z", "2025-01-03"])
def test_a_date_in_the_future_is_told(date: str) -> None:
    assert told(f"headline: A\nisBasedOn: x\ndatePublished: {date}\n") == [("PQ432", 3)]
    assert told(f"headline: A\nisBasedOn: x\ndateModified: {date}\n") == [("PQ432", 3)]


@pytest.mark.parametrize(
    "date", ["2025", "2025-01", "2025-01-01", "2025-01-02", "2025-01-01T23:00:00-01:00", "soon"]
)
def test_what_may_be_today_somewhere_is_no_future(date: str) -> None:
    assert told(f"headline: A\nisBasedOn: x\ndatePublished: {date}\n") == []


@pytest.mark.parametrize("line", ["embargo: 2052-05-04T06:00:00Z", "status: draft", "status: withdrawn"])
def test_what_the_public_does_not_see_may_lie_in_the_future_and_be_empty(line: str) -> None:
    assert told(f"headline: A\n{line}\ndatePublished: 2052-05-04\n") == []


def test_a_story_without_a_text_is_told(tmp_path: Path) -> None:
    [only] = found(tmp_path, {"articles/gates.md": article(body="")})
    assert only.startswith("articles/gates.md:2:1 PQ437 the story has no text; write the body")
    elsewhere = article("isBasedOn: https://agency.example/gates\n", body="")
    assert found(tmp_path, {"articles/gates.md": elsewhere}) == []


def test_a_line_of_hyphens_among_the_keys_is_the_only_problem(tmp_path: Path) -> None:
    text = article("", "Some text.").replace("publication:", "---\npublication:")
    assert found(tmp_path, {"articles/gates.md": text}) == [
        'articles/gates.md:3:1 PQ106 the front matter ends here, and the key "publication" follows on line 4; delete this line ---'
    ]
