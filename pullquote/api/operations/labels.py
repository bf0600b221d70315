"""What is written down of an operation, in logs and caches, without its document."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from graphql import OperationType


class Label(NamedTuple):
    """As much of an operation as is written down of it: its name and kind, and the hash of its document."""

    name: str | None
    kind: OperationType
    document_hash: str


class SentLabel(NamedTuple):
    """The same of an operation whose document was not looked into; it is hashed when that is written down."""

    name: str | None
    kind: OperationType
    text: str

    @property
    def document_hash(self) -> str:
        """The hash of the document."""
        return hash_of(self.text)


def hash_of(text: str) -> str:
    """The SHA-256 of a document in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
