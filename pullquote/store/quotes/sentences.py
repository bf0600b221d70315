"""Whether words are a sentence of their own, in the scripts that newspapers print."""

from __future__ import annotations

from pullquote.store.quotes.quotation_marks import ALL_MARKS, CLOSING_BRACKETS

ENDS = frozenset(".!?…。！？۔؟।॥։።။។")
"""What ends a sentence."""
COMMAS = frozenset(",،、，")
CLOSERS = frozenset(f"{ALL_MARKS}>)]}}）］ \u00a0\u202f\u200e\u200f")
"""What can stand between the last word of a quote and the mark that ends it."""
DASHES = frozenset("—–―-")
BEHIND_A_SENTENCE = frozenset("とっ、。，")
"""What follows a whole sentence in corner brackets, where no full stop is set: 「…」と述べた."""
LOOKED_AT = 5
"""How many characters behind the words are looked at."""


def is_fragment(text: str, start: int, end: int) -> bool:
    """Whether a range of a text is no sentence of its own.

    It is one when it does not begin with a small letter, and ends with what ends a sentence, or with a comma (“It
    is over,” she said), or where the sentence of the story ends with it too.
    """
    first = next((character for character in text[start:end] if character.isalnum()), "")
    if first.islower():
        return True
    if text[end - 1] in ENDS or text[end - 1] in COMMAS:
        return False
    if text[max(0, start - 2) : start].rstrip()[-1:] in DASHES and text[end : end + 2].lstrip()[:1] in DASHES:
        return False  # a line of dialogue: – It is over – she said.
    for place in range(end, min(end + LOOKED_AT, len(text))):
        character = text[place]
        if character in ENDS or character in COMMAS or character == "\n":
            return False
        if character not in CLOSERS:
            return not (text[place - 1] in CLOSING_BRACKETS and character in BEHIND_A_SENTENCE)
    return end < len(text) and text[end] not in CLOSERS
