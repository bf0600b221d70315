"""What becomes of the keys of an item."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.importing.items import Draft, Form, Item, Site
from pullquote.importing.mapping import addresses, bodies, dating, filing, naming
from pullquote.importing.mapping.given import NoStory, Rules
from pullquote.importing.mapping.keys import target_of
from pullquote.importing.mapping.map_files import BadMap, read_map, written_map
from pullquote.importing.mapping.names import authors
from pullquote.importing.mapping.stories import draft_of
from pullquote.importing.mapping.values import fitted, json_of, lines_of

MODULES = (addresses, bodies, dating, filing, naming)


def drafted(
    values: dict[str, object], body: str = "Text.", site: Site | None = None, **rules: object
) -> Draft:
    """The draft of an item of a Markdown file."""
    item = Item(
        key="a.md", where="a.md", values={"title": "The wall rises", "date": "2024-03-04", **values}, body=body,
        form=Form.MARKDOWN, name="the-wall", day="2024-01-01",
    )  # fmt: skip
    return draft_of(item, site or Site(), Rules(**rules))[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "target"),
    [("Title", "headline"), ("pub_date", "datePublished"), ("pubDate", "datePublished"), ("redirect_from", "aliases"),
     ("expiryDate", "expires"), ("hero-image", "image"), ("foo", "extra"), ("layout", "drop"), ("deck", "standfirst")],
)  # fmt: skip
def test_the_usual_keys_are_known(key: str, target: str) -> None:
    assert target_of(key, {}) == target
    assert target_of(key, {key: "byline"}) == "byline"


def test_what_is_unknown_is_in_extra_and_what_says_nothing_is_not() -> None:
    draft = drafted({"foo": {"bar": [1]}, "empty": "", "no": None, "layout": "post", "hero": False})
    assert draft.keys["extra"] == {"foo": {"bar": [1]}}
    assert [note.what for note in draft.notes if note.kind == "dropped"] == ["layout: post"]


def test_a_map_decides() -> None:
    draft = drafted(
        {"foo": "By the river", "deck": "x", "mood": "calm"},
        map={"foo": "standfirst", "deck": "drop", "mood": "keywords"},
    )
    assert (draft.keys["standfirst"], draft.keys["keywords"], "extra" in draft.keys) == (
        "By the river",
        ["calm"],
        False,
    )


def test_map_files(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(written_map({"foo": ("extra", 2), "a: b": ("headline", 1)}), encoding="utf-8")
    assert read_map(path) == {"foo": "extra", "a: b": "headline"}
    path.write_text("foo: headlin\n", encoding="utf-8")
    with pytest.raises(BadMap, match=r'foo: headlin: expected one of .*did you mean "headline"'):
        read_map(path)
    path.write_text("- foo\n", encoding="utf-8")
    with pytest.raises(BadMap, match="one `their key: our key` a line"):
        read_map(path)


def test_two_summaries_are_standfirst_and_abstract_and_the_same_twice_is_one() -> None:
    draft = drafted(
        {
            "deck": "Two metres.",
            "description": "Two metres.",
            "summary": "It costs *what* a wall costs.",
            "excerpt": "More.",
        }
    )
    assert (draft.keys["standfirst"], draft.keys["abstract"]) == ("Two metres.", "More.")
    assert draft.keys["extra"] == {"summary": "It costs what a wall costs."}
    assert any("description: the same words" in note.what for note in draft.notes)


def test_addresses_slugs_and_aliases() -> None:
    draft = drafted(
        {"permalink": "/2015/05/21/TheWall/", "redirect_from": ["/old/wall.html"], "slug": "Größe"},
        base="https://courier.example",
    )
    assert draft.slug == "grosse"
    assert draft.keys["url"] == "https://courier.example/2015/05/21/TheWall/"
    assert draft.keys["aliases"] == [
        "Größe",
        "the-wall",
        "wall",
        "old/wall.html",
        "TheWall",
        "2015/05/21/TheWall",
    ]


@pytest.mark.parametrize(
    ("values", "publish", "status"),
    [({}, False, "draft"), ({}, True, "published"), ({"draft": True}, True, "draft"), ({"published": False}, True, "draft"),
     ({"status": "private"}, True, "draft"), ({"status": "retracted"}, True, "withdrawn"), ({"status": "publish"}, True, "published")],
)  # fmt: skip
def test_what_is_published(values: dict[str, object], publish: bool, status: str) -> None:
    assert drafted(values, publish=publish).keys["status"] == status


def test_published_can_be_a_date() -> None:
    draft = drafted({"date": None, "published": "2024-03-05"})
    assert draft.keys["datePublished"] == "2024-03-05"


def test_what_was_modified_before_it_was_published_has_that_in_extra() -> None:
    draft = drafted({"date": "2024-05-06T12:00:00Z", "updated": "2024-05-06T10:00:00Z"})
    assert draft.keys["datePublished"] == "2024-05-06T12:00:00Z"
    assert "dateModified" not in draft.keys
    assert draft.keys["extra"] == {"dateModified": "2024-05-06T10:00:00Z"}
    assert any("2024-05-06T10:00:00Z is before 2024-05-06T12:00:00Z" in note.what for note in draft.notes)
    assert (
        drafted({"updated": "2024-03-04T00:00:00+14:00"}).keys["dateModified"] == "2024-03-04T00:00:00+14:00"
    )


def test_dates_that_are_moments() -> None:
    draft = drafted({"expirydate": "2025-01-01", "lastmod": "2024-05-06 07:08"}, timezone="Europe/Berlin")
    assert draft.keys["expires"] == "2025-01-01T00:00:00+01:00"
    assert draft.keys["dateModified"] == "2024-05-06T07:08:00+02:00"
    unread = drafted({"updated": "last week"})
    assert unread.keys["extra"] == {"updated": "last week"}
    assert any("no date that can be read" in note.what for note in unread.notes)


def test_a_picture_with_its_words() -> None:
    draft = drafted(
        {
            "featured_image": {"src": "https://courier.example/a b.jpg", "credit": "Ana Ruiz"},
            "image_alt": "A wall",
        }
    )
    assert draft.keys["image"] == {
        "url": "https://courier.example/a%20b.jpg",
        "alt": "A wall",
        "credit": "Ana Ruiz",
    }
    nowhere = drafted({"primary_image": "a-key-of-a-picture", "image": "/a.jpg"})
    assert nowhere.keys["extra"] == {"primary_image": "a-key-of-a-picture", "image": "/a.jpg"}
    assert any("/a.jpg stays relative" in note.what for note in nowhere.notes)


def test_sections_topics_and_those_mentioned() -> None:
    draft = drafted(
        {
            "categories": ["Town", "Floods"],
            "tags": "walls, river",
            "people": ["Ana Ruiz"],
            "organizations": [{"name": "Town Council"}],
        }
    )
    assert [each.name for each in draft.references["section"]] == ["Town"]
    assert [each.name for each in draft.references["topics"]] == ["Floods", "walls", "river"]
    assert [(each.kind, each.name) for each in draft.references["mentions"]] == [
        ("people", "Ana Ruiz"),
        ("organizations", "Town Council"),
    ]


def test_an_editorial_is_one_by_its_section() -> None:
    assert drafted({"category": "Editorial"}).kind == "editorials"


def test_rights_language_source_and_corrections() -> None:
    draft = drafted(
        {
            "lang": "es_PR",
            "copyright": "© The Courier",
            "source_url": "https://wire.example/1",
            "source": "The Wire",
            "correction": "It is two metres.",
        }
    )
    assert (draft.keys["inLanguage"], draft.keys["rights"]) == ("es-PR", {"copyrightNotice": "© The Courier"})
    assert (draft.keys["isBasedOn"], draft.references["sourceOrganization"][0].name) == (
        "https://wire.example/1",
        "The Wire",
    )
    assert draft.keys["corrections"] == [{"date": "2024-03-04", "text": "It is two metres."}]


def test_what_is_too_long_is_shortened_and_kept() -> None:
    draft = drafted({"description": "word " * 500, "big": "x" * 9_000})
    assert len(str(draft.keys["standfirst"])) <= 2_000
    assert draft.keys["extra"] == {"description": ("word " * 500).strip()}
    assert any(note.what == "big: larger than extra may be" for note in draft.notes)


def test_markup_without_end_loses_its_marks_and_no_word() -> None:
    draft = drafted({}, body="<b>word</b> " * 20_000)
    assert "<b>" not in draft.body
    assert draft.body.count("word") == 20_000
    assert any("too much of it" in note.what for note in draft.notes)


def test_neither_title_nor_text_is_no_story() -> None:
    with pytest.raises(NoStory, match="neither a title nor a text"):
        draft_of(Item(key="x", where="x"), Site(), Rules())


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ida Brook", ["Ida Brook"]),
        ("By Ida Brook, Tom Hale and Ana Ruiz", ["Ida Brook", "Tom Hale", "Ana Ruiz"]),
        ("Smith, Jones and Co", ["Smith, Jones and Co"]),
        ("ida@courier.example (Ida Brook)", ["Ida Brook"]),
        ({"first_name": "Ida", "last_name": "Brook"}, ["Ida Brook"]),
        (["Ida Brook", {"name": "Tom Hale"}], ["Ida Brook", "Tom Hale"]),
        ("Ida Brook (https://ida.example/)", ["Ida Brook"]),
        (None, []),
    ],
)
def test_authors(written: object, names: list[str]) -> None:
    assert [author.name for author in authors(written, {})] == names


@pytest.mark.parametrize("name", ["The Courier Team", "Reuters", "News desk", "ida@courier.example"])
def test_who_is_no_person(name: str) -> None:
    assert [author.is_person for author in authors(name, {})] == [False]


def test_values() -> None:
    assert lines_of("a, b;c") == ["a", "b", "c"]
    assert lines_of("a b", split_words=True) == ["a", "b"]
    assert json_of({"a": (1.5, float("inf"), "x\x00")}) == {"a": [1.5, "inf", "x"]}
    extra = {"a": "x" * 9_000, "b": 1}
    assert (fitted(extra), extra) == (["a"], {"b": 1})
