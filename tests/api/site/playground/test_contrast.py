"""Text can be read: each colour on each ground, light and dark, as WCAG 2.2 has it (1.4.3: 4.5 to 1)."""

from __future__ import annotations

import re
from itertools import product

import pytest

from pullquote.api.site.playground.assets import FOLDER, STATIC

LEAST = 4.5
COLOUR = re.compile(r"--([\w-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\);")
PALETTE = {
    name: (light, dark) for name, light, dark in COLOUR.findall((STATIC / "pullquote.css").read_text())
}
TEXTS = ("ink", "soft", "accent", "good", "warn")
GROUNDS = ("paper", "panel")
PAIRS = [*product(TEXTS, GROUNDS), ("on-accent", "accent"), ("ink", "mark")]

EDITOR = re.compile(r"(\w+): \"#([0-9a-f]{6})\"")
THEMES = [
    dict(EDITOR.findall(block))
    for block in re.findall(r": Palette = \{(.*?)\};", (FOLDER / "src" / "themes.ts").read_text(), re.DOTALL)
]


def luminance(colour: str) -> float:
    """The relative luminance of a colour of sRGB, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_of_the_pages(text: str, ground: str, scheme: int) -> None:
    assert contrast(PALETTE[text][scheme], PALETTE[ground][scheme]) >= LEAST


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_of_the_editor(scheme: int) -> None:
    palette = THEMES[scheme]
    assert len(palette) > 5
    for ground in (PALETTE["paper"][scheme], PALETTE["panel"][scheme], palette["panel"]):
        for name, colour in palette.items():
            if name != "panel":
                assert contrast(colour, ground) >= LEAST, name


def test_black_on_white_is_the_most() -> None:
    assert contrast("000000", "ffffff") == pytest.approx(21)
