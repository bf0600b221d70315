"""Markdown with HTML in it, but for its code: the addresses of links and pictures, and the looks of elements."""

from __future__ import annotations

import re
from collections.abc import Callable

_CODE = re.compile(
    r"^(?P<fence>[ \t]*(?:`{3,}|~{3,}))[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)|(?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`)|<(?:pre|code)\b.*?</(?:pre|code)>",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?P<before>\]\(\s*)(?P<link><[^<>\n]*>|[^\s()<>]+(?:\([^\s()]*\)[^\s()]*)*)(?=\s*[)\"']|\s+[\"'(])"
    r"|(?P<definition>^[ ]{0,3}\[[^\]\n]+\]:\s*)(?P<target><[^<>\n]*>|\S+)"
    r"|(?P<attribute>\s(?:src|href|poster)\s*=\s*)(?P<mark>[\"'])(?P<value>.*?)(?P=mark)",
    re.MULTILINE | re.IGNORECASE,
)

ATTRIBUTES = frozenset(
    [
        "src",
        "href",
        "alt",
        "title",
        "lang",
        "dir",
        "cite",
        "datetime",
        "width",
        "height",
        "colspan",
        "rowspan",
        "scope",
        "srcset",
        "type",
        "controls",
        "poster",
        "start",
        "headers",
        "data",
        "open",
    ]
)
"""What is kept of the attributes of an element: what it says, and not how it looks."""
_STYLE = re.compile(r"<style\b[^<>]*>.*?</style\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<rest>\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)
_ATTRIBUTE = re.compile(r"\s+(?P<name>[^\s=/\"'<>]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?")
_SPAN = re.compile(r"</?(?:span|font)\s*>", re.IGNORECASE)


def with_addresses(text: str, resolve: Callable[[str], str]) -> str:
    """The text with every address as ``resolve`` gives it; code is left alone."""
    return _but_for_code(text, lambda part: _resolved(part, resolve))


def without_looks(text: str) -> str:
    """The text without what only says how its HTML looks: styles, classes, handlers of events, empty spans."""
    return _but_for_code(text, lambda part: _SPAN.sub("", _TAG.sub(_plain_tag, _STYLE.sub("", part))))


def _plain_tag(found: re.Match[str]) -> str:
    kept = "".join(
        attribute[0]
        for attribute in _ATTRIBUTE.finditer(found["rest"])
        if attribute["name"].lower() in ATTRIBUTES
    )
    return f"<{found['name']}{kept}{' /' if found['rest'].rstrip().endswith('/') else ''}>"


def _but_for_code(text: str, change: Callable[[str], str]) -> str:
    parts: list[str] = []
    end = 0
    for code in _CODE.finditer(text):
        parts += [change(text[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*parts, change(text[end:])])


def _resolved(text: str, resolve: Callable[[str], str]) -> str:
    def replaced(found: re.Match[str]) -> str:
        if found["value"] is not None:
            return f"{found['attribute']}{found['mark']}{resolve(found['value'])}{found['mark']}"
        before, target = (
            (found["before"], found["link"])
            if found["link"] is not None
            else (found["definition"], found["target"])
        )
        bare = target[1:-1] if target.startswith("<") else target
        address = resolve(bare)
        return (
            f"{before}<{address}>" if re.search(r"[\s()]", address) or not address else f"{before}{address}"
        )

    return _ADDRESS.sub(replaced, text)
