"""What some stories of the demo newspaper have beside their text: a drawing, keywords, a correction, a former slug."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from pullquote.demo import words
from pullquote.demo.quoting import Keys

PICTURED = 0.3
SUMMARISED = 0.5
CORRECTED = 0.03
RENAMED = 0.02
"""The shares of articles that have each."""
COLOURS = ("#1d3557", "#457b9d", "#a8dadc", "#b4432f", "#e9c46a", "#2a9d8f", "#6d597a")


def extras(rng: Random, number: int, topic: str, day: date, facts: tuple[str, str]) -> Keys:
    """The keys of the article of that number, which was published on a day; ``facts`` are sentences about it."""
    name, _, _, matters = words.TOPICS[topic]
    keys: Keys = {}
    if rng.random() < SUMMARISED:
        keys["abstract"] = " ".join(facts)
    if rng.random() < PICTURED:
        keys["image"] = {
            "url": f"media/{topic}.svg",
            "alt": f"A drawing that stands for {name.lower()}",
            "credit": "Drawing by the paper",
        }
    keys["keywords"] = [
        name.lower(),
        rng.choice([each.removeprefix("the ") for each in matters if "{" not in each] or [topic]),
    ]
    if rng.random() < CORRECTED:
        corrected = (day + timedelta(days=2)).isoformat()
        keys["corrections"] = [{"date": corrected, "text": "An earlier version gave another day."}]
    if rng.random() < RENAMED:
        keys["aliases"] = [f"article-{number}"]
    return keys


def drawing(topic: str) -> str:
    """The picture of a topic, as SVG: a few bars, the same ones each time."""
    rng = Random(topic)  # noqa: S311 - a drawing is no secret
    bars = "".join(
        f'  <rect x="{60 + 150 * place}" y="{400 - height}" width="110" height="{height}" fill="{rng.choice(COLOURS)}"/>\n'
        for place in range(6)
        for height in (rng.randrange(60, 340),)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 480">\n'
        f'  <rect width="960" height="480" fill="#f6f3ec"/>\n{bars}</svg>\n'
    )
