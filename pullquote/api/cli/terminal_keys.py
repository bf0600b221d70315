"""What is typed on a terminal, key by key."""

from __future__ import annotations

import codecs
import os
import re
import select
from collections.abc import Iterator
from contextlib import contextmanager

ESCAPE, TAB, ENTER, BACKSPACE, END = "\x1b", "\t", "\n", "\x7f", "\x04"
"""Keys that write nothing; END is Ctrl+D, and what is read once the terminal is gone."""
SEQUENCE = re.compile(r"\x1b(?:\[[0-9;]*[A-Za-z~]|O[A-Za-z])")
"""Arrow keys and the like, which mean nothing here."""
LOOK_SECONDS = 0.25
"""How often the size of the terminal is looked at while nobody types."""
READ_BYTES = 1024


class TypedKeys:
    """The keys that are pressed on a terminal, each once."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._typed: list[str] = []

    def next(self) -> str | None:
        """The next key; None where nobody has typed for a moment."""
        if not self._typed:
            ready, _, _ = select.select([self._descriptor], [], [], LOOK_SECONDS)
            if not ready:
                return None
            try:
                data = os.read(self._descriptor, READ_BYTES)
            except OSError:
                data = b""
            if not data:
                return END
            text = SEQUENCE.sub("", self._decode(data)).replace("\r", ENTER).replace("\b", BACKSPACE)
            self._typed = list(text)
        return self._typed.pop(0) if self._typed else None


@contextmanager
def typed_keys(descriptor: int) -> Iterator[TypedKeys]:
    """Keys as they are pressed, without Enter and not shown; afterwards the terminal is as it was.

    Raises ImportError on systems without terminals of POSIX.
    """
    import termios  # noqa: PLC0415 - not on every system
    import tty  # noqa: PLC0415 - not on every system

    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor)
        yield TypedKeys(descriptor)
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
