"""Source: pages saved as plain text: paragraphs apart by empty lines, nothing says what each is.

A headline, a date line and a line of authors may stand at the top. Short lines among the paragraphs are
cross-heads. What comes behind the story as cards (a title, a date, a teaser) are stories of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pullquote.importing.items import Form, Item, Note, Site
from pullquote.importing.mapping.dates import read_date
from pullquote.importing.sources.reading import day_of, key_of
from pullquote.importing.text.characters import clean, decoded
from pullquote.importing.text.plain import escaped
from pullquote.store.files.guesses.dates import MONTHS

NAME = "text"
MAX_HEADLINE = 200
"""Characters of a line that can be a headline."""
MAX_CROSS_HEAD = 100
"""Characters of a line that can be a cross-head."""
MAX_DATE_LINE = 60
GUESSED_HEADLINE = 110
"""Characters of a headline that is made of the first sentence."""
TOP = 5
"""Among how many paragraphs at the top the date and the authors are looked for."""
SECTION_WORDS = 3
"""Words of a line above the cards that can be the name of their section."""
EDITORIALS = re.compile(
    r"editorials?|leaders?|leading articles?|leitartikel|éditoria(?:l|ux)|editoriales?|ledare", re.IGNORECASE
)
NO_STORIES = re.compile(
    r"(?:readme|licen[cs]e|notice|copying|authors|changelog|robots|requirements.*|cmakelists|humans|ads)",
    re.IGNORECASE,
)
_DATE_PREFIX = re.compile(
    r"^(?P<word>(?:first\s+)?(?:published|posted|updated|last updated|modified|aktualisiert|veröffentlicht|publié|mis à jour)(?:\s+(?:on|at|am|le))?)?[:\s]*(?P<date>.+)$",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"updated|modified|aktualisiert|mis à jour", re.IGNORECASE)
_BY = re.compile(r"^(?:by|von|par|por)\s+(?P<names>[^.]{3,100})$", re.IGNORECASE)
_ENDS_SENTENCE = re.compile(r"[.!?…:;,。！？][\"”’»)\]]*$")
_ENDS_PROSE = re.compile(r"[.…:;,。][\"”’»)\]]*$")
_CREDIT = re.compile(
    r"\b(?:image|photo|picture|credit|foto|file photo|courtesy|illustration)\b\s*[:/(]|\((?:AP|AFP|Reuters|dpa)\b",
    re.IGNORECASE,
)
_LIST_ITEM = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_DATELINE = re.compile(
    r"(?P<place>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}(?:, [A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2})?)(?: \([A-Z][\w ]*\))?\s+(?:—|–|--)\s"
)
"""GENEVA (Example Press) — and a text follows; it stays in the text."""
_MONTH_DAY = re.compile(
    r"\b(?:(?P<month>[A-Z][a-zé]{2,9})\.?\s+(?P<day>\d{1,2})|(?P<day2>\d{1,2})\s+(?P<month2>[A-Z][a-zé]{2,9}))\b(?!,?\s+\d{4})"
)


class Card(NamedTuple):
    """A story that is only announced: its title, its date as printed, and the words below."""

    title: str
    date: str
    updated: bool
    teaser: str


class Dated(NamedTuple):
    """A date line: the date as ISO 8601, and whether it is of a change."""

    date: str
    updated: bool


def looks_like(path: Path, head: str) -> bool:
    """A text file with at least one sentence in it."""
    return (
        path.suffix.lower() in (".txt", ".text", "")
        and re.search(r"\w{2,}[^\n]{20,}[.!?。]", head) is not None
    )


def read(path: Path, root: Path, site: Site) -> Iterator[Item]:  # noqa: ARG001 - every source is asked alike
    """The story of a page, and those that its sidebar announces."""
    key = key_of(path, root)
    text, encoding = decoded(path.read_bytes())
    if NO_STORIES.fullmatch(path.stem):
        yield Item(key=key, where=key, refused="a file for the people who work on it, and no story")
        return
    lines = [line.strip() for line in clean(text).split("\n")]
    start, cards, sections = _sidebar(lines)
    notes = [Note("guessed", f"its encoding is {encoding}")] if encoding else []
    yield _story(lines[:start], cards, key, path, notes)
    kind = "editorials" if any(EDITORIALS.fullmatch(section) for section in sections) else "articles"
    for card in cards:
        truncated = card.teaser.endswith(("...", "…"))
        yield Item(
            key=f"{key}#{card.title}",
            where=f"{key}, “{card.title}”",
            values={
                "headline": card.title,
                "dateModified" if card.updated else "datePublished": card.date,
                "section": sections[-1] if sections else None,
            },
            body=escaped(card.teaser),
            form=Form.MARKDOWN,
            kind=kind,
            name=card.title,
            day=card.date,
            notes=(Note("dropped", "all but its beginning, which is all that the page prints"),)
            if truncated
            else (),
        )


def _blocks(lines: list[str]) -> list[str]:
    """The paragraphs: lines up to an empty one; each line one where no line is empty."""
    text = "\n".join(lines).strip("\n")
    parts = re.split(r"\n\s*\n", text) if "\n\n" in text else text.split("\n")
    blocks = [part.strip() for part in parts if part.strip()]
    return [
        line
        for number, block in enumerate(blocks)
        for line in (_apart(block, number) if number < TOP else [block])
    ]


def _apart(block: str, number: int) -> list[str]:
    """A paragraph at the top of a page as its lines, where they are a headline, authors and dates without empty ones."""
    lines: list[str] = []
    for line in block.split("\n"):
        parts = re.split(r"\s+[|•·]\s+", line.strip())
        lines += parts if all(map(_is_of_top, parts)) else [line.strip()]
    is_top = len(lines) <= TOP and any(map(_is_of_top, lines[0 if number else 1 :]))
    return lines if is_top else [block]


def _is_of_top(line: str) -> bool:
    return date_line(line) is not None or _BY.fullmatch(line) is not None


def _story(lines: list[str], cards: list[Card], key: str, path: Path, notes: list[Note]) -> Item:
    blocks = _blocks(lines)
    values: dict[str, object] = {}
    if blocks and _is_heading(blocks[0], first=True) and len(blocks) > 1:
        values["headline"] = " ".join(blocks.pop(0).split())
    body = []
    for number, block in enumerate(blocks):
        dated = date_line(block) if number < TOP and "\n" not in block else None
        if dated and not values.keys() & {"datePublished", "dateModified"}:
            values["dateModified" if dated.updated else "datePublished"] = dated.date
        elif dated and dated.updated and "dateModified" not in values:
            values["dateModified"] = dated.date
        elif number < TOP and (named := _BY.fullmatch(block)) and "byline" not in values:
            values["byline"] = named["names"]
        else:
            body.append(block)
    if not values.keys() & {"datePublished", "dateModified"}:
        guess = _guessed_date("\n".join(body), [card.date for card in cards])
        if guess:
            values["datePublished"] = guess
            notes = [
                *notes,
                Note(
                    "guessed",
                    f"the page prints no date: {guess} is the month of the days that it names, before the date of its sidebar",
                ),
            ]
    if body and (named := _DATELINE.match(body[0])):
        values["dateline"] = named["place"]
    if "headline" not in values and body:
        values["headline"] = _first_words(body[0])
        notes = [
            *notes,
            Note("guessed", "the page prints no headline: the beginning of its first sentence is used"),
        ]
    return Item(
        key=key,
        where=key,
        values=values,
        body="\n\n".join(_as_markdown(block, number, len(body)) for number, block in enumerate(body)),
        form=Form.MARKDOWN,
        name=path.stem,
        day=day_of(path),
        refused=None if body else "no text",
        notes=tuple(notes),
    )


def date_line(line: str) -> Dated | None:
    """The date that a line is, with ``Updated`` and the like before it; None where the line is none."""
    found = _DATE_PREFIX.match(line)
    if not found or len(line) > MAX_DATE_LINE or not re.search(r"\d{4}", line):
        return None
    date = read_date(found["date"].strip(" |•·—–-"))
    return Dated(date.text, bool(_UPDATED.search(found["word"] or ""))) if date else None


def _is_heading(block: str, *, first: bool = False) -> bool:
    """Whether a paragraph can be a headline: one short line that is no sentence."""
    if (
        "\n" in block
        or len(block) > (MAX_HEADLINE if first else MAX_CROSS_HEAD)
        or _LIST_ITEM.match(block)
        or not re.search(r"\w", block)
    ):
        return False
    if date_line(block) or _CREDIT.search(block):
        return False
    ends = _ENDS_PROSE if first else _ENDS_SENTENCE
    return (
        not ends.search(block)
        and not (block[0] in "\"“'‘«„" and block[-1] in "\"”'’»“")
        and not block[0].islower()
    )


def _as_markdown(block: str, number: int, count: int) -> str:
    if _is_heading(block) and 0 < number < count - 1:
        return f"## {escaped(block)}"
    lines = block.split("\n")
    if all(_LIST_ITEM.match(line) for line in lines):
        return "\n".join(
            f"- {escaped(_LIST_ITEM.sub('', line))}" if line[0] in "-*•–" else escaped(line) for line in lines
        )
    return escaped(block)


def _sidebar(lines: list[str]) -> tuple[int, list[Card], list[str]]:
    """Where the sidebar begins, its cards, and the lines above them that name a section."""
    starts = [
        number - 1
        for number in range(1, len(lines))
        if lines[number]
        and lines[number - 1]
        and date_line(lines[number])
        and _is_heading(lines[number - 1])
        and _is_card(lines, number)
    ]
    if not starts:
        return len(lines), [], []
    ends = [*starts[1:], len(lines)]
    cards = [_card(lines[start:end]) for start, end in zip(starts, ends, strict=True)]
    first = starts[0]
    sections: list[str] = []
    while first > 0:
        line = lines[first - 1]
        if line and (len(line.split()) > SECTION_WORDS or _ENDS_SENTENCE.search(line)):
            break
        first -= 1
        if line:
            sections.insert(0, line)
    return first, cards, sections


def _is_card(lines: list[str], number: int) -> bool:
    """Whether a title with a date below belongs to a card: the title comes again, or it is far from the top."""
    after = next((line for line in lines[number + 1 :] if line), "")
    return after == lines[number - 1] or sum(1 for line in lines[: number - 1] if line) > TOP


def _card(lines: list[str]) -> Card:
    title = lines[0]
    dated = date_line(lines[1]) or Dated("", False)
    words = [line for line in lines[2:] if line and line != title]
    return Card(title, dated.date, dated.updated, " ".join(words))


def _guessed_date(text: str, later: list[str]) -> str | None:
    """The month of a story that names days without their year, from dates that were printed beside it later."""
    if not later:
        return None
    latest = max(later)
    found = []
    for match in _MONTH_DAY.finditer(text):
        month = MONTHS.get((match["month"] or match["month2"]).lower())
        if month and 1 <= int(match["day"] or match["day2"]) <= 31:
            year = int(latest[:4])
            this = f"{year:04}-{month:02}"
            found.append(this if this <= latest[:7] else f"{year - 1:04}-{month:02}")
    return max(found) if found else None


def _first_words(paragraph: str) -> str:
    """The beginning of a first sentence: up to its first comma that leaves enough, or a whole number of words."""
    sentence = re.split(r"(?<=[.!?])\s", " ".join(paragraph.split()))[0].rstrip(".")
    if len(sentence) <= GUESSED_HEADLINE:
        return sentence
    cut = sentence[:GUESSED_HEADLINE]
    comma = cut.rfind(",")
    return cut[:comma] if comma > GUESSED_HEADLINE // 3 else f"{cut.rpartition(' ')[0]}…"
