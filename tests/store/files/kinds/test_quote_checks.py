"""Each quote stands in its story, at a place of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.store.model.records import QuoteKind, StoryPart
from tests.store.written import article, found, records, story

SAID = "“The bridge is old, and it must shut,” Ida Brook and Tom Reed said."


def quotes(*entries: str) -> str:
    return "".join(f"  - {{{entry}}}\n" for entry in entries)


@pytest.mark.parametrize(
    ("entries", "lines"),
    [
        (
            ["text: The bridge is old, speaker: ida-brook", "text: “The bridge is old”, speaker: ida-brook"],
            ["7:5 PQ320 the same words are a quote on line 6 already; delete one of the two"],
        ),
        (
            ["text: The bridge is old, speaker: ida-brook", "text: The bridge is old, speaker: tom-reed"],
            [("7:5 PQ320 the same words are given to ida-brook on line 6; keep one; if they say it together, write "
             "speaker: [ida-brook, tom-reed]")],
        ),
        (
            ["text: it must shut, speaker: tom-reed", "text: 'The bridge is old, and it must', speaker: ida-brook"],
            ["7:5 PQ441 some of the words are those of the quote on line 6, too; keep each word in one quote"],
        ),
        (["text: The bridge is old, speaker: ida-brook", "text: it must shut, speaker: tom-reed"], []),
        (
            ["text: [The bridge is old, and it must shut], speaker: ida-brook"],
            [("6:12 PQ444 the parts stand in the story as one passage; a list is for what something interrupts; write "
             'it as one text: "The bridge is old, and it must shut"')],
        ),
        (
            ["text: The bridge is old, speaker: ida-brook, dateSpoken: 2022-05-05"],
            ["6:63 PQ442 dateSpoken 2022-05-05 is after the story, which is of 2022-05-04"],
        ),
        (["text: The bridge is old, speaker: ida-brook, dateSpoken: 2022-05"], []),
        (["text: The bridge is old, speaker: ida-brook, kind: indirect"],
         ['6:57 PQ113 quotes[1].kind: expected direct, found "indirect"; did you mean "direct"?']),
        (["text: The bridge is old, speaker: []"], ["6:40 PQ113 quotes[1].speaker is an empty list; delete the key"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_quotes(tmp_path: Path, entries: list[str], lines: list[str]) -> None:
    got = found(tmp_path, {"articles/x.md": article("", SAID, quotes(*entries))})
    assert got == [f"articles/x.md:{line}" for line in lines]


def test_a_quotation_in_a_quotation_is_a_quote_of_its_own(tmp_path: Path) -> None:
    body = "“He told me ‘never again’ twice,” Ida Brook said of Tom Reed."
    entries = quotes(
        "text: He told me 'never again' twice, speaker: ida-brook", "text: never again, speaker: tom-reed"
    )
    told = story(records(tmp_path, {"articles/x.md": article("", body, entries)}), "x")
    assert [quote.text for quote in told.quotes] == ["He told me ‘never again’ twice", "never again"]


def test_equal_words_are_chosen_by_what_stands_around_them(tmp_path: Path) -> None:
    body = "“No,” Ida Brook said. “No,” Tom Reed said."
    entries = quotes(
        "text: 'No', speaker: ida-brook, before: Ida Brook said",
        "text: 'No', speaker: tom-reed, after: Ida Brook said",
    )
    told = story(records(tmp_path, {"articles/x.md": article("", body, entries)}), "x")
    assert [(quote.spans[0].start, quote.speaker and quote.speaker.slug) for quote in told.quotes] == [
        (1, "ida-brook"), (23, "tom-reed"),
    ]  # fmt: skip


def test_words_of_a_headline_and_no_body(tmp_path: Path) -> None:
    text = article("", "", quotes("text: A bridge, speaker: ida-brook")).replace(
        "A headline", "“A bridge,” says Ida Brook"
    )
    [quote] = story(
        records(
            tmp_path,
            {"articles/x.md": text.replace("headline: ", "headline: '").replace("Brook\n", "Brook'\n", 1)},
        ),
        "x",
    ).quotes
    assert (quote.text, quote.printed_in, quote.parts) == ("A bridge", StoryPart.HEADLINE, ())
    assert quote.kind is QuoteKind.DIRECT
    assert quote.speaker_as_printed == "Ida Brook"


def test_the_kind_may_be_written_where_nothing_shows_it(tmp_path: Path) -> None:
    body = "Dear readers, the bridge is old. Yours, Ida Brook"
    entries = quotes("text: the bridge is old, speaker: ida-brook, kind: direct")
    [quote] = story(records(tmp_path, {"articles/x.md": article("", body, entries)}), "x").quotes
    assert quote.kind is QuoteKind.DIRECT
