"""Documents by hash or name: registered by clients, or trusted by whoever runs the server."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from pullquote.api.endpoint.persisted_documents import TrustedDocumentsError, load_trusted
from pullquote.api.settings import Settings
from tests.api.toys import client, code_of, toy_app

pytestmark = pytest.mark.anyio

HELLO = "query Hello { hello }"
HASH = hashlib.sha256(HELLO.encode()).hexdigest()
ANSWER = {"data": {"hello": "Hello, world"}}


def persisted(sha256: str = HASH) -> dict[str, Any]:
    return {"persistedQuery": {"version": 1, "sha256Hash": sha256}}


async def get(http: httpx.AsyncClient, **parameters: Any) -> httpx.Response:
    texts = {
        name: value if isinstance(value, str) else json.dumps(value) for name, value in parameters.items()
    }
    return await http.get("/graphql", params=texts)


async def test_a_hash_is_not_found_then_registered_then_found() -> None:
    async with client() as http:
        first = await http.post("/graphql", json={"extensions": persisted()})
        second = await http.post("/graphql", json={"query": HELLO, "extensions": persisted()})
        third = await http.post("/graphql", json={"extensions": persisted()})
        by_get = await get(http, extensions=persisted())
    assert code_of(first) == "PERSISTED_QUERY_NOT_FOUND"
    assert first.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    assert second.json() == third.json() == by_get.json() == ANSWER


async def test_a_document_is_registered_by_get_too() -> None:
    async with client() as http:
        missing = await get(http, extensions=persisted())
        sent = await get(http, query=HELLO, extensions=persisted())
        found = await get(http, extensions=persisted())
    assert (code_of(missing), missing.headers["cache-control"]) == ("PERSISTED_QUERY_NOT_FOUND", "no-store")
    assert sent.json() == found.json() == ANSWER


async def test_the_drafts_document_id_finds_what_was_registered() -> None:
    async with client() as http:
        await http.post("/graphql", json={"query": HELLO, "extensions": persisted()})
        found = await get(http, documentId=f"sha256:{HASH}")
    assert found.json() == ANSWER


async def test_the_hash_must_be_that_of_the_document() -> None:
    async with client() as http:
        response = await http.post("/graphql", json={"query": "{ __typename }", "extensions": persisted()})
        after = await http.post("/graphql", json={"extensions": persisted()})
    assert code_of(response) == "PERSISTED_QUERY_HASH_MISMATCH"
    assert code_of(after) == "PERSISTED_QUERY_NOT_FOUND"


async def test_a_document_that_is_not_valid_is_not_registered() -> None:
    wrong = "{ nothing }"
    sha256 = hashlib.sha256(wrong.encode()).hexdigest()
    async with client() as http:
        sent = await http.post("/graphql", json={"query": wrong, "extensions": persisted(sha256)})
        after = await http.post("/graphql", json={"extensions": persisted(sha256)})
    assert code_of(sent) == "GRAPHQL_VALIDATION_FAILED"
    assert code_of(after) == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize(
    "extension",
    [
        7,
        "x",
        [],
        True,
        {},
        {"version": 1},
        {"version": 2, "sha256Hash": HASH},
        {"version": 1, "sha256Hash": 7},
    ],
)
async def test_an_extension_of_another_shape_is_bad(extension: Any) -> None:
    async with client() as http:
        response = await http.post(
            "/graphql", json={"query": HELLO, "extensions": {"persistedQuery": extension}}
        )
    assert (response.status_code, code_of(response)) == (400, "BAD_REQUEST")
    assert "object" in response.text or "version" in response.text or "sha256Hash" in response.text


async def test_registered_documents_are_forgotten_when_there_is_no_room() -> None:
    documents = [f"{{ a{n}: hello }}" for n in range(10)]
    hashes = [hashlib.sha256(document.encode()).hexdigest() for document in documents]
    async with client(Settings(persisted_query_bytes=30)) as http:
        for document, sha256 in zip(documents, hashes, strict=True):
            await http.post("/graphql", json={"query": document, "extensions": persisted(sha256)})
        oldest = await http.post("/graphql", json={"extensions": persisted(hashes[0])})
        newest = await http.post("/graphql", json={"extensions": persisted(hashes[-1])})
    assert code_of(oldest) == "PERSISTED_QUERY_NOT_FOUND"
    assert "errors" not in newest.json()


async def test_registering_is_a_switch_and_clients_are_told() -> None:
    async with client(Settings(persisted_queries=False)) as http:
        by_hash = await http.post("/graphql", json={"extensions": persisted()})
        with_text = await http.post("/graphql", json={"query": HELLO, "extensions": persisted()})
        again = await http.post("/graphql", json={"extensions": persisted()})
    assert code_of(by_hash) == code_of(again) == "PERSISTED_QUERY_NOT_SUPPORTED"
    assert by_hash.json()["errors"][0]["message"] == "PersistedQueryNotSupported"
    assert with_text.json() == ANSWER


def folder(path: Path) -> Path:
    (path / "pages").mkdir()
    (path / "pages" / "hello.graphql").write_text(HELLO, encoding="utf-8")
    (path / "notes.txt").write_text("no document", encoding="utf-8")
    return path


def relay(path: Path) -> Path:
    file = path / "queries.json"
    file.write_text(
        json.dumps({HASH: HELLO, "0123456789abcdef0123456789abcdef": "{ __typename }"}), encoding="utf-8"
    )
    return file


def apollo(path: Path) -> Path:
    file = path / "persisted-query-manifest.json"
    operation = {"id": HASH, "name": "Hello", "type": "query", "body": HELLO}
    manifest = {"format": "apollo-persisted-query-manifest", "version": 1, "operations": [operation]}
    file.write_text(json.dumps(manifest), encoding="utf-8")
    return file


@pytest.mark.parametrize("source", [folder, relay, apollo])
async def test_trusted_documents_are_found_by_hash_in_every_format(source: Any, tmp_path: Path) -> None:
    async with client(Settings(documents=source(tmp_path))) as http:
        by_extension = await http.post("/graphql", json={"extensions": persisted()})
        by_id = await get(http, documentId=f"sha256:{HASH}")
        other = await http.post("/graphql", json={"query": "{ requestId }"})
    assert by_extension.json() == by_id.json() == ANSWER
    assert "errors" not in other.json()


async def test_a_document_of_a_folder_has_its_path_for_a_name_and_one_of_relay_its_own(
    tmp_path: Path,
) -> None:
    async with client(Settings(documents=folder(tmp_path))) as http:
        assert (await get(http, documentId="pages/hello")).json() == ANSWER
    async with client(Settings(documents=relay(tmp_path))) as http:
        named = await get(http, documentId="0123456789abcdef0123456789abcdef")
    assert named.json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize(
    "request_",
    [
        {"query": "{ requestId }"},
        {"query": "{ __schema { types { name } } }"},
        {"query": HELLO + " "},
        {"documentId": "unknown"},
        {"documentId": "0" * 64},
        {"extensions": persisted("0" * 64)},
        {
            "query": "{ requestId }",
            "extensions": persisted(hashlib.sha256(b"{ requestId }").hexdigest()),
        },
    ],
)
async def test_only_trusted_documents_are_executed_where_the_settings_say_so(
    request_: dict[str, Any], tmp_path: Path
) -> None:
    async with client(Settings(documents=folder(tmp_path), documents_only=True)) as http:
        refused = await http.post(
            "/graphql", json=request_, headers={"accept": "application/graphql-response+json"}
        )
        trusted = await http.post("/graphql", json={"query": HELLO})
    assert (refused.status_code, code_of(refused)) == (403, "PERSISTED_QUERY_NOT_IN_LIST")
    assert trusted.json() == ANSWER


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b'{"a": 1}', b'{"format":"apollo-persisted-query-manifest"}', b"\xff"]
)
def test_a_file_that_is_no_manifest_is_refused_at_the_start(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "manifest.json"
    file.write_bytes(content)
    with pytest.raises(TrustedDocumentsError, match=r"manifest\.json"):
        load_trusted(file)


def test_a_file_that_is_not_there_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(TrustedDocumentsError, match="cannot be read"):
        load_trusted(tmp_path / "missing.json")


async def test_a_trusted_document_that_would_be_refused_ends_the_start(tmp_path: Path) -> None:
    (tmp_path / "both.graphql").write_text("query A { hello } query B { hello }", encoding="utf-8")
    async with client(Settings(documents=tmp_path)) as http:
        fine = await get(http, documentId="both", operationName="A")
    assert fine.json() == ANSWER
    (tmp_path / "old.graphql").write_text("{ gone }", encoding="utf-8")
    with pytest.raises(TrustedDocumentsError, match="PULLQUOTE_DOCUMENTS: the document “old” is refused"):
        toy_app(Settings(documents=tmp_path))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "there are no .graphql files in"),
        ({"note.txt": b"{ hello }"}, "there are no .graphql files in"),
        ({"cafe.graphql": b"{ hello } # caf\xe9"}, "cafe.graphql is not text in UTF-8"),
    ],
)
def test_a_folder_that_has_no_documents_to_read_is_refused_at_the_start(
    files: dict[str, bytes], said: str, tmp_path: Path
) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(TrustedDocumentsError, match=said):
        load_trusted(tmp_path)


def test_nothing_but_trusted_documents_and_none_of_them_is_refused_at_the_start(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    manifest.write_text("{}", encoding="utf-8")
    with pytest.raises(TrustedDocumentsError, match="nothing could be asked"):
        toy_app(Settings(documents=manifest, documents_only=True))
