"""A file alone says all that needs no other file, in a form that can be kept."""

from __future__ import annotations

import pickle

from pullquote.store.files.kinds import StoryKeys, TopicKeys
from pullquote.store.files.parsing import Reference, parse_file
from tests.conftest import INVENTED, SHIPPED

STORY = """---
headline: A
publication: paper
topics: [tides, 7]
datePublished: 2024
url: https://e.example/
quotes:
  - text: Yes
    speaker: ida
    role: Mayor
---
“Yes,” she said.
"""


def test_a_file_of_one_entity() -> None:
    file = parse_file("articles/flood-wall.md", STORY.replace(", 7", "").encode())
    assert (file.kind, file.problems, file.complete) == ("articles", (), True)
    [outline] = file.entities
    entity = outline.read()
    assert entity.slug == "flood-wall"
    assert isinstance(entity.keys, StoryKeys)
    assert entity.body is not None
    assert entity.body.text == "“Yes,” she said."
    assert entity.found[0] is not None
    assert entity.references == (
        Reference(("publications",), "paper", 3, 14),
        Reference(("topics",), "tides", 4, 10),
        Reference(("people", "organizations"), "ida", 9, 14),
    )
    assert entity.places == {"url": (6, 6), "quotes.0": (10, 11)}


def test_a_mistake_leaves_what_can_be_checked() -> None:
    file = parse_file("articles/flood-wall.md", STORY.encode())
    [outline] = file.entities
    entity = outline.read()
    assert entity.keys is None
    assert [fault.slug for fault in file.problems] == ["flood-wall"]
    assert len(entity.references) == 3
    assert entity.found[0] is not None


def test_a_file_of_many_entities() -> None:
    file = parse_file("topics.yaml", b"tides: {name: Tides}\nferries:\n  nam: Ferries\n'9': {name: Nine}\n")
    assert [(entity.slug, entity.position) for entity in file.entities] == [
        ("tides", (1, 1)),
        ("ferries", (2, 1)),
        ("9", (4, 1)),
    ]
    assert [isinstance(entity.read().keys, TopicKeys) for entity in file.entities] == [True, False, True]
    assert [(fault.line, fault.slug) for fault in file.problems] == [(3, "ferries")]


def test_what_cannot_be_read_may_have_had_entities_in_it() -> None:
    alone = parse_file("people/ida.yaml", b"name: [")
    assert [entity.slug for entity in alone.entities] == ["ida"]
    assert alone.complete
    many = parse_file("people.json", b"{")
    assert many.entities == ()
    assert not many.complete


def test_parsing_is_the_same_twice_and_pickles() -> None:
    for folder in (SHIPPED, INVENTED):
        for path in sorted(folder.rglob("*.*")):
            name, data = path.relative_to(folder).as_posix(), path.read_bytes()
            once, again = parse_file(name, data), parse_file(name, data)
            assert repr(once) == repr(again)
            assert repr(pickle.loads(pickle.dumps(once))) == repr(once)


def test_a_parsed_story_is_not_many_times_its_file() -> None:
    for path in sorted((INVENTED / "articles").glob("*.md")):
        data = path.read_bytes()
        assert len(pickle.dumps(parse_file(f"articles/{path.name}", data))) < 6 * len(data) + 4000
