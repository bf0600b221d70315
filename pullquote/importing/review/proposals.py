"""The proposals of a newsroom that wait for a person, each with the paragraph that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pullquote.importing.files import hash_of
from pullquote.importing.review.editing import TIERS, QuoteEntry
from pullquote.store.files.kinds import KINDS, StoryKeys
from pullquote.store.files.kinds.quote_dates import quote_date
from pullquote.store.files.parsing import parse_file
from pullquote.store.files.scanning import list_files, read_file
from pullquote.store.files.syntax.documents import read_document
from pullquote.store.files.syntax.trees import MappingNode, Value
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.file_problems import FileProblems
from pullquote.store.model.records import StoryPart
from pullquote.store.quotes.matching import Found

REVIEW_KEY = re.compile(rb"""\breview["']?\s*:(?:\s*["']?([ABC])\b)?""")
"""Where a file may have a proposal, and of which tier; its text may say the same."""


class Paragraph(NamedTuple):
    """The text around a quote, and where its words stand in it: ranges of characters."""

    text: str
    spans: tuple[tuple[int, int], ...]

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The text in pieces, each with whether it is of the quote."""
        pieces, done = list[tuple[str, bool]](), 0
        for start, end in sorted(self.spans):
            pieces += [(self.text[done:start], False), (self.text[start:end], True)]
            done = end
        return [piece for piece in [*pieces, (self.text[done:], False)] if piece[0]]


class QuoteToReview(NamedTuple):
    """A quote to review: where it stands, the hash of its file as it was read, and its keys as written.

    ``paragraphs`` are none where the words do not stand in the story, and there is no ``date`` that it counts as spoken
    on where the keys of the story are wrong.
    """

    path: str
    digest: str
    entry: QuoteEntry
    line: int
    headline: str
    keys: dict[str, Value]
    paragraphs: tuple[Paragraph, ...]
    date: DateOrDateTime | None = None

    @property
    def tier(self) -> str:
        """A, B or C."""
        return str(self.keys["review"])

    @property
    def words(self) -> str:
        """The words as the file has them, for where they do not stand in the story."""
        said = self.keys.get("text")
        return " … ".join(map(str, said)) if isinstance(said, list) else str(said)


def files_to_review(folder: Path) -> dict[str, frozenset[str]]:
    """The files of stories that may have proposals in them, by their paths in the newsroom in order, with the tiers
    that these may be of."""
    kinds = {name for name, kind in KINDS.items() if kind.is_story}
    found: dict[str, frozenset[str]] = {}
    for path in list_files(folder).files:
        if (path.partition("/")[0] if "/" in path else path.partition(".")[0]) in kinds:
            data = read_file(folder, path)
            tiers = {tier.decode() for tier in REVIEW_KEY.findall(data)} if isinstance(data, bytes) else ()
            if tiers:
                found[path] = TIERS if "" in tiers else frozenset(tiers)
    return found


def proposals_in(folder: Path, path: str) -> list[QuoteToReview]:
    """The proposals of a file, in its order; none where it cannot be read."""
    data = read_file(folder, path)
    document = read_document(Path(path).suffix, data, FileProblems()) if isinstance(data, bytes) else None
    if document is None or not isinstance(data, bytes):
        return []
    digest = hash_of(data)
    found: list[QuoteToReview] = []
    for entity in parse_file(path, data).entities:
        parsed = entity.read()
        story = None if "/" in path else entity.slug
        tree = document.tree if story is None else document.tree.child(story)
        if not isinstance(tree, MappingNode):
            continue
        texts = {StoryPart.BODY: [block.text for block in parsed.body.blocks] if parsed.body else []}
        dates: list[DateOrDateTime] = []
        if isinstance(parsed.keys, StoryKeys):
            dates = [quote_date(parsed.keys, quote.date_spoken) for quote in parsed.keys.quotes]
            texts[StoryPart.HEADLINE] = [parsed.keys.headline]
            texts[StoryPart.STANDFIRST] = [parsed.keys.standfirst or ""]
            texts[StoryPart.ALTERNATIVE_HEADLINE] = [parsed.keys.alternative_headline or ""]
        for number, node in enumerate(tree.items("quotes")):
            if isinstance(node, MappingNode) and node.value.get("review") in TIERS:
                place = parsed.found[number] if number < len(parsed.found) else None
                found.append(
                    QuoteToReview(
                        path=path,
                        digest=digest,
                        entry=QuoteEntry(number, story),
                        line=node.position.line,
                        headline=str(tree.value.get("headline", entity.slug)),
                        keys=node.value,
                        paragraphs=tuple(_paragraphs(place, texts)) if place else (),
                        date=dates[number] if number < len(dates) else None,
                    )
                )
    return found


def _paragraphs(place: Found, texts: dict[StoryPart, list[str]]) -> Iterator[Paragraph]:
    """The blocks that the parts of a quote stand in, each once."""
    blocks = texts.get(place.place, [])
    for number in dict.fromkeys(part.block for part in place.parts):
        if number < len(blocks):
            spans = tuple((part.start, part.end) for part in place.parts if part.block == number)
            yield Paragraph(blocks[number], spans)
