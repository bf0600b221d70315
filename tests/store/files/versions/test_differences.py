"""What two versions of a file say differently."""

from __future__ import annotations

from pullquote.store.files.parsing import parse_file
from pullquote.store.files.versions.differences import differing

TOPICS = "tides:\n  name: Tides\nferries:\n  name: Ferries\n"
STORY = (
    "---\nheadline: Gates\npublication: paper\ndatePublished: 2024\nquotes:\n  - text: We go\n    source: document\n"
    "---\n\n“We go.”\n"
)


def topics(text: str) -> set[tuple[str, str]]:
    before, after = parse_file("topics.yaml", TOPICS.encode()), parse_file("topics.yaml", text.encode())
    return set(differing(before, after))


def test_entities_that_say_something_else_come_or_go() -> None:
    assert topics(TOPICS.replace("Tides", "High tides")) == {("topics", "tides")}
    assert topics(TOPICS + "wind:\n  name: Wind\n") == {("topics", "wind")}
    assert topics("ferries:\n  name: Ferries\n") == {("topics", "tides")}


def test_where_in_a_file_something_stands_makes_no_difference() -> None:
    assert topics("ferries:\n  name: Ferries\n\n# said again\ntides: {name: Tides}\n") == set()


def test_a_file_that_comes_or_goes_differs_in_all_it_has() -> None:
    file = parse_file("topics.yaml", TOPICS.encode())
    assert (
        set(differing(None, file))
        == set(differing(file, None))
        == {("topics", "tides"), ("topics", "ferries")}
    )


def test_a_story_with_quotes_that_is_read_twice_is_the_same() -> None:
    def story(text: str) -> set[tuple[str, str]]:
        files = (parse_file("articles/gates.md", each.encode()) for each in (STORY, text))
        return set(differing(*files))

    assert story(STORY) == set()
    assert story(STORY + "\nMore.\n") == {("articles", "gates")}


def test_a_story_without_one_of_its_quotes_is_another() -> None:
    file = parse_file("articles/gates.md", STORY.encode())
    story = file.entities[0].read()
    assert any(story.found)
    without = file._replace(entities=(story._replace(found=(None,) * len(story.found)),))
    assert set(differing(file, without)) == {("articles", "gates")}
