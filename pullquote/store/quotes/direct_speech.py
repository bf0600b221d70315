"""Which words of a body are direct speech: by their quotation marks, or by how the story sets them without any.

Speech without marks: block quotations (HTML 4.4.4) and ``<q>`` (HTML 4.5.7), dashes that open dialogue, and the lines
of an interview (``NAME:``, ``Q.`` and ``A.``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from html.parser import HTMLParser
from itertools import pairwise
from typing import NamedTuple

from pullquote.store.model.bodies import BlockKind
from pullquote.store.model.formats import slug_of
from pullquote.store.quotes.cue_verbs import CUE_VERBS
from pullquote.store.quotes.html.blocks import ParsedBlock
from pullquote.store.quotes.quotation_marks import MARK, TYPED, Quoted, joined, quoted, reopens

Range = tuple[int, int]

UNMARKED_PARAGRAPHS = 10
"""Over how many paragraphs without any mark a quotation can run until one closes it."""
DASHES = frozenset("—–―‒-")
OPENING_DASH = re.compile(r"(?:^|\n|: )(?:[—–―‒]|--)[ \u00a0\u202f\u2009]?(?=\S)")
"""A dash at the beginning of a line, or behind a colon, opens dialogue."""
INNER_DASH = re.compile(r"[—–―‒]|--")
WORD = re.compile(r"[^\W_]+")
COMMA = re.compile(r"[,،!?…»”\"] (?=[^\W\d_])")
"""Behind this an attribution can begin: “…, dit Ida Brook”."""
END_OF_ATTRIBUTION = re.compile(r"[.!?…](?=\s|$)|,(?= )")
CUE_IN_WORDS = 2
"""The verb is one of so many first words of an attribution: dit, a dit, ha detto."""
SHORT_CUE = 2
"""A verb of so few letters (Swedish sa) counts before a name or a pronoun only."""
QUESTIONS_AND_ANSWERS = re.compile(
    r"(?P<label>Q|A|F|S|R|P|O|В|О|П|Question|Answer|Frage|Antwort|Question|Réponse|Pregunta|Respuesta|Pergunta|Resposta"
    r"|Domanda|Risposta|Fråga|Svar|Spørgsmål|Spørsmål|Kysymys|Vastaus|Pytanie|Odpowiedź|Вопрос|Ответ|Питання"
    r"|Відповідь|Soru|Cevap|問|答|问|س|ج)\d{0,2}\s?[.:：]\s*(?=\S)"
)
NAME = re.compile(
    r"(?P<label>[^\W\d_a-z][\w.’'\-]*(?: (?:[^\W\d_a-z][\w.’'\-]*|de|da|di|du|van|von|der|al|el|bin)){0,5})\s?[:：]\s*(?=\S)"
)
"""A name at the beginning of a line: IDA BROOK:, Ida Brook:."""
LONGEST_LABEL, LONGEST_LETTER = 120, 14
"""In so many characters of a line the colon of a label stands, and the full stop of a Q. or A."""
UNSPOKEN = (BlockKind.CODE, BlockKind.HEADING, BlockKind.TABLE)
"""No line of an interview stands in them."""
STRONG_LABEL = re.compile(r"<p[^>]*><(?P<tag>strong|b|em)>[^<]{1,80}[:：]\s*</(?P=tag)>")


def direct_speech(
    blocks: Sequence[ParsedBlock], starts: Sequence[int], cues: Collection[str], names: AbstractSet[str]
) -> list[Range]:
    """The ranges of direct speech in the text of a body, in order and apart; ``starts`` are where its blocks begin.

    ``cues`` are the verbs that the story's quotes name, ``names`` the words of the names of its speakers.
    """
    ranges = list(_marked(blocks, starts))
    cue_words = {word for cue in set(cues) for word in WORD.findall(cue.casefold())}
    for block, start in zip(blocks, starts, strict=True):
        if block.kind is BlockKind.BLOCK_QUOTE:
            ranges.append((start, start + len(block.text)))
        elif block.kind is not BlockKind.CODE:
            for first, last in (*_set_in_html(block), *_dialogue(block.text, cue_words)):
                ranges.append((start + first, start + last))
    ranges += [
        (starts[number] + first, starts[number] + last) for number, first, last in _interview(blocks, names)
    ]
    return joined(ranges)


def _marked(blocks: Sequence[ParsedBlock], starts: Sequence[int]) -> Iterator[Range]:
    """What stands inside quotation marks, also of quotations that run over several paragraphs."""
    running: str | None = None
    unmarked: list[Range] = []
    """Paragraphs without a mark behind one that is not closed."""
    for number, (start, block) in enumerate(zip(starts, blocks, strict=True)):
        here = quoted(block.text, running)
        if running is not None and here.closes_first is not None:
            # The paragraphs before are not closed, and this one has not repeated their opening mark.
            yield from (*unmarked, (start, start + here.closes_first))
        yield from ((start + first, start + last) for first, last in here.ranges)
        single = _running_single(here, blocks, number)
        if single is not None:
            yield start + single[0], start + len(block.text)
        if running is not None and MARK.search(block.text) is None and len(unmarked) < UNMARKED_PARAGRAPHS:
            unmarked.append((start, start + len(block.text)))
        else:
            running, unmarked = single[1] if single else here.runs_on, []


def _running_single(here: Quoted, blocks: Sequence[ParsedBlock], number: int) -> tuple[int, str] | None:
    """Where a quotation in single marks begins that the next paragraph goes on with, and its mark."""
    if here.may_run_on is None or number + 1 == len(blocks):
        return None
    offset, mark = here.may_run_on.offset, here.may_run_on.mark
    following = MARK.match(blocks[number + 1].text)
    if following is None or not reopens(TYPED.get(following.group(), following.group()), mark):
        return None
    return offset, mark


def _dialogue(text: str, cue_words: AbstractSet[str]) -> Iterator[Range]:
    """What somebody says in the lines that a dash opens, without the attributions."""
    if text[:1] not in DASHES and "\n" not in text and ": " not in text:
        return  # most paragraphs, and quicker than looking
    for match in OPENING_DASH.finditer(text):
        end = text.find("\n", match.end())
        yield from _spoken(text, match.end(), end if end >= 0 else len(text), cue_words)


def _spoken(text: str, start: int, end: int, cue_words: AbstractSet[str]) -> Iterator[Range]:
    """The speech in a line of dialogue: an attribution stands between dashes (Spanish, Polish, Russian) or behind a
    comma (French, Swedish); the speech goes on behind it."""
    dashes = [
        match.span()
        for match in INNER_DASH.finditer(text, start, end)
        if text[match.start() - 1].isspace()
        or not text[match.end() : match.end() + 1].strip(" \u00a0.,;:!?…")
    ]
    is_speech = True
    edges = [(start, start), *dashes, (end, end)]
    for (_, first), (last, _) in pairwise(edges):
        is_speech = not is_speech or first == start or not _is_attribution(text, first, last, cue_words)
        if is_speech:
            yield from _without_attributions(text, first, last, cue_words)


def _is_attribution(text: str, first: int, last: int, cue_words: AbstractSet[str]) -> bool:
    """Whether what stands behind a dash says who spoke, and is not an aside of the speaker."""
    words = [match.group() for match in WORD.finditer(text, first, min(last, first + 200))]
    if not words or not words[0][0].islower():
        return False
    if _has_cue(words, cue_words):
        return True
    before = text[:first].rstrip(" \u00a0—–―‒-")[-1:]
    return before in {",", "!", "?", "…"} and any(word[0].isupper() for word in words)


def _has_cue(words: Sequence[str], cue_words: AbstractSet[str]) -> bool:
    for number, word in enumerate(words[:CUE_IN_WORDS]):
        if word in CUE_VERBS or word in cue_words:
            following = words[number + 1] if number + 1 < len(words) else ""
            return (
                len(word) > SHORT_CUE or following[:1].isupper() or following in {"han", "hon", "hun", "jeg"}
            )
    return False


def _without_attributions(text: str, first: int, last: int, cue_words: AbstractSet[str]) -> Iterator[Range]:
    at = first
    while (comma := COMMA.search(text, at, last)) is not None:
        words = [match.group() for match in WORD.finditer(text, comma.end(), min(last, comma.end() + 80))]
        if not words or not words[0][0].islower() or not _has_cue(words, cue_words):
            at = comma.end()
            continue
        yield first, comma.start() + 1
        end = END_OF_ATTRIBUTION.search(text, comma.end(), last)
        first = at = end.end() if end else last
    if first < last:
        yield first, last


class Label(NamedTuple):
    """The name at the beginning of a line: the number of its block, where the line's speech begins and ends."""

    block: int
    name: str
    start: int
    end: int
    is_letter: bool
    is_strong: bool


def _interview(blocks: Sequence[ParsedBlock], names: AbstractSet[str]) -> Iterator[tuple[int, int, int]]:
    """The lines of an interview: the number of the block, and where in it the speech begins and ends."""
    labels = [label for number, block in enumerate(blocks) for label in _labels(number, block)]
    if not labels:
        return
    times = Counter(label.name for label in labels)
    lettered = {label.name for label in labels if label.is_letter}
    is_conversation = len(times) > 1 and max(times.values()) > 1
    speaking = [
        label
        for label in labels
        if (label.is_letter and len(lettered) > 1)
        or (
            not label.is_letter
            and (
                label.is_strong
                or (is_conversation and times[label.name] > 1)
                or not names.isdisjoint(slug_of(label.name).split("-"))
            )
        )
    ]
    for label in speaking:
        yield label.block, label.start, label.end
    # A paragraph between two of them goes on with the one above.
    known = {label.block for label in speaking}
    for one, other in pairwise(speaking):
        for number in range(one.block + 1, other.block):
            if number not in known and blocks[number].kind is BlockKind.PARAGRAPH:
                yield number, 0, len(blocks[number].text)


def _labels(number: int, block: ParsedBlock) -> Iterator[Label]:
    if block.kind in UNSPOKEN:
        return
    at = 0
    for line in block.text.split("\n"):
        beginning = line[:LONGEST_LABEL]
        has_colon = ":" in beginning or "：" in beginning
        patterns = (QUESTIONS_AND_ANSWERS, NAME) if has_colon else (QUESTIONS_AND_ANSWERS,)
        for pattern in patterns if has_colon or "." in line[:LONGEST_LETTER] else ():
            if match := pattern.match(line):
                name = match["label"].casefold()
                is_letter = pattern is QUESTIONS_AND_ANSWERS
                is_strong = not at and STRONG_LABEL.match(block.html) is not None
                yield Label(number, name, at + match.end(), at + len(line), is_letter, is_strong)
                break
        at += len(line) + 1


def _set_in_html(block: ParsedBlock) -> list[Range]:
    """What of a block stands in ``<q>`` or ``<blockquote>``."""
    if "<q" not in block.html and "<blockquote" not in block.html:
        return []
    walker = _QuotingElements(block.text)
    walker.feed(block.html)
    walker.close()
    return walker.ranges if walker.agrees else []


class _QuotingElements(HTMLParser):
    """Walks HTML beside the text that it holds; white space may differ between the two."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self._text = text
        self._position = 0
        self._depth = 0
        self.ranges: list[Range] = []
        self.agrees = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._depth += tag in {"q", "blockquote"}

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag in {"q", "blockquote"}

    def handle_data(self, data: str) -> None:
        for word in data.split():
            start = self._text.find(word, self._position)
            if start < 0 or self._text[self._position : start].strip():
                self.agrees = False
                return
            self._position = start + len(word)
            if self._depth > 0:
                self.ranges.append((start, self._position))
