"""ninjs of all generations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pullquote.importing.sources.json_stream import values_in
from tests.importing.imports import body_of, bring, keys_of, notes_of, only

FIRST: dict[str, Any] = {
    "uri": "http://courier.example/items/1", "type": "text", "versioncreated": "2024-01-02T10:00:00Z", "language": "en",
    "headline": "The wall rises", "body_text": "The wall rises.\n\nBy two metres.", "byline": "By Ida Brook and Tom Hale",
    "located": "Harbour Town", "copyrightholder": "The Courier", "subject": [{"name": "Floods", "scheme": "medtop:", "code": "20000151"}],
    "person": [{"name": "Ana Ruiz", "rel": "about"}], "organisation": [{"name": "Town Council"}], "urgency": 4, "foofoo": "own",
}  # fmt: skip
SECOND = {
    "uri": "http://courier.example/items/2", "type": "text", "versioncreated": "2024-01-02T10:00:00Z",
    "headlines": [{"role": "short", "value": "Wall"}, {"role": "main", "value": "The wall rises"}],
    "bodies": [
        {"contenttype": "text/plain", "value": "The wall rises.\nBy two metres."},
        {"contenttype": "text/html", "value": "<p>The wall rises.</p><p>By two metres.</p>"},
    ],
    "by": "Ida Brook", "subjects": [{"name": "Floods", "uri": "http://cv.iptc.org/newscodes/mediatopic/20000151"}],
}  # fmt: skip
THIRD = {
    "uri": "urn:newsml:courier.example:3", "standard": {"name": "ninjs", "version": "3.0"}, "versionCreated": "2024-01-02T10:00:00Z",
    "title": "The wall rises", "bodies": [{"contentType": "text/html", "value": "<p>The wall rises.</p><p>By two metres.</p>"}],
    "by": "Ida Brook", "subjects": [{"name": "Floods", "uri": "http://cv.iptc.org/newscodes/mediatopic/20000151"}],
}  # fmt: skip


def document(tmp_path: Path, value: object) -> Path:
    path = tmp_path / "items.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


@pytest.mark.parametrize("value", [FIRST, SECOND, THIRD], ids=["1", "2", "3"])
def test_a_text_of_each_generation(tmp_path: Path, value: dict[str, object]) -> None:
    bring(document(tmp_path, value), tmp_path / "into")
    path = only(tmp_path / "into")
    keys = keys_of(path)
    assert (keys["headline"], keys["datePublished"], path.name) == (
        "The wall rises",
        "2024-01-02T10:00:00Z",
        "the-wall-rises.md",
    )
    assert body_of(path) == "The wall rises.\n\nBy two metres."
    assert "ida-brook" in keys["authors"]
    assert keys_of(only(tmp_path / "into", "topics"))["mediatopic"] == "medtop:20000151"


def test_all_that_generation_1_says(tmp_path: Path) -> None:
    bring(document(tmp_path, FIRST), tmp_path / "into")
    keys = keys_of(only(tmp_path / "into"))
    assert (keys["authors"], keys["byline"]) == (["ida-brook", "tom-hale"], "By Ida Brook and Tom Hale")
    assert (keys["mentions"], keys["dateline"]) == (["ana-ruiz", "town-council"], "Harbour Town")
    assert keys["url"] == "http://courier.example/items/1"
    assert keys["extra"]["foofoo"] == "own"


def test_pictures_and_events_keep_their_words_and_are_named(tmp_path: Path) -> None:
    picture = {"uri": "urn:courier:4", "type": "picture", "versioncreated": "2024-01-02T10:00:00Z", "headline": "A wall of stone",
               "description_text": "The wall on Monday.", "renditions": {"main": {"href": "https://courier.example/a.jpg", "width": 9}}}  # fmt: skip
    event = {"uri": "urn:courier:5", "title": "A council meets", "descriptions": [{"value": "It meets."}],
             "eventDetails": {"dates": {"expectedStartDate": "2024-03-04"}}}  # fmt: skip
    silent = {"uri": "urn:courier:6", "type": "picture", "versioncreated": "2024-01-02T10:00:00Z"}
    report = bring(document(tmp_path, [picture, event, silent, "x"]), tmp_path / "into")
    assert (report.outcomes["written"], report.outcomes["refused"]) == (2, 2)
    assert (
        keys_of(tmp_path / "into" / "articles" / "a-wall-of-stone.md")["image"]["url"]
        == "https://courier.example/a.jpg"
    )
    assert keys_of(tmp_path / "into" / "articles" / "a-council-meets.md")["datePublished"] == "2024-03-04"
    assert any("its type is event" in note for note in notes_of(report))


def test_two_documents_of_one_name_are_two_stories(tmp_path: Path) -> None:
    report = bring(document(tmp_path, [FIRST, FIRST]), tmp_path / "into")
    assert report.outcomes == {"written": 2}
    assert bring(document(tmp_path, [FIRST, FIRST]), tmp_path / "into").outcomes == {"unchanged": 2}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('[{"a": 1}, {"b": [2]}]', [{"a": 1}, {"b": [2]}]),
        ('{"a": 1}\n{"b": 2}\n', [{"a": 1}, {"b": 2}]),
        ('\ufeff{"a": "' + "x" * 200_000 + '"}', [{"a": "x" * 200_000}]),
        ("[]", []),
    ],
)
def test_values_come_one_by_one(tmp_path: Path, text: str, values: list[object]) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    assert list(values_in(path)) == values


def test_a_list_that_breaks_off_is_told_after_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "items.json"
    path.write_text(json.dumps([FIRST, SECOND])[:-40], encoding="utf-8")
    report = bring(path, tmp_path / "into")
    assert (report.outcomes["written"], report.outcomes["refused"]) == (1, 1)
    assert next(iter(report.entries()))["where"] == "items.json, after document 1"
