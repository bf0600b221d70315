"""Pictures are known by what is in them, their size is read from the header, and nothing is decoded."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from pullquote.store.pictures.reading import MAX_PICTURE_BYTES, NotAPicture, read_picture


def drawn(form: str, size: tuple[int, int], **options: object) -> bytes:
    data = BytesIO()
    Image.new("RGB", size, "navy").save(data, form, **options)
    return data.getvalue()


def turned(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return drawn("JPEG", (40, 30), exif=exif)


def svg(root: str, before: str = "") -> bytes:
    return f"{before}<svg xmlns='http://www.w3.org/2000/svg' {root}><path d='M0 0h9'/></svg>".encode()


@pytest.mark.parametrize(
    ("path", "data", "media_type", "size"),
    [
        ("a.jpg", drawn("JPEG", (40, 30)), "image/jpeg", (40, 30)),
        ("a.JPEG", drawn("JPEG", (40, 30)), "image/jpeg", (40, 30)),
        ("a.jpg", turned(3), "image/jpeg", (40, 30)),
        ("a.jpg", turned(6), "image/jpeg", (30, 40)),
        ("a.png", drawn("PNG", (41, 31)), "image/png", (41, 31)),
        ("a.gif", drawn("GIF", (42, 32)), "image/gif", (42, 32)),
        ("a.webp", drawn("WEBP", (43, 33)), "image/webp", (43, 33)),
        ("a.webp", drawn("WEBP", (44, 34), lossless=True), "image/webp", (44, 34)),
        ("a.webp", drawn("WEBP", (45, 35), exif=b"Exif\0\0"), "image/webp", (45, 35)),
        ("a.avif", drawn("AVIF", (46, 36)), "image/avif", (46, 36)),
        ("a.svg", svg("width='47' height='37px'"), "image/svg+xml", (47, 37)),
        ("a.svg", svg("viewBox='0 0 480 380.4'"), "image/svg+xml", (480, 380)),
        ("a.svg", svg("width='100%' height='5cm' viewBox='0,0,49,39'"), "image/svg+xml", (49, 39)),
        ("a.svg", svg(""), "image/svg+xml", (None, None)),
        ("a.svg", svg("width='0' height='0'"), "image/svg+xml", (None, None)),
        (
            "a.svg",
            svg("width='4' height='3'", "\ufeff<?xml version='1.0'?>\n<!-- drawn -->\n<!DOCTYPE svg>\n"),
            "image/svg+xml",
            (4, 3),
        ),
    ],
)
def test_the_type_and_the_size_are_those_of_the_content(
    path: str, data: bytes, media_type: str, size: tuple[int | None, int | None]
) -> None:
    picture = read_picture(f"media/{path}", data)
    assert (picture.media_type, (picture.width, picture.height)) == (media_type, size)
    assert picture.bytes == len(data)


def test_other_bytes_have_another_hash() -> None:
    data = drawn("PNG", (4, 3))
    assert read_picture("a.png", data).digest == read_picture("b.png", data).digest
    assert read_picture("a.png", data + b" ").digest != read_picture("a.png", data).digest


@pytest.mark.parametrize(
    ("path", "data", "message", "suggestion"),
    [
        ("a.png", b"", "the file is empty", None),
        (
            "a.png",
            drawn("JPEG", (4, 3)),
            "by its name this is a PNG, and it is a JPEG",
            'rename it to "a.jpg"',
        ),
        ("a.jpg", svg(""), "by its name this is a JPEG, and it is an SVG", 'rename it to "a.svg"'),
        (
            "a.svg",
            drawn("PNG", (4, 3)),
            "by its name this is an SVG, and it is a PNG",
            'rename it to "a.png"',
        ),
        ("a.svg", b"<html><svg></svg></html>", "this is not an SVG", "export it again"),
        ("a.png", b"version https://git-lfs.github.com/spec/v1\n", "this is not a PNG", "export it again"),
        ("a.jpg", drawn("JPEG", (40, 30))[:30], "the JPEG cannot be read", "export it again"),
        ("a.png", drawn("PNG", (40, 30))[:12], "the PNG cannot be read", "export it again"),
        ("a.gif", b"GIF89a", "the GIF cannot be read", "export it again"),
        ("a.webp", drawn("WEBP", (40, 30))[:20], "the WebP cannot be read", "export it again"),
        ("a.avif", drawn("AVIF", (40, 30))[:40], "the AVIF cannot be read", "export it again"),
        ("a.svg", b"<svg width='1", "the SVG cannot be read", "export it again"),
        (
            "a.png",
            b"\x89PNG\r\n\x1a\n" + bytes(MAX_PICTURE_BYTES),
            "the picture has more than 20,000,000 bytes",
            "save a smaller one",
        ),
    ],
    ids=lambda part: str(part)[:30],
)
def test_what_is_not_the_picture_that_its_name_says_is_refused(
    path: str, data: bytes, message: str, suggestion: str | None
) -> None:
    with pytest.raises(NotAPicture) as refused:
        read_picture(f"media/{path}", data)
    assert str(refused.value) == message
    assert (refused.value.suggestion or "").startswith(suggestion or "")


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@pytest.mark.parametrize(
    ("path", "data", "size"),
    [
        (
            "a.png",
            b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"")),
            (60_000, 60_000),
        ),
        ("a.gif", b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0) + b";", None),
        (
            "a.webp",
            b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\xff\xff\xff" * 2,
            (16_777_216, 16_777_216),
        ),
    ],
)
def test_a_picture_of_gigabytes_in_a_small_file_costs_nothing(
    path: str, data: bytes, size: tuple[int, int] | None
) -> None:
    if size is None:
        with pytest.raises(NotAPicture):
            read_picture(path, data)
    else:
        picture = read_picture(path, data)
        assert (picture.width, picture.height) == size


def test_entities_in_an_svg_are_not_expanded_without_end() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "x" * 10}">' for n in range(12))
    data = f'<!DOCTYPE svg [{bomb}]><svg width="&a11;" height="1"/>'.encode()
    with pytest.raises(NotAPicture):
        read_picture("media/a.svg", data)
