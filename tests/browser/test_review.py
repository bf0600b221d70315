"""The page of the review as a person uses it: with a mouse, with keys, with a finger, in the dark and in the light."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit, faults, visiting
from tests.conftest import Server, ServerFactory
from tests.importing.imports import write_tree

TOKEN = "a-token-of-some-length-for-the-preview"
WALL = """\
---
headline: The wall
publication: paper
datePublished: 2024-10-29
quotes:
  # the mayor
  - text: It will hold
    speaker: ida-brook
    as: Mayor Ida Brook
    cue: said
    review: B # the first
  - text: Nobody knows <b>why</b>
    source: anonymous
    review: C
---

“It will hold,” Mayor Ida Brook said 😀.

“Nobody knows &lt;b&gt;why&lt;/b&gt;,” said another.
"""
TIDES = """\
---
headline: The tides of the town, and of all that lies behind its harbour wall in the marshes
publication: paper
datePublished: 2024-10-30
quotes:
  - text: They turn
    speaker: ida-brook
    review: A
---

LONG“They turn,” Ida Brook said.
""".replace(
    "LONG", "In the marshes the water comes twice a day, and nobody has ever counted the birds. " * 30
)
PEOPLE = "ida-brook:\n  name: Ida Brook\n  roles:\n    - title: Mayor\n      startDate: 2020\nnadia-velt:\n  name: Nadia Velt\n"
FILES = {
    "articles/wall.md": WALL,
    "editorials/tides.md": TIDES,
    "people.yaml": PEOPLE,
    "organizations.yaml": "harbour-board:\n  name: Harbour Board\n",
    "publications.yaml": "paper:\n  name: Paper\n  inLanguage: en\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "newsroom", FILES)


@pytest.fixture
def reviewed(serve: ServerFactory, folder: Path) -> Iterator[Server]:
    with serve(folder, "--review", environment={"PULLQUOTE_PREVIEW_TOKEN": TOKEN}) as server:
        yield server


def wall(folder: Path) -> str:
    return (folder / "articles" / "wall.md").read_text(encoding="utf-8")


def open_review(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/review")
    page.get_by_label("Preview token").fill(TOKEN)
    page.get_by_label("Preview token").press("Enter")
    expect(page.get_by_role("heading", name="The wall")).to_be_visible()


def test_a_person_confirms_corrects_rejects_and_takes_back(
    visit: Visit, reviewed: Server, folder: Path
) -> None:
    page = visit.page
    open_review(page, reviewed)
    status = page.locator("#message")
    expect(page.locator("#place")).to_have_text("File 1 of 2, proposal 1 of 2")
    expect(page.locator("mark")).to_have_text("It will hold")
    expect(page.locator("#facts")).to_contain_text("Ida Brook (ida-brook)")
    expect(page.locator("#facts")).to_contain_text("Mayor (2020–)")
    expect(page.locator("#facts")).to_contain_text("B, likely")
    assert "articles/wall.md:7" in page.locator("#proposal").inner_text()

    page.get_by_role("button", name="Confirm").click()
    expect(status).to_contain_text("Confirmed. Undo takes that back.")
    expect(page.locator("mark")).to_have_text("Nobody knows <b>why</b>")
    assert wall(folder) == WALL.replace("    review: B # the first", "    # the first")

    page.get_by_role("button", name="Undo").click()
    expect(status).to_contain_text("Taken back.")
    expect(page.locator("mark")).to_have_text("It will hold")
    assert wall(folder) == WALL

    page.get_by_role("button", name="Other speaker").click()
    field = page.get_by_role("combobox", name="Who said it?")
    field.press_sequentially("na ve")
    page.get_by_role("option", name="Nadia Velt").click()
    expect(status).to_contain_text("Given to another speaker.")
    assert "speaker: nadia-velt\n    cue: said" in wall(folder)

    page.get_by_role("button", name="No quote").click()
    expect(page.get_by_role("heading", name="The tides of the town")).to_be_visible()
    assert "Nobody knows <b>" not in wall(folder)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", name="That was the last one")).to_be_visible()
    expect(page.get_by_role("button", name="Confirm")).to_be_disabled()
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_role("heading", name="The tides of the town")).to_be_visible()
    assert visit.strangers(reviewed.url) == []
    assert visit.complaints == []


def test_the_keys_do_the_same(visit: Visit, reviewed: Server, folder: Path) -> None:
    page = visit.page
    open_review(page, reviewed)
    expect(page.get_by_role("button", name="Confirm")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#place")).to_have_text("File 1 of 2, proposal 2 of 2")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#place")).to_have_text("File 2 of 2, proposal 1 of 1")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("mark")).to_have_text("Nobody knows <b>why</b>")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#message")).to_contain_text("This is the first one.")
    page.keyboard.press("s")
    field = page.get_by_role("combobox", name="Who said it?")
    expect(field).to_be_focused()
    field.press_sequentially("b")
    expect(page.locator("#count")).to_have_text("2 matches")
    expect(page.locator("#matches [aria-selected=true]")).to_contain_text("Harbour Board")
    field.press("ArrowDown")
    expect(page.locator("#matches [aria-selected=true]")).to_contain_text("Ida Brook")
    assert faults(page) == []
    field.press("Escape")
    expect(page.get_by_role("button", name="Other speaker")).to_be_focused()
    page.keyboard.press("s")
    field.press_sequentially("zz")
    expect(page.locator("#count")).to_contain_text("Nobody of that name")
    field.fill("harb")
    expect(page.locator("#count")).to_have_text("1 match")
    field.press("Enter")
    expect(page.locator("#message")).to_contain_text(
        "Now: anonymous, no name: Nobody knows <b>why</b>; tier C."
    )
    assert "speaker: harbour-board" in wall(folder)
    page.keyboard.press("u")
    expect(page.locator("#message")).to_contain_text("Taken back.")
    page.keyboard.press("n")
    expect(page.locator("mark")).to_have_text("Nobody knows <b>why</b>")
    page.keyboard.press("y")
    expect(page.get_by_role("heading", name="The tides of the town")).to_be_visible()
    page.keyboard.press("?")
    page.get_by_label("Use these keys").uncheck()
    page.get_by_role("button", name="Next").focus()
    page.keyboard.press("y")
    assert "review: A" in (folder / "editorials" / "tides.md").read_text(encoding="utf-8")
    assert wall(folder).count("review:") == 0
    assert visit.complaints == []


def test_what_is_printed_the_cue_and_the_day_are_changed(
    visit: Visit, reviewed: Server, folder: Path
) -> None:
    page = visit.page
    open_review(page, reviewed)
    page.get_by_role("button", name="Edit").click()
    expect(page.get_by_label("As printed")).to_be_focused()
    expect(page.get_by_label("As printed")).to_have_value("Mayor Ida Brook")
    assert faults(page) == []
    page.get_by_label("As printed").press("Escape")
    expect(page.get_by_role("button", name="Edit")).to_be_focused()
    page.keyboard.press("e")
    page.get_by_label("Word of speech").fill("")
    page.get_by_label("Said on").fill("Monday")
    page.get_by_role("button", name="Write").click()
    expect(page.locator("#message")).to_contain_text("dateSpoken")
    assert wall(folder) == WALL
    page.keyboard.press("e")
    page.get_by_label("Said on").fill("2024-10-28")
    page.get_by_label("Said on").press("Enter")
    expect(page.locator("#message")).to_contain_text("Changed. Undo takes that back.")
    expect(page.locator("mark")).to_have_text("It will hold")
    expect(page.locator("#facts")).to_contain_text("2024-10-28")
    assert '    dateSpoken: "2024-10-28"\n    review: B # the first' in wall(folder)
    page.keyboard.press("u")
    expect(page.locator("#message")).to_contain_text("Taken back.")
    assert wall(folder) == WALL
    assert all("409" in each for each in visit.complaints)  # the day that is none


def test_tiers_and_files_are_chosen(visit: Visit, reviewed: Server) -> None:
    page = visit.page
    open_review(page, reviewed)
    page.get_by_label("Tier").select_option("C")
    expect(page.locator("#place")).to_have_text("File 1 of 1, proposal 1 of 1")
    expect(page.locator("mark")).to_have_text("Nobody knows <b>why</b>")
    page.get_by_label("Tier").select_option("")
    page.get_by_label("Files with").fill("editorials")
    page.get_by_label("Files with").press("Enter")
    expect(page.get_by_role("heading", name="The tides of the town")).to_be_visible()
    page.get_by_label("Files with").fill("nowhere")
    page.get_by_label("Files with").press("Enter")
    expect(page.get_by_role("heading", name="There is nothing to review")).to_be_visible()
    assert faults(page) == []


def test_filters_that_change_while_a_file_is_read_count(visit: Visit, reviewed: Server) -> None:
    page = visit.page
    open_review(page, reviewed)
    page.route("**/review/proposals*", lambda _: None)  # holds what is asked
    page.get_by_label("Tier").select_option("C")
    expect(page.locator("[aria-busy]")).to_have_count(1)
    page.get_by_label("Tier").select_option("")
    page.get_by_label("Files with").fill("editorials")
    page.get_by_label("Files with").press("Enter")
    page.unroute("**/review/proposals*")  # what was held goes on
    expect(page.get_by_role("heading", name="The tides of the town")).to_be_visible()


def test_what_somebody_changed_meanwhile_is_shown_again(visit: Visit, reviewed: Server, folder: Path) -> None:
    page = visit.page
    open_review(page, reviewed)
    mine = WALL.replace("headline: The wall", "headline: My wall")
    (folder / "articles" / "wall.md").write_text(mine, encoding="utf-8")
    page.keyboard.press("y")
    expect(page.locator("#message")).to_contain_text(
        "wall.md was changed since it was shown; look at it again"
    )
    expect(page.get_by_role("heading", name="My wall")).to_be_visible()
    assert wall(folder) == mine
    page.keyboard.press("y")
    expect(page.locator("#message")).to_contain_text("Confirmed.")
    (folder / "articles" / "wall.md").write_text(mine, encoding="utf-8")
    page.keyboard.press("u")
    expect(page.locator("#message")).to_contain_text("what was decided stays")
    assert wall(folder) == mine


def test_a_wrong_token_opens_nothing(visit: Visit, reviewed: Server) -> None:
    page = visit.page
    page.goto(f"{reviewed.url}/review")
    for token in ("wrong-wrong-wrong-wrong", "not ascii: ☃"):
        page.get_by_label("Preview token").fill(token)
        page.get_by_role("button", name="Open").click()
        expect(page.get_by_role("alert")).not_to_be_empty()
    assert "does not open" in page.get_by_role("alert").inner_text() or page.get_by_role("alert").inner_text()
    expect(page.get_by_role("button", name="Confirm")).to_be_hidden()
    assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(360, 740), (800, 900), (1400, 900)])
def test_every_size_and_both_schemes_are_without_fault(
    browser: Browser, reviewed: Server, folder: Path, size: tuple[int, int], scheme: str
) -> None:
    width, height = size
    touch = width < 1000
    options = {"viewport": {"width": width, "height": height}, "color_scheme": scheme, "has_touch": touch}
    for visit in visiting(browser, **options):
        page = visit.page
        page.goto(f"{reviewed.url}/review")
        assert faults(page) == []
        open_review(page, reviewed)
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for name in ("Confirm", "Other speaker", "Edit", "No quote", "Previous", "Next", "Undo"):
            box = page.get_by_role("button", name=name).bounding_box()
            assert box is not None
            assert box["height"] >= 44
            assert 0 <= box["x"] <= width - box["width"]
            assert 0 <= box["y"] <= height - box["height"]
        correct = page.get_by_role("button", name="Other speaker")
        correct.tap() if touch else correct.click()
        page.get_by_role("combobox", name="Who said it?").press_sequentially("ida")
        option = page.get_by_role("option", name="Ida Brook")
        expect(option).to_be_in_viewport()
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        option.tap() if touch else option.click()
        expect(page.locator("#message")).to_contain_text("Given to another speaker.")
        assert "speaker: ida-brook" in wall(folder)
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("heading", name="The tides of the town")).to_be_attached()
        words, bar = page.locator("mark").bounding_box(), page.locator(".decide").bounding_box()
        assert words is not None
        assert bar is not None
        assert 0 <= words["y"] <= bar["y"] - words["height"]
        assert visit.complaints == []
