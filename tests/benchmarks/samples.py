"""What a small newsroom has to ask for."""

from __future__ import annotations

from benchmarks.samples import Samples

SAMPLES = Samples(
    slugs=("one", "two"),
    cursors=("c1", "c2"),
    topics=("t",),
    years=("2024",),
    words=("“quoted” \\ words",),
    third_pages=(("p", "c"),),
    stories=({"id": "1"}, {"id": "2"}),
)
