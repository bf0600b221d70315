"""What is written down of an operation names its document by its hash."""

from __future__ import annotations

import hashlib

from graphql import OperationType

from pullquote.api.operations.labels import Label, SentLabel, hash_of

TEXT = "{ hello }"


def test_a_document_is_named_by_the_hash_of_its_text() -> None:
    assert hash_of(TEXT) == hashlib.sha256(TEXT.encode()).hexdigest()
    assert hash_of("\ud800") == hashlib.sha256(b"\xed\xa0\x80").hexdigest()


def test_a_label_of_a_text_says_what_a_label_says() -> None:
    known, sent = Label("Q", OperationType.QUERY, hash_of(TEXT)), SentLabel("Q", OperationType.QUERY, TEXT)
    assert (known.name, known.kind, known.document_hash) == (sent.name, sent.kind, sent.document_hash)
