"""The addresses in a text: of links, of pictures, in Markdown and in the HTML among it."""

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


def with_addresses(text: str, resolve: Callable[[str], str]) -> str:
    """The text with every address as ``resolve`` gives it; code is left alone."""
    parts: list[str] = []
    end = 0
    for code in _CODE.finditer(text):
        parts += [_resolved(text[end : code.start()], resolve), code[0]]
        end = code.end()
    return "".join([*parts, _resolved(text[end:], resolve)])


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
