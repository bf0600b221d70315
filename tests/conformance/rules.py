"""What must be true of every answer, whatever was asked."""

from __future__ import annotations

import json
import os
import re
from typing import Any

from pullquote.api.errors import CODES
from tests.examples import examples

EXAMPLES = examples(150)
"""How many operations and requests each suite makes: a share in CI, 10,000 in ``make fuzz``."""

SEED = int(os.environ.get("PULLQUOTE_FUZZ_SEED", "2024"))
"""Where the random choices begin."""

SLOWEST_SECONDS = float(os.environ.get("PULLQUOTE_FUZZ_SLOWEST", "10"))
"""The longest that an answer may take. Generous by default, for the machine may have other work."""

GROWTH_KILOBYTES = 24_000
"""How much the memory of the server may grow between a third of the requests and the last."""

PYTHON = [
    re.compile(pattern)
    for pattern in (
        r"Traceback \(most recent",
        r"\.py\b",
        r"site-packages",
        r"\bNoneType\b",
        r"\bNone\b|\bTrue\b|\bFalse\b|\bUndefined\b",
        r"<(class|function|module|generator|coroutine|bound method|object) ",
        r" at 0x[0-9a-f]{6,}",
        r"object (is not|has no|of type|does not)",
        r"\b(Key|Value|Type|Attribute|Index|Lookup|Runtime|Recursion|Unicode\w*|Assertion|Overflow|OS|Import)Error\b",
        r"\bException\b",
        r"\b(str|int|dict|tuple|bytes|bool|float|frozenset|datetime)\b object",
        r"unhashable",
        r"positional argument",
        r"keyword argument",
        r"invalid literal for",
        r"codec can't",
        r"Incorrect padding",
        r"maximum recursion",
        r"unpack \(expected",
        r"\bself\.",
        r"\b(strawberry|graphql-core|orjson|starlette|uvicorn|pydantic|tantivy)\b",
    )
]
"""What a Python program says when it speaks of itself."""

QUOTED = re.compile(r"'[^']*'|\"(?:[^\"\\]|\\.)*\"|“[^”]*”|‘[^’]*’|`[^`]*`")
"""The client's own words in a message; a client may well say None."""


READINESS = {"status", "version", "lastLoad", "watch", "tasks", "failedWrites", "errors", "heldBack"}
"""What ``/health/ready`` answers, which is no GraphQL."""


def check_body(body: bytes) -> Any:
    """Check a response in JSON, and give it."""
    answer = json.loads(body)
    assert isinstance(answer, dict), answer
    if set(answer) == READINESS:
        return answer
    assert set(answer) <= {"data", "errors", "extensions"}, answer.keys()
    assert "data" in answer or answer.get("errors"), answer
    for error in answer.get("errors", ()):
        check_error(error)
    return answer


def check_error(error: Any) -> None:
    """Check one error: its shape, its code, and that its message is for the client."""
    assert set(error) <= {"message", "locations", "path", "extensions"}, error
    assert isinstance(error["message"], str), error
    assert error["message"], error
    assert error["extensions"]["code"] in CODES, error
    assert error["extensions"]["code"] != "INTERNAL_SERVER_ERROR", error
    own_words = QUOTED.sub("", error["message"])
    for pattern in PYTHON:
        assert not pattern.search(own_words), (pattern.pattern, error["message"])


def memory_of(process: int) -> int:
    """The resident memory of a process, in kilobytes (Linux)."""
    with open(f"/proc/{process}/status", encoding="ascii") as status:  # noqa: PTH123 - not a file of ours
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))
