"""Which edition of a newsroom is current on a cluster, and what is known of it.

Each document belongs to the editions from its ``from_edition`` to before its ``to_edition``. One small document,
``current``, has the number of the edition that is to be read. It is written last, when all others of the edition can be
found, and by nobody who did not read it as it was before. So a reader sees an edition whole or not at all, and whoever
began with one can finish with it.
"""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

import msgspec

from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.model.pages import Bucket
from pullquote.store.model.problems import Problem
from pullquote.store.model.snapshots.change_feed import Change, ChangeKind
from pullquote.store.model.snapshots.remote import AudienceFacts, EditionKey, PublishedEdition
from pullquote.store.opensearch.client import ClusterClient, ClusterRefused
from pullquote.store.opensearch.mappings import CHANGES, MAPPING_VERSION, IndexNames

CURRENT = "current"
"""The id of the document that says which edition is current."""
CHANGES_A_REQUEST = 5_000
"""Changes that are read at a time; the engine gives 10,000 at most."""
DIGEST_BYTES = 16


class AudienceState(msgspec.Struct, frozen=True):
    """What the document says of the edition for one audience; ``problems`` is the digest of the list of them."""

    version: str
    counts: tuple[tuple[str, str, int], ...]
    problems: str
    origin: str
    change_number: int
    oldest_change: int


class CurrentState(msgspec.Struct, frozen=True):
    """What the document says. Times are in ISO 8601; ``preview`` is None where there is none to be read."""

    mapping_version: int
    edition: int
    loaded_at: str
    published_at: str
    public: AudienceState
    preview: AudienceState | None
    problems: str


@dataclass(frozen=True)
class Read:
    """A document of the small index as it was read: its content, and what a write is compared with."""

    content: Any
    sequence: int
    term: int

    @property
    def unchanged(self) -> dict[str, str]:
        """The parameters of a write that is refused where somebody else has written."""
        return {"if_seq_no": str(self.sequence), "if_primary_term": str(self.term)}


async def read_document(client: ClusterClient, index: str, identity: str) -> Read | None:
    """A document of the small index; None where there is none. Raises StoreUnavailable and ClusterRefused."""
    try:
        found = await client.request("GET", f"/{index}/_doc/{identity}")
    except ClusterRefused as error:
        if error.is_missing:
            return None
        raise
    try:
        return Read(found["_source"]["content"], found["_seq_no"], found["_primary_term"])
    except (KeyError, TypeError) as error:
        raise _damaged(client, index, identity, error) from error


def _damaged(client: ClusterClient, index: str, identity: str, error: Exception) -> StoreUnavailable:
    """What to say of a document of the small index that does not say what it should."""
    return StoreUnavailable(
        f"the document {identity} of {index} on {client.address} is damaged ({type(error).__name__}: {error}): delete "
        "it, and publish again",
        "damaged",
    )


async def read_current(client: ClusterClient, names: IndexNames) -> tuple[CurrentState, Read] | None:
    """Which edition is current, as the document says it; None where nothing was published yet.

    Raises StoreUnavailable.
    """
    found = await read_document(client, names.editions, CURRENT)
    if found is None:
        return None
    try:
        state = msgspec.convert(found.content, CurrentState)
        for time in (state.loaded_at, state.published_at):
            datetime.fromisoformat(time)
    except (msgspec.ValidationError, ValueError) as error:
        match found.content:
            case {"mapping_version": int(version)} if version != names.version:
                raise StoreUnavailable(
                    f"{names.newsroom} on {client.address} was published by another version of Pullquote, with mappings "
                    f"{version}: {error}",
                    "mapping",
                ) from error
        raise _damaged(client, names.editions, CURRENT, error) from error
    return state, found


def packed_problems(problems: Sequence[Problem]) -> tuple[str, str]:
    """A list of problems as text, and its digest, by which it is found; both empty where there are none."""
    if not problems:
        return "", ""
    data = msgspec.msgpack.encode(
        [asdict(problem) for problem in problems], enc_hook=lambda member: member.value
    )
    digest = blake2b(data, digest_size=DIGEST_BYTES).hexdigest()
    return b64encode(zlib.compress(data)).decode("ascii"), digest


def unpacked_problems(text: str) -> tuple[Problem, ...]:
    """The problems of a text."""
    return msgspec.msgpack.decode(zlib.decompress(b64decode(text)), type=tuple[Problem, ...])


def problems_document(digest: str) -> str:
    """The id of the document that has the problems of a digest."""
    return f"problems-{digest}"


class CurrentEditions:
    """Reads which edition of a newsroom is current, and what changed; see
    :class:`~pullquote.store.model.snapshots.remote.EditionSource`."""

    def __init__(self, client: ClusterClient, names: IndexNames) -> None:
        self._client = client
        self._names = names
        self._problems: dict[str, tuple[Problem, ...]] = {}

    async def current(self) -> PublishedEdition:
        """The edition that is to be served now. Raises StoreUnavailable."""
        await self._client.require_opensearch()
        try:
            return await self._current()
        except ClusterRefused as error:
            raise StoreUnavailable(
                f"{self._client.address} refuses what it is asked: {error}", "refused"
            ) from error

    async def _current(self) -> PublishedEdition:
        names, client = self._names, self._client
        found = await read_current(client, names)
        if found is None:
            raise StoreUnavailable(
                f"nothing was published as {names.newsroom} on {client.address}: pullquote publish FOLDER --to "
                f"{client.address} --name {names.newsroom}",
                "unpublished",
            )
        state, _ = found
        if state.mapping_version != MAPPING_VERSION:
            raise StoreUnavailable(
                f"{names.newsroom} on {client.address} has mappings {state.mapping_version}, and this version of Pullquote "
                f"reads {MAPPING_VERSION}: publish it with this version, or serve it with the other",
                "mapping",
            )
        public = await self._facts(state.public)
        preview = await self._facts(state.preview) if state.preview else public
        problems = await self._read_problems(state.problems)
        wanted = {state.problems, state.public.problems, state.preview.problems if state.preview else ""}
        self._problems = {digest: self._problems[digest] for digest in wanted if digest}
        loaded_at = datetime.fromisoformat(state.loaded_at).astimezone(UTC)
        return PublishedEdition(state.edition, loaded_at, public, preview, problems)

    async def _facts(self, state: AudienceState) -> AudienceFacts:
        return AudienceFacts(
            version=state.version,
            counts=tuple([Bucket(key, label, count) for key, label, count in state.counts]),
            problems=await self._read_problems(state.problems),
            origin=state.origin,
            change_number=state.change_number,
            oldest_change=state.oldest_change,
        )

    async def _read_problems(self, digest: str) -> tuple[Problem, ...]:
        """The problems of a digest, read once."""
        if not digest:
            return ()
        if digest not in self._problems:
            document = await read_document(self._client, self._names.editions, problems_document(digest))
            if document is None:
                raise StoreUnavailable(
                    f"the list of problems of an edition on {self._client.address} is missing: the edition has just been "
                    "replaced, or is to be published again",
                    "gone",
                )
            try:
                self._problems[digest] = unpacked_problems(document.content["problems"])
            except (LookupError, TypeError, ValueError, zlib.error, msgspec.MsgspecError) as error:
                identity = problems_document(digest)
                raise _damaged(self._client, self._names.editions, identity, error) from error
        return self._problems[digest]

    async def changes(self, edition: EditionKey, *, after: int, upto: int) -> Sequence[Change]:
        """The changes of an audience with numbers above ``after`` and not above ``upto``. Raises StoreUnavailable."""
        found: list[Change] = []
        while after < upto:
            body = {
                "size": CHANGES_A_REQUEST,
                "query": {"bool": {"filter": [{"range": {"number": {"gt": after, "lte": upto}}}]}},
                "sort": [{"number": "asc"}],
            }
            index = self._names.of(edition.audience, CHANGES)
            try:
                got = await self._client.request(
                    "POST", f"/{index}/_search", body, params={"allow_partial_search_results": "false"}
                )
            except ClusterRefused as error:
                raise StoreUnavailable(
                    f"the changes on {self._client.address} cannot be read: {error}", "gone"
                ) from error
            read = [_change(hit["_source"]) for hit in got["hits"]["hits"]]
            if not read:
                break
            found += read
            after = read[-1].number
        return found


def _change(source: dict[str, Any]) -> Change:
    return Change(
        number=source["number"],
        kind=ChangeKind(source["kind"]),
        story=source["story"],
        slug=source["slug"],
        quotes=tuple(source.get("quotes", ())),
        version=source["version"],
        at=datetime.fromisoformat(source["at"]),
    )


def change_fields(change: Change, edition: int) -> dict[str, Any]:
    """A change as a document, which came with an edition."""
    return {
        "number": change.number,
        "edition": edition,
        "kind": change.kind.value,
        "story": change.story,
        "slug": change.slug,
        "quotes": list(change.quotes),
        "version": change.version,
        "at": change.at.isoformat(),
    }
