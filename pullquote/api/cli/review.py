"""``pullquote review``: a person decides about the quotes that a program proposed, one a screen."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from pullquote.api.cli import review_screen as screen
from pullquote.api.cli.console import Failure, counted, echo, examples
from pullquote.api.cli.folders import newsroom_folder
from pullquote.api.cli.terminal_keys import BACKSPACE, END, ENTER, ESCAPE, TAB, TypedKeys, typed_keys

if TYPE_CHECKING:  # it takes time to import, and `--help` does not need it
    from pullquote.importing.review.decisions import WrittenDecision
    from pullquote.importing.review.editing import Decision
    from pullquote.importing.review.proposals import QuoteToReview
    from pullquote.importing.review.speakers import KnownSpeakers

EXAMPLES = examples(
    ("pullquote review newsroom", "every quote that was proposed and that nobody has confirmed"),
    note="Keys: y right, s another speaker, e edit, n no quote, space skip, u undo, q quit, ? help. Comments in files stay.",
)
PROMPTS = {"as": "As printed", "cue": "Word of speech", "dateSpoken": "Said on"}
"""What is asked for each key that can be changed."""
MATCHES_SHOWN = 6
"""People and organizations that are shown to choose from."""


def review(
    folder: Annotated[Path | None, typer.Argument(help="The newsroom.", show_default="./fixtures")] = None,
) -> None:
    """Confirm, correct or reject proposed quotes on the terminal; each decision is written at once."""
    found = newsroom_folder(folder)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Failure(
            "review is for a person at a terminal; in a file, delete the line review: of each quote that is right",
            status=2,
        )
    from pullquote.importing.review.proposals import files_to_review  # noqa: PLC0415 - takes time
    from pullquote.importing.review.speakers import KnownSpeakers  # noqa: PLC0415 - takes time

    session = ReviewSession(found, [*files_to_review(found)], KnownSpeakers(found))
    if session.current() is None:
        echo(f"There is nothing to review in {found}")
        return
    try:
        with typed_keys(sys.stdin.fileno()) as keys:
            session.console.set_alt_screen(True)
            try:
                session.run(keys)
            except KeyboardInterrupt:
                pass
            finally:
                session.console.set_alt_screen(False)
    except ImportError:
        raise Failure("review needs a terminal of POSIX; on Windows it runs in WSL", status=2) from None
    echo(f"{found}: {session.counts()}")


class ReviewSession:
    """What is reviewed, how far that is, and what was decided."""

    def __init__(self, folder: Path, files: list[str], known: KnownSpeakers) -> None:
        self.folder = folder
        self.files = files
        self.known = known
        self.speakers = known.now()
        self.console = Console(highlight=False, markup=False, emoji=False)
        self.file = self.number = 0
        self.proposals: list[QuoteToReview] = []
        self.done: list[tuple[int, int, str, WrittenDecision | None]] = []
        self.message = ""
        self.drawn = (0, 0)

    def current(self) -> QuoteToReview | None:
        """The proposal to show: that of the place, as the file is now, or the first behind it; None at the end."""
        from pullquote.importing.review.proposals import proposals_in  # noqa: PLC0415 - takes time

        while self.file < len(self.files):
            self.proposals = proposals_in(self.folder, self.files[self.file])
            if self.number < len(self.proposals):
                return self.proposals[self.number]
            self.file, self.number = self.file + 1, 0
        return None

    def run(self, keys: TypedKeys) -> None:
        """Show one proposal after the other until the last is decided, or the user quits."""
        while True:
            proposal = self.current()
            self._draw(proposal)
            key = self._key(keys, proposal)
            self.message = ""
            match key:
                case _ if key in {"q", "Q", END}:
                    return
                case "u" | "U":
                    self._undo()
                case "?" | "h":
                    self._help(keys)
                case _ if proposal is None:
                    return
                case _:
                    self._decide(keys, proposal, key.lower())

    def _decide(self, keys: TypedKeys, proposal: QuoteToReview, key: str) -> None:
        from pullquote.importing.review.editing import (  # noqa: PLC0415 - takes time
            ChangeValues,
            Confirm,
            CorrectSpeaker,
            Reject,
        )

        match key:
            case "y":
                self._write(proposal, Confirm(), "confirmed")
            case "n":
                self._write(proposal, Reject(), "rejected")
            case "s":
                if slug := self._ask_speaker(keys, proposal):
                    self._write(proposal, CorrectSpeaker(slug), "given to another speaker")
            case "e":
                if values := self._ask_values(keys, proposal):
                    self._write(proposal, ChangeValues(values), "changed")
            case " ":
                self.done.append((self.file, self.number, "skipped", None))
                self.number += 1
            case _:
                self.message = "This key means nothing here; ? explains those that do."

    def _write(self, proposal: QuoteToReview, decision: Decision, verb: str) -> None:
        from pullquote.importing.review.decisions import decide  # noqa: PLC0415 - takes time
        from pullquote.importing.review.editing import CannotDecide  # noqa: PLC0415 - takes time

        try:
            change = decide(self.folder / proposal.path, proposal.digest, proposal.entry, decision)
        except CannotDecide as refusal:
            self.message = str(refusal)
        except OSError as error:
            self.message = f"{proposal.path} cannot be written: {error.strerror}"
        else:
            self.done.append((self.file, self.number, verb, change))
            self.message = f"The last one was {verb}; u takes that back."

    def _undo(self) -> None:
        from pullquote.importing.review.decisions import undo  # noqa: PLC0415 - takes time
        from pullquote.importing.review.editing import CannotDecide  # noqa: PLC0415 - takes time

        if not self.done:
            self.message = "There is nothing to take back."
            return
        file, number, _, change = self.done[-1]
        try:
            if change is not None:
                undo(change)
        except CannotDecide as refusal:
            self.message = str(refusal)
        except OSError as error:
            self.message = f"{change.path if change else ''} cannot be written: {error.strerror}"
        else:
            self.done.pop()
            self.file, self.number = file, number

    def counts(self) -> str:
        """What was decided, and how often."""
        counts = Counter(verb for _, _, verb, _ in self.done)
        return ", ".join(f"{number:,} {verb}" for verb, number in counts.items()) or "nothing decided"

    def _size(self) -> tuple[int, int]:
        try:
            width, height = os.get_terminal_size(sys.stdout.fileno())
        except OSError:
            width, height = 0, 0
        return width or 80, height or 24

    def _key(self, keys: TypedKeys, proposal: QuoteToReview | None, *below: Text) -> str:
        """The next key; draws again when the size of the terminal changes."""
        while (key := keys.next()) is None:
            if self.drawn != self._size():
                self._draw(proposal, *below)
        return key

    def _draw(self, proposal: QuoteToReview | None, *below: Text) -> None:
        width, height = self.console.size = self.drawn = self._size()
        if proposal is None:
            lines = [Text("That was the last one."), Text(), Text(self.counts())]
            keys = "u undo  any other key ends"
        else:
            head = f"Story {self.file + 1:,} of {len(self.files):,}, proposal {self.number + 1} of {len(self.proposals)}"
            left = height - max(len(below), 2) - 2
            shown = screen.proposal_lines(proposal, self.speakers, self.console, width, left)
            lines, keys = [Text(head, style="bold"), *shown], screen.KEYS
        ends = below or (Text(self.message, style="yellow"), Text(keys, style="bold"))
        screen.draw(self.console, lines, ends, width, height)

    def _help(self, keys: TypedKeys) -> None:
        key = None
        self.drawn = (0, 0)
        while key is None:
            if self.drawn != (size := self._size()):
                width, height = self.console.size = self.drawn = size
                screen.draw(self.console, screen.help_lines(width, self.console), (), width, height)
            key = keys.next()

    def _ask_values(self, keys: TypedKeys, proposal: QuoteToReview) -> dict[str, str]:
        """The values that were changed; none where the user went back."""
        values: dict[str, str] = {}
        for key, prompt in PROMPTS.items():
            before = str(proposal.keys.get(key, ""))
            typed = self._ask_line(keys, proposal, prompt, before)
            if typed is None:
                return {}
            if typed.strip() != before:
                values[key] = typed.strip()
        return values

    def _ask_line(self, keys: TypedKeys, proposal: QuoteToReview, prompt: str, typed: str) -> str | None:
        """What is typed in place of a text, which is there at first; None where the user goes back."""
        while True:
            below = [Text("Enter take it  Esc back"), Text(f"{prompt}: {typed}", style="bold")]
            self._draw(proposal, *below)
            match self._key(keys, proposal, *below):
                case key if key in {ESCAPE, END}:
                    return None
                case key if key == ENTER:
                    return typed
                case key if key == BACKSPACE:
                    typed = typed[:-1]
                case key if key.isprintable():
                    typed += key

    def _ask_speaker(self, keys: TypedKeys, proposal: QuoteToReview) -> str | None:
        """The slug of the person or organization that was typed or chosen; None where nobody was."""
        from pullquote.importing.review.speakers import meant_by  # noqa: PLC0415 - takes time

        self.speakers = self.known.now()
        typed, chosen = "", 0
        while True:
            matches = meant_by(self.speakers, typed)
            chosen %= len(matches) or 1
            first = chosen - chosen % MATCHES_SHOWN
            shown = matches[first : first + MATCHES_SHOWN]
            lines = [
                Text(f"{'>' if first + number == chosen else ' '} {each.name} ({each.slug})")
                for number, each in enumerate(shown)
            ]
            none = (
                "type a name"
                if not typed.strip()
                else "nobody of that name; pullquote new person makes a file"
            )
            found = Text(counted(len(matches), "match", "matches") if matches else none, style="yellow")
            below = [
                *lines,
                found,
                Text("Tab next  Enter take it  Esc back"),
                Text(f"Who said it? {typed}", style="bold"),
            ]
            self._draw(proposal, *below)
            match self._key(keys, proposal, *below):
                case key if key in {ESCAPE, END}:
                    return None
                case key if key == ENTER:
                    if matches:
                        return matches[chosen].slug
                    if not typed.strip():
                        return None
                case key if key == TAB:
                    chosen += 1
                case key if key == BACKSPACE:
                    typed, chosen = typed[:-1], 0
                case key if key.isprintable():
                    typed, chosen = typed + key, 0
