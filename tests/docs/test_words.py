"""The documentation says things the usual way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import FENCE, PAGES

UNUSUAL = (
    "anew", "catalogue", "chronicle", "dear", "dearer", "dearest", "front door", "garbage", "journal", "lazily",
    "manners", "renumbering", "shelf", "short way", "tallies", "waking", "whoever", "who would rather",
)  # fmt: skip
"""Pictures and old-fashioned words that have the usual word beside them in every case."""
CODE = re.compile(r"`[^`]*`")


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_a_page_has_no_word_that_a_reader_stumbles_over(page: Path) -> None:
    prose = CODE.sub("", FENCE.sub("", page.read_text(encoding="utf-8"))).lower()
    assert [word for word in UNUSUAL if re.search(rf"\b{word}\b", prose)] == []
