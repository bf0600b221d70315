"""What an author wrote in a body and readers do not get, or not as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol
from urllib.parse import unquote

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from pullquote.store.quotes.html.removals import Removal, removals_in

UNUSED_NOTE, UNUSED_ADDRESS, FILE_ADDRESS = "PQ422", "PQ423", "PQ424"
HREF = re.compile(r"<a\b[^<>]*?\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
FILE = re.compile(r"\.(?:md|ya?ml|json)(?=$|[#?])", re.IGNORECASE)
"""How the path of a file of a newsroom ends."""
FILE_MENTIONED = re.compile(r"\.(?:md|ya?ml|json)\b", re.IGNORECASE)
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/|[#?]")
"""How an address begins that is not that of a file beside the story (RFC 3986, section 4.2)."""
NOTE_MARK = re.compile(r"(?<!\\)\[\^[^\]\s]+\]")
SHOWN_CHARACTERS = 60
"""How much of a line a message repeats."""


class Report(Protocol):
    """Takes note of a loss: the code of a problem, and the line in the body, from 0."""

    def __call__(self, code: str, line: int, message: str, suggestion: str | None = None) -> object:
        """Take note of it."""


def note_lines(state: StateCore) -> None:
    """Remember where the notes are before those that nothing refers to are taken away."""
    state.env["note_lines"] = [
        (token.meta["label"], token.map[0])
        for token in state.tokens
        if token.type == "footnote_reference_open" and token.map
    ]


def report_losses(
    markdown: str, tokens: Sequence[Token], environment: Mapping[str, Any], report: Report
) -> None:
    """Report everything in a body that readers do not get; repeated attributes once, where the first is."""
    if "<" in markdown:
        _report_removals(tokens, report)
    if FILE_MENTIONED.search(markdown):
        _report_files(tokens, report)
    if "[" not in markdown:
        return
    marks = environment.get("footnotes", {}).get("refs", {})
    for label, line in environment.get("note_lines", ()):
        if marks.get(f":{label}", -1) < 0:
            message = f"nothing refers to the footnote [^{label}], and it is not served"
            report(UNUSED_NOTE, line, message, f"write [^{label}] behind the words that it belongs to")
    for line, mark in _marks_without_note(tokens):
        report(UNUSED_NOTE, line, f"there is no footnote {mark}", f"write {mark}: and its text below")
    lines = markdown.split("\n")
    for line in _unused_addresses(tokens, environment):
        written = lines[line].strip()
        shown = written if len(written) <= SHOWN_CHARACTERS else f"{written[:SHOWN_CHARACTERS]}…"
        message = f'"{shown}" is read as the address of a link that is nowhere, and is not served'
        report(UNUSED_ADDRESS, line, message, "if these are words of the story, write \\[ for the first [")


def _report_files(tokens: Sequence[Token], report: Report) -> None:
    """Links by the path of a file: it is not an address that readers can open."""
    for line, token in _with_lines(tokens):
        if token.type == "link_open":
            addresses = [str(token.attrGet("href") or "")]
        elif token.type in ("html_inline", "html_block"):
            addresses = HREF.findall(token.content)
        else:
            continue
        for address in addresses:
            if FILE.search(address) and SCHEME.match(address) is None:
                path = unquote(address)
                shown = path if len(path) <= SHOWN_CHARACTERS else f"{path[:SHOWN_CHARACTERS]}…"
                message = f'the link leads to the file "{shown}", and files are not served'
                report(
                    FILE_ADDRESS, line, message, "write the address of the page: that of a story is its url"
                )


def _report_removals(tokens: Sequence[Token], report: Report) -> None:
    counts: dict[str, int] = {}
    first: dict[str, tuple[int, Removal]] = {}
    for line, html in _raw_html(tokens):
        for removal in removals_in(html):
            key = removal.message if removal.repeats else f"{line} {removal.line} {removal.message}"
            counts[key] = counts.get(key, 0) + 1
            first.setdefault(key, (line, removal))
    for key, (line, removal) in first.items():
        times = f" ({counts[key]} times in this body)" if counts[key] > 1 and removal.repeats else ""
        report(removal.code, line + removal.line, removal.message + times, removal.suggestion)


def _raw_html(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """The HTML in Markdown, of each block together, and the line in the body that it begins on."""
    line = 0
    for token in tokens:
        if token.map:
            line = token.map[0]
        if token.type == "html_block":
            yield line, token.content
        elif any(child.type == "html_inline" for child in token.children or ()):
            # What stands between is as long as it is in lines.
            yield (
                line,
                "".join(
                    child.content if child.type == "html_inline" else "\n" * _lines_in(child)
                    for child in token.children or ()
                ),
            )


def _marks_without_note(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """The marks that are still part of a text: no note has their label."""
    for token in tokens:
        written = set(NOTE_MARK.findall(token.content)) if token.children else set()
        if written:
            for line, child in _with_lines([token]):
                marks = NOTE_MARK.findall(child.content) if child.type == "text" else ()
                yield from ((line, mark) for mark in marks if mark in written)


def _unused_addresses(tokens: Sequence[Token], environment: Mapping[str, Any]) -> Iterator[int]:
    """The lines of the addresses that no link refers to, and of those that are there already."""
    references: Mapping[str, Any] = environment.get("references", {})
    duplicates = environment.get("duplicate_refs", ())
    if references:
        used = {child.meta.get("label") for _, child in _with_lines(tokens)}
        yield from (each["map"][0] for label, each in references.items() if label not in used)
        yield from (each["map"][0] for each in duplicates)


def _with_lines(tokens: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """All tokens without children, and their lines in the body."""
    line = 0
    for token in tokens:
        if token.map:
            line = token.map[0]
        if token.children is None:
            yield line, token
        else:
            at = line
            for child in token.children:
                yield at, child
                at += _lines_in(child)


def _lines_in(token: Token) -> int:
    return 1 if token.type in ("softbreak", "hardbreak") else token.content.count("\n")
