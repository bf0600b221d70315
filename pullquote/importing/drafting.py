"""Items as drafts with their proposed quotes: what needs no memory of other items, so that other processes do it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import NamedTuple, TypeVar

from pullquote.importing.extra import MissingPackage
from pullquote.importing.items import Draft, Item, Site, said_by
from pullquote.importing.mapping.given import NoStory, Rules
from pullquote.importing.mapping.languages import Languages
from pullquote.importing.mapping.stories import draft_of
from pullquote.importing.proposals.reading.people import KnownNames
from pullquote.importing.quoting import ProposedQuotes, proposed_quotes
from pullquote.store.files.parallel import processors
from pullquote.store.files.processes import run_all

T = TypeVar("T")

POOLED_FROM = 200
"""So many items take longer to draft than processes take to start (a second)."""
CHUNK = 25
"""Items that are handed to a process at once: it bounds what waits in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How items become drafts. ``known`` are the names of the newsroom before the import, by which speakers are
    recognized; None where no quotes are proposed."""

    site: Site
    rules: Rules
    languages: Languages
    known: KnownNames | None


class Drafted(NamedTuple):
    """An item as a draft, with what became of each of its keys, and the quotes that are proposed for it."""

    draft: Draft
    met: Mapping[str, str]
    proposed: ProposedQuotes


def drafts(
    manner: Manner, incoming: Iterable[T], item_of: Callable[[T], Item | None], workers: int | None = None
) -> Iterator[tuple[T, Drafted | NoStory | None]]:
    """What comes in, in its order, each with the draft of its item, or why it is no story; None where it has no item.

    ``workers`` is how many processes share the work: as many as there are processors where it is None and there
    is much. Raises MissingPackage without the extra ``import``.
    """
    rest = iter(incoming)
    first = list(islice(rest, POOLED_FROM))
    if workers is None:
        workers = processors() if len(first) == POOLED_FROM else 1
    waiting: deque[Sequence[T]] = deque()
    sent = _sent(chain(first, rest), item_of, waiting)
    first = []
    draft_chunk = partial(_draft_chunk, manner)
    for drafted in run_all(draft_chunk, sent, workers) if workers > 1 else map(draft_chunk, sent):
        found = iter(drafted)
        for one in waiting.popleft():
            draft = next(found) if item_of(one) is not None else None
            if isinstance(draft, MissingPackage):
                raise draft
            yield one, draft


def _sent(
    incoming: Iterator[T], item_of: Callable[[T], Item | None], waiting: deque[Sequence[T]]
) -> Iterator[list[Item]]:
    """The items of each chunk of what comes in; the chunks wait for their results."""
    while chunk := list(islice(incoming, CHUNK)):
        waiting.append(chunk)
        yield [item for one in chunk if (item := item_of(one)) is not None]


def _draft_chunk(manner: Manner, items: Sequence[Item]) -> list[Drafted | NoStory | MissingPackage]:
    return [_drafted(manner, item) for item in items]


def _drafted(manner: Manner, item: Item) -> Drafted | NoStory | MissingPackage:
    try:
        draft, met = draft_of(item, manner.site, manner.rules, manner.languages)
        known = manner.known
        return Drafted(
            draft,
            met,
            ProposedQuotes() if known is None else proposed_quotes(draft, manner.languages.of(draft), known),
        )
    except (NoStory, MissingPackage) as error:
        return error
    except Exception as error:  # noqa: BLE001 - any one item can be broken in any way, and the others are not
        return NoStory(f"cannot be made a story: {said_by(error)}")
