"""A character is searched as readers of its script type it."""

from __future__ import annotations

import re
import sys

import pytest

from pullquote.store.search.characters import INVISIBLE, LETTERS, fold_character


@pytest.mark.parametrize(
    ("characters", "folded"),
    [
        ("éÉèêëĒ", "eeeeee"),
        ("İIıi", "iiii"),
        ("ςσΣ", "σσσ"),
        ("ёЁе", "еее"),
        ("ßẞ", "ssss"),
        ("øłđæœ", "oldaeoe"),
        ("ﬁﬀ", "fiff"),
        ("Ⅷ", "viii"),
        ("ＡＢ９", "ab9"),
        ("٣۳५๓", "3353"),
        ("أإآٱا", "ااااا"),
        ("ىیي", "ييي"),
        ("کك", "كك"),
        ("ة", "ه"),
        ("\u064b\u0651\u05b8\u0301\u0640", ""),
        ("\xad\u200b\u200d\u2060\ufe0f", ""),
        ("\u200c", "\u200c"),
        ("־", "-"),
        ("™×«", "   "),
        ("½", " 1 2 "),
        ("²ª", "2a"),
        ("市ก", " 市  ก "),
        ("がﾊ", " が  ハ "),
        ("🌊🏽", " 🌊 "),
    ],
)
def test_what_characters_are_folded_to(characters: str, folded: str) -> None:
    assert "".join(map(fold_character, characters)) == folded


def test_the_range_of_letters_has_all_that_are_not_ascii() -> None:
    letters = {chr(code) for code in range(128, sys.maxunicode + 1) if chr(code).isalnum()}
    assert not [letter for letter in letters if not re.match(f"[{LETTERS}]", letter)]
    assert not re.search(f"[{LETTERS}]", "“”‘’„‚«»‹›–—…·\u00a0\u2009\u200b")
    assert not re.search(f"[{INVISIBLE}]", "“”‘’\u2009 -")
