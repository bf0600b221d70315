"""Stories that are not in memory.

Of one that is served, much is asked again and again: its record has what is known of it, and gets the rest once that is
asked for. One that is only published is read once, and looked at no more until it changes: there is as little of it as
says whether it has.
"""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Self

from pullquote.store.files.parsing import Outline
from pullquote.store.model.digests import DIGEST_BYTES
from pullquote.store.model.records import Article, Editorial, Story

if TYPE_CHECKING:
    from pullquote.store.files.linker import Linker

READING = RLock()
"""Held while a story is read."""


class UnreadStory(NamedTuple):
    """What a story is made of when it is asked for: see :class:`~pullquote.store.model.unread.Unread`."""

    linker: Linker
    entity: Outline
    kind: str
    for_public: bool

    def read_into(self, story: Story) -> None:
        """Make the story, once, however many ask; everybody sees either none of the new fields or all."""
        with READING:
            if "unread" in vars(story):
                made = self._made(story)
                vars(story).update(vars(made))
                del vars(story)["unread"]

    def read_copy(self, story: Story) -> Story:
        """Make another record of the story."""
        return self._made(None, story.digest)

    def _made(self, story: Story | None, digest: str | None = None) -> Story:
        return self.linker.story(
            self.entity.read(), self.kind, story, digest=digest, for_public=self.for_public
        )


class StoredStory(Story):
    """A story that stays on disk: a few bytes are in memory. Whatever else is asked of it is read and forgotten again.

    All of it is public, as soon as any of it is. ``entity`` is what its file says.
    """

    __slots__ = ("_digest", "_linker", "entity")
    kind: ClassVar[str]
    entity: Outline
    _linker: Linker
    _digest: int

    def __init__(self, linker: Linker, entity: Outline, digest: str) -> None:
        object.__setattr__(self, "_linker", linker)
        object.__setattr__(self, "entity", entity)
        object.__setattr__(self, "_digest", int(digest, 16))  # a third of the text

    def read_copy(self, _story: Story | None = None) -> Story:
        """The story with all its fields; see :class:`~pullquote.store.model.unread.Unread`."""
        return self._linker.story(self.entity.read(), self.kind, digest=self.digest)

    def read_into(self, story: Story) -> None:
        """Do nothing: it has all its fields, each of which is read whenever it is asked for."""

    @property
    def story(self) -> Self:
        """Itself: see :class:`~pullquote.store.files.linking.Linked`."""
        return self

    @property
    def public(self) -> Self:
        """Itself, as above."""
        return self

    if not TYPE_CHECKING:  # to a type checker, every story has all its fields

        @property
        def slug(self) -> str:
            """Its slug."""
            return self.entity.slug

        @property
        def digest(self) -> str:
            """Its hash."""
            return f"{self._digest:0{2 * DIGEST_BYTES}x}"

        @property
        def unread(self) -> Self:
            """What it is read from."""
            return self

        def __getattr__(self, name: str) -> object:
            """Any other field."""
            if name not in self.__dataclass_fields__:
                raise AttributeError(f"{type(self).__name__!r} has no attribute {name!r}")
            return getattr(self.read_copy(), name)


class StoredArticle(StoredStory, Article):
    """An article that stays on disk."""

    __slots__ = ()
    kind = "articles"


class StoredEditorial(StoredStory, Editorial):
    """An editorial that stays on disk."""

    __slots__ = ()
    kind = "editorials"


STORED = {made.kind: made for made in (StoredArticle, StoredEditorial)}
"""What is made of the stories of each kind."""
