"""The passage of a text that was probably meant, and how it differs from the words that were written."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher, get_close_matches

COMPARED_WORDS = 40
"""Of how many words of a quote the closest passage is looked for."""
SEARCHED_WORDS = 20_000
"""In how many words of a body the closest passage is looked for."""
COMPARED_CHARACTERS = 400
"""How many characters of a quote are compared letter by letter."""
COMPARED_PASSAGES = 5
"""How many passages are compared letter by letter."""
COMPARED_SINGLE_WORDS = 5_000
"""With how many different words of a body a quote of a single word is compared."""
PASSAGE_CUTOFF = 0.6
"""How alike (difflib's ratio) a passage must be to be what was meant."""
MORE_WORDS = 6
"""How many words a passage may have more than the quote, on each side: those that were left out of it."""
MAX_PIECES = 6
"""Into how many pieces a sentence interrupts a quote at most."""
MAX_INTERRUPTION = 30
"""How many words of the story stand between two pieces of a quote at most."""
MAX_BEGINNINGS = 50
"""At how many places the first piece of an interrupted quote is looked for."""
SHOWN_CHARACTERS = 80
"""How much of a passage a message repeats."""
AROUND_A_DIFFERENCE = 3
"""How many words a message shows on each side of where two long texts differ."""
WORD = re.compile(r"\w+")

Range = tuple[int, int]


def closest_passage(alike: str, wanted: str) -> Range | None:
    """Start and end of the passage most like the wanted words, if one is alike enough.

    Passages of as many words are ranked by the words they share, and the best few compared letter by letter,
    so that the cost is that of reading the text. The best then gets the words at its ends that it needs.
    """
    all_sought = [word.casefold() for word in WORD.findall(wanted)]
    sought = all_sought[:COMPARED_WORDS]
    if not sought:
        return None
    matches = [match.span() for match, _ in zip(WORD.finditer(alike), range(SEARCHED_WORDS), strict=False)]
    size = min(len(sought), len(matches))
    if not size:
        return None
    folded = [alike[start:end].casefold() for start, end in matches]
    if size == 1:
        # A word that is not there shares no word with any passage, but it is like one.
        words = get_close_matches(sought[0], list(dict.fromkeys(folded))[:COMPARED_SINGLE_WORDS], n=1)
        return matches[folded.index(words[0])] if words else None
    best: tuple[float, int] | None = None
    for first in _ranked(folded, sought, size)[:COMPARED_PASSAGES]:
        passage = matches[first][0], matches[first + size - 1][1]
        ratio = SequenceMatcher(
            None, wanted[:COMPARED_CHARACTERS], alike[slice(*passage)][:COMPARED_CHARACTERS], autojunk=False
        ).ratio()
        if best is None or ratio > best[0]:
            best = ratio, first
    if best is None or best[0] < PASSAGE_CUTOFF:
        return None
    first, last = _with_its_ends(folded, all_sought, best[1], size)
    return matches[first][0], matches[last][1]


def _ranked(folded: list[str], sought: list[str], size: int) -> list[int]:
    """The first words of all passages of a size, those that share most words with the sought ones first."""
    needed = Counter(sought)
    window: Counter[str] = Counter()
    shared = 0
    ranked: list[tuple[int, int]] = []
    for index, word in enumerate(folded):
        window[word] += 1
        shared += window[word] <= needed[word]
        if index >= size:
            gone = folded[index - size]
            shared -= window[gone] <= needed[gone]
            window[gone] -= 1
        if index >= size - 1:
            ranked.append((-shared, index - size + 1))
    return [first for _, first in sorted(ranked)]


def _with_its_ends(folded: list[str], sought: list[str], first: int, size: int) -> tuple[int, int]:
    """The first and last word of a passage, so that it begins and ends as the sought words do: with a word more
    where one was left out of them, and one less where one is too many."""
    low = max(0, first - MORE_WORDS)
    high = min(len(folded), first + max(size, min(len(sought), 10 * COMPARED_WORDS)) + MORE_WORDS)
    around = folded[low:high]
    blocks = [
        block
        for block in SequenceMatcher(None, around, sought, autojunk=False).get_matching_blocks()
        if block.size
    ]
    if not blocks:
        return first, first + size - 1
    begin = low + max(0, blocks[0].a - blocks[0].b)
    behind = len(sought) - (blocks[-1].b + blocks[-1].size)
    end = low + blocks[-1].a + blocks[-1].size - 1 + behind
    if end < begin or begin > first + size or end < first:
        return first, first + size - 1
    return begin, min(end, len(folded) - 1)


def interrupted(alike: str, wanted: str) -> list[Range] | None:
    """The pieces in which a text has the wanted words one after another, where something interrupts them; None
    where it has not, or nothing interrupts them."""
    sought = [word.casefold() for word in WORD.findall(wanted)]
    spans = [match.span() for match, _ in zip(WORD.finditer(alike), range(SEARCHED_WORDS), strict=False)]
    folded = [alike[start:end].casefold() for start, end in spans]
    if len(sought) < 2:
        return None
    beginnings = [index for index, word in enumerate(folded) if word == sought[0]]
    for beginning in beginnings[:MAX_BEGINNINGS]:
        pieces = _pieces(folded, sought, beginning)
        if pieces is not None and len(pieces) > 1:
            return [(spans[first][0], spans[last][1]) for first, last in pieces]
    return None


def _pieces(folded: list[str], sought: list[str], at: int) -> list[Range] | None:
    """The first and last words of the pieces that begin at a word."""
    pieces: list[Range] = []
    done = 0
    while len(pieces) < MAX_PIECES:
        size = 0
        while done + size < len(sought) and folded[at + size : at + size + 1] == [sought[done + size]]:
            size += 1
        pieces.append((at, at + size - 1))
        done += size
        if done == len(sought):
            return pieces
        ahead = range(at + size, min(at + size + MAX_INTERRUPTION, len(folded)))
        goes_on = [index for index in ahead if folded[index] == sought[done]]
        # Where the next two words stand together, rather than where the next one stands by chance.
        pair = sought[done : done + 2]
        following = next((index for index in goes_on if folded[index : index + 2] == pair), None)
        if following is None:
            return None
        at = following
    return None


def shown(text: str) -> str:
    """The words in a message: one line, not too long, in marks."""
    line = " ".join(text.split())
    return f'"{line if len(line) <= SHOWN_CHARACTERS else line[:SHOWN_CHARACTERS] + "…"}"'


def shown_differing(wanted: str, passage: str) -> tuple[str, str]:
    """Both texts in a message: whole where they are short, else where they differ first, with words around."""
    one, other = wanted.split(), passage.split()
    if max(len(" ".join(one)), len(" ".join(other))) <= SHOWN_CHARACTERS:
        return shown(wanted), shown(passage)
    matcher = SequenceMatcher(None, [*map(str.casefold, one)], [*map(str.casefold, other)], autojunk=False)
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    if not changes:
        same = next((n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), 0)
        changes = [("replace", same, same + 1, same, same + 1)]
    _, low, high, other_low, other_high = changes[0]
    return _excerpt(one, low, high), _excerpt(other, other_low, other_high)


def _excerpt(words: list[str], low: int, high: int) -> str:
    first, last = max(0, low - AROUND_A_DIFFERENCE), min(len(words), high + AROUND_A_DIFFERENCE)
    excerpt = " ".join(words[first:last])
    if len(excerpt) > 2 * SHOWN_CHARACTERS:
        excerpt = excerpt[: 2 * SHOWN_CHARACTERS].rstrip()
        last = -1
    return f'"{"… " if first else ""}{excerpt}{" …" if last != len(words) else ""}"'
