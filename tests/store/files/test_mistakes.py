"""What editors get wrong, one mistake at a time: each is one message, at its place, with the way out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from pullquote.store.files.loading import load
from tests.store.written import SMALL, problems, write

STORY = "articles/flood-wall.md"
TEXT = SMALL[STORY]
QUOTES = "quotes:\n  - text: It will hold\n    speaker: ida-brook\n    cue: said\n"
HEADLINE = "headline: The flood wall"


TODAY = datetime.now().astimezone().date()


class Mistake(NamedTuple):
    """A mistake: what is written in place of what in the story, the code and line of its message, and words of it."""

    before: str
    after: str
    code: str
    line: int
    words: tuple[str, ...]


def headline(written: str, code: str, *words: str) -> Mistake:
    return Mistake(HEADLINE, f"headline: {written}", code, 2, words)


def date(written: str, *words: str) -> Mistake:
    return Mistake("datePublished: 2022-05-04", f"datePublished: {written}", "PQ114", 6, words)


def key(written: str, *words: str) -> Mistake:
    return Mistake("section: news", f"section: news\n{written}", "PQ111", 5, words)


MISTAKES = {
    "tab": Mistake("    cue", "\tcue", "PQ105", 11, ("a tab in the indentation", "two spaces")),
    "colon": headline("Flood: the wall", "PQ105", 'put it into quotation marks: "Flood: the wall"'),
    "curly marks and a colon": headline("“Flood: the wall”", "PQ105", 'marks: "Flood: the wall"'),
    "curly marks": headline("“The flood wall”", "PQ435", "become part of the headline", 'write "The flood wall"'),
    "curly marks around a slug": Mistake("speaker: ida-brook", "speaker: “ida-brook”", "PQ203", 10, ('"ida-brook"?',)),
    "comma behind marks": headline("\"Won't wait\", says Reed", "PQ105", "behind the closing quotation mark"),
    "marks in marks": headline('"He said "no" to it"', "PQ105", "marks: 'He said \"no\" to it'"),
    "brackets": headline("[Update] Gates", "PQ105", "begins with [", '"[Update] Gates"'),
    "brackets alone": headline("[Update]", "PQ110", "begins with [", '"[Update]"'),
    "braces": headline("{Update} Gates", "PQ105", "begins with {", '"{Update} Gates"'),
    "at sign": headline("@desk", "PQ105", "cannot begin with @"),
    "number": headline("2024", "PQ110", 'quotation marks: "2024"'),
    "yes": headline("true", "PQ110", 'quotation marks: "true"'),
    "empty": headline('""', "PQ113", "headline is empty", "write a value"),
    "character references": headline('"Ash &amp; Brook&#8217;s"', "PQ434", 'write "Ash & Brook’s"'),
    "zero-width space": headline("Gates\u200b shut", "PQ430", "zero-width space U+200B", "delete it"),
    "override of direction": headline("Gates \u202etuhs", "PQ430", "right-to-left override U+202E"),
    "half a character": headline('"Flood \\ud83c"', "PQ105", "half a character"),
    "no space behind the colon": Mistake("section: news", "section:news", "PQ105", 4, ('write "section: news"',)),
    "no space in a quote": Mistake("cue: said", "cue:said", "PQ105", 11, ('write "cue: said"',)),
    "non-breaking space behind the colon": Mistake("section: n", "section:\u00a0n", "PQ105", 4, ("U+00A0", "space bar")),
    "non-breaking spaces as indentation": Mistake(
        "    speaker", "\u00a0\u00a0\u00a0\u00a0speaker", "PQ105", 10, ("non-breaking space U+00A0", "write spaces"),
    ),
    "zero-width space in a slug": Mistake("ida-brook\n    cue", "ida\u200b-brook\n    cue", "PQ430", 10, ("U+200B",)),
    "direction mark in a date": Mistake("2022-05-04", "\u200e2022-05-04", "PQ430", 6, ("left-to-right mark",)),
    "key of a quote too far left": Mistake("    speaker", "speaker", "PQ105", 10, ("begins in column 1",)),
    "last key of a quote too far left": Mistake("    cue", "cue", "PQ111", 11, ("a key of quotes", "indent it")),
    "speaker too far left": Mistake(
        QUOTES, "quotes:\n  - text: It will hold\n    cue: said\nspeaker: ida-brook\n", "PQ111", 11, ("indent it",)
    ),
    "quote without a hyphen": Mistake("  - text", "    text", "PQ110", 9, ("expected a list", '"- text: …"')),
    "quotes without hyphens": Mistake(
        QUOTES, "quotes:\n" + 2 * QUOTES.partition("\n")[2].replace("- ", "  "), "PQ110", 9, ("- text",)
    ),
    "colon in an item": Mistake(
        "text: It will hold", "text:\n      - That: hold", "PQ110", 10, ('needs quotation marks: "That: hold"',)
    ),
    "key twice": Mistake("section: news", "section: news\nsection: news", "PQ107", 5, ("on line 4", "delete one of the two")),
    "day first": date("13/02/2025", '"2025-02-13"?'),
    "day or month first": date("03/04/2025", "a day (2024-10-28)", "write 2025-MM-DD"),
    "day or month first, with points": date("12.09.2025", "12 or 09 may be the month", "write 2025-MM-DD"),
    "mark never closed": headline('"The flood wall', "PQ105", "is never closed", 'write " where its text ends'),
    "bracket never closed": Mistake("section: news", "topics: [news", "PQ105", 4, ("[ that opens here is never", "write ]")),
    "no publication": Mistake("publication: paper\n", "", "PQ112", 2, ('write "publication: …" (',)),
    "a picture without alt": Mistake(
        "section: news", "image: {url: https://e.example/a.jpg}", "PQ112", 4, ('write "alt: …" (what is to be seen in it',)
    ),
    "no speaker": Mistake("    speaker: ida-brook\n", "", "PQ119", 9, ("write speaker: and a slug, or source: anonymous",)),
    "link to a file": Mistake("“It will", "[More](gates.md) “It will", "PQ424", 14, ("files are not served", "its url")),
    "picture beside the story": Mistake(
        "“It will", "![](gates.jpg) “It will", "PQ425", 14, ("readers do not get it", 'write "media/gates.jpg"')
    ),
    "a day in words": date("4 March 2025", '"2025-03-04"?'),
    "some day": date("soon", "a day (2024-10-28)"),
    "today": date("today", f'did you mean "{TODAY}"?'),
    "a date in curly marks": date("“2025-03-04”", '"2025-03-04"?'),
    "weekday": Mistake("cue: said", "dateSpoken: Monday", "PQ114", 11, ('did you mean "2022-05-02"?',)),
    "day before": Mistake("cue: said", "dateSpoken: yesterday", "PQ114", 11, ('did you mean "2022-05-03"?',)),
    "embargo in words": Mistake("section: news", "embargo: soon", "PQ114", 4, ("expected a time and its offset", '"soon"')),
    "no end": Mistake("section: news", "expires: never", "PQ114", 4, ("delete the line",)),
    "picture alone": Mistake("section: news", "image: media/a.svg", "PQ110", 4, ("write {url: media/a.svg, alt: …}",)),
    "picture without its folder": Mistake(
        "section: news", "image: {url: gates.jpg, alt: A}", "PQ113", 4, ("into media/, and write media/gates.jpg",)
    ),
    "picture of a computer": Mistake(
        "section: news", "image: {url: 'C:\\Me\\gates.jpg', alt: A}", "PQ113", 4, ("and write media/gates.jpg",)
    ),
    "correction alone": Mistake(
        "section: news", "corrections: 'It rose, then.'", "PQ110", 4, ('[{date: …, text: "It rose, then."}]',)
    ),
    "quote alone": Mistake(
        QUOTES, "quotes:\n  - It will hold\n", "PQ110", 9, ("write {text: It will hold, speaker: …}",)
    ),
    "address without its beginning": Mistake(
        "section: news", "url: www.e.example/x", "PQ113", 4, ('did you mean "https://www.e.example/x"?',)
    ),
    "language by name": Mistake("section: news", "inLanguage: English", "PQ113", 4, ('did you mean "en"?',)),
    "language of a system": Mistake("section: news", "inLanguage: en_GB", "PQ113", 4, ('did you mean "en-GB"?',)),
    "hash in a list": Mistake("section: news", "keywords: [#sea]", "PQ105", 4, ("begins a comment", '"#sea"')),
    "apostrophe in marks": headline("'The mayor's wall'", "PQ105", 'marks: "The mayor\'s wall"'),
    "marks around two texts": headline('"No" and "never"', "PQ105", "marks: '\"No\" and \"never\"'"),
    "list for a text": Mistake("cue: said", "cue: [said, told]", "PQ110", 11, ("write one of them",)),
    "no space behind a hyphen": Mistake(
        "section: news", "keywords:\n  -sea", "PQ110", 5, ('hyphen: "- sea"',)
    ),
    "a key of one's own": key("birthDate: 1970", "below extra"),
    "time without offset": date("2025-03-04 18:30", '"2025-03-04T18:30Z"?', "its own offset"),
    "date of Jekyll": date("2024-10-29 08:00:00 -0400", '"2024-10-29T08:00:00-04:00"?'),
    "date of mail": date("Tue, 29 Oct 2024 08:00:00 GMT", '"2024-10-29T08:00:00Z"?'),
    "no such day": date("2025-02-30", "not in the calendar"),
    "future": Mistake("2022-05-04", "2052-05-04", "PQ432", 6, ("lies in the future", "embargo:")),
    "title": Mistake("headline:", "title:", "PQ111", 2, ('"headline"?',)),
    "date": Mistake("datePublished:", "date:", "PQ111", 6, ('"datePublished"?',)),
    "category": key("category: x", '"section"?'),
    "tags": key("tags: [x]", '"topics"?'),
    "description": key("description: x", '"standfirst"?'),
    "lang": key("lang: en", '"inLanguage"?'),
    "lastmod": key("lastmod: 2024", '"dateModified"?'),
    "author": key("author: x", '"authors"?'),
    "slug": key("slug: x", "the name of the file is the slug"),
    "draft": key("draft: true", '"status: draft"'),
    "featured_image": key("featured_image: x.jpg", '"image"?'),
    "permalink": key("permalink: /x", '"url"?'),
    "layout": key("layout: post", "delete it"),
    "speaker by name": Mistake("speaker: ida-brook", "speaker: Ida Brook", "PQ203", 10, ('"ida-brook"?',)),
    "speaker and source": Mistake(
        "    cue: said", "    cue: said\n    source: anonymous", "PQ119", 12, ("not both", "delete source")
    ),
    "embargo-of-a-day": Mistake("section: news", "embargo: 2052-05-04", "PQ114", 4, ("write the time", "2052-05-04T06:00:00Z")),
    "embargoed": Mistake("section: news", "status: embargoed", "PQ113", 4, ("embargo: 20",)),
    "scheduled": Mistake("section: news", "status: scheduled", "PQ113", 4, ("embargo: 20",)),
    "front matter not opened": Mistake("---\n" + HEADLINE, HEADLINE, "PQ106", 1, ("write --- above the first key",)),
    "front matter not closed": Mistake("---\n\n", "\n", "PQ106", 1, ("never closed", "below the last key")),
    "four hyphens": Mistake("---\n\n", "----\n\n", "PQ106", 12, ('found "----"', "three hyphens")),
    "a long dash": Mistake("---\n" + HEADLINE, "—\n" + HEADLINE, "PQ106", 1, ('found "—"', "three hyphens")),
    "hyphens among the keys": Mistake("topics:", "---\ntopics:", "PQ106", 5, ("topics", "delete this line")),
    "TOML": Mistake("---\n" + HEADLINE, "+++\n" + HEADLINE, "PQ106", 1, ("TOML", "pullquote import")),
    "merge conflict in front matter": Mistake(
        HEADLINE, f"<<<<<<< HEAD\n{HEADLINE}\n=======\nheadline: B\n>>>>>>> june", "PQ330", 2, ("merge conflict",)
    ),
    "merge conflict in the body": Mistake(
        "“It will", "<<<<<<< HEAD\nMay\n=======\nJune\n>>>>>>> june\n“It will", "PQ330", 14, ("merge conflict",)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_message_at_its_place(tmp_path: Path, name: str) -> None:
    before, after, code, line, words = MISTAKES[name]
    assert TEXT.count(before) == 1
    folder = write(tmp_path, {STORY: TEXT.replace(before, after)})
    [only] = [problem for problem in load(folder).problems if problem.code != "PQ403"]
    assert (only.code, only.line) == (code, line)
    assert all(each in str(only) for each in words), str(only)


def test_a_pair_of_escapes_is_one_character_and_no_mistake(tmp_path: Path) -> None:
    folder = write(tmp_path, {STORY: TEXT.replace(HEADLINE, 'headline: "Flood \\ud83c\\udf0a"')})
    loaded = load(folder)
    assert problems(loaded, folder) == []
    assert loaded.records is not None
    assert loaded.records.stories[0].headline == "Flood 🌊"


def test_what_windows_calls_ansi_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path, {STORY: TEXT.encode("cp1252")})
    [only] = load(folder).problems
    assert (only.code, only.line) == ("PQ103", 14)
    assert str(only).endswith("it is “ in Windows-1252; save the file as UTF-8")


@pytest.mark.parametrize(
    ("written", "kind"),
    [("trade union", "union"), ("mosque", "church"), ("tribunal", "court"), ("skool", "school")],
)
def test_a_kind_of_organization_is_guessed(tmp_path: Path, written: str, kind: str) -> None:
    folder = write(tmp_path, {"organizations/council.yaml": f"name: Council\nkind: {written}\n"})
    [only] = load(folder).problems
    assert (only.code, only.line) == ("PQ113", 2)
    assert only.suggestion == f'did you mean "{kind}"?'


@pytest.mark.parametrize(
    "kind", ["school", "police", "charity", "church", "court", "hospital", "company", "party", "union"]
)
def test_the_common_kinds_of_organizations_are_kinds(tmp_path: Path, kind: str) -> None:
    folder = write(tmp_path, {"organizations/council.yaml": f"name: Council\nkind: {kind}\n"})
    assert load(folder).problems == ()
