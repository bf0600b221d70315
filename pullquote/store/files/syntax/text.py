"""The bytes of a file as text: UTF-8, one kind of line break, no characters that mean nothing."""

from __future__ import annotations

import re

from pullquote.store.model.file_problems import FileProblems

MAX_BYTES = 4 * 1024 * 1024
"""Of one file: a hundred times the longest report, little enough to read a folder of them."""

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""What no text of a story has. U+0085, U+2028 and U+2029 are line breaks to some programs and not to others;
a surrogate is half a character and can be neither stored nor sent."""
NAMES = {
    "\x85": "next line",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
    "\ufeff": "byte order mark",
}
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def decoded(data: bytes, faults: FileProblems) -> str | None:
    """The text of a file, its line breaks as ``\\n``; None with a fault where it is no text.

    Characters that mean nothing are faults too, and come back as spaces, so that reading can go on and
    every place stays what it is.
    """
    if len(data) > MAX_BYTES:
        faults.add("PQ102", 1, 1, f"the file has {len(data):,} bytes; at most {MAX_BYTES:,} are read")
        return None
    if data.startswith(UTF_16):
        faults.add("PQ103", 1, 1, "the file is UTF-16", "save the file as UTF-8")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The error counts from behind a byte order mark.
        whole = error.object if isinstance(error.object, bytes) else data
        before = whole[: error.start].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        line, column = place(before, len(before))
        message = (
            f"the byte 0x{whole[error.start]:02X} is not UTF-8 here{_in_another_encoding(whole, error.start)}"
        )
        faults.add("PQ103", line, column, message, "save the file as UTF-8")
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return visible(text, faults, None)


def _in_another_encoding(data: bytes, start: int) -> str:
    """What the byte is in Windows-1252, which programs for Windows save as “ANSI”."""
    character = data[start : start + 1].decode("cp1252", "replace")
    return f"; it is {character} in Windows-1252" if character.isprintable() else ""


def is_printed(text: str) -> bool:
    """Whether all of a text is printed, but for plain spaces and line breaks. Asking that is many times faster than
    looking for what is not."""
    return text.replace("\n", "").isprintable()


def visible(text: str, faults: FileProblems, position: tuple[int, int] | None) -> str:
    """The text with spaces for characters that mean nothing, each a fault; all at ``position``
    (line and column) if given.
    """
    if is_printed(text):
        return text
    first = CONTROL.search(text)
    if first is None:
        return text
    for match in CONTROL.finditer(text, first.start()):
        character = match.group()
        name = NAMES.get(character, "surrogate" if "\ud800" <= character <= "\udfff" else "control character")
        line, column = position or place(text, match.start())
        faults.add("PQ104", line, column, f"{name} U+{ord(character):04X} in the text")
        if len(faults) >= MAX_REPORTED:
            break
    return CONTROL.sub(" ", text)


MAX_REPORTED = 100
"""Further control characters are not looked for: the file is no text, and finding places takes time."""


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of an offset in a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
