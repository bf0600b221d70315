"""Tags that open and close in a text: which belong together, and the text with each replaced by what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from pullquote.importing.text.shortcodes import Shortcode


class Tag(NamedTuple):
    """A tag: its name, its arguments, whether it closes another one, and whether it stands for itself."""

    name: str
    arguments: Mapping[str, str]
    closes: bool
    alone: bool


class _Open(NamedTuple):
    tag: Tag
    parts: list[str]


def rendered(
    text: str,
    pattern: re.Pattern[str],
    read: Callable[[re.Match[str]], Tag | None],
    resolve: Callable[[Shortcode], str],
) -> str:
    """The text with every tag resolved, the inner ones first.

    ``read`` makes a tag of a match, or None where it is text. A tag that is never closed stands for itself; one
    that closes nothing is left out.
    """
    open_tags: list[_Open] = [_Open(Tag("", {}, False, False), [])]
    end = 0
    for found in pattern.finditer(text):
        tag = read(found)
        if tag is None:
            continue
        open_tags[-1].parts.append(text[end : found.start()])
        end = found.end()
        if tag.alone:
            open_tags[-1].parts.append(resolve(Shortcode(tag.name, tag.arguments)))
        elif not tag.closes:
            open_tags.append(_Open(tag, []))
        else:
            _close(open_tags, tag.name, resolve)
    open_tags[-1].parts.append(text[end:])
    while len(open_tags) > 1:
        _stands_alone(open_tags, resolve)
    return "".join(open_tags[0].parts)


def _close(open_tags: list[_Open], name: str, resolve: Callable[[Shortcode], str]) -> None:
    if not any(not name or opened.tag.name == name for opened in open_tags[1:]):
        return
    while name and open_tags[-1].tag.name != name:
        _stands_alone(open_tags, resolve)
    tag, parts = open_tags.pop()
    open_tags[-1].parts.append(resolve(Shortcode(tag.name, tag.arguments, "".join(parts))))


def _stands_alone(open_tags: list[_Open], resolve: Callable[[Shortcode], str]) -> None:
    tag, parts = open_tags.pop()
    open_tags[-1].parts.extend([resolve(Shortcode(tag.name, tag.arguments)), *parts])
