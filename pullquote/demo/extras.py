"""What some stories of the demo newspaper have beside their text: a drawing, keywords, a correction, a former slug."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from pullquote.demo import words
from pullquote.demo.quoting import Keys, YamlValue

PICTURED = 0.4
SUMMARISED = 0.5
CORRECTED = 0.03
RENAMED = 0.02
"""The shares of articles that have each."""
DRAWINGS_A_TOPIC = 3
WIDTH, HEIGHT, HORIZON = 960, 480, 330
"""The size of a drawing in pixels, and where its ground begins."""
SKIES = (("#f7d9a8", "#e9a15b"), ("#cfe3ee", "#8fb8d0"), ("#ead7e3", "#b58fae"), ("#d9dde0", "#9aa5ad"))
"""Colours from the horizon upwards: dusk, noon, dawn, rain."""
WALLS = ("#b4432f", "#c9683f", "#8d5a4a", "#e9c46a", "#6d597a", "#457b9d", "#5f6f52")
GROUNDS = ("#1d3557", "#2a6f77", "#4d6a3a", "#5b5146")
LIT, DARK, SUN = "#fff3c4", "#22303c", "#fffaf0"


def extras(rng: Random, number: int, topic: str, day: date, facts: tuple[str, str]) -> Keys:
    """The keys of the article of that number, which was published on a day; ``facts`` are sentences about it."""
    keys: Keys = {}
    if rng.random() < SUMMARISED:
        keys["abstract"] = " ".join(facts)
    if rng.random() < PICTURED:
        name = words.TOPICS[topic][0].lower()
        keys["image"] = {
            "url": f"media/{rng.choice(drawings_of(topic))}",
            "alt": f"A drawing of houses under a wide sky, which stands for {name}",
            "credit": "Drawing by the paper",
        }
    keys["keywords"] = keywords(rng, topic)
    if rng.random() < CORRECTED:
        corrected = (day + timedelta(days=2)).isoformat()
        keys["corrections"] = [{"date": corrected, "text": rng.choice(words.CORRECTIONS)}]
    if rng.random() < RENAMED:
        keys["aliases"] = [f"article-{number}"]
    return keys


def keywords(rng: Random, topic: str) -> list[YamlValue]:
    """The topic in lower case, and one of its matters."""
    return [words.TOPICS[topic][0].lower(), rng.choice(matters_anywhere(topic) or [topic])]


def matters_anywhere(topic: str) -> list[str]:
    """The matters of a topic that name no place, without their article."""
    return [each.removeprefix("the ") for each in words.TOPICS[topic][3] if "{" not in each]


def drawings_of(topic: str) -> list[str]:
    """The names of the files of a topic's drawings."""
    return [f"{topic}-{number}.svg" for number in range(1, DRAWINGS_A_TOPIC + 1)]


def drawing(name: str) -> str:
    """The picture of that name, as SVG: houses, a hill and the sun, the same ones each time."""
    rng = Random(name)  # noqa: S311 - a drawing is no secret
    low, high = rng.choice(SKIES)
    houses = "".join(_house(rng, left, rng.randint(70, 130)) for left in range(40, WIDTH - 120, 140))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">\n'
        f'  <defs><linearGradient id="sky" x2="0" y1="1" y2="0"><stop stop-color="{low}"/>'
        f'<stop offset="1" stop-color="{high}"/></linearGradient></defs>\n'
        f'  <rect width="{WIDTH}" height="{HEIGHT}" fill="url(#sky)"/>\n'
        f'  <circle cx="{rng.randint(120, 840)}" cy="{rng.randint(70, 170)}" r="{rng.randint(26, 48)}" fill="{SUN}"/>\n'
        f'  <path d="M0 {HORIZON} Q{rng.randint(150, 400)} {rng.randint(150, 250)} {rng.randint(480, 620)} 290 '
        f'T{WIDTH} {rng.randint(220, 300)} V{HORIZON} Z" fill="{rng.choice(GROUNDS)}" opacity=".45"/>\n'
        f"{houses}"
        f'  <rect y="{HORIZON}" width="{WIDTH}" height="{HEIGHT - HORIZON}" fill="{rng.choice(GROUNDS)}"/>\n</svg>\n'
    )


def _house(rng: Random, left: int, width: int) -> str:
    """A house on the horizon: a wall, a roof, and windows of which some are lit."""
    top = HORIZON - rng.randint(50, 150)
    windows = "".join(
        f'<rect x="{x}" y="{y}" width="14" height="20" fill="{rng.choice((LIT, DARK))}"/>'
        for y in range(top + 14, HORIZON - 24, 34)
        for x in range(left + 12, left + width - 20, 28)
    )
    return (
        f'  <path d="M{left - 6} {top} L{left + width // 2} {top - rng.randint(18, 60)} L{left + width + 6} {top} Z" '
        f'fill="{DARK}"/><rect x="{left}" y="{top}" width="{width}" height="{HORIZON - top}" '
        f'fill="{rng.choice(WALLS)}"/>{windows}\n'
    )
