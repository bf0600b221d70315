"""A decision changes what it says and nothing else, in every style that YAML and JSON can be written in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.importing.review.cutting import cut_entry
from pullquote.importing.review.editing import (
    CannotDecide,
    ChangeValues,
    Confirm,
    CorrectSpeaker,
    Decision,
    QuoteEntry,
    Reject,
    decided,
)
from pullquote.importing.review.positions import FileText
from pullquote.store.files.syntax.documents import read_document
from pullquote.store.model.file_problems import FileProblems

FIRST, SECOND = QuoteEntry(0), QuoteEntry(1)
NADIA = CorrectSpeaker("nadia-velt")

MARKDOWN = """\
---
headline: The wall # a comment
quotes:
  # above the first
  - text: It will hold
    speaker: ida-brook
    review: B # the reporter was not sure
  # above the second
  - review: A

    text: >-
      It will

      # not a comment
    speaker: [ida-brook, "nadia-velt"]
# above the section
section: news
---

review: A stands in the body too.
"""


def changed(text: str, entry: QuoteEntry, decision: Decision, name: str = "story.md") -> str:
    return decided(name, text.encode(), entry, decision).decode()


def test_a_confirmed_proposal_loses_its_line_and_no_comment() -> None:
    expected = MARKDOWN.replace("    review: B # the", "    # the")
    assert changed(MARKDOWN, FIRST, Confirm()) == expected


def test_a_key_that_comes_first_leaves_its_dash() -> None:
    expected = MARKDOWN.replace("  - review: A\n\n    text: >-", "  - text: >-")
    assert changed(MARKDOWN, SECOND, Confirm()) == expected


def test_another_speaker_is_a_confirmation_too() -> None:
    expected = MARKDOWN.replace("    review: B # the", "    # the").replace(
        "speaker: ida-brook\n", "speaker: nadia-velt\n"
    )
    assert changed(MARKDOWN, FIRST, NADIA) == expected
    several = changed(MARKDOWN, SECOND, NADIA)
    assert "    speaker: nadia-velt\n# above the section" in several


def test_a_rejected_proposal_goes_up_to_the_next() -> None:
    start, end = MARKDOWN.index("  - text"), MARKDOWN.index("  # above the second")
    assert changed(MARKDOWN, FIRST, Reject()) == MARKDOWN[:start] + MARKDOWN[end:]
    start, end = MARKDOWN.index("  - review"), MARKDOWN.index("# above the section")
    assert changed(MARKDOWN, SECOND, Reject()) == MARKDOWN[:start] + MARKDOWN[end:]


def test_the_key_goes_with_the_last_entry() -> None:
    once = changed(MARKDOWN, SECOND, Reject())
    assert "quotes" not in changed(once, FIRST, Reject())


@pytest.mark.parametrize(
    ("before", "decision", "after"),
    [
        ("- {text: a, review: B}", Confirm(), "- {text: a}"),
        ("- {review: B, text: a}", Confirm(), "- {text: a}"),
        ("- {text: a, review: 'B', cue: b}", Confirm(), "- {text: a, cue: b}"),
        ("- {text: a, source: anonymous, review: B}", NADIA, '- {text: a, speaker: "nadia-velt"}'),
        ("- text: a\n  source: unnamed person\n  review: B", NADIA, "- text: a\n  speaker: nadia-velt"),
        ("- text: a\n  speaker: b\n  review: B", CorrectSpeaker("no"), "- text: a\n  speaker: no"),
        ("- text: a\n  speaker: b\n  review: B", CorrectSpeaker("null"), '- text: a\n  speaker: "null"'),
        ("- text: a\n  speaker: b\n  review: B", CorrectSpeaker("7"), '- text: a\n  speaker: "7"'),
        ("- {text: a, speaker: b, role: c, as: d, review: B}", NADIA, '- {text: a, speaker: "nadia-velt"}'),
        (
            "- text: a\n  speaker: b\n  role: c # d\n  as: e\n  review: B",
            NADIA,
            "- text: a\n  speaker: nadia-velt\n  # d",
        ),
        (
            "- text: a\n  speaker: b\n  role: c\n  review: B",
            CorrectSpeaker("b"),
            "- text: a\n  speaker: b\n  role: c",
        ),
        ("-\n  review: B\n  text: a", Confirm(), "-\n  text: a"),
        ("- review: B # c\n  text: a", Confirm(), "- # c\n  text: a"),
        ("- review: B\n  # c\n  text: a", Confirm(), "-\n  # c\n  text: a"),
        ('- text: a\n  "review": "B"\n  cue: b', Confirm(), "- text: a\n  cue: b"),
    ],
)
def test_styles_of_entries(before: str, decision: Decision, after: str) -> None:
    assert changed(f"quotes:\n{before}\n", FIRST, decision, "s.yaml") == f"quotes:\n{after}\n"


@pytest.mark.parametrize(
    ("before", "values", "after"),
    [
        (
            "- text: a\n  cue: b # c\n  review: B",
            {"cue": "said"},
            '- text: a\n  cue: "said" # c\n  review: B',
        ),
        ("- text: a\n  cue: b\n  review: B", {"cue": ""}, "- text: a\n  review: B"),
        ("- text: a\n  review: B", {"as": "“She”"}, '- text: a\n  as: "“She”"\n  review: B'),
        ("- review: B\n  text: a", {"cue": "told"}, '- cue: "told"\n  review: B\n  text: a'),
        ("- {text: a, review: B}", {"cue": "told"}, '- {text: a, cue: "told", review: B}'),
        ("- {text: a, cue: b, review: B}", {"cue": "", "as": "c"}, '- {text: a, as: "c", review: B}'),
        (
            "- text: a\n  dateSpoken: 2024-10-28\n  review: B",
            {"dateSpoken": "2024-10-27"},
            '- text: a\n  dateSpoken: "2024-10-27"\n  review: B',
        ),
        ("- text: a\n  review: B", {"cue": ""}, "- text: a\n  review: B"),
    ],
)
def test_values_are_changed_and_it_stays_a_proposal(before: str, values: dict[str, str], after: str) -> None:
    assert changed(f"quotes:\n{before}\n", FIRST, ChangeValues(values), "s.yaml") == f"quotes:\n{after}\n"


def test_a_new_key_ends_its_line_as_the_others_do() -> None:
    text = MARKDOWN.replace("\n", "\r\n")
    assert '    as: "She"\r\n    review: B #' in changed(text, FIRST, ChangeValues({"as": "She"}))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"text": "b"}, "text is for people to change in an editor; here, as, cue, dateSpoken are"),
        ({"cue": "a\nb"}, "cue must be on one line"),
        ({"dateSpoken": "Monday"}, "dateSpoken: .*a day "),
    ],
)
def test_values_that_cannot_be_written(values: dict[str, str], message: str) -> None:
    with pytest.raises(CannotDecide, match=message):
        changed(MARKDOWN, FIRST, ChangeValues(values))


@pytest.mark.parametrize("indent", [None, 2])
def test_json(indent: int | None) -> None:
    story: dict[str, Any] = {
        "headline": "“a”\n",
        "quotes": [{"text": "{", "review": "A"}, {"text": "]", "review": "B"}],
    }
    text = json.dumps(story, indent=indent)
    assert json.loads(changed(text, SECOND, Confirm(), "s.json"))["quotes"][1] == {"text": "]"}
    said = json.loads(changed(text, SECOND, ChangeValues({"cue": "é"}), "s.json"))["quotes"][1]
    assert said == {"text": "]", "cue": "é", "review": "B"}
    for entry in (FIRST, SECOND):
        once = changed(text, entry, Reject(), "s.json")
        assert json.loads(once)["quotes"] == [story["quotes"][1 - entry.number]]
    assert json.loads(changed(once, FIRST, Reject(), "s.json")) == {"headline": "“a”\n"}


def test_a_story_in_a_file_of_several() -> None:
    text = "one:\n  quotes:\n  - text: a\n    review: A\n  headline: x\ntwo:\n  headline: y\n"
    assert (
        changed(text, QuoteEntry(0, "one"), Reject(), "a.yaml")
        == "one:\n  headline: x\ntwo:\n  headline: y\n"
    )


def test_line_breaks_and_marks_of_windows_stay() -> None:
    data = b"\xef\xbb\xbf" + MARKDOWN.replace("\n", "\r\n").encode()
    expected = MARKDOWN.replace("    review: B # the", "    # the").replace("\n", "\r\n").encode()
    assert decided("s.md", data, FIRST, Confirm()) == b"\xef\xbb\xbf" + expected


@pytest.mark.parametrize(
    "text",
    [
        "quotes:\n- ? review\n  : A\n  text: a\n",
        "quotes:\n- text: a\n  review: >-\n    A\n",
        "quotes:\n- text: a\n  review: A\n  review: B\n",
        "quotes:\n- review: A\n",
    ],
)
def test_what_is_written_oddly_is_left_alone(text: str) -> None:
    with pytest.raises(CannotDecide, match="open it in an editor"):
        changed(text, FIRST, Confirm(), "s.yaml")


@pytest.mark.parametrize(
    "text", ["headline: a\n", "quotes:\n- text: a\n", "quotes:\n- text: a\n  review: D\n"]
)
def test_what_is_no_proposal_is_not_decided(text: str) -> None:
    with pytest.raises(CannotDecide, match="no proposal 1"):
        changed(text, FIRST, Confirm(), "s.yaml")
    with pytest.raises(CannotDecide, match="cannot be read"):
        changed("quotes: [", FIRST, Confirm(), "s.yaml")


def test_an_entry_is_cut_from_its_dash_to_the_next() -> None:
    text = "quotes:\n- text: a\n- text: b\n"
    document = read_document(".yaml", text.encode(), FileProblems())
    assert document is not None
    written = FileText(text)
    assert written.without(cut_entry(written, document.tree, 0)) == "quotes:\n- text: b\n"


WORDS = st.text("ab ,:#'\"{}[]-é–", min_size=1, max_size=12)


@st.composite
def scalars(draw: st.DrawFn, indent: str, *, in_flow: bool) -> str:
    """A text in one of the styles of YAML."""
    words = draw(WORDS)
    styles = [json.dumps(words, ensure_ascii=False), "'" + words.replace("'", "''") + "'", "word"]
    if not in_flow:
        styles += [
            f"|-\n{indent}  # {words}\n\n{indent}  {words}",
            f">\n{indent}  a {words}",
            f"two\n{indent}  lines",
        ]
    return draw(st.sampled_from(styles))


@st.composite
def entries(draw: st.DrawFn, indent: str) -> list[str]:
    """The lines of an entry of ``quotes``, with comments that are numbered later."""
    in_flow = draw(st.booleans())
    dash = "-" + " " * draw(st.integers(1, 3))
    inner = indent + " " * len(dash)
    tier = draw(st.sampled_from(["A", "'B'", '"C"']))
    values = {
        "text": draw(scalars(inner, in_flow=in_flow)),
        "speaker": draw(st.sampled_from(["ida-brook", "[ida-brook, b]", "'x'", '["a"]'])),
        "review": tier,
        "cue": draw(scalars(inner, in_flow=in_flow)),
    }
    keys = draw(st.permutations(list(values)))
    pairs = [f"{key}: {values[key]}" for key in keys]
    if in_flow:
        between = draw(st.sampled_from([", ", f",\n{inner}"]))
        return [f"{indent}{dash}{{{between.join(pairs)}}}"]
    lines: list[str] = []
    for number, pair in enumerate(pairs):
        can_end = "\n" not in pair
        comment = draw(st.sampled_from(["", " # note"])) if can_end else ""
        lines.append(f"{indent}{dash}{pair}{comment}" if number == 0 else f"{inner}{pair}{comment}")
    return lines


@st.composite
def files(draw: st.DrawFn) -> str:
    """A YAML file of a story with three quotes and comments around them."""
    indent = " " * draw(st.integers(0, 3))
    lines = [
        "# first",
        f"headline: {draw(scalars('', in_flow=False))}",
        "quotes: # note" if draw(st.booleans()) else "quotes:",
    ]
    for _ in range(3):
        if draw(st.booleans()):
            lines.append(f"{indent}# note")
        lines += draw(entries(indent))
    if draw(st.booleans()):
        lines += ["# note", "section: news # note"]
    text = "\n".join(lines) + "\n" * draw(st.integers(0, 2))
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


def values_of(text: str) -> Any:
    document = read_document(".yaml", text.encode(), FileProblems())
    return document and document.tree.value


@given(files(), st.integers(0, 2), st.sampled_from([Confirm(), Reject(), NADIA]))
def test_every_other_value_and_comment_is_unchanged(text: str, number: int, decision: Decision) -> None:
    before = values_of(text)
    if before is None:
        return
    after = changed(text, QuoteEntry(number), decision, "s.yaml")
    expected = json.loads(json.dumps(before, default=str))
    quote = expected["quotes"][number]
    if decision == Reject():
        del expected["quotes"][number]
    else:
        del quote["review"]
        assert after.count("# note") == text.count("# note")
    if decision == NADIA:
        quote["speaker"] = "nadia-velt"
    assert json.loads(json.dumps(values_of(after), default=str)) == expected
    kept = [line for line in text.splitlines() if line in after.splitlines()]
    assert len(kept) >= len(after.splitlines()) - 2


@given(
    files(), st.integers(0, 2), st.sampled_from(["as", "cue", "dateSpoken"]), st.sampled_from(["", "2024"])
)
def test_a_changed_value_changes_nothing_else(text: str, number: int, key: str, value: str) -> None:
    before = values_of(text)
    if before is None:
        return
    try:
        after = changed(text, QuoteEntry(number), ChangeValues({key: value}), "s.yaml")
    except CannotDecide:  # a value of several lines
        return
    quote = before["quotes"][number]
    quote.pop(key, None)
    quote.update({key: value} if value else {})
    assert values_of(after) == before
    assert after.count("# note") == text.count("# note")


JSON_VALUES = st.recursive(
    st.text() | st.integers() | st.none(), lambda inner: st.lists(inner, max_size=3), max_leaves=4
)


@given(
    st.permutations(["text", "speaker", "review", "cue", "x"]),
    JSON_VALUES,
    st.text(),
    st.integers(0, 1),
    st.sampled_from(
        [{"indent": None}, {"indent": 0}, {"indent": 2}, {"indent": "\t", "ensure_ascii": False}]
    ),
)
def test_every_other_value_of_json_is_unchanged(
    keys: list[str], value: Any, words: str, number: int, style: dict[str, Any]
) -> None:
    values = {"text": words, "speaker": "ida-brook", "review": "B", "cue": value, "x": {words: value}}
    quote = {key: values[key] for key in keys}
    story = {"headline": words, "quotes": [quote, quote], "extra": value}
    text = json.dumps(story, **style)
    try:
        document = read_document(".json", text.encode(), FileProblems())
    except UnicodeEncodeError:
        return
    if document is None:
        return
    after = json.loads(changed(text, QuoteEntry(number), Confirm(), "s.json"))
    other = {key: each for key, each in quote.items() if key != "review"}
    assert after == story | {"quotes": [other, quote] if number == 0 else [quote, other]}
    after = json.loads(changed(text, QuoteEntry(number), Reject(), "s.json"))
    assert after == story | {"quotes": [quote]}
