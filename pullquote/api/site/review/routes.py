"""The addresses of the page: the page itself, what it shows, and what a person decides.

The page has nothing of the newsroom in it and is for everybody at this machine. All else is for who has the token, and
is written by the functions that ``pullquote review`` writes by.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from html import escape
from pathlib import Path
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pullquote.api.errors import CODES, Refused, refused
from pullquote.api.http.bodies import check_content_type, parse_json, read_body
from pullquote.api.http.exchange import join_headers
from pullquote.api.http.preview import PreviewAccess
from pullquote.api.settings import Settings
from pullquote.api.site.messages import message_page, wants_page
from pullquote.api.site.pages import LIVE_POLICY, frame, page_answer
from pullquote.api.site.playground import asset_address, template
from pullquote.api.site.review.access import check_access, check_machine
from pullquote.api.site.review.written_decisions import WrittenDecisions
from pullquote.importing.review.editing import (
    EDITABLE,
    CannotDecide,
    ChangeValues,
    Confirm,
    CorrectSpeaker,
    Decision,
    QuoteEntry,
    Reject,
)
from pullquote.importing.review.facts import facts_of
from pullquote.importing.review.proposals import QuoteToReview, files_to_review, proposals_in
from pullquote.importing.review.speakers import KnownSpeaker, KnownSpeakers, meant_by

PATH = "/review"
MATCHES_SHOWN = 12
"""People and organizations to choose from: more are found by typing on."""
NOT_CACHED = {"Cache-Control": "no-store"}
Handler = Callable[[Request], Awaitable[object]]


class Review:
    """What the page asks for; each method answers one of its addresses. Raises Refused."""

    def __init__(self, folder: Path, preview_access: PreviewAccess, max_body_bytes: int) -> None:
        self._folder = folder
        self._preview_access = preview_access
        self._max_body_bytes = max_body_bytes
        self._speakers = KnownSpeakers(folder)
        self._decisions = WrittenDecisions(folder)
        self._files: frozenset[str] = frozenset()
        """The files that were listed last."""

    async def files(self, _request: Request) -> object:
        """The files that may have proposals, with their tiers."""
        found = await asyncio.to_thread(self._list)
        return {"files": [{"path": path, "tiers": sorted(tiers)} for path, tiers in found.items()]}

    async def proposals(self, request: Request) -> object:
        """The proposals of a file."""
        return await asyncio.to_thread(self._proposals, request.query_params.get("file", ""))

    async def speakers(self, request: Request) -> object:
        """Who may be meant by what is typed."""
        speakers = await asyncio.to_thread(self._speakers.now)
        found = meant_by(speakers, request.query_params.get("search", ""))
        return {"count": len(found), "speakers": list(map(_speaker, found[:MATCHES_SHOWN]))}

    async def decide(self, request: Request) -> object:
        """Write a decision; gives its id, and the proposals that are left in the file."""
        given = await self._json(request)
        path, digest, number = given.get("file"), given.get("digest"), given.get("number")
        story, decision = given.get("story"), given.get("decision")
        if not (
            isinstance(path, str)
            and isinstance(digest, str)
            and type(number) is int
            and isinstance(story, str | None)
        ):
            raise refused("BAD_REQUEST", "“file” and “digest” must be strings, and “number” a number.")
        entry = QuoteEntry(number, story)
        more = given.get("values" if decision == "change" else "speaker")
        return await asyncio.to_thread(self._decide, path, digest, entry, decision, more)

    async def undo(self, request: Request) -> object:
        """Take a decision back; gives the proposals of its file."""
        given = await self._json(request)
        return await asyncio.to_thread(self._undo, str(given.get("decision")))

    def _list(self) -> dict[str, frozenset[str]]:
        found = files_to_review(self._folder)
        self._files = frozenset(found)
        return found

    def _check_file(self, path: str) -> None:
        """Raises Refused for a file that is not among those to review: another one, or one outside of the newsroom."""
        if path not in self._files and path not in self._list():
            raise refused("NOT_FOUND", "No file with proposals has this path in the newsroom.")
        root = self._folder.resolve()
        if not (root / path).resolve().is_relative_to(root):  # it has become a link since it was listed
            raise refused("NOT_FOUND", f"{path} leads out of the newsroom, and is not followed.")

    def _proposals(self, path: str) -> dict[str, object]:
        self._check_file(path)
        speakers = self._speakers.now()
        found = proposals_in(self._folder, path)
        return {"file": path, "proposals": [_proposal(each, speakers) for each in found]}

    def _decide(
        self, path: str, digest: str, entry: QuoteEntry, word: object, more: object
    ) -> dict[str, object]:
        self._check_file(path)
        decision = self._decision(word, more)
        name = _written(path, lambda: self._decisions.decide(path, digest, entry, decision))
        return {"decision": name, **self._proposals(path)}

    def _decision(self, word: object, more: object) -> Decision:
        """The decision of a word; ``more`` is who is the speaker, or what the new values are."""
        match word:
            case "confirm":
                return Confirm()
            case "reject":
                return Reject()
            case "correct" if isinstance(more, str) and more in self._speakers.now():
                return CorrectSpeaker(more)
            case "correct":
                message = "Nobody of the newsroom has this slug; pullquote new person makes a file."
                raise refused("BAD_REQUEST", message)
            case "change" if (
                isinstance(more, dict) and more and all(isinstance(each, str) for each in more.values())
            ):
                return ChangeValues(more)
            case "change":
                raise refused("BAD_REQUEST", "“values” must be an object of keys with their new texts.")
        raise refused("BAD_REQUEST", "“decision” must be confirm, reject, correct or change.")

    def _undo(self, name: str) -> dict[str, object]:
        return self._proposals(_written("the file", lambda: self._decisions.undo(name)))

    async def _json(self, request: Request) -> dict[str, Any]:
        headers = join_headers(request.scope["headers"])
        check_content_type(headers)
        body = await read_body(request.receive, headers, self._max_body_bytes)
        value = parse_json(body, "The body")
        if not isinstance(value, dict):
            raise refused("BAD_REQUEST", "The body must be a JSON object.")
        return value

    def guarded(self, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        """What answers in JSON those who may review, and nobody else."""

        @wraps(handler)
        async def answer(request: Request) -> Response:
            check_access(request, self._preview_access)
            body = orjson.dumps(await handler(request))
            return Response(body, headers=NOT_CACHED, media_type="application/json")

        return answer


def _written(path: str, write: Callable[[], str]) -> str:
    """What writing gives. Raises Refused where nothing was written."""
    try:
        return write()
    except CannotDecide as refusal:
        raise refused("NOT_WRITTEN", str(refusal)) from None
    except OSError as error:
        raise refused("NOT_WRITTEN", f"{path} cannot be written: {error.strerror}") from None


def _proposal(proposal: QuoteToReview, speakers: dict[str, KnownSpeaker]) -> dict[str, object]:
    return {
        "digest": proposal.digest,
        "number": proposal.entry.number,
        "story": proposal.entry.story,
        "line": proposal.line,
        "headline": proposal.headline,
        "tier": proposal.tier,
        "words": proposal.words,
        "paragraphs": [paragraph.pieces for paragraph in proposal.paragraphs],
        "facts": facts_of(proposal, speakers),
        "values": {key: str(proposal.keys.get(key, "")) for key in EDITABLE},
    }


def _speaker(speaker: KnownSpeaker) -> dict[str, object]:
    return {"slug": speaker.slug, "name": speaker.name, "offices": speaker.offices()}


def review_routes(folder: Path, preview_access: PreviewAccess, settings: Settings) -> list[Route]:
    """``/review`` and the addresses below it, for the newsroom in ``folder``."""
    review = Review(folder, preview_access, settings.max_body_bytes)

    async def page(request: Request) -> Response:
        try:
            check_machine(request)
        except Refused as refusal:
            if not wants_page(request):
                raise
            return message_page(request, CODES[refusal.code].status, str(refusal), NOT_CACHED)
        root = request.scope.get("root_path", "")
        text = template("review.html").substitute(
            frame(root),
            address=escape(f"{root}{PATH}"),
            style=asset_address(root, "review.css"),
            script=asset_address(root, "review.js"),
        )
        return page_answer(request, text, policy=LIVE_POLICY)

    return [
        Route(PATH, page),
        Route(f"{PATH}/files", review.guarded(review.files)),
        Route(f"{PATH}/proposals", review.guarded(review.proposals)),
        Route(f"{PATH}/speakers", review.guarded(review.speakers)),
        Route(f"{PATH}/decide", review.guarded(review.decide), methods=["POST"]),
        Route(f"{PATH}/undo", review.guarded(review.undo), methods=["POST"]),
    ]
