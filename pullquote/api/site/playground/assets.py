"""The files that pages load: named after their content, so that a browser may keep each for ever.

Two folders are served under one address: ``static/``, which is source and needs no build, and ``dist/``,
which the build of GraphiQL writes (and which may be absent). The build has hashed and compressed its files;
those of ``static/`` are small, and are hashed and compressed here, once.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import brotli
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from pullquote.api.http.caching import FOR_EVER

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
DIST = FOLDER / "dist"
PREFIX = "/playground/assets"
"""Where the assets are served, below the application's root path."""
HASH_LENGTH = 10
"""Hexadecimal digits of the content's hash in a name: 40 bits, for a few dozen files."""
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
"""Content codings, the smaller first, and the suffix of the build's file in each."""
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
"""What the names mean; not left to the machine's own table, which may disagree."""


@dataclass(frozen=True)
class Build:
    """What the build of GraphiQL left behind: the names of the files that its page needs.

    ``first`` are the scripts without which ``script`` does not run, ``editor`` those that it loads.
    """

    script: str
    style: str
    fonts: str
    first: tuple[str, ...]
    editor: tuple[str, ...]


@dataclass(frozen=True)
class StaticFile:
    """A file of ``static/`` in memory: its hashed name, its media type, and its bytes by content coding."""

    name: str
    media_type: str
    bodies: Mapping[str, bytes]


def find_build(folder: Path = DIST) -> Build | None:
    """The build in ``folder``, or None where GraphiQL has not been built, or by another version."""
    try:
        manifest = json.loads((folder / "manifest.json").read_bytes())
        first, editor = tuple(manifest["first"]), tuple(manifest["editor"])
        return Build(manifest["script"], manifest["style"], manifest["fonts"], first, editor)
    except (FileNotFoundError, ValueError, KeyError):
        return None


@cache
def static_files() -> Mapping[str, StaticFile]:
    """The files of ``static/`` by their plain name; pages are templates and not among them."""
    return {path.name: _static_file(path) for path in STATIC.iterdir() if path.suffix in MEDIA_TYPES}


def _static_file(path: Path) -> StaticFile:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:HASH_LENGTH]
    bodies = {"": content, "br": brotli.compress(content), "gzip": gzip.compress(content, mtime=0)}
    return StaticFile(f"{path.stem}-{digest}{path.suffix}", MEDIA_TYPES[path.suffix], bodies)


@cache
def _static_by_address() -> Mapping[str, StaticFile]:
    return {file.name: file for file in static_files().values()}


async def asset(request: Request) -> Response:
    """Serve ``{name}``, in the smallest coding that the client accepts; 404 for any other name."""
    name: str = request.path_params["name"]
    accepted = _accepted(request.headers.get("accept-encoding", ""))
    if file := _static_by_address().get(name):
        coding = next((coding for coding, _ in ENCODINGS if coding in accepted), "")
        return Response(file.bodies[coding], media_type=file.media_type, headers=_headers(coding))
    path = DIST / name
    # A name with a dot first is a way out of the folder; the suffixes leave out the manifest and licences.
    if name.startswith(".") or path.parent != DIST or not path.is_file():
        raise HTTPException(404)
    media_type = MEDIA_TYPES.get(path.suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    for coding, suffix in ENCODINGS:
        compressed = path.with_name(name + suffix)
        if coding in accepted and compressed.is_file():
            return FileResponse(compressed, media_type=media_type, headers=_headers(coding))
    return FileResponse(path, media_type=media_type, headers=_headers(""))


def _accepted(accept_encoding: str) -> frozenset[str]:
    """The content codings that a client names and does not refuse with ``q=0``."""
    choices = (choice.partition(";") for choice in accept_encoding.lower().split(","))
    return frozenset(
        coding.strip()
        for coding, _, weight in choices
        if weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    )


def _headers(coding: str) -> dict[str, str]:
    headers = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    return headers | ({"Content-Encoding": coding} if coding else {})
