"""Passages that were invented for these rules, with who says what in them, and how many the rules get right.

A file holds passages between lines of ``---``: ``#`` what it is an example of, ``=`` words that somebody says, with the
full name (``-`` where nobody is named), the office as printed and ``indirect``, and ``!`` words that nobody says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pullquote.importing.proposals.proposing import Proposal, propose
from pullquote.store.quotes.bodies import parse_body

FOLDER = Path(__file__).parent
DATE = "2024-10-30"


class Gold(NamedTuple):
    words: str
    name: str | None
    office: str | None
    is_direct: bool


class Passage(NamedTuple):
    about: str
    text: str
    quotes: list[Gold]
    no_quotes: list[str]


class Figures(NamedTuple):
    """Shares of what was right, and what was wrong, to be read."""

    counts: Counter[str]
    wrong: list[str]

    def share(self, right: str, of: str) -> float:
        return self.counts[right] / self.counts[of] if self.counts[of] else 1.0

    def __str__(self) -> str:
        pairs = (
            ("speaker", "direct"), ("name", "named"), ("office", "offices"), ("indirect right", "indirect"),
            ("right A", "tier A"), ("right B", "tier B"), ("right C", "tier C"), ("left", "no quotes"),
        )  # fmt: skip
        return ", ".join(f"{right} {self.share(right, of):.3f} of {self.counts[of]}" for right, of in pairs)


def passages(name: str) -> Iterator[Passage]:
    for record in (FOLDER / name).read_text(encoding="utf-8").split("\n---\n"):
        about, quotes, no_quotes, text = "", [], [], []
        for line in record.strip("\n").split("\n"):
            if line.startswith("# "):
                about = line[2:]
            elif line.startswith("= "):
                parts = [part.strip() for part in line[2:].split("|")]
                words, name_, office, kind, *_ = [
                    parts[0],
                    *(part.replace("'", "’") for part in parts[1:]),
                    "",
                    "",
                    "",
                ]
                quotes.append(
                    Gold(words, None if name_ == "-" else name_, office or None, kind != "indirect")
                )
            elif line.startswith("! "):
                no_quotes.append(line[2:])
            else:
                text.append(line)
        yield Passage(about, "\n".join(text), quotes, no_quotes)


def figures(name: str) -> Figures:
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for passage in passages(name):
        body = parse_body(passage.text)
        assert body is not None
        found = propose(body.blocks, date=DATE)
        for proposal in found:
            for (start, end), text in zip(proposal.parts, proposal.texts, strict=True):
                assert " ".join(body.text[start:end].split()) == text
        used: set[int] = set()
        for gold in passage.quotes:
            wrong += _count(gold, found, counts, used, passage.about)
        for proposal in found:
            if id(proposal) not in used and proposal.is_direct:
                counts[f"tier {proposal.tier}"] += 1
                wrong.append(f"{passage.about}: proposed {proposal.texts} {_name(proposal)} {proposal.rule}")
        for words in passage.no_quotes:
            counts["no quotes"] += 1
            counts["left"] += not any(
                words in text for each in found for text in each.texts if each.is_direct
            )
    return Figures(counts, wrong)


def _name(proposal: Proposal) -> str | None:
    return proposal.who.name if proposal.who else None


def _count(
    gold: Gold, found: list[Proposal], counts: Counter[str], used: set[int], about: str
) -> Iterator[str]:
    kind = "direct" if gold.is_direct else "indirect"
    counts[kind] += 1
    counts["named"] += gold.name is not None and gold.is_direct
    counts["offices"] += gold.office is not None
    one = next(
        (
            each
            for each in found
            if each.is_direct is gold.is_direct and any(text.startswith(gold.words) for text in each.texts)
        ),
        None,
    )
    if one is None:
        yield f"{about}: not proposed: {gold.words}"
        return
    name = _name(one)
    surname = (gold.name or "").split()[-1:] == (name or "").split()[-1:]
    counts["speaker" if gold.is_direct else "indirect right"] += surname
    counts["name"] += gold.is_direct and gold.name is not None and name == gold.name
    is_office = gold.office is not None and (one.office or "").lower() == gold.office.lower()
    counts["office"] += is_office
    if gold.is_direct and id(one) not in used:
        counts[f"tier {one.tier}"] += 1
        counts[f"right {one.tier}"] += name == gold.name
    used.add(id(one))
    if name != gold.name or (gold.office and not is_office):
        yield f"{about}: {gold.words}: {name}, {one.office} ({one.rule}, {one.tier}), not {gold.name}, {gold.office}"
