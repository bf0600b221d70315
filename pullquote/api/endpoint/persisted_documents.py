"""Persisted documents: a client sends the hash or name of a document instead of the document.

Two sorts. *Registered* ones (automatic persisted queries, Apollo's and urql's protocol): a client sends a
hash, and where it is not known sends it again with the document, which is then remembered for a while.
*Trusted* ones: a folder or a manifest, made when the client is built, that is loaded with the server. With
``documents_only`` nothing else is executed.

Both are asked for by ``extensions.persistedQuery.sha256Hash``, or by ``documentId`` as in the appendix of
GraphQL over HTTP (https://github.com/graphql/graphql-over-http, appendix A).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from pullquote.api.endpoint.requests import Asked
from pullquote.api.errors import Refused, refused
from pullquote.api.lru import LRU
from pullquote.api.operations.documents import hash_of
from pullquote.api.operations.operations import Operations
from pullquote.api.settings import SettingError, Settings, variable

SHA256 = re.compile(r"[0-9a-f]{64}")
PREFIX = "sha256:"
APOLLO_MANIFEST = "apollo-persisted-query-manifest"
SUFFIXES = frozenset({".graphql", ".gql"})
NOT_FOUND = "PersistedQueryNotFound"
"""The message that Apollo's protocol prescribes; clients send the document again when they see it."""
NOT_SUPPORTED = "PersistedQueryNotSupported"
"""The same, for clients to stop sending hashes."""


class TrustedDocumentsError(SettingError):
    """The trusted documents cannot be read, are in no format that is known, or one of them is refused."""


class FoundDocument(NamedTuple):
    """A document, whether it is a trusted one that the client named, and the hash to register it under."""

    text: str
    is_trusted: bool = False
    register: str | None = None


class PersistedDocuments:
    """Finds the documents that requests ask for."""

    def __init__(self, settings: Settings, trusted: Mapping[str, str] | None = None) -> None:
        self._trusted = dict(trusted or {})
        self._trusted_texts = frozenset(self._trusted.values())
        self._only_trusted = settings.documents_only
        self._registers = settings.persisted_queries and not settings.documents_only
        self._registered: LRU[str, str] = LRU(
            settings.persisted_query_bytes, lambda _, text: len(text.encode("utf-8", "surrogatepass"))
        )

    @classmethod
    def of(cls, settings: Settings) -> PersistedDocuments:
        """With the trusted documents that the settings name. Raises TrustedDocumentsError."""
        trusted = load_trusted(settings.documents) if settings.documents is not None else {}
        if settings.documents_only and not trusted:
            message = f"{settings.documents} has no documents, so nothing could be asked"
            raise TrustedDocumentsError(f"{variable('documents')}: {message}")
        return cls(settings, trusted)

    def check(self, operations: Operations) -> None:
        """Raise TrustedDocumentsError for the first document that would be refused, before a client finds out."""
        named = {
            text: name for name, text in self._trusted.items()
        }  # of hash and name the name, which is last
        for text, name in named.items():
            try:
                operations.document(text)
            except Refused as refusal:
                message = f"the document “{name}” is refused: {refusal}; mend it, or leave it out"
                raise TrustedDocumentsError(f"{variable('documents')}: {message}") from refusal

    @property
    def registered(self) -> int:
        """How many documents clients have registered that are still known."""
        return len(self._registered)

    def find(self, asked: Asked) -> FoundDocument:
        """The document that the request asks for. Raises Refused."""
        name, sha256 = _named(asked)
        if name is None:
            return self._sent(asked)
        trusted = self._trusted.get(name)
        text = trusted or self._registered.get(name)
        if asked.query is not None:
            if sha256 and hash_of(asked.query) != name:
                raise refused("PERSISTED_QUERY_HASH_MISMATCH", "The hash is not that of the document.")
            found = self._sent(asked)
            wanted = sha256 and text is None and self._registers
            return FoundDocument(found.text, register=name if wanted else None)
        if text is not None:
            return FoundDocument(text, is_trusted=trusted is not None)
        if self._registers and sha256:
            raise refused("PERSISTED_QUERY_NOT_FOUND", NOT_FOUND)
        if self._trusted or self._only_trusted or not sha256:
            raise refused("PERSISTED_QUERY_NOT_IN_LIST", "This is not one of the trusted documents.")
        raise refused("PERSISTED_QUERY_NOT_SUPPORTED", NOT_SUPPORTED)

    def register(self, found: FoundDocument) -> None:
        """Remember a document that turned out to be valid, if the client wanted that."""
        if found.register is not None:
            self._registered.put(found.register, found.text)

    def _sent(self, asked: Asked) -> FoundDocument:
        if asked.query is None:
            raise refused("BAD_REQUEST", "The parameter “query” is missing.")
        if self._only_trusted and asked.query not in self._trusted_texts:
            raise refused("PERSISTED_QUERY_NOT_IN_LIST", "Only trusted documents are executed here.")
        return FoundDocument(asked.query)


def _named(asked: Asked) -> tuple[str | None, bool]:
    """What the request calls its document, and whether that is a SHA-256."""
    if asked.document_id is not None:
        name = asked.document_id.removeprefix(PREFIX)
        return name, SHA256.fullmatch(name) is not None
    persisted: Any = asked.extensions.get("persistedQuery")
    if persisted is None:
        return None, False
    if not isinstance(persisted, dict):
        raise refused("BAD_REQUEST", "The extension “persistedQuery” must be an object.")
    if persisted.get("version", 1) != 1:
        raise refused("BAD_REQUEST", "Of the extension “persistedQuery”, version 1 is served.")
    sha256 = persisted.get("sha256Hash")
    if not isinstance(sha256, str):
        raise refused("BAD_REQUEST", "The extension “persistedQuery” must have a string “sha256Hash”.")
    return sha256.lower() if SHA256.fullmatch(sha256.lower()) else sha256, True


def load_trusted(path: Path) -> dict[str, str]:
    """Trusted documents by name, and also by hash: of a folder, or of a manifest. Raises TrustedDocumentsError.

    A folder has ``.graphql`` files, at any depth; the name of each is its path without the suffix. A manifest
    is Relay's and graphql-codegen's ``{hash: document}``, or Apollo's.
    """
    try:
        named = _of_folder(path) if path.is_dir() else _of_manifest(path)
    except OSError as error:
        message = f"{error.filename or path} cannot be read: {error.strerror}"
        raise TrustedDocumentsError(f"{variable('documents')}: {message}") from error
    except _Unusable as error:
        raise TrustedDocumentsError(f"{variable('documents')}: {error}") from error
    return {hash_of(text): text for text in named.values()} | {
        name.removeprefix(PREFIX): text for name, text in named.items()
    }


class _Unusable(Exception):
    """What is wrong with a file of documents."""


def _of_folder(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES and path.is_file())
    if not files:
        raise _Unusable(f"there are no .graphql files in {folder}")
    return {file.relative_to(folder).with_suffix("").as_posix(): _text(file) for file in files}


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise _Unusable(f"{file} is not text in UTF-8") from None


def _of_manifest(path: Path) -> dict[str, str]:
    try:
        manifest = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError:
        raise _Unusable(f"{path} is not JSON; documents are in a manifest, or in a folder") from None
    pairs: list[tuple[Any, Any]] = [(None, None)]
    if isinstance(manifest, dict) and manifest.get("format") == APOLLO_MANIFEST:
        operations = manifest.get("operations")
        if isinstance(operations, list) and all(isinstance(each, dict) for each in operations):
            pairs = [(each.get("id"), each.get("body")) for each in operations]
    elif isinstance(manifest, dict):
        pairs = list(manifest.items())
    if not all(isinstance(name, str) and isinstance(text, str) for name, text in pairs):
        raise _Unusable(f"{path} is no manifest of Relay, graphql-codegen or Apollo")
    return dict(pairs)
