"""Keys come one by one, as they are pressed, and the terminal is afterwards as it was."""

from __future__ import annotations

import os
import pty
import termios

from pullquote.api.cli.terminal_keys import BACKSPACE, END, ENTER, TypedKeys, typed_keys


def test_keys_of_a_terminal() -> None:
    ours, theirs = pty.openpty()
    before = termios.tcgetattr(theirs)
    with typed_keys(theirs) as keys:
        assert termios.tcgetattr(theirs) != before
        assert keys.next() is None
        os.write(ours, "yé\x1b[A\r\x08".encode())
        assert [keys.next() for _ in range(4)] == ["y", "é", ENTER, BACKSPACE]
        letter = "é".encode()
        os.write(ours, letter[:1])
        assert keys.next() is None
        os.write(ours, letter[1:])
        assert keys.next() == "é"
    assert termios.tcgetattr(theirs) == before
    os.close(theirs)
    os.close(ours)


def test_a_terminal_that_is_gone_ends_it() -> None:
    read, write = os.pipe()
    os.close(write)
    assert TypedKeys(read).next() == END
    os.close(read)
