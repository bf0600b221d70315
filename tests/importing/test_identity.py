"""Which item is which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pullquote.importing.identity import EVERYWHERE, Identities
from pullquote.importing.items import Item
from pullquote.importing.state import State

LOCAL = Item(key="a.xml#1", where="a.xml, post 1", file="a.xml", body="A.")
GLOBAL = replace(LOCAL, key="https://courier.example/?p=1")


@pytest.fixture
def identities(tmp_path: Path) -> Iterator[Identities]:
    with State(tmp_path, dry=False) as state:
        yield Identities(state, "scope", "rules")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (LOCAL, LOCAL, ("scope", "a.xml#1#2", 1)),
        (GLOBAL, GLOBAL, (EVERYWHERE, f"{GLOBAL.key}#2", 1)),
        (GLOBAL, replace(GLOBAL, file="b.xml"), (EVERYWHERE, GLOBAL.key, 0)),
        (GLOBAL, replace(GLOBAL, file="b.xml", body="B."), (EVERYWHERE, f"{GLOBAL.key}#2", 1)),
        (GLOBAL, LOCAL, ("scope", "a.xml#1", 0)),
    ],
)
def test_an_item_that_comes_again(
    identities: Identities, first: Item, second: Item, expected: tuple[str, str, int]
) -> None:
    scope, key, _ = identities.name(first, identities.fingerprint(first))
    assert not identities.is_met(scope, key)
    identities.meet(first, scope, key, identities.fingerprint(first))
    assert identities.is_met(scope, key)
    assert identities.name(second, identities.fingerprint(second)) == expected
