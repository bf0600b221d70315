"""A cursor survives the way through a client, and nothing else passes for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.model.cursors import MAX_CURSOR_LENGTH, Cursor, InvalidCursor, decode
from pullquote.store.model.errors import BadInput

CURSOR = Cursor("stories:LATEST_DATE:DESC", (-1730073600000000,), "QXJ0aWNsZTph")
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def read(text: str, shape: tuple[type, ...] = (int,)) -> Cursor:
    return decode(text, CURSOR.ordering, shape, "after")


@given(
    st.lists(
        st.integers(-(2**63), 2**63) | st.text(st.characters(exclude_categories=["Cs"])) | st.none(),
        min_size=1,
    ),
    st.text(st.characters(exclude_categories=["Cs"])),
)
def test_what_was_encoded_is_decoded(key: list[int | str | None], identity: str) -> None:
    cursor = Cursor("an order", tuple(key), identity)
    shape = tuple(int if value is None else type(value) for value in key)
    assert decode(cursor.encode(), "an order", shape, "after") == cursor


def test_it_can_stand_in_an_address_as_it_is() -> None:
    assert set(CURSOR.encode()) <= set(ALPHABET)


@given(st.data())
def test_a_changed_character_is_noticed(data: st.DataObject) -> None:
    text = CURSOR.encode()
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from(ALPHABET).filter(lambda character: character != text[place]))
    with pytest.raises(InvalidCursor, match='"after" is not a cursor'):
        read(text[:place] + other + text[place + 1 :])


@given(st.text())
def test_any_other_text_is_none(text: str) -> None:
    with pytest.raises(InvalidCursor):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "=",
        "A",
        "null",
        "20",
        CURSOR.encode() + "=",
        CURSOR.encode() + "==",
        CURSOR.encode()[:-1],
        f" {CURSOR.encode()}",
        CURSOR.encode() + "\n",
        CURSOR.encode()[:9] + "*" + CURSOR.encode()[9:],
        "A" * (MAX_CURSOR_LENGTH + 1),
    ],
)
def test_it_is_not_mended(text: str) -> None:
    with pytest.raises(InvalidCursor):
        read(text)


def test_it_is_not_read_in_the_other_alphabet_of_base64() -> None:
    text = next(
        text
        for number in range(100)
        if {"-", "_"} <= set(text := Cursor(CURSOR.ordering, (number,), "x" * number).encode())
    )
    assert read(text).ordering == CURSOR.ordering
    for other in (text.replace("-", "+"), text.replace("_", "/"), text.replace("-", "*")):
        with pytest.raises(InvalidCursor, match='"after" is not a cursor'):
            read(other)


def test_one_of_another_order_is_refused_by_name() -> None:
    text = Cursor("stories:HEADLINE:ASC", ("a",), "x").encode()
    with pytest.raises(BadInput, match=r"stories:HEADLINE:ASC.*stories:LATEST_DATE:DESC"):
        read(text, (str,))


@pytest.mark.parametrize("key", [(), ("2024",), (1, 2), (True,), (1.5,)])
def test_one_with_another_key_is_refused(key: tuple[int | str, ...]) -> None:
    with pytest.raises(InvalidCursor, match="start again"):
        read(Cursor(CURSOR.ordering, key, "x").encode())
