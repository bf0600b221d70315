"""Quotes that a program proposed: one warning says how many there are, and their problems are no business of the public."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.store.files.loading import load
from pullquote.store.model.records import AttributionMethod, ReviewTier
from tests.store.written import article, found, story, write

BODY = "“It will hold,” Ida Brook said. “It must,” Tom Reed said. “We hope so,” he said."
HOLDS = "  - text: It will hold\n    speaker: ida-brook\n"
MUST = "  - text: It must\n    speaker: tom-reed\n"
HOPES = "  - text: We hope so\n    speaker: tom-reed\n"


def test_one_warning_says_how_many_quotes_of_a_story_are_to_be_reviewed(tmp_path: Path) -> None:
    quotes = f"{HOLDS}{MUST}    review: C\n{HOPES}    review: A\n"
    assert found(tmp_path, {"articles/x.md": article("", BODY, quotes)}) == [
        "articles/x.md:10:5 PQ450 2 quotes are proposals that nobody has confirmed: 1 A, 1 C; run pullquote review, or delete the line review: of each that is right"
    ]
    quotes = f"{HOLDS}    review: B\n"
    assert found(tmp_path, {"articles/x.md": article("", BODY, quotes)}) == [
        "articles/x.md:8:5 PQ450 1 quote is a proposal that nobody has confirmed: 1 B; run pullquote review, or delete the line review: of each that is right"
    ]


def test_without_the_line_a_quote_is_confirmed(tmp_path: Path) -> None:
    quotes = f"{HOLDS}{MUST}    review: C\n"
    records = load(write(tmp_path, {"articles/x.md": article("", BODY, quotes)})).records
    assert records is not None
    one, other = (quote.attribution for quote in story(records, "x").quotes)
    assert (one.method, one.review) == (AttributionMethod.CONFIRMED, None)
    assert (other.method, other.review) == (AttributionMethod.PROPOSED, ReviewTier.C)


@pytest.mark.parametrize(
    ("review", "line"),
    [
        ("D", '6:65 PQ113 quotes[1].review: expected A, B or C, found "D"'),
        ("safe", '6:65 PQ113 quotes[1].review: expected A, B or C, found "safe"'),
        ("true", "6:65 PQ113 quotes[1].review: expected A, B or C, found true"),
        ("1", "6:65 PQ113 quotes[1].review: expected A, B or C, found the number 1"),
    ],
)
def test_a_tier_is_a_or_b_or_c(tmp_path: Path, review: str, line: str) -> None:
    quotes = f"  - {{text: It will hold, speaker: ida-brook, cue: said, review: {review}}}\n"
    assert found(tmp_path, {"articles/x.md": article("", BODY, quotes)}) == [f"articles/x.md:{line}"]


@pytest.mark.parametrize(
    "wrong",
    [
        "    cue: shouted\n",
        "    as: the Prime Minister\n",
        "    speaker: nobody\n",
        "    role: King\n",
        "    nonsense: 1\n",
        "    dateSpoken: 2030-01-01\n",
    ],
)
def test_what_is_wrong_with_a_proposal_is_no_business_of_the_public(tmp_path: Path, wrong: str) -> None:
    entry = "  - text: It must\n" + ("" if "speaker" in wrong else "    speaker: tom-reed\n") + wrong
    text = article("", BODY, f"{HOLDS}{entry}    review: C\n")
    loaded = load(write(tmp_path, {"articles/x.md": text}))
    assert len({problem.code for problem in loaded.problems} - {"PQ450"}) == 1
    assert all(problem.of_proposal for problem in loaded.problems)
    confirmed = load(write(tmp_path, {"articles/x.md": text.replace("    review: C\n", "")}))
    assert confirmed.problems
    assert not any(problem.of_proposal for problem in confirmed.problems)


def test_of_two_quotes_of_the_same_words_the_proposal_is_wrong(tmp_path: Path) -> None:
    quotes = f"  - text: It will\n    speaker: ida-brook\n    review: C\n{HOLDS}"
    lines = found(tmp_path, {"articles/x.md": article("", BODY, quotes)})
    assert [line for line in lines if "PQ450" not in line] == [
        "articles/x.md:6:5 PQ441 some of the words are those of the quote on line 9, too; keep each word in one quote"
    ]
