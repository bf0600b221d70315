"""What an item says, by what it becomes: the rules for that, and the values that are still to be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pullquote.importing.items import Item
from pullquote.importing.mapping.keys import in_order, simple, target_of
from pullquote.importing.mapping.values import is_empty

SHOWN = ("published", "ispublished")
"""Keys whose value no is no empty value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How items become stories: the owner's map, the time zone of times without one, and so on."""

    map: Mapping[str, str] = field(default_factory=dict)
    timezone: str | None = None
    base: str | None = None
    publish: bool = False
    publication: str | None = None


class NoStory(Exception):
    """An item from which no story can be made; the message says why."""


class Given:
    """The values of an item by what they become, the better names first; what is read is taken."""

    def __init__(self, item: Item, rules: Rules) -> None:
        self.met: dict[str, str] = {}
        self._by_target: dict[str, list[tuple[str, object]]] = {}
        for key in in_order(item.values):
            if is_empty(item.values[key]) and not (item.values[key] is False and simple(key) in SHOWN):
                continue
            target = target_of(key, rules.map)
            self.met[key] = target
            self._by_target.setdefault(target, []).append((key, item.values[key]))

    def take(self, target: str) -> list[tuple[str, object]]:
        """All values that become ``target``, with their keys; they are taken."""
        return self._by_target.pop(target, [])

    def rest(self) -> list[tuple[str, object]]:
        """All values that were not taken; they are taken."""
        return [each for target in list(self._by_target) for each in self.take(target)]

    def give(self, target: str, key: str, value: object) -> None:
        """Put a value back, for another target."""
        self._by_target.setdefault(target, []).append((key, value))
