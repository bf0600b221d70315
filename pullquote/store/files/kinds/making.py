"""Makes the records of the kinds that are listed by name: slugs become the records themselves.

A record has the attributes that its class says, each with what the key of the same name says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields
from typing import Any, NamedTuple, TypeVar

from pullquote.store.files.kinds.parts import ImageKeys
from pullquote.store.model.bodies import Image
from pullquote.store.model.ids import global_id
from pullquote.store.model.kinds import Kind, Kinds, Path

Record = TypeVar("Record")
Named = Mapping[str, Mapping[str, Any]]
"""Records that are no stories, by the names of their kinds and by their slugs."""


def named_records(
    kinds: Kinds,
    slugs: Mapping[str, Mapping[str, object]],
    keys_of: Callable[[str, str], object],
    known: Named,
    remade: AbstractSet[tuple[str, str]],
    *,
    former: Mapping[str, Mapping[str, str]],
    image_of: Callable[[ImageKeys], Image],
) -> dict[str, dict[str, Any]]:
    """The records of all kinds but stories, of some ``slugs`` each: those that are ``known`` and need not be
    ``remade``, and new ones of what ``keys_of`` a kind's name and a slug gives. ``former`` are the slugs by aliases, and
    ``image_of`` makes a picture of its keys.

    They may refer to each other in circles, so they are all there before the first is given its attributes.
    """
    by_kind: dict[str, dict[str, Any]] = {}
    making: list[tuple[Kind, str]] = []
    for name, kind in kinds.items():
        if not kind.is_story:
            found = known.get(name, {})
            kept = {slug: found[slug] for slug in slugs[name] if slug in found and (name, slug) not in remade}
            missing = [slug for slug in slugs[name] if slug not in kept]
            by_kind[name] = kept | {slug: object.__new__(kind.record) for slug in missing}
            making += [(kind, slug) for slug in missing]
    by_name = {name: with_former(records, former[name]) for name, records in by_kind.items()}
    for kind, slug in making:
        record = by_kind[kind.name][slug]
        vars(record).update(id=global_id(kind.type_name, slug), slug=slug)
        _Maker(kind, record, by_name, image_of).fill(record, keys_of(kind.name, slug))
    return by_kind


def with_former(records: Mapping[str, Record], former: Mapping[str, str]) -> Mapping[str, Record]:
    """Records by their slugs and by their former ones."""
    return {**{alias: records[slug] for alias, slug in former.items()}, **records} if former else records


class _Maker(NamedTuple):
    """Gives a record its attributes."""

    kind: Kind
    whole: Any
    by_name: Named
    image_of: Callable[[ImageKeys], Image]

    def fill(self, record: Any, keys: object, path: Path = ()) -> Any:
        """Give a record, or the part of one that is at a path, the attributes that it does not have yet."""
        attributes = vars(record)
        for field in fields(record):
            if field.name not in attributes:
                attributes[field.name] = self.value(getattr(keys, field.name), (*path, field.name))
        return record

    def value(self, said: Any, path: Path) -> Any:
        """What an attribute is, by what is said in its key."""
        kinds = self.kind.links.get(path)
        if said is None:
            return None
        if isinstance(said, ImageKeys):
            return self.image_of(said)
        if isinstance(said, list):
            items = [self.value(item, (*path, "*")) for item in said]
            return tuple(dict.fromkeys(items) if (*path, "*") in self.kind.links else items)
        if kinds:
            return next(self.by_name[kind][said] for kind in kinds if said in self.by_name[kind])
        if path[1:] in ((), ("*",)) and (part := self.kind.parts.get(path[0])):
            record = object.__new__(part)
            vars(record)[self.kind.noun] = self.whole
            return self.fill(record, said, path)
        return said
