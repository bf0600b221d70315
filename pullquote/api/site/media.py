"""The pictures of the newsroom, at ``/media/``: those that the client may see, and no other file.

With the hash of its content in the address, as ``Image.url`` has it, a picture may be cached for ever. SVG can have
scripts in it, so a browser that opens one by itself gets it in a sandbox (https://www.w3.org/TR/CSP3/).
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from pullquote.api.http.caching import FOR_EVER, PREVIEW, freshness, matches
from pullquote.api.http.preview import PreviewAccess
from pullquote.api.http.security_headers import content_security_policy
from pullquote.api.lru import LRU
from pullquote.api.settings import Settings
from pullquote.store.pictures.formats import FOLDER, SVG, format_of_name
from pullquote.store.pictures.reading import MAX_PICTURE_BYTES, digest_of_picture
from pullquote.store.rounds.served import ServedNewsroom

POLICY = content_security_policy(style_src="'unsafe-inline'") + "; sandbox"
"""No script, no frame, nothing from elsewhere; SVG has styles in it."""
KNOWN_FILES = 10_000
"""Of so many files the hash is remembered: a megabyte or two, and none is read twice to serve it once."""


class FileState(NamedTuple):
    """By what a file is known to be the one that was hashed."""

    path: str
    inode: int
    modified: int
    size: int


class MediaFiles:
    """Finds the files of pictures below a newsroom's folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._digests: LRU[FileState, str] = LRU(KNOWN_FILES, lambda _state, _digest: 1)

    async def find(self, path: str) -> tuple[Path, os.stat_result, str] | None:
        """The file of a path in the newsroom, and the hash of what is in it; None where there is none by now."""
        try:
            file, found = await asyncio.to_thread(self._file, path)
            state = FileState(path, found.st_ino, found.st_mtime_ns, found.st_size)
            digest = self._digests.get(state)
            if digest is None:
                digest = digest_of_picture(await asyncio.to_thread(file.read_bytes))
                self._digests.put(state, digest)
        except OSError:
            return None
        return file, found, digest

    def _file(self, path: str) -> tuple[Path, os.stat_result]:
        """A regular file inside the folder; raises OSError where it is none: it may have become a link that leads out
        since the folder was read."""
        root = self._folder.resolve(strict=True)
        file = (root / path).resolve(strict=True)
        found = file.stat()
        if not file.is_relative_to(root) or not file.is_file() or found.st_size > MAX_PICTURE_BYTES:
            raise FileNotFoundError(path)
        return file, found


def media_routes(newsroom: ServedNewsroom, preview_access: PreviewAccess, settings: Settings) -> list[Route]:
    """``/media/{path}``. A picture that is shown by hidden stories alone is only there for the preview; a newsroom
    without a folder has none."""
    if newsroom.folder is None:
        return []
    files, fresh = MediaFiles(newsroom.folder), freshness(settings).decode()

    async def media(request: Request) -> Response:
        edition = newsroom.edition
        if edition is None:
            raise HTTPException(503)
        path = f"{FOLDER}/{request.path_params['path']}"
        sees_all = preview_access.admits(request.scope["headers"])
        pictures = edition.preview_pictures if sees_all else edition.public_pictures
        named = format_of_name(path)
        found = await files.find(path) if path in pictures else None
        if found is None or named is None:
            raise HTTPException(404)
        file, stat, digest = found
        is_its_own = request.query_params.get("v") == digest
        headers = {
            "Cache-Control": PREVIEW.decode() if sees_all else FOR_EVER if is_its_own else fresh,
            "Content-Security-Policy": POLICY,
            # A page of another site shows it: that is what it is for.
            "Cross-Origin-Resource-Policy": "cross-origin",
            # SVG is compressed on its way, and then it is not the same bytes (RFC 9110, section 8.8.1).
            "ETag": f'W/"{digest}"' if named is SVG else f'"{digest}"',
        }
        known = request.headers.get("if-none-match")
        if known is not None and matches(known.encode("latin-1"), headers["ETag"].encode()):
            return Response(status_code=304, headers=headers)
        return FileResponse(file, 200, headers, named.media_type, stat_result=stat)

    return [Route(f"/{FOLDER}/{{path:path}}", media)]
