"""The pages of the documentation, and the fenced blocks in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docs.build import pages
from tests.conftest import ROOT

PAGES: tuple[Path, ...] = (ROOT / "README.md", *pages())
FENCE = re.compile(
    r'^```(?P<language>\w*)(?: title="(?P<title>[^"]+)")?\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Example:
    """One fenced block of a page, and the block that directly follows it (its answer)."""

    page: Path
    line: int
    language: str
    title: str | None
    text: str
    answer: str | None

    @property
    def name(self) -> str:
        """Where it stands, as a test is called."""
        return f"{self.page.stem}-line-{self.line}"


def examples(page: Path) -> Iterator[Example]:
    """The fenced blocks of a page."""
    text = page.read_text(encoding="utf-8")
    fences = list(FENCE.finditer(text))
    for fence, following in zip(fences, [*fences[1:], None], strict=False):
        adjacent = following is not None and not text[fence.end() : following.start()].strip()
        answer = following["text"] if following is not None and adjacent else None
        line = text.count("\n", 0, fence.start()) + 1
        yield Example(page, line, fence["language"], fence["title"], fence["text"], answer)


EXAMPLES = tuple(example for page in PAGES for example in examples(page))
