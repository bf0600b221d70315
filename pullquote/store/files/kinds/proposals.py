"""The quotes of a story that a program proposed, and that nobody has confirmed yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pullquote.store.files.kinds.fields import MAX_ITEMS
from pullquote.store.files.syntax.trees import ListNode, MappingNode, Node, Position
from pullquote.store.model.file_problems import FileProblems, Range
from pullquote.store.model.problems import TO_REVIEW
from pullquote.store.model.records import ReviewTier

TIERS = frozenset(tier.value for tier in ReviewTier)


def check_proposals(tree: MappingNode, faults: FileProblems) -> tuple[Range, ...]:
    """Where the proposed quotes of a story stand, all their keys included; one warning says how many there are.

    Whatever else is wrong inside of them is no business of the public.
    """
    nodes = [
        node
        for node in tree.items("quotes")[:MAX_ITEMS]
        if isinstance(node, MappingNode) and node.child("review") is not None
    ]
    if not nodes:
        return ()
    ranges = tuple((node.position, max(_places(node))) for node in nodes)
    faults.proposals.update(ranges)
    tiers = Counter(tier for node in nodes if (tier := node.value["review"]) in TIERS)
    if tiers:
        number = tiers.total()
        noun = "quote is a proposal" if number == 1 else "quotes are proposals"
        counts = ", ".join(f"{count} {tier}" for tier, count in sorted(tiers.items(), key=str))
        message = f"{number} {noun} that nobody has confirmed: {counts}"
        faults.add(
            TO_REVIEW,
            *nodes[0].key_at(("review",)),
            message,
            "run pullquote review, or delete the line review: of each that is right",
        )
    return ranges


def _places(node: Node) -> Iterator[Position]:
    """Where a node and all that is inside of it begin."""
    yield node.position
    if isinstance(node, MappingNode):
        yield from node.keys.values()
        yield from node.repeated
    if isinstance(node, MappingNode | ListNode):
        for child in node.children.values() if isinstance(node, MappingNode) else node.children:
            yield from _places(child)
