"""The screen of ``pullquote review``: one proposal, who said it and why that is thought, and the keys to press."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:  # it takes time to import, and `--help` does not need it
    from pullquote.importing.review.proposals import Paragraph, QuoteToReview
    from pullquote.importing.review.speakers import KnownSpeaker

KEYS = "y right  s speaker  e edit  n no quote  space skip  u undo  q quit  ? help"
HELP = (
    ("y", "It is right. The line review: is deleted, and the public sees the quote."),
    (
        "s",
        "Somebody else said it: type a name or a slug, Tab for the next match, Enter to take it, Esc to go back.",
    ),
    (
        "e",
        "Who is printed, the word of speech or the day is another: Enter takes each, an empty one is deleted, Esc goes back.",
    ),
    ("n", "It is wrong. The quote is deleted from the file, the story stays as it is."),
    ("space", "Skip it: it stays a proposal."),
    ("u", "Take back what you did last, if nobody has changed the file since."),
    ("q", "Quit. What you have decided is written already."),
)
LABEL_WIDTH = 8
ABOVE_MARK = 2
"""Lines of a paragraph that are shown above the marked words, where there is no place for all of it."""


def help_lines(width: int, console: Console) -> list[Text]:
    """What each key does."""
    lines = [line for key, meaning in HELP for line in _fact(key, meaning, width, console)]
    return [*lines, Text(), Text("Press any key to go on.")]


def proposal_lines(
    proposal: QuoteToReview, speakers: Mapping[str, KnownSpeaker], console: Console, width: int, height: int
) -> list[Text]:
    """A proposal in at most so many lines; a long paragraph is shown around the marked words."""
    from pullquote.importing.review.facts import facts_of  # noqa: PLC0415 - takes time

    place = f"{proposal.path}:{proposal.line}"
    # The end of a path says more than its beginning.
    place = place if len(place) <= width else f"…{place[len(place) - max(width - 1, 0) :]}"
    head = [_one_line(Text(proposal.headline), width), Text(place, style="cyan")]
    facts = [
        line for label, value in facts_of(proposal, speakers) for line in _fact(label, value, width, console)
    ]
    left = max(height - len(facts) - 4, 1)
    return [*head, Text(), *_words(proposal, console, width, left), Text(), *facts][:height]


def _words(proposal: QuoteToReview, console: Console, width: int, left: int) -> list[Text]:
    """The paragraphs with the words of the quote marked, for those too who see no colours."""
    if not proposal.paragraphs:
        return list(
            Text(f">>{proposal.words}<<  (these words do not stand in the story)").wrap(console, width)
        )[:left]
    lines: list[Text] = []
    for paragraph in proposal.paragraphs:
        lines += [*([Text()] if lines else []), *_marked(paragraph).wrap(console, width)]
    if len(lines) <= left:
        return lines
    marked = next((number for number, line in enumerate(lines) if ">>" in line.plain), 0)
    start = max(0, min(marked - min(ABOVE_MARK, left // 3), len(lines) - left))
    return lines[start : start + left]


def _marked(paragraph: Paragraph) -> Text:
    text = Text()
    for piece, is_quoted in paragraph.pieces:
        text.append(f">>{piece}<<" if is_quoted else piece, style="bold yellow" if is_quoted else None)
    return text


def _fact(label: str, value: str, width: int, console: Console) -> list[Text]:
    lines = list(Text(value).wrap(console, max(width - LABEL_WIDTH, 1)))
    return [
        Text.assemble((f"{label if number == 0 else '':{LABEL_WIDTH}}", "bold"), line)
        for number, line in enumerate(lines)
    ]


def _one_line(text: Text, width: int) -> Text:
    text.truncate(width, overflow="ellipsis")
    return text


def draw(console: Console, lines: Sequence[Text], below: Sequence[Text], width: int, height: int) -> None:
    """Draw the screen: lines from the top, and others at its end."""
    below = [_one_line(line.copy(), width) for line in below][-height:]
    above = list(lines)[: max(height - len(below), 0)]
    blank = [Text()] * (height - len(below) - len(above))
    console.clear()
    console.print(Text("\n").join([*above, *blank, *below]), end="", crop=False, no_wrap=True)
