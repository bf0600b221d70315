"""What holds of whatever is loaded, whatever is in the files."""

from __future__ import annotations

from pullquote.store.files.loading import Loaded
from pullquote.store.model.problems import PROBLEMS, Problem, Severity
from pullquote.store.model.records import StoryPart


def check_problem(problem: Problem) -> None:
    """What holds of each problem."""
    assert problem.code in PROBLEMS
    assert problem.line >= 1
    assert problem.column >= 1
    text = str(problem)
    assert text.isprintable(), text
    assert len(text.encode()) < 4000


def lines_in(data: bytes) -> int:
    """How many lines a file has; of an empty one the first is there."""
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1


def check_loaded(loaded: Loaded) -> None:
    """What holds of whatever is loaded."""
    errors = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
    assert (loaded.records is None) == bool(errors)
    if loaded.records is None:
        return
    for story in loaded.records.stories:
        assert story.latest_date in (story.date_published, story.date_modified)
        for quote in story.quotes:
            assert quote.text == " ".join(part.text for part in quote.spans)
            if quote.printed_in is not StoryPart.BODY:
                text = getattr(story, quote.printed_in.name.lower())
                assert all(text[part.start : part.end] == part.text for part in quote.spans)
                assert quote.parts == ()
        if story.body is None:
            assert all(quote.printed_in is not StoryPart.BODY for quote in story.quotes)
            continue
        for text in (story.headline, story.body.text, story.body.html, story.body.markdown):
            text.encode()
            assert "\0" not in text
        assert "<script" not in story.body.html
        for quote in story.quotes:
            for part in quote.parts:
                block = story.body.blocks[part.block].text
                assert block[part.start : part.end] == part.text
                units = block.encode("utf-16-le")[2 * part.utf16_start : 2 * part.utf16_end]
                assert units.decode("utf-16-le") == part.text
        placed = [quote for block in story.body.blocks for quote in block.quotes]
        assert placed == [quote for quote in story.quotes if quote.printed_in is StoryPart.BODY]
