"""Lines of a paragraph as one line: in scripts that put no spaces between words, a line break is none either.

CSS Text 3, section 4.1.3 (segment break transformation): a line break between two wide characters (Unicode
Standard Annex 11) is nothing, but for Hangul, which is written with spaces. Thai and its neighbours, which are
not wide, are joined alike, for their words stand together as well.
"""

from __future__ import annotations

import re
from unicodedata import category, east_asian_width

HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc]")
WITHOUT_SPACES = re.compile(
    # Thai and Lao, Burmese, Khmer, and others of the line breaking class SA (Unicode Standard Annex 14).
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\ua9e0-\ua9ff\uaa60-\uaadf]"
)
MAY_JOIN = re.compile("[\u0e00-\u1fff\u2e80-\U0010ffff]")
"""Where none of these is, every line break is a space."""
SPACES = " \t\r\f"


def joins(before: str, after: str) -> bool:
    """Whether a line break between these two characters is nothing; otherwise it is a space."""
    if not before or not after or not (MAY_JOIN.match(before) or MAY_JOIN.match(after)):
        return False
    if WITHOUT_SPACES.match(before) and WITHOUT_SPACES.match(after):
        return True
    wide = (_is_wide(before), _is_wide(after))
    if all(wide):
        return True
    # Quotation marks and dashes are as wide as the writing around them.
    return any(wide) and _is_mark(before if wide[1] else after)


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "FWH" and HANGUL.match(character) is None


def _is_mark(character: str) -> bool:
    return east_asian_width(character) == "A" and category(character)[0] in "PS"


def joined_lines(text: str) -> str:
    """The lines of a text as one; spaces around a line break are part of it, and so are empty lines."""
    if "\n" not in text:
        return text
    first, *others = text.split("\n")
    joined = [first.rstrip(SPACES)]
    before = joined[0][-1:]
    for line in others[:-1]:
        if stripped := line.strip(SPACES):
            joined += ["" if joins(before, stripped[0]) else " ", stripped]
            before = stripped[-1]
    last = others[-1].lstrip(SPACES)
    return "".join([*joined, "" if joins(before, last[:1]) else " ", last])
