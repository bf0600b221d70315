"""Quotes are found by their words, and how they stand is told."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pullquote.store.model.bodies import BlockKind
from pullquote.store.model.records import QuoteKind
from pullquote.store.quotes.folding import made_alike
from pullquote.store.quotes.html.blocks import ParsedBlock
from pullquote.store.quotes.matching import Found, Missing, find
from pullquote.store.quotes.prose import Prose

DIRECT, INDIRECT, MIXED = QuoteKind.DIRECT, QuoteKind.INDIRECT, QuoteKind.MIXED


def prose(*blocks: str) -> Prose:
    return Prose([ParsedBlock(BlockKind.PARAGRAPH, text, "") for text in blocks])


def placed(
    blocks: str | list[str], words: str | list[str], after: str | None = None, before: str | None = None
) -> Found | Missing:
    written = [words] if isinstance(words, str) else words
    return find(prose(*([blocks] if isinstance(blocks, str) else blocks)), written, after, before)


def found(
    blocks: str | list[str], words: str | list[str], after: str | None = None, before: str | None = None
) -> Found:
    place = placed(blocks, words, after, before)
    assert isinstance(place, Found), place
    return place


def missing(
    blocks: str | list[str], words: str | list[str], after: str | None = None, before: str | None = None
) -> Missing:
    place = placed(blocks, words, after, before)
    assert isinstance(place, Missing), place
    return place


def texts(place: Found) -> list[str]:
    return [part.text for part in place.parts]


@pytest.mark.parametrize(
    ("body", "words", "printed", "kind", "fragment"),
    [
        ("“We will respond,” Singh said.", "We will respond", "We will respond", DIRECT, False),
        ('"We will respond," Singh said.', "“We will respond”", "We will respond", DIRECT, False),
        ("“We’ll go – now…” he said.", "We'll go - now...", "We’ll go – now…", DIRECT, False),
        ("“The wall[1] is old¹,” she said.", "The wall is old", "The wall[1] is old", DIRECT, False),
        ("“The wall† is old[b],” she said.", "The wall is old", "The wall† is old", DIRECT, False),
        ("Singh said they would respond.", "they would respond", "they would respond", INDIRECT, True),
        (
            "they would become “legitimate military targets” there",
            "legitimate military targets",
            "legitimate military targets",
            DIRECT,
            True,
        ),
        (
            "hinted that the quota “is not carved in stone”.",
            "the quota “is not carved in stone",
            "the quota “is not carved in stone",
            MIXED,
            True,
        ),
        ("“The 'new' plan,” he said.", "The ‘new’ plan", "The 'new' plan", DIRECT, False),
        ("‘It’s over,’ she said.", "It's over", "It’s over", DIRECT, False),
        ("« La mer n’attend pas », dit-il.", "La mer n'attend pas", "La mer n’attend pas", DIRECT, False),
        ("„Es wird reichen“, sagte sie.", "Es wird reichen", "Es wird reichen", DIRECT, False),
        ("“Nato is ready” was heard.", "Nato is ready", "Nato is ready", DIRECT, True),
        ("“It is over.” She left.", "It is over.", "It is over.", DIRECT, False),
        ("“It is over.” She left.", "It is over", "It is over", DIRECT, False),
        ("He asked: “Why?”", "Why?", "Why?", DIRECT, False),
        ("“Never”", "Never", "Never", DIRECT, False),
        ("“3,000 men,” he said.", "3,000 men", "3,000 men", DIRECT, False),
        ("“3,000 men” are there.", "3,000 men", "3,000 men", DIRECT, True),
        (
            "“سمندر انتظار نہیں کرتا۔” اس نے کہا",
            "سمندر انتظار نہیں کرتا",
            "سمندر انتظار نہیں کرتا",
            DIRECT,
            False,
        ),
        (
            "“Two\u00a0lines,  one timetable,” he said",
            "Two lines, one timetable",
            "Two\u00a0lines,  one timetable",
            DIRECT,
            False,
        ),
    ],
)
def test_a_quote(body: str, words: str, printed: str, kind: QuoteKind, fragment: bool) -> None:
    place = found(body, words)
    assert texts(place) == [printed]
    assert (place.kind, place.is_fragment) == (kind, fragment)


def test_offsets_are_in_code_points_and_in_utf_16() -> None:
    block = "🐟🇳🇴 – “It is our bay 🌊, not theirs,” said Niall."
    [part] = found(["Before.", block], "It is our bay 🌊, not theirs").parts
    assert part.paragraph == 1
    assert block[part.start : part.end] == part.text == "It is our bay 🌊, not theirs"
    units = block.encode("utf-16-le")
    assert units[2 * part.utf16_start : 2 * part.utf16_end].decode("utf-16-le") == part.text
    assert part.utf16_start == part.start + 3


def test_a_split_quote_has_its_parts_in_order() -> None:
    body = "“The boats,” he promised, “will be full, and so will the tills.” The boats left."
    place = found(body, ["The boats", "will be full, and so will the tills"])
    assert texts(place) == ["The boats,", "will be full, and so will the tills"]
    assert (place.kind, place.is_fragment) == (DIRECT, False)
    assert place.parts[0].start < place.parts[1].start


def test_a_split_quote_is_mixed_if_its_parts_stand_differently() -> None:
    body = "The boats would be full, he promised, and “so will the tills”."
    assert found(body, ["The boats would be full", "so will the tills"]).kind is MIXED


def test_a_split_quote_takes_the_closest_of_repeated_parts() -> None:
    body = "The boats came. “The boats,” he said, “will be full.”"
    place = found(body, ["The boats", "will be full"])
    assert place.parts[0].start == body.index("“The boats") + 1


def test_parts_in_another_order_are_not_the_quote() -> None:
    fault = missing("“B,” he said, “and A.”", ["and A", "B"])
    assert fault.code == "PQ301"
    assert "do not follow one another" in fault.message


BLOCKS = [
    "Then the mayor spoke.",
    "“I have stood on that quay in every storm.",
    "“And the sea does not read budgets.” She left.",
]


def test_a_quote_over_paragraphs_has_a_part_in_each() -> None:
    place = found(BLOCKS, "I have stood on that quay in every storm. And the sea does not read budgets.")
    assert [(part.paragraph, part.text) for part in place.parts] == [
        (1, "I have stood on that quay in every storm."),
        (2, "And the sea does not read budgets."),
    ]
    assert (place.kind, place.is_fragment) == (DIRECT, False)
    for part in place.parts:
        assert BLOCKS[part.paragraph][part.start : part.end] == part.text


def test_the_repeated_mark_may_be_written_too() -> None:
    place = found(BLOCKS, "I have stood on that quay in every storm. “And the sea does not read budgets.")
    assert len(place.parts) == 2


def test_a_quotation_that_does_not_repeat_its_mark_is_one_all_the_same() -> None:
    blocks = ["“I have stood on that quay.", "The sea does not read budgets.” She left."]
    place = found(blocks, "I have stood on that quay. The sea does not read budgets.")
    assert place.kind is DIRECT
    assert found(blocks, "She left").kind is INDIRECT


REPEATED = ["The evening bulletin said: “Stay at home.”", "The morning bulletin said: “Stay at home.”"]


def test_words_that_stand_twice_need_a_hint() -> None:
    fault = missing(REPEATED, "Stay at home")
    assert fault.code == "PQ302"
    assert fault.message == '"Stay at home" stands 2 times in the body, in blocks 1 and 2'
    assert fault.suggestion == (
        "for the first, add after: The evening bulletin said; for the second, add after: The morning bulletin said"
    )


@pytest.mark.parametrize(("after", "block"), [("The evening bulletin said", 0), ("morning bulletin", 1)])
def test_a_hint_tells_which(after: str, block: int) -> None:
    assert found(REPEATED, "Stay at home", after).parts[0].paragraph == block


def test_a_hint_that_does_not_help_is_told() -> None:
    assert missing(REPEATED, "Stay at home", "bulletin said").code == "PQ302"
    assert missing(REPEATED, "Stay at home", "The noon bulletin said").code == "PQ303"
    late = missing("“Stay,” he said. Then he left.", "Stay", "Then he left")
    assert (late.code, late.key) == ("PQ303", "after")
    assert late.message == '"Stay" does not come after "Then he left"'


def test_twice_in_one_block_is_told_as_such() -> None:
    assert missing("“Yes,” she said, and again: “Yes.”", "Yes").message == (
        '"Yes" stands 2 times in block 1 of the body'
    )


@pytest.mark.parametrize(
    ("words", "guess"),
    [
        (
            "We believe that the DPRK has sent around 1,000 soldiers",
            'did you mean "We believe that the DPRK has sent around 10,000 soldiers"?',
        ),
        ("we believe that the dprk has sent", 'did you mean "We believe that the DPRK has sent"?'),
        ("Something else altogether, of which nothing stands here", None),
    ],
)
def test_words_that_do_not_stand_there_get_the_closest_passage(words: str, guess: str | None) -> None:
    body = "“We believe that the DPRK has sent around 10,000 soldiers in total,” journalists were told."
    fault = missing(body, words)
    assert (fault.code, fault.suggestion) == ("PQ301", guess)


def test_the_part_that_is_missing_is_told() -> None:
    assert missing("“The boats,” he said, “are full.”", ["The boats", "are empty"]).part == 1


def test_a_long_body_is_searched_quickly() -> None:
    body = "the tide came in and the tide went out again " * 20_000
    assert missing(body, "the tide came out and the tide went in again, he said").code == "PQ301"
    assert missing(body, "the tide").code == "PQ302"


def test_cues_are_looked_for_in_capitals_or_not() -> None:
    text = prose("The Pentagon said so. It’s true.")
    assert text.has("the pentagon")
    assert text.has("it's true")
    assert not text.has("told")


WORDS = st.lists(
    st.sampled_from(["sea", "The", "boats", "won’t", "wait", "–", "10,000", "“no”", "🌊"]),
    min_size=1,
    max_size=8,
)


@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_any_run_of_words_is_found_or_stands_twice(paragraphs: list[list[str]], data: st.DataObject) -> None:
    blocks = [" ".join(words) for words in paragraphs]
    block = data.draw(st.sampled_from(paragraphs))
    start = data.draw(st.integers(0, len(block) - 1))
    run = " ".join(block[start : data.draw(st.integers(start + 1, len(block)))])
    assume(made_alike(run).strip("\"'- "))
    place = find(prose(*blocks), [run])
    if isinstance(place, Missing):
        assert place.code == "PQ302"
        return
    for part in place.parts:
        assert blocks[part.paragraph][part.start : part.end] == part.text
        assert part.start < part.end
