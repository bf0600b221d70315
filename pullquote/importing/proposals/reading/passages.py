"""The passages of a text that are printed as somebody's words: in quotation marks, as block quotations, as lines of an
interview."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pullquote.store.model.bodies import BlockKind
from pullquote.store.quotes.html.blocks import ParsedBlock
from pullquote.store.quotes.quotation_marks import ALL_MARKS, MARK, quoted

SKIPPED = frozenset(
    {BlockKind.CODE, BlockKind.TABLE, BlockKind.HEADING, BlockKind.THEMATIC_BREAK, BlockKind.EMBED}
)
"""Blocks in which nobody speaks."""
LONGEST_PARAGRAPH = 20_000
"""Characters of a paragraph that is read. Prose has none so long, and the rules look around within a paragraph: the time
they take grows with its square."""
LABEL = re.compile(
    r"(?:[\[(]?\d{1,2}[:.]\d\d(?:[:.]\d\d)?[\])]? )?(?:Q\d{1,3} )?(?P<label>[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|de|da|di|van|von|der|al|el|bin)){0,4})(?: \([^()\n]{2,40}\))*(?:, [^:\n“”\"]{2,50})?\s?:\s+(?=\S)"
)
"""A name at the beginning of a line: IDA BROOK:, Ida Brook:."""
LETTER = re.compile(r"(?P<label>Q|A|Question|Answer)\d{0,2}\s?[.:]\s+(?=\S)")
SIGNATURE = re.compile(r"\n?\s*(?:[—–―]|--?)\s*(?P<name>[A-Z][^\n]{2,100}?)\s*$")
"""Who said a block quotation, below it."""


class Passage(NamedTuple):
    """Words that are printed as somebody's, from ``start`` to ``end`` without their marks, ``first`` to ``last`` with
    them; offsets into the text.

    ``goes_on``: the paragraph begins with it and the one before was not closed. ``is_open``: it is not closed in its
    paragraph. ``label``: the name or letter in front of a line of an interview. ``name``: where the name stands that
    signs a block quotation.
    """

    start: int
    end: int
    first: int
    last: int
    block: int
    form: str
    goes_on: bool = False
    is_open: bool = False
    label: str | None = None
    name: tuple[int, int] | None = None


MARKED, SET_APART, LINE = "marked", "block quotation", "line"


def passages_in(blocks: Sequence[ParsedBlock], starts: Sequence[int]) -> list[Passage]:
    """The passages of a body, in order; ``starts`` are where its blocks begin in the whole text."""
    found: list[Passage] = []
    running: str | None = None
    lines = _lines(blocks)
    for number, (block, start) in enumerate(zip(blocks, starts, strict=True)):
        if not is_read(block):
            running = None
        elif block.kind is BlockKind.BLOCK_QUOTE:
            found.append(_set_apart(block.text, start, number))
            running = None
        elif number in lines:
            found += _shifted(lines[number], start, number)
            running = None
        else:
            here = quoted(block.text, running)
            for first, last in here.ranges:
                found += _shifted([_marked(block.text, (first, last), running, here.runs_on)], start, number)
            running = here.runs_on
    return [each for each in found if each.end > each.start]


def is_read(block: ParsedBlock) -> bool:
    """Whether somebody may speak in a block, and it is not too long to be read."""
    return block.kind not in SKIPPED and len(block.text) <= LONGEST_PARAGRAPH


def _marked(text: str, inner_span: tuple[int, int], running: str | None, runs_on: str | None) -> Passage:
    first, last = outer_first, outer_last = inner_span
    while outer_first and MARK.match(text[outer_first - 1]):
        outer_first -= 1
    while outer_last < len(text) and MARK.match(text[outer_last]) and outer_last < last + 2:
        outer_last += 1
    inner = text[first:last]
    first, last = first + len(inner) - len(inner.lstrip()), last - (len(inner) - len(inner.rstrip()))
    return Passage(
        first,
        last,
        outer_first,
        outer_last,
        0,
        MARKED,
        goes_on=running is not None and not text[:outer_first].strip(),
        is_open=runs_on is not None and last == len(text.rstrip()),
    )


def _set_apart(text: str, start: int, number: int) -> Passage:
    name = SIGNATURE.search(text)
    end = name.start() if name else len(text)
    inner = text[:end].rstrip()
    begin = 0
    if inner and inner[0] in ALL_MARKS and inner[-1] in ALL_MARKS and len(quoted(inner).ranges) == 1:
        begin, inner = 1, inner[:-1]
    signed = (start + name.start("name"), start + name.end("name")) if name else None
    return Passage(start + begin, start + len(inner), start, start + end, number, SET_APART, name=signed)


def _lines(blocks: Sequence[ParsedBlock]) -> dict[int, list[Passage]]:
    """The lines of an interview, by the numbers of their blocks: several speakers, one of whom comes again; a list
    of names with a line about each is none."""
    found: dict[int, list[Passage]] = {}
    for number, block in enumerate(blocks):
        if not is_read(block) or (":" not in block.text[:200] and block.text[1:2] != "."):
            continue
        listed = list(_labelled(block.text))
        if listed:
            found[number] = listed
    labels = [each.label or "" for listed in found.values() for each in listed]
    by_letters = {letters_of(each): each for each in labels if " " in each}
    labels = [by_letters.get(each, each) for each in labels]
    comes_again = 1 < len(set(labels)) < len(labels)
    is_asked = "Q" in labels and len(set(labels)) > 1
    if not (comes_again or is_asked or {"Q", "A"} >= set(labels)):
        return {}
    return {**found, **_continued(blocks, found)}


def _continued(
    blocks: Sequence[ParsedBlock], lines: Mapping[int, Sequence[Passage]]
) -> dict[int, list[Passage]]:
    """The paragraphs that go on with the line before them, by their numbers: few between many that begin with a label."""
    if not lines:
        return {}
    between = [number for number in range(min(lines), max(lines)) if number not in lines]
    if len(between) * 2 > len(lines):
        return {}
    found: dict[int, list[Passage]] = {}
    for number in between:
        before = lines.get(number - 1) or found.get(number - 1)
        text = blocks[number].text
        if before and blocks[number].kind is BlockKind.PARAGRAPH and text[:1] not in "([":
            found[number] = [Passage(0, len(text), 0, len(text), 0, LINE, label=before[-1].label)]
    return found


def letters_of(name: str) -> str:
    """The first letters of a name, by which an interview calls who answers: OG for Ottilie Grauer."""
    return "".join(word[0] for word in name.split())


def _labelled(text: str) -> Iterator[Passage]:
    at = 0
    for line in text.split("\n"):
        match = LETTER.match(line) or LABEL.match(line)
        if match and len(line) > match.end():
            inner = line[match.end() :].rstrip()
            begin = match.end()
            if inner[0] in ALL_MARKS and inner[-1] in ALL_MARKS and len(inner) > 2:
                begin, inner = begin + 1, inner[1:-1]
            first = at + match.end()
            yield Passage(
                at + begin, at + begin + len(inner), first, at + len(line), 0, LINE, label=match["label"]
            )
        at += len(line) + 1


def _shifted(passages: Sequence[Passage], by: int, block: int) -> Iterator[Passage]:
    for each in passages:
        yield each._replace(
            block=block, start=each.start + by, end=each.end + by, first=each.first + by, last=each.last + by
        )
