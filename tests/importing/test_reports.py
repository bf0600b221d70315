"""The account of an import."""

from __future__ import annotations

from pathlib import Path

from pullquote.importing.items import Note
from pullquote.importing.reports import CHUNK, Entry, Report


def test_every_entry_comes_back_in_order(tmp_path: Path) -> None:
    report = Report()
    for number in range(CHUNK + 3):
        report.add(Entry(where=str(number), outcome="written", notes=[Note("guessed", "a <date>")]))
    report.add(Entry(where="last", outcome="refused", reason="no text"))
    assert [entry["where"] for entry in report.entries()] == [*map(str, range(CHUNK + 3)), "last"]
    assert report.summary()["items"] == CHUNK + 4
    assert (report.notes["guessed"], report.reasons["no text"]) == (CHUNK + 3, 1)
    (page,) = report.write(tmp_path / "r.html")
    assert "a &lt;date&gt;" in page.read_text(encoding="utf-8")
