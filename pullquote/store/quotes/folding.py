"""Text in which words are found however they are set: quotation marks, dashes, spaces and dots made alike.

Finding is case-sensitive and by whole words. Places come back as offsets into the text as it was.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

DASHES = (
    "-\u058a\u05be\u1400\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2053\u207b\u208b\u2212\u2e17\u2e1a\u2e3a"
    "\u2e3b\u2e40\u2e5d\u301c\u3030\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d"
)
"""Unicode's property Dash."""
SPACES = "\t\n\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
MARKS = "\"'“”„‟«»‘’‚‛‹›「」『』〈〉《》〝〞〟｢｣﹁﹂﹃﹄❝❞❛❜＂＇″′´`"
"""Quotation marks, double and single, and primes, which are typed for them."""
APOSTROPHES = "\u02b9\u02ba\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ee\u055a\u05f3\u05f4\ua78b\ua78c"
"""Modifier letters and other scripts' apostrophes. To Unicode some of them are letters."""
ALIKE = (
    dict.fromkeys(MARKS + APOSTROPHES, "'")
    | dict.fromkeys(DASHES, "-")
    | dict.fromkeys(SPACES, " ")
    | {"‥": "…", "⋯": "…"}
)
"""What is replaced one for one."""
INVISIBLE = "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff"
"""What shows nothing (Unicode's Default_Ignorable_Code_Point): soft hyphens, joiners, zero-width spaces, marks of
direction, variation selectors. As in a set of a regular expression."""
INVISIBLE_RUN = re.compile(f"[{INVISIBLE}]+")
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
"""Letters of scripts that set no space between words: Thai, Lao, Burmese, Khmer, kana and Chinese characters."""
WIDE = re.compile(f"[\u3000-\u3029{UNSPACED[UNSPACED.index(chr(0x3005)) :]}\uff00-\uff60]")
"""What a line break between two of is no space (CSS Text 4, segment break transformation); Korean has spaces."""
UNSPACED_LETTER = re.compile(f"[{UNSPACED}]")
COMBINING = re.compile("[\u0300-\u036f]")
GONE, GONE_AS_WELL = r" +(?=[,!?;:)])", f"(?<={WIDE.pattern}) +(?={WIDE.pattern})"
"""Spaces that make no difference: before punctuation, and between wide characters."""
RUN = r"[ .…'\-]{2,}"
"""Where spaces, dots, marks or dashes meet: nor do those around marks, dashes and ellipses."""
UNEVEN = re.compile(r"[ .…'\-](?:(?P<gone>(?<= ) *(?=[,!?;:)]))|[ .…'\-]+)")
"""GONE or RUN. A set comes first, which finds its place much sooner than alternatives do."""
UNEVEN_AND_WIDE = re.compile(f"(?P<gone>{GONE}|{GONE_AS_WELL})|{RUN}")
UNEVEN_AND_COMBINED = re.compile(f"{UNEVEN_AND_WIDE.pattern}|[^ .…'\\-\u0300-\u036f][\u0300-\u036f]+")
MAX_PLACES = 20
"""Further places of the same words are not looked for: two are too many already."""


class Step(NamedTuple):
    """One step from a text to a shorter one: ``removed`` has for each character that is taken away the offset at
    which it would stand in the shorter text, in order; ``ends`` where in the longer text a character ends that
    stands for several."""

    removed: list[int]
    ends: dict[int, int]

    def start_of(self, index: int) -> int:
        """Where in the longer text a character of the shorter one begins."""
        return index + bisect_right(self.removed, index)

    def end_of(self, index: int) -> int:
        """Where in the longer text a character of the shorter one ends."""
        return self.ends.get(index) or self.start_of(index) + 1


class Words:
    """A text with its typography made alike."""

    __slots__ = ("_steps", "alike", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.alike, self._steps = _folded(text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of ``text`` that a range of ``alike`` stands for. What is taken away at its ends is not in it."""
        last = end - 1
        for step in reversed(self._steps):
            start, last = step.start_of(start), step.end_of(last) - 1
        return start, last + 1

    def places(self, wanted: str) -> Iterator[tuple[int, int]]:
        """Where ``wanted``, made alike already, stands as whole words: start and end in ``alike``."""
        if not wanted:
            return
        alike, size = self.alike, len(wanted)
        start = alike.find(wanted)
        found = 0
        while start >= 0 and found < MAX_PLACES:
            end = start + size
            if not (
                (start and is_inside_word(alike[start - 1], wanted[0]))
                or (end < len(alike) and is_inside_word(wanted[-1], alike[end]))
            ):
                found += 1
                yield start, end
            start = alike.find(wanted, start + 1)


@lru_cache(1024)
def made_alike(text: str) -> str:
    """The text as ``Words.alike`` has it, without spaces at its ends."""
    return _folded(text)[0].strip()


def is_inside_word(one: str, other: str) -> bool:
    """Whether no word ends between two characters."""
    return (
        one.isalnum()
        and other.isalnum()
        and (one.isascii() or other.isascii() or not UNSPACED_LETTER.match(one + other))
    )


def _folded(text: str) -> tuple[str, list[Step]]:
    """The text made alike, and the steps to it."""
    steps: list[Step] = []
    characters = set(text)
    alike = _replaced(text, characters)
    uneven = UNEVEN
    if not alike.isascii():
        # Each character once: what a text does not have is seen much sooner so.
        each = "".join(characters)
        if INVISIBLE_RUN.search(each):
            alike, step = _without_invisible(alike)
            steps.append(step)
        uneven = _uneven(each)
    if uneven.search(alike):
        alike, step = _evened_out(alike, uneven)
        steps.append(step)
    return alike, steps


def _replaced(text: str, characters: AbstractSet[str]) -> str:
    """One for one; a text has few of the characters, so this is quicker than ``str.translate``."""
    for character in ALIKE.keys() & characters:
        text = text.replace(character, ALIKE[character])
    return text


def _without_invisible(text: str) -> tuple[str, Step]:
    pieces: list[str] = []
    removed: list[int] = []
    done = length = 0
    for match in INVISIBLE_RUN.finditer(text):
        pieces.append(text[done : match.start()])
        length += match.start() - done
        done = match.end()
        removed += [length] * (done - match.start())
    pieces.append(text[done:])
    return "".join(pieces), Step(removed, {})


def _uneven(characters: str) -> re.Pattern[str]:
    """What finds everything uneven in a text of these characters. Looking for letters with combining marks takes time,
    and few texts have any."""
    if COMBINING.search(characters):
        return UNEVEN_AND_COMBINED
    return UNEVEN_AND_WIDE if WIDE.search(characters) else UNEVEN


def _evened_out(text: str, uneven: re.Pattern[str]) -> tuple[str, Step]:
    pieces: list[str] = []
    step = Step([], {})
    done = length = 0
    for match in uneven.finditer(text):
        run = match.group()
        even = _evened(run) if match["gone"] is None else Evened("", (0,) * len(run), ())
        if even.text == run:
            continue
        start = match.start()
        pieces += (text[done:start], even.text)
        length += start - done
        for kept in even.removed:
            step.removed.append(length + kept)
        for index, end in even.ends:
            step.ends[length + index] = start + end
        length += len(even.text)
        done = match.end()
    pieces.append(text[done:])
    return "".join(pieces), step


class Evened(NamedTuple):
    """What stands for a run of characters; ``removed`` and ``ends`` as in :class:`Step`, within the run."""

    text: str
    removed: tuple[int, ...]
    ends: tuple[tuple[int, int], ...]


@lru_cache(1024)
def _evened(run: str) -> Evened:
    """Spaces around marks, dashes and ellipses away, several spaces, dashes or dots as one."""
    if COMBINING.search(run):
        composed = normalize("NFC", run)
        joined = len(run) - len(composed)
        return Evened(composed, (1,) * joined, ((0, 1 + joined),)) if joined > 0 else Evened(run, (), ())
    kept: list[str] = []
    removed: list[int] = []
    ends: dict[int, int] = {}
    for place, character in enumerate(run):
        before = kept[-1] if kept else ""
        if character == " ":
            is_kept = before not in {" ", "-", "'", "…"}
        else:
            if before == " ":
                kept.pop()
                removed = [min(index, len(kept)) for index in (*removed, len(kept))]
                before = kept[-1] if kept else ""
            is_dot = character in ".…"
            is_kept = not (is_dot and before in {".", "…"}) and not (character == before == "-")
            if is_dot and not is_kept:
                kept[-1] = "…"
            if not is_kept:
                ends[len(kept) - 1] = place + 1
        if is_kept:
            kept.append(character)
        else:
            removed.append(len(kept))
    return Evened("".join(kept), tuple(removed), tuple(ends.items()))
