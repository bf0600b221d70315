"""Where addresses lead: pictures that are there go into ``media``, all else is joined with the site's address."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from pullquote.importing.mapping.values import is_address
from pullquote.store.model.formats import slug_of
from pullquote.store.pictures.formats import FOLDER, SUFFIXES

PUBLIC = ("", "static", "public", "assets", "src", "src/assets", "content", "_assets", "app/assets")
"""Where below the root of a site its pictures can be."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|\{\{", re.IGNORECASE)
_UNSAFE = re.compile(r"[\s<>\"\\^`{|}]")


class Address(NamedTuple):
    """An address as we write it, and the file to copy for it."""

    text: str
    file: Path | None = None


@dataclass(slots=True)
class Addresses:
    """Resolves the addresses of one item, and remembers the files to copy by their path in the newsroom."""

    base: str | None
    folder: Path | None
    root: Path | None
    page: str | None = None
    media: dict[str, Path] = field(default_factory=dict)
    relative: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    """Pictures that are there and are not copied, and why."""
    _taken: dict[str, str] = field(default_factory=dict)

    def link(self, target: str) -> str:
        """An address in a text, as it is to be written there."""
        target = target.strip()
        if not target or _SCHEME.match(target):
            return f"https:{target}" if target.startswith("//") else _safe(target)
        path = self._copied(target)
        if path is not None:
            return f"/{quote(path)}"
        return self._joined(target) or _safe(target)

    def picture(self, target: str) -> str | None:
        """The address of a story's picture: on the web, or below ``media/``; None where there is neither."""
        target = target.strip()
        if target.startswith("//"):
            target = f"https:{target}"
        if target.startswith(("http://", "https://")):
            return _safe(target) if is_address(_safe(target)) else None
        if not target or _SCHEME.match(target):
            return None
        path = self._copied(target)
        if path is not None:
            return path
        if not Path(unquote(urlsplit(target).path)).suffix:
            return None  # a key of a picture, and no address
        return self._joined(target)

    def _joined(self, target: str) -> str | None:
        base = self.page if self.page and not target.startswith("/") else self.base
        if base is None:
            self.relative.append(target)
            return None
        # A path from the root of a site that is not at the root of its host is below the site.
        path = target.lstrip("/") if target.startswith("/") and urlsplit(base).path.strip("/") else target
        try:
            joined = _safe(urljoin(base if base.endswith("/") or base == self.page else f"{base}/", path))
        except ValueError:
            return None
        return joined if is_address(joined) else None

    def _copied(self, target: str) -> str | None:
        """The path in ``media`` of a picture that is among the files of the source."""
        try:
            name = unquote(urlsplit(target).path)
        except ValueError:
            return None
        if Path(name).suffix.lower() not in SUFFIXES:
            return None
        for folder in self._folders(absolute=name.startswith("/")):
            if not os.path.isfile(f"{folder}/{name.lstrip('/')}"):  # noqa: PTH113 - asked for every picture
                continue
            file, limit = (folder / name.lstrip("/")).resolve(), (self.root or folder).resolve()
            if not file.is_relative_to(limit):
                self.refused[target] = "its file is outside the source, or a link leads out of it"
            elif not os.access(file, os.R_OK):
                self.refused[target] = "its file cannot be read"
            else:
                near = file.relative_to(limit)
                steps = [slug_of(step) or "x" for step in near.parent.parts]
                path = "/".join([FOLDER, *steps, f"{slug_of(near.stem) or 'picture'}{near.suffix.lower()}"])
                self.media[path] = file
                self.refused.pop(target, None)
                return path
        return None

    def _folders(self, *, absolute: bool) -> list[Path]:
        near = [self.folder] if self.folder is not None and not absolute else []
        return [*near, *(self.root / name for name in PUBLIC)] if self.root is not None else near


def _safe(address: str) -> str:
    """An address without characters that no address has."""
    return _UNSAFE.sub(lambda found: quote(found[0]), address)
