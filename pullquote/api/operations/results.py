"""What comes of an operation, and how it is written: the same for every transport."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from pullquote.api.errors import FormattedError, Refused
from pullquote.api.http.exchange import AnswerBody
from pullquote.compiler.memory import compact


class Difference(AssertionError):
    """Two ways to execute an operation did not answer the same."""


@dataclass(slots=True)
class Result:
    """What came of an operation.

    ``executed`` says whether it has ``data`` at all; ``encoded`` is the body ``{"data":{…}}`` in JSON where
    the executor wrote bytes, and then ``data`` and ``errors`` are empty.
    """

    data: Any = None
    executed: bool = False
    encoded: bytes | None = None
    errors: list[FormattedError] = field(default_factory=list)
    extensions: dict[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    cost: int | None = None
    _payload: AnswerBody | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def payload(self) -> AnswerBody:
        """The response as it is sent, with the forms of it that were made: as it is when first asked for."""
        if self._payload is None:
            self._payload = AnswerBody(self.json())
        return self._payload

    def encode_once(self) -> None:
        """Hold the response as it is sent, and not what it was made of, which takes ten times as much."""
        if not self.errors:
            if self.encoded is None:
                self.encoded = encode({"data": self.data})
            self.encoded, self.data = compact(self.encoded), None
            self._payload = AnswerBody(compact(self.json()) if self.extensions else self.encoded)

    @classmethod
    def of_refusal(cls, refusal: Refused) -> Result:
        """The result of an operation that was not executed."""
        return cls(errors=list(refusal.errors), headers=refusal.headers)

    def json(self) -> bytes:
        """The response in JSON, UTF-8."""
        if self.encoded is None:
            return encode(self.body())
        if not self.extensions:
            return self.encoded
        return b'%b,"extensions":%b}' % (self.encoded[:-1], encode(self.extensions))

    def body(self) -> dict[str, Any]:
        """The response as the specification has it: errors first, and no ``data`` before execution."""
        if self.encoded is not None:
            self.data = orjson.loads(self.encoded)["data"]
        body: dict[str, Any] = {}
        if self.errors:
            body["errors"] = self.errors
        if self.executed:
            body["data"] = self.data
        if self.extensions:
            body["extensions"] = self.extensions
        return body


def encode(value: object) -> bytes:
    """``value`` in JSON, UTF-8.

    What orjson refuses (a lone half of a surrogate pair, an integer over 64 bits) the standard library writes.
    """
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value, separators=(",", ":")).encode()
