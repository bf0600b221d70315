"""What each character is searched as: Unicode's NFKC and case folding, without accents, with variants joined.

Sources: Unicode Standard Annex 15 (NFKC), chapter 3.13 (case folding), chapter 4.3 (combining classes); Lucene's
``ArabicNormalizer`` and ``PersianNormalizer`` for Arabic letters.
"""

from __future__ import annotations

import unicodedata

from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

LETTERS = "\xaa\xb2\xb3\xb5\xb9\xba\xbc-\xbe\xc0-\u066b\u066d-\u1fff\u2070-\uff0b\uff0d\uff0f-\U0010ffff"
"""All letters, digits and pictures beyond ASCII (and more), as a range of a regular expression. The punctuation that
English text is full of is not in it, nor are the separators of digits."""
INVISIBLE = "\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f"
"""Soft hyphens, joiners, marks of direction, as a range of a regular expression."""
NON_JOINER = "\u200c"
"""Persian writes it between the parts of a word, as English writes a hyphen."""
KEPT_CLASSES = frozenset({0, 8, 103, 118, 129, 130, 132})
"""Canonical combining classes of marks that make another letter: voiced kana, and vowels of Thai, Lao and Tibetan.
Marks of other classes are accents and vowel signs that a reader may leave out."""
UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x11FF),  # Burmese, Hangul letters
    (0x1780, 0x17FF),  # Khmer
    (0x3005, 0x3007),
    (0x3040, 0x318F),  # Hiragana, Katakana, Bopomofo, Hangul letters
    (0x31F0, 0x31FF),
    (0x3400, 0x9FFF),  # Han
    (0xA960, 0xA97F),
    (0xAA60, 0xAA7F),
    (0xAC00, 0xD7FF),  # Hangul
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
"""Scripts without a space between words, or (Korean) with particles that are written as part of a word: each
character is a word for search, and a word of several is a phrase."""
COMPOSED = ((0x1100, 0x11FF), (0x3040, 0x30FF))
"""Kana and Hangul letters: with what follows them they are one character. All else is searched decomposed."""
PICTURES = ((0x2600, 0x27BF), (0x2B00, 0x2BFF), (0x1F000, 0x1F3FA), (0x1F400, 0x1FAFF))
"""Emoji and other pictures: each is a word."""
SKIN_TONES = (0x1F3FB, 0x1F3FF)
VARIANTS = {
    **dict.fromkeys("ٱ", "ا"),
    **dict.fromkeys("ىیې", "ي"),
    **dict.fromkeys("ک", "ك"),
    **dict.fromkeys("ةہەھۃ", "ه"),
    "\u0640": "",  # the line that makes an Arabic word longer
    **dict.fromkeys("ʻʼʽ՚", "'"),
    NON_JOINER: NON_JOINER,
}
"""Letters that one writer uses for another, and what is neither a letter nor an accent."""

_WITHOUT_ACCENTS = TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.ascii_fold()).build()
"""Of Latin letters whose accents are a part of them: ø, ł, đ, æ."""


class _Folds(dict[int, str]):
    """What characters are searched as, by their code points: a table for ``str.translate`` that fills itself."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = fold_character(chr(code))
        return folded


FOLDS = _Folds()


def fold_character(character: str) -> str:
    """What a character is searched as: nothing, letters and digits in lower case, or a space where it is none of a
    word. Characters of scripts without spaces have spaces around them."""
    if character in VARIANTS:
        return VARIANTS[character]
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category in {"Cs", "Co", "Cn"}:
        return " "
    if category in {"Cf", "Me"} or _is_in(character, (SKIN_TONES, (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))):
        return ""
    if _is_in(character, PICTURES):
        return f" {character} "
    kind = unicodedata.decomposition(character).split(" ")[0]
    if kind == "<super>" and category == "So":  # a trade mark is no word
        return " "
    folded = unicodedata.normalize("NFKC", character).casefold()
    marked = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", folded))
    bare = "".join(each for each in marked if unicodedata.combining(each) in KEPT_CLASSES)
    if any(_is_in(each, COMPOSED) for each in bare):
        bare = unicodedata.normalize("NFC", bare)
    letters = "".join(map(_spaced, _latin(bare)))
    return f" {letters} " if kind == "<fraction>" else letters


def _latin(letters: str) -> str:
    return "".join(_WITHOUT_ACCENTS.analyze(letters)) if letters else letters


def _spaced(character: str) -> str:
    if character in VARIANTS:
        return VARIANTS[character]
    category = unicodedata.category(character)
    if category == "Pd":
        return "-"
    if category[0] not in "LNM":
        return " "
    return f" {character} " if is_unspaced(character) else character


def is_unspaced(character: str) -> bool:
    """Whether a character is of a script without spaces between words."""
    return _is_in(character, UNSPACED)


def _is_in(character: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    code = ord(character)
    return any(first <= code <= last for first, last in ranges)
