"""A quote that is marked as a proposal in a file with a mistake is one, and no other is."""

from __future__ import annotations

import pytest

from pullquote.store.files.kinds import StoryKeys
from pullquote.store.files.parsing import ParsedFile, parse_file
from pullquote.store.files.versions.restrictions import restricted

HEAD = "headline: Gates\npublication: paper\ndatePublished: 2024\n"
QUOTES = """\
quotes:
  - text: They are open
    speaker: ida-brook
  - text: [They, are shut]
    speaker: ida-brook
    review: A
  - text: They creak
    source: anonymous
    review: B
"""
GOOD = f"---\n{HEAD}{QUOTES}---\n\n“They are open. They creak.” “They,” she said, “are shut.”\n"
BROKEN = GOOD.replace("headline: Gates", "headline: One: two")
"""With a mistake because of which it cannot be read as a mapping."""
WRONG = GOOD.replace("headline: Gates", "nonsense: Gates")
"""With a mistake that leaves a mapping."""
TWICE = GOOD.replace("headline: Gates", "headline: Gates\nheadline: Gates")


def parsed(text: str, path: str = "articles/gates.md") -> ParsedFile:
    return parse_file(path, text.encode())


def tiers(good: str, now: str, path: str = "articles/gates.md") -> str:
    """The tiers of the quotes that are served, - for one that is confirmed, and a space for one that is gone."""
    file = restricted(parsed(good, path), parsed(now, path))
    assert file is not None
    shown = ""
    for entity in [each.read() for each in file.entities]:
        assert isinstance(entity.keys, StoryKeys)
        for quote, place in zip(entity.keys.quotes, entity.found, strict=True):
            shown += " " if place is None else quote.review.value if quote.review else "-"
    return shown


@pytest.mark.parametrize("now", [WRONG, BROKEN, TWICE, GOOD.replace("paper", "nowhere")])
def test_a_file_that_says_the_same_changes_nothing(now: str) -> None:
    good = parsed(GOOD)
    assert restricted(good, parsed(now)) is good


@pytest.mark.parametrize(
    ("before", "after", "served"),
    [
        ("ida-brook\n  - text: [They", "ida-brook\n    review: C\n  - text: [They", "CAB"),
        ("ida-brook\n  - text: [They", "ida-brook\n    revew: C\n  - text: [They", "CAB"),
        ("ida-brook\n  - text: [They", "ida-brook\n    review: yes\n  - text: [They", "CAB"),
        ("ida-brook\n  - text: [They", "ida-brook\n    review:\n  - text: [They", "-AB"),
        ("review: A", "review: b", "-BB"),
        ("review: B", "review: A", "-AB"),
        ("review: A\n", "", "-AB"),
        (
            "They are open\n    speaker: ida-brook",
            "They were open\n    speaker: ida-brook\n    review: C",
            "CAB",
        ),
        ("They are open\n", "They were open\n", "-AB"),
        ("They are open\n", "  They  are\n      open\n", "-AB"),
        ("text: They creak", "txt: They creak", "-AB"),
        ("quotes:", "quots:", "-AB"),
        ("  - text: They creak\n    source: anonymous\n    review: B\n", "", "-A "),
        ("  - text: They are open\n    speaker: ida-brook\n", "", " AB"),
        ("    speaker: ida-brook\n    review: A\n", "    speaker: tom-reed\n", "- B"),
        ("    speaker: ida-brook\n    review: A\n", "    speaker: [ida-brook]\n", "-AB"),
        ("    source: anonymous\n    review: B\n", "    speaker: ida-brook\n", "-A "),
        ("They are open\n    speaker: ida-brook", "They are open\n    speaker: ida-bruk", "-AB"),
        ("  - text: They creak\n", "  - text: They squeak\n", "-AB"),
        (QUOTES, "", "   "),
        (QUOTES, "quotes: later\n", "-AB"),
    ],
)
def test_a_quote_is_as_safe_as_the_less_safe_of_both_says(before: str, after: str, served: str) -> None:
    head, quotes, rest = WRONG.partition(QUOTES)
    assert before in quotes
    assert tiers(GOOD, f"{head}{quotes.replace(before, after, 1)}{rest}") == served


def test_a_file_that_is_right_in_itself_is_read_as_well() -> None:
    wrong = GOOD.replace("paper", "nowhere")
    assert tiers(GOOD, wrong.replace("review: A", "review: C")) == "-CB"
    assert (
        tiers(GOOD, wrong.replace("    speaker: ida-brook\n    review: A\n", "    speaker: tom-reed\n"))
        == "- B"
    )
    assert (
        tiers(GOOD, wrong.replace("  - text: They creak\n    source: anonymous\n    review: B\n", ""))
        == "-A "
    )


def test_a_quote_that_was_taken_back_stays_away_until_the_file_is_good() -> None:
    rejected = parsed(WRONG.replace("  - text: They are open\n    speaker: ida-brook\n", ""))
    held = restricted(parsed(GOOD), rejected)
    assert held is not None
    again = restricted(held, parsed(WRONG))
    assert again == held
    assert again.entities[0].read().found[0] is None


def test_where_it_cannot_be_told_which_quotes_are_meant_all_may_be() -> None:
    for now in (BROKEN, TWICE):
        assert tiers(GOOD, now.replace("review: A", "review: C")) == "CCC"
        assert tiers(GOOD, now.replace("  - text: [They", "    review: B\n  - text: [They")) == "BBB"
        assert tiers(GOOD, now.replace("    review: A\n", "")) == "-AB"
    assert tiers(GOOD, BROKEN.replace("“They are", "review: C “They are")) == "-AB"


def test_json_is_read_where_it_is_none() -> None:
    good = (
        '{"headline": "Gates", "publication": "paper", "datePublished": "2024", "body": "“Open,” she said.",'
        ' "quotes": [{"text": "Open", "source": "anonymous"}]}'
    )
    now = good.replace('"anonymous"}', '"anonymous", "review": "C"}').removesuffix("}")
    assert tiers(good, now, "articles/gates.json") == "C"
    assert tiers(good, good.removesuffix("}"), "articles/gates.json") == "-"


def test_of_many_stories_in_a_file_each_has_its_own() -> None:
    entry = "  {}\n  publication: paper\n  datePublished: 2024\n  body: “Open,” she said.\n  quotes:\n  - text: Open\n    source: anonymous\n"
    good = f"one:\n{entry.format('headline: One')}two:\n{entry.format('headline: Two')}"
    for wrong in ("headline: a: b", "nonsense: One"):
        now = f"one:\n{entry.format(wrong)}two:\n{entry.format('headline: Two')}    review: B\n"
        assert tiers(good, now, "articles.yaml") == "-B"


QUOTED = "headline: Gates\nquotes:\n  - text: They\n      are open\n    speaker: ida-brook\n  # - text: They creak\n"


@pytest.mark.parametrize(
    ("head", "shown"),
    [
        (QUOTED + 'standfirst: "\\q"\n', "-"),
        ("standfirst: [\n" + QUOTED, "-"),
        ("quotes: [\n" + QUOTED, "-"),
        ('{"quotes": [{"text": "They are open"}, {"text": ["They", "are shut"]}], "x": "\\q"\n', "-A"),
        ('{"quotes": [\n  {"text": "They \\u0061re open"}\n], "x": [\n', "-"),
        ('headline: Gates\nstandfirst: "\\q"\n', ""),
        ("headline: Gates\nquotes:\nstandfirst: [\n", ""),
        ("headline: Gates\nquotes: # [{text: They are open}]\nstandfirst: [\n", ""),
        ("headline: Gates\nquotes:\n# - text: They are open\nstandfirst: [\n", ""),
        ('{"quotes": [], "body": "“They are open,” said one.", "x": "\\q"\n', ""),
    ],
)
def test_where_nothing_can_be_read_quotes_stay_whose_words_are_below_quotes(head: str, shown: str) -> None:
    now = f"---\n{head}---\n\n“They are open. They creak.” “They,” she said, “are shut.”\n"
    assert tiers(GOOD, now).replace(" ", "") == shown


@pytest.mark.parametrize("now", ["", "\x00", "---\n", "---\nhead"])
def test_a_file_that_says_nothing_says_nothing_of_quotes(now: str) -> None:
    assert tiers(GOOD, now) == "-AB"
