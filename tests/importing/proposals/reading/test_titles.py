"""Where a name begins behind what stands before it in a run of capitalized words."""

from __future__ import annotations

import pytest

from pullquote.importing.proposals.reading.titles import Piece, name_from


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mayor Ida Brook", "Ida Brook"),
        ("Dr Ida Brook", "Ida Brook"),
        ("Head Girl Ida Brook", "Ida Brook"),
        ("Old Tom Hale", "Tom Hale"),
        ("Opposition R. Manivannan", "R. Manivannan"),
        ("Farheen Sheikh", "Farheen Sheikh"),
        ("Simon Baker", "Simon Baker"),
        ("Captain Baker", "Baker"),
        ("Forecaster Delroy Speight", "Delroy Speight"),
    ],
)
def test_a_name_begins_behind_titles(text: str, name: str) -> None:
    pieces, at = [], 0
    for word in text.split():
        pieces.append(Piece(word, at, at + len(word)))
        at += len(word) + 1
    assert " ".join(piece.word for piece in pieces[name_from(text, pieces) :]) == name
