"""What an entity says and hardly means: words of a template, marks of HTML and YAML, a date in the future, no text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from html import unescape

from pullquote.store.files.syntax.trees import ListNode, MappingNode, Node, Number, shortened
from pullquote.store.model.dates import DateOrDateTime, InvalidDate
from pullquote.store.model.file_problems import FileProblems
from pullquote.store.model.kinds import Kind
from pullquote.store.model.records import StoryStatus
from pullquote.store.quotes.bodies import ParsedBody

TEMPLATE_TEXTS = frozenset(
    {
        "A harbour at dawn, two boats at the quay",
        "A shorter headline",
        "An earlier version gave another number.",
        "Another Name",
        "One or two sentences.",
        "One sentence.",
        "The exact words of the quote",
        "The harbour on Monday.",
        "Two or three sentences.",
    }
)
"""Values of a template that are to be replaced; readers must never see them."""
TEMPLATE_SENTENCES = ("The text, in Markdown.", "The exact words of the quote")
"""What the body of a template says."""
REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
"""A character reference of HTML, which YAML and JSON do not read."""
OPENING_MARKS, CLOSING_MARKS = "\u201c\u201e\u201f\u00ab\u2033", "\u201d\u201c\u201f\u00bb\u2033"
WORDS_OF_BODIES = frozenset({"text", "after", "before"})
"""Keys whose words are copied from a body, marks and all; those do not matter there."""
UNSEEN = frozenset({"body", "extra"})
"""Keys whose texts are looked at elsewhere, or are nobody else's."""
STATUSES = {status.value: status for status in StoryStatus}
A_DAY = timedelta(days=1)
"""It is tomorrow already in some places."""


def check_texts(
    kind: Kind,
    tree: MappingNode,
    markdown: str | None,
    faults: FileProblems,
    *,
    first_line: int | None = None,
) -> None:
    """The texts of an entity have no words of a template in them, and no marks that another program would read.

    ``markdown`` is the body of a story; ``first_line`` is the line of the file that it begins on, if its lines are
    those of the file.
    """
    unmarked = _without_marks(kind)
    code = "PQ431" if _status(tree) is StoryStatus.DRAFT else "PQ331"
    for key, text, node in _texts(tree):
        if text in TEMPLATE_TEXTS:
            faults.add(
                code, *node.position, f'"{text}" stands in the template', "write your own, or delete the key"
            )
        elif "&" in text and REFERENCE.search(text) and (meant := unescape(text)) != text:
            message = f'"{shortened(text)}" is printed with its character references'
            faults.add("PQ434", *node.position, message, f'write "{shortened(meant)}"')
        elif node.is_plain and key not in unmarked and text[0] in OPENING_MARKS and text[-1] in CLOSING_MARKS:
            _explain_marks(key, text, node, faults)
    for sentence in TEMPLATE_SENTENCES:
        before, found, _ = (markdown or "").partition(sentence)
        if found:
            message = f'the body has "{sentence}" of the template in it'
            line = None if first_line is None else first_line + before.count("\n")
            place = tree.at(("body",)) if line is None else (line, len(before) - before.rfind("\n"))
            faults.add(code, *place, message, "write your own text")
            return


@cache
def _without_marks(kind: Kind) -> frozenset[str]:
    """The keys of which marks do not matter here: words of bodies, and slugs, which nobody has with marks."""
    return WORDS_OF_BODIES.union(path[-1] if path[-1] != "*" else path[-2] for path, _ in kind.references)


def _explain_marks(key: str, text: str, node: Node, faults: FileProblems) -> None:
    inner = text[1:-1].strip()
    is_all = inner and not any(mark in inner for mark in OPENING_MARKS + CLOSING_MARKS)
    if is_all and not faults.has_at(*node.position):
        message = f"the marks {text[0]} and {text[-1]} become part of the {key or 'text'}; those of YAML are straight"
        suggestion = f'write "{shortened(inner)}", or "{shortened(text)}" if they are to be printed'
        faults.add("PQ435", *node.position, message, suggestion)


def _texts(tree: MappingNode) -> Iterator[tuple[str, str, Node]]:
    """Every text of an entity that is not empty, with the key that it stands under."""
    waiting: list[tuple[str, Node]] = [
        (key, node) for key, node in tree.children.items() if key not in UNSEEN
    ]
    while waiting:
        key, node = waiting.pop()
        value = node.value
        if type(value) is str:
            if value:
                yield key, value, node
        elif type(node) is ListNode:
            waiting += [(key, child) for child in node.children]
        elif type(node) is MappingNode:
            waiting += node.children.items()


def check_story_for_readers(
    tree: MappingNode, body: ParsedBody | None, faults: FileProblems, *, now: datetime | None = None
) -> None:
    """A story that the public is to see has a text, and no date in the future but with an embargo. That quotes need one
    is told elsewhere.

    ``now`` is the moment to compare with; the present one where it is None.
    """
    if _status(tree) is not StoryStatus.PUBLISHED or tree.value.get("embargo") is not None:
        return
    for key in ("datePublished", "dateModified"):
        date = _date(tree.value.get(key))
        if date is not None and date.start > (now or datetime.now(UTC)) + A_DAY:
            message = f"{key} {date.text} lies in the future, and the story is public now"
            suggestion = (
                "correct it, or write when the story is to be public: embargo: 2024-10-28T06:00:00+00:00"
            )
            faults.add("PQ432", *tree.at((key,)), message, suggestion)
    if body is None and tree.value.get("isBasedOn") is None and not tree.items("quotes"):
        message = "the story has no text"
        faults.add("PQ437", *tree.key_at(("headline",)), message, "write the body, or status: draft")


def _date(value: object) -> DateOrDateTime | None:
    text = value.text if isinstance(value, Number) else value
    try:
        return DateOrDateTime.parse(text) if isinstance(text, str) else None
    except InvalidDate:
        return None


def _status(tree: MappingNode) -> StoryStatus:
    """The status as it is written; a story without one is published."""
    written = tree.value.get("status")
    return STATUSES.get(written, StoryStatus.PUBLISHED) if isinstance(written, str) else StoryStatus.PUBLISHED
