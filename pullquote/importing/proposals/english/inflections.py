"""The forms of an English verb: say, says, said, saying."""

from __future__ import annotations

from collections.abc import Iterator

IRREGULAR = {
    "say": ("said",),
    "tell": ("told",),
    "write": ("wrote", "written"),
    "read": ("read",),
    "see": ("saw", "seen"),
    "find": ("found",),
    "know": ("knew", "known"),
    "think": ("thought",),
    "feel": ("felt",),
    "speak": ("spoke", "spoken"),
    "begin": ("began", "begun"),
    "swear": ("swore", "sworn"),
}
"""The past of verbs whose past does not end in -ed."""
DOUBLED = frozenset({"admit", "refer", "quip", "submit", "aver", "slam", "snap", "dub", "chat", "label"})
"""Verbs that double their last letter."""


def forms(verb: str) -> Iterator[str]:
    """The forms of a verb, in British and American spelling."""
    yield verb
    if verb.endswith("y") and verb[-2] not in "aeo":
        yield from (f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
        return
    yield f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z")) else f"{verb}s"
    stems = [verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb]
    if verb in DOUBLED:
        stems.append(f"{verb}{verb[-1]}")
    for stem in stems:
        yield f"{stem}ing"
        if verb not in IRREGULAR:
            yield f"{stem}ed" if not verb.endswith("ee") else f"{stem}d"
    yield from IRREGULAR.get(verb, ())


def words_in(table: str) -> frozenset[str]:
    """The words of a table."""
    return frozenset(table.split())
