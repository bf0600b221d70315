"""Problems while a file is read, before it is known how the folder was given."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from pullquote.store.model.problems import Problem, Severity, severity_of

MAX_FAULTS = 100
"""How many problems of one file are listed; the rest are counted, so that one bad file is not a flood."""
MORE_ERRORS, MORE_WARNINGS = "PQ199", "PQ405"


def printable(text: str) -> str:
    """The text in one line that a terminal shows as it is: line breaks, escapes and the like as ``\\n``."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape", "replace").decode()
        for character in text
    )


Range = tuple[tuple[int, int], tuple[int, int]]
"""Two places of a file, each a line and a column: what begins at the first and at the second, and all between."""


class FileProblem(NamedTuple):
    """A problem at a line and column (from 1) of a file that is named elsewhere; see :class:`Problem`."""

    code: str
    line: int
    column: int
    message: str
    suggestion: str | None = None
    slug: str | None = None
    of_proposal: bool = False

    def problem(self, file: str, kind: str | None) -> Problem:
        """The problem of this fault in that file, which has entities of that kind."""
        return Problem(
            code=self.code,
            severity=severity_of(self.code),
            file=file,
            line=self.line,
            column=self.column,
            message=self.message,
            suggestion=self.suggestion,
            entity=None if self.slug is None or kind is None else f"{kind}/{self.slug}",
            of_proposal=self.of_proposal,
        )


class FileProblems:
    """The faults of one file, the first hundred in full; ``slug`` is the entity that is being read.

    ``proposals`` are where the quotes stand that nobody has confirmed.
    """

    def __init__(self) -> None:
        self._listed: list[FileProblem] = []
        self._left_out = {Severity.ERROR: 0, Severity.WARNING: 0}
        self.slug: str | None = None
        self.proposals: set[Range] = set()

    def add(self, code: str, line: int, column: int, message: str, suggestion: str | None = None) -> None:
        """Note one; what cannot be printed in its texts is escaped, for they repeat what a file says."""
        message = printable(message)
        suggestion = suggestion and printable(suggestion)
        if len(self._listed) < MAX_FAULTS:
            self._listed.append(FileProblem(code, line, column, message, suggestion, self.slug))
        else:
            self._left_out[severity_of(code)] += 1

    def has_at(self, line: int, column: int, *, errors_only: bool = False) -> bool:
        """Whether something is wrong at that place already."""
        return any(
            (fault.line, fault.column) == (line, column)
            and not (errors_only and severity_of(fault.code) is Severity.WARNING)
            for fault in self._listed
        )

    def forget(self, code: str, lines: Collection[int]) -> None:
        """Take back those of a code on some lines, where another problem is the cause of them."""
        self._listed = [fault for fault in self._listed if fault.code != code or fault.line not in lines]

    def _with_proposal(self, fault: FileProblem) -> FileProblem:
        place = (fault.line, fault.column)
        is_inside = any(first <= place <= last for first, last in self.proposals)
        return fault._replace(of_proposal=True) if is_inside else fault

    def __len__(self) -> int:
        return len(self._listed) + sum(self._left_out.values())

    def listed(self) -> tuple[FileProblem, ...]:
        """Those that were noted, in the order of their places, and how many more there were."""
        faults = sorted(map(self._with_proposal, self._listed), key=lambda fault: fault[1:4])
        for severity, code in ((Severity.ERROR, MORE_ERRORS), (Severity.WARNING, MORE_WARNINGS)):
            if number := self._left_out[severity]:
                noun = f"{severity.value}{'s' if number > 1 else ''}"
                line, column = (faults[-1].line, faults[-1].column) if faults else (1, 1)
                faults.append(FileProblem(code, line, column, f"and {number} more {noun} in this file"))
        return tuple(faults)
