"""A story of the demo newspaper while it is written."""

from __future__ import annotations

from calendar import day_name, month_name
from dataclasses import dataclass, field
from datetime import date
from random import Random

from pullquote.demo.world import InventedOrganization, InventedPerson, World


class Placeholders(dict[str, str]):
    """The placeholders of a sentence, each drawn when the sentence asks for it."""

    def __init__(self, rng: Random, matter: str, places: tuple[str, str], organization: str) -> None:
        super().__init__(m=matter, M=matter[0].upper() + matter[1:], p=places[0], q=places[1], o=organization)
        self.rng = rng

    def __missing__(self, placeholder: str) -> str:
        rng = self.rng
        match placeholder:
            case "n":
                return str(rng.randint(3, 40))
            case "k":
                return str(rng.randint(41, 990))
            case "pc":
                return str(rng.randint(4, 96))
            case "y":
                return str(rng.randint(1987, 2017))
            case "mon":
                return month_name[rng.randint(1, 12)]
            case "day":
                return day_name[rng.randint(0, 6)]
            case "c":
                return f"{rng.randint(2, 890)} million crowns"
        raise KeyError(placeholder)


@dataclass
class StoryDraft:
    """A story while it is written: what it is about, who was printed already, which sentences are used up."""

    world: World
    rng: Random
    day: date
    section: str
    placeholders: Placeholders
    known: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    people: list[InventedPerson] = field(default_factory=list)
    organizations: list[InventedOrganization] = field(default_factory=list)

    def sentence(self, patterns: tuple[str, ...]) -> str:
        """One of the patterns that the story has not used yet, filled in."""
        pattern = self.fresh(patterns)
        return pattern.format_map(self.placeholders)

    def fresh(self, patterns: tuple[str, ...]) -> str:
        """One of the patterns that the story has not used yet."""
        left = [pattern for pattern in patterns if pattern not in self.used] or list(patterns)
        pattern = self.rng.choice(left)
        self.used.add(pattern)
        return pattern
