"""The pictures of the demo newsroom are drawings of our own, the same ones each time."""

from __future__ import annotations

import pytest

from pullquote.demo import words
from pullquote.demo.extras import drawing
from pullquote.store.pictures.reading import read_picture


@pytest.mark.parametrize("topic", words.TOPICS)
def test_a_drawing_is_a_picture_of_its_topic(topic: str) -> None:
    picture = read_picture(f"media/{topic}.svg", drawing(topic).encode())
    assert (picture.media_type, picture.width, picture.height) == ("image/svg+xml", 960, 480)
    assert drawing(topic) == drawing(topic)
    assert len({drawing(each) for each in words.TOPICS}) == len(words.TOPICS)
