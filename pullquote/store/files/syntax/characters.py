"""Characters that nobody sees, and what else text brings along from other programs: named with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pullquote.store.files.syntax.text import is_printed
from pullquote.store.model.file_problems import FileProblems

SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
"""Spaces that are none to YAML."""
NAMES = {
    "\u00a0": "non-breaking space",
    "\u061c": "Arabic letter mark",
    "\u180e": "Mongolian vowel separator",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark",
    "\u202a": "left-to-right embedding",
    "\u202b": "right-to-left embedding",
    "\u202c": "end of an embedding or override",
    "\u202d": "left-to-right override",
    "\u202e": "right-to-left override",
    "\u202f": "narrow non-breaking space",
    "\u2060": "word joiner",
    "\u2066": "left-to-right isolate",
    "\u2067": "right-to-left isolate",
    "\u2068": "first strong isolate",
    "\u2069": "end of an isolate",
    "\u3000": "ideographic space",
    "\u3164": "Hangul filler",
    "\uffa0": "Hangul filler",
}
INVISIBLE = re.compile(
    "[\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u3164\uffa0\U000e0001-\U000e007f]"
)
"""What is not printed. Some of it has its place: see :func:`_is_meant`."""
MARKS = "\u061c\u200e\u200f"
EMBEDDINGS, OVERRIDES, ISOLATES = "\u202a\u202b", "\u202d\u202e", "\u2066\u2067\u2068"
END_OF_EMBEDDING, END_OF_ISOLATE = "\u202c", "\u2069"
RIGHT_TO_LEFT = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
WITHOUT_SPACES = re.compile(
    r"[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u1aaf\u3040-\u30ff\u3400-\u9fff]"
)
"""Letters of scripts that have no spaces between words, where a zero-width space says where a line may end."""
BLACK_FLAG = "\U0001f3f4"
"""Begins the flags of England, Scotland and Wales, which go on with invisible letters (UTS #51, annex C)."""
MISPLACED_SPACE = re.compile(
    rf"[ \t]*(?:- +)*[A-Za-z][\w-]*:(?P<behind>[{SPACES}])|(?P<indent>[ \t{SPACES}]*)(?=\S)"
)
CONFLICT = re.compile(r"^(?:<{7}|\|{7}|>{7})(?: .*)?$", re.MULTILINE)
FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
MAX_REPORTED = 100
"""Further ones are not looked for: finding places takes time."""


def report_invisible(text: str, faults: FileProblems) -> None:
    """A warning for each character of a text that nobody sees and that is not meant there, once a line."""
    if _is_all_visible(text) or INVISIBLE.search(text) is None:
        return
    noted = len(faults)
    for number, line in enumerate(text.split("\n"), 1):
        if line.isascii():
            continue
        for character, column in dict(_unwanted(line)).items():
            name = NAMES.get(character, "invisible character")
            message = f"{name} U+{ord(character):04X}, which nobody sees"
            faults.add("PQ430", number, column, message, "delete it")
        if len(faults) - noted >= MAX_REPORTED:
            return


def _is_all_visible(text: str) -> bool:
    """Whether nothing in a text can be of interest here: nothing is that is printed, and nothing in ASCII."""
    return text.isascii() or is_printed(text)


def _unwanted(line: str) -> Iterator[tuple[str, int]]:
    """Characters of a line that should not be there, each with its column; what is never closed among them."""
    opened: list[tuple[str, int]] = []
    for match in INVISIBLE.finditer(line):
        character, column = match.group(), match.start() + 1
        if character in EMBEDDINGS or character in ISOLATES:
            opened.append((character, column))
        elif character in (END_OF_EMBEDDING, END_OF_ISOLATE):
            openers = EMBEDDINGS if character == END_OF_EMBEDDING else ISOLATES
            if opened and opened[-1][0] in openers:
                opened.pop()
            elif not any(each in line for each in OVERRIDES):
                yield character, column
        elif not _is_meant(character, line, match.start()):
            yield character, column
    yield from opened


def _is_meant(character: str, line: str, offset: int) -> bool:
    """Whether a character that is not printed has a meaning there: in a script that needs it, or in an emoji."""
    before, behind = line[offset - 1 : offset], line[offset + 1 : offset + 2]
    if character in MARKS:
        return RIGHT_TO_LEFT.search(line) is not None
    if character == "\u200b":
        return WITHOUT_SPACES.search(before + behind) is not None
    if character in "\u200c\u200d":
        return bool(before) and not before.isascii()
    if "\U000e0001" <= character <= "\U000e007f":
        return line[:offset].rstrip("".join(map(chr, range(0xE0001, 0xE0080)))).endswith(BLACK_FLAG)
    return False


def without_invisible(text: str) -> str:
    """A slug or date without the characters that nobody sees; each is a warning already."""
    return text if text.isascii() else INVISIBLE.sub("", text).strip()


def misplaced_spaces(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Where a line of YAML has a space that is none to YAML: line and column, from 1, a message, what to do.

    Whether the line is one of YAML, or of a text of several lines, is for the caller to know.
    """
    if _is_all_visible(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        match = None if line.isascii() else MISPLACED_SPACE.match(line)
        if match is None:
            continue
        if match["behind"]:
            yield (
                number,
                match.end(),
                f"{_named(match['behind'])} behind the colon",
                "press the space bar there",
            )
        elif found := re.search(f"[{SPACES}]", match["indent"]):
            where = "in the indentation"
            yield number, found.start() + 1, f"{_named(found.group())} {where}", "write spaces"


def with_plain_spaces(line: str) -> str:
    """A line that :func:`misplaced_spaces` names, as YAML can read it."""
    match = MISPLACED_SPACE.match(line)
    end = match.end() if match else 0
    return re.sub(f"[{SPACES}]", " ", line[:end]) + line[end:]


def _named(character: str) -> str:
    return f"a {NAMES.get(character, 'space')} U+{ord(character):04X}"


def has_conflict(text: str, faults: FileProblems) -> bool:
    """Whether two versions of a file that git could not merge stand in it; it is a problem then.

    The lines of a code block may show such a conflict.
    """
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return False
    for match in CONFLICT.finditer(text):
        if len(FENCE.findall(text, 0, match.start())) % 2 == 0:
            message = f'a merge conflict that is not resolved, at the line "{match.group()[:20]}"'
            suggestion = "keep one of the versions, and delete the lines <<<<<<<, ======= and >>>>>>>"
            faults.add("PQ330", text.count("\n", 0, match.start()) + 1, 1, message, suggestion)
            return True
    return False
