"""The third pass, as far as one file goes: quotes stand in the body, nothing ends before it begins, no role is twice."""

from __future__ import annotations

from collections.abc import Collection

from pullquote.store.files.kinds.fields import MAX_ITEMS
from pullquote.store.files.kinds.quote_checks import find_quotes
from pullquote.store.files.syntax.documents import Below
from pullquote.store.files.syntax.trees import MappingNode, Number, Value, shortened
from pullquote.store.model.dates import DateOrDateTime, InvalidDate
from pullquote.store.model.file_problems import FileProblems
from pullquote.store.quotes.bodies import ParsedBody, parse_body
from pullquote.store.quotes.matching import Found


def check_roles(tree: MappingNode, faults: FileProblems) -> None:
    """Roles do not end before they start, and no role is there twice."""
    seen: dict[tuple[object, ...], int] = {}
    for role in tree.items("roles")[:MAX_ITEMS]:
        if not isinstance(role, MappingNode):
            continue
        check_order(role, "startDate", "endDate", "PQ306", faults)
        same = tuple(_text(role.value.get(key)) for key in ("title", "organization", "startDate", "endDate"))
        if same[0] is None:
            continue
        if same in seen:
            message = f'the role "{shortened(str(same[0]))}" stands here and on line {seen[same]}'
            faults.add("PQ310", *role.position, message, "delete one of the two")
        seen.setdefault(same, role.position.line)


def keys_follow(names: Collection[str], below: Below, faults: FileProblems) -> bool:
    """Whether a line --- stands among the keys, so that those below it would be text; ``names`` are those of all keys."""
    text = below.text.lstrip("\n")
    key = text.partition(":")[0] if text[:1].isalpha() else ""
    if key not in names:
        return False
    message = f'the front matter ends here, and the key "{key}" follows on line {below.first_line}'
    faults.add("PQ106", below.line - 1, 1, message, "delete this line ---")
    return True


def check_order(node: MappingNode, first: str, second: str, code: str, faults: FileProblems) -> None:
    """The second date is not before the first: it does not end before the first begins."""
    start, end = _date(node.value.get(first)), _date(node.value.get(second))
    if start is not None and end is not None and end.is_before(start):
        message = f"{second} {shortened(end.text)} is before {first} {shortened(start.text)}"
        faults.add(code, *node.at((second,)), message)


def _date(value: Value) -> DateOrDateTime | None:
    text = _text(value)
    if text is None:
        return None
    try:
        return DateOrDateTime.parse(text)
    except InvalidDate:
        return None


def _text(value: Value) -> str | None:
    match value:
        case str(text) | Number(text=text):
            return text
        case _:
            return None


def check_story(
    tree: MappingNode, markdown: str | None, faults: FileProblems, *, first_line: int | None = None
) -> tuple[ParsedBody | None, tuple[Found | None, ...]]:
    """The body of a story, and the place of each quote in it; None with a fault for those without one.

    ``markdown`` is None where the body cannot be read, and then nothing is said of quotes. ``first_line`` is the line
    of the file that it begins on, if its lines are those of the file. Looks at values as they are written, so that a mistake elsewhere in the file hides none here.
    """
    check_order(tree, "datePublished", "dateModified", "PQ305", faults)
    check_order(tree, "embargo", "expires", "PQ313", faults)
    if markdown is None:
        return None, ()

    def report(code: str, line: int, message: str, suggestion: str | None = None) -> None:
        if first_line is not None:
            faults.add(code, first_line + line, 1, message, suggestion)
        else:
            faults.add(code, *tree.at(("body",)), f"line {line + 1} of the body: {message}", suggestion)

    body = parse_body(markdown, report)
    return body, find_quotes(tree, body, faults)
