"""A story of the demo newspaper while it is written."""

from __future__ import annotations

from calendar import day_name, month_name
from dataclasses import dataclass, field
from datetime import date
from random import Random

from pullquote.demo.cast import Cast, House, Voice


class Slots(dict[str, str]):
    """The slots of a sentence, each drawn when the sentence asks for it."""

    def __init__(self, rng: Random, matter: str, places: tuple[str, str], house: str) -> None:
        super().__init__(m=matter, M=matter[0].upper() + matter[1:], p=places[0], q=places[1], o=house)
        self.rng = rng

    def __missing__(self, slot: str) -> str:
        rng = self.rng
        match slot:
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
        raise KeyError(slot)


@dataclass
class Desk:
    """A story while it is written: what it is about, who was printed already, which sentences are used up."""

    cast: Cast
    rng: Random
    day: date
    section: str
    slots: Slots
    known: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    voices: list[Voice] = field(default_factory=list)
    houses: list[House] = field(default_factory=list)

    def sentence(self, patterns: tuple[str, ...]) -> str:
        """One of the patterns that the story has not used yet, filled in."""
        pattern = self.fresh(patterns)
        return pattern.format_map(self.slots)

    def fresh(self, patterns: tuple[str, ...]) -> str:
        """One of the patterns that the story has not used yet."""
        left = [pattern for pattern in patterns if pattern not in self.used] or list(patterns)
        pattern = self.rng.choice(left)
        self.used.add(pattern)
        return pattern
