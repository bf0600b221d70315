"""What a resolver knows besides its parent and arguments: the snapshot that answers, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import strawberry

from pullquote.store.pages import MAX_PAGE_SIZE, PAGE_SIZE
from pullquote.store.snapshot import Snapshot


class Viewer(Enum):
    """Who is asking."""

    PUBLIC = "public"
    PREVIEW = "preview"


@dataclass(frozen=True)
class Context:
    """One operation's context: it is answered from one snapshot, from the first field to the last.

    ``snapshot`` is already the one that ``viewer`` may see, so that no resolver has to check. The page sizes
    are the records of a page whose size a client does not say, and at most.
    """

    snapshot: Snapshot
    viewer: Viewer = Viewer.PUBLIC
    request_id: str = ""
    page_size: int = PAGE_SIZE
    max_page_size: int = MAX_PAGE_SIZE


Info = strawberry.Info[Context, None]
"""The ``info`` of every resolver; only its ``context`` is used."""
