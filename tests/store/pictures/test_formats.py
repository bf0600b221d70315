"""Paths below ``media/`` are written plainly, and each has one address."""

from __future__ import annotations

import pytest

from pullquote.store.pictures.formats import address_of, format_of_name, is_media_path, path_of_address


@pytest.mark.parametrize("path", ["media/a.jpg", "media/2024/ä b.JPG", "media/a..b.png", "media/.a.png"])
def test_paths_of_pictures(path: str) -> None:
    assert is_media_path(path)
    assert path_of_address(address_of(path, "00")) == path


@pytest.mark.parametrize(
    "path",
    ["", "media", "media/", "/media/a", "media//a", "media/./a", "media/../a", "media/a/", "x/media/a", "media/a\\b", "media/a\n"],
)  # fmt: skip
def test_other_texts_are_none(path: str) -> None:
    assert not is_media_path(path)


def test_an_address_elsewhere_has_no_path() -> None:
    for address in ("https://example.org/media/a.png", "media/a.png", "/other/a.png", "/media/%2e%2e/a.png"):
        assert path_of_address(address) is None


def test_names_say_formats_in_any_case() -> None:
    names = ("a.JPG", "media/b.c/d.svg", "a", "media/a.b/c", ".png", "a.txt")
    found = [each.media_type if (each := format_of_name(name)) else None for name in names]
    assert found == ["image/jpeg", "image/svg+xml", None, None, "image/png", None]
