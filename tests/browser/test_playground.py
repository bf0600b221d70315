"""The playground as its user meets it: nothing from another host, by mouse, by keyboard, on a phone."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from graphql import build_schema, parse, validate
from playwright.sync_api import Page, Route, expect

from pullquote.api.site.playground.assets import DIST
from pullquote.schema import schema
from tests.browser.conftest import Visit, faults
from tests.conftest import INVENTED, SHIPPED, Server, ServerFactory
from tests.store import written

pytestmark = pytest.mark.usefixtures("playground_build")

EDITOR = ".graphiql-query-editor .monaco-editor"
PANELS = ("Documentation Explorer", "Questions", "Explorer", "History")


def send_token(page: Page, token: str) -> None:
    """Write a token into the editor of headers, which closes what it sees opened."""
    page.get_by_role("button", name="Headers", exact=True).click()
    editor = page.locator(".graphiql-editor-tool .monaco-editor").last
    editor.click()
    expect(editor).to_have_class(re.compile(r"\bfocused\b"))
    page.keyboard.type('{"Authorization": "Bearer ' + token)
    expect(editor.locator(".view-lines")).to_contain_text(token)


def open_playground(visit: Visit, server: Server, fragment: str = "") -> Page:
    visit.page.goto(f"{server.url}/graphql{fragment}")
    visit.page.wait_for_selector(f"{EDITOR} .view-line")
    # The schema has arrived when the documentation can show it; completion needs it.
    expect(visit.page.locator(".bar-version")).to_be_visible()
    return visit.page


def write(page: Page, query: str) -> None:
    page.locator(EDITOR).click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(query)


def answer(page: Page) -> str:
    """The text of the answer as shown; Monaco writes spaces as no-break spaces."""
    return page.locator(".graphiql-response .view-lines").inner_text().replace("\xa0", " ")


def expect_answer(page: Page, words: str) -> None:
    expect(page.locator(".graphiql-response .view-lines")).to_contain_text(words.replace(" ", "\xa0"))


def show(page: Page, panel: str) -> None:
    button = page.get_by_role("button", name=f"Show {panel}", exact=True)
    if button.count():
        button.click()


def test_it_needs_no_other_host_and_breaks_no_rule_of_its_policy(visit: Visit, server: Server) -> None:
    page = open_playground(visit, server)
    for panel in PANELS:
        show(page, panel)
    page.get_by_role("button", name=re.compile("Prettify")).click()
    write(page, "{ dataset { version } }")
    page.keyboard.press("ControlOrMeta+Enter")
    expect_answer(page, '"version"')
    assert visit.strangers(server.url) == []
    assert visit.complaints == []


def test_a_query_is_typed_completed_run_and_read(visit: Visit, server: Server) -> None:
    page = open_playground(visit, server)
    write(page, "")
    # The editor closes each bracket that it sees opened.
    page.keyboard.type("{ datas")
    expect(page.locator(".suggest-widget")).to_contain_text("dataset")
    page.keyboard.press("Enter")
    page.keyboard.type(" { vers")
    expect(page.locator(".suggest-widget")).to_contain_text("version")
    page.keyboard.press("Enter")
    page.keyboard.press("ControlOrMeta+Enter")
    expect_answer(page, '"version"')


def test_a_question_opens_in_a_tab_and_is_asked(visit: Visit, server: Server) -> None:
    page = open_playground(visit, server)
    questions = page.get_by_role("region", name="Questions").get_by_role("listitem")
    expect(questions).to_have_count(10)
    questions.nth(2).get_by_role("button").click()
    expect_answer(page, "JD Vance")  # who is quoted most here
    expect(page.get_by_role("button", name="QuotesOfAPerson", exact=True)).to_have_attribute(
        "aria-current", "true"
    )


def test_a_shared_address_restores_query_and_variables(visit: Visit, server: Server) -> None:
    query = "query Who($slug: String!) { person(by: {slug: $slug}) { name } }"
    variables = json.dumps({"slug": "mark-rutte"})
    page = open_playground(visit, server, f"#query={quote(query)}&variables={quote(variables)}")
    expect_answer(page, "Mark Rutte")


def test_the_address_says_what_is_in_the_editor_and_can_be_copied(visit: Visit, server: Server) -> None:
    page = open_playground(visit, server)
    write(page, "{ dataset { version } }")
    expect(page).to_have_url(re.compile("dataset"))
    page.get_by_role("button", name="Copy a link to this question").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert parse_qs(urlsplit(copied).fragment)["query"] == [
        page.evaluate("new URLSearchParams(location.hash.slice(1)).get('query')")
    ]


def test_an_address_pasted_over_the_open_page_opens_in_a_tab(visit: Visit, server: Server) -> None:
    page = open_playground(visit, server)
    page.evaluate("location.hash = '#query=' + encodeURIComponent('query Pasted { dataset { version } }')")
    expect(page.get_by_role("button", name="Pasted", exact=True)).to_be_visible()


def test_the_first_visit_asks_and_says_what_the_answer_took(visit: Visit, server: Server) -> None:
    page = open_playground(visit, server)
    expect_answer(page, '"headline"')
    expect(page.locator(".took")).to_contain_text(re.compile(r"[\d.]+ ms.*(bytes|kB).*cost \d+ of 30,000"))
    assert '"extensions"' not in answer(page)


@pytest.mark.parametrize(
    ("fragment", "words"),
    [
        ("", '"headline"'),
        ("#query=" + quote('{ person(by: {slug: "mark-rutte"}) { name } }'), '"Mark Rutte"'),
        (
            "#query="
            + quote("query ($s: String!) { person(by: {slug: $s}) { name } }")
            + "&variables="
            + quote('{"s": "jd-vance"}'),
            '"JD Vance"',
        ),
    ],
)
def test_the_first_answer_is_there_before_the_editor_is(
    visit: Visit, server: Server, fragment: str, words: str
) -> None:
    page = visit.page
    scripts = json.loads((DIST / "manifest.json").read_bytes())
    late = re.compile("|".join(map(re.escape, scripts["editor"])))
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(late, hold)
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.post_data or "") if request.method == "POST" else None
    )
    page.goto(f"{server.url}/graphql{fragment}", wait_until="commit")
    expect(page.get_by_role("region", name="Answer")).to_contain_text(words)
    expect(page.locator("#first .took")).to_contain_text("ms")
    assert held
    assert page.locator(".graphiql-container").count() == 0
    for route in held:
        route.continue_()
    page.unroute(late)
    expect_answer(page, words)
    expect(page.locator("#first")).to_have_count(0)
    expect(page.locator(".took")).to_contain_text("ms")
    assert len([body for body in asked if "__schema" not in body and "datasetChanged" not in body]) == 1


def test_what_is_asked_first_is_the_tab_that_was_open(visit: Visit, server: Server) -> None:
    page = open_playground(visit, server)
    write(page, "query Kept { dataset { counts { key count } } }")
    page.keyboard.press("ControlOrMeta+Enter")
    expect_answer(page, '"editorials"')
    page.wait_for_timeout(1_000)  # GraphiQL stores half a second after the last change
    page.goto(f"{server.url}/graphql")
    expect_answer(page, '"editorials"')


def test_who_comes_back_finds_the_tab_that_was_open_asked_again(visit: Visit, server: Server) -> None:
    page = open_playground(visit, server)
    expect_answer(page, '"headline"')
    page = open_playground(visit, server, f"#query={quote('{ people { totalCount } }')}")
    expect_answer(page, '"totalCount": 6')
    page.wait_for_timeout(1_000)  # GraphiQL stores half a second after the last change
    page.goto("about:blank")
    page = open_playground(visit, server)
    expect(page.locator(EDITOR)).to_contain_text("people")
    expect_answer(page, '"totalCount": 6')


def test_a_question_that_is_not_valid_is_answered_with_its_error(visit: Visit, server: Server) -> None:
    page = open_playground(visit, server, "#query=" + quote("{ nothing }"))
    expect_answer(page, "Cannot query field 'nothing'")


def test_a_new_tab_is_there_to_be_written_in(visit: Visit, server: Server) -> None:
    page = open_playground(visit, server)
    expect_answer(page, '"headline"')
    for _ in range(8):
        page.get_by_role("button", name="New tab").click()
    expect(page.get_by_role("region", name="Operation Editor").get_by_role("textbox")).to_be_focused()
    page.keyboard.insert_text("query Written { __typename }")
    tab = page.get_by_role("button", name="Written", exact=True)
    expect(tab).to_have_attribute("aria-current", "true")
    expect(tab).to_be_in_viewport()


def test_the_explorer_writes_operations_that_are_valid(visit: Visit, server: Server) -> None:
    page = open_playground(visit, server, "#query=" + quote("query Clicked { __typename }"))
    show(page, "Explorer")
    page.locator("[data-field-name=story]").first.click()
    lines = page.locator(f"{EDITOR} .view-lines")
    expect(lines).to_contain_text('story(by: {slug: ""}) {'.replace(" ", "\xa0"))
    expect(lines).to_contain_text("headline")
    page.get_by_role("button", name=re.compile("Execute")).click()
    expect_answer(page, '"story": null')


def test_in_the_explorer_an_arrow_opens_and_a_box_chooses(visit: Visit, server: Server) -> None:
    page = open_playground(visit, server, "#query=" + quote("query Clicked { __typename }"))
    show(page, "Explorer")
    fields = page.locator(".graphiql-explorer-root [data-field-name]")
    expect(fields.filter(has_text=re.compile("^story$"))).to_have_attribute("aria-expanded", "false")
    roles = fields.evaluate_all(
        "found => found.map(each => [each.dataset.fieldName, each.getAttribute('role')])"
    )
    assert {name for name, role in roles if role != "button"} == set()
    fields.filter(has_text=re.compile("^story$")).click()
    headline = page.locator("[data-field-name=headline]").first
    expect(headline).to_have_attribute("aria-checked", "true")
    article = page.locator(".graphiql-explorer-root [role=button]", has_text=re.compile("^Article$"))
    expect(article).to_have_attribute("aria-expanded", "false")
    article.focus()
    page.keyboard.press("Enter")
    expect(article).to_have_attribute("aria-expanded", "true")
    expect(page.locator(f"{EDITOR} .view-lines")).to_contain_text("... on Article {".replace(" ", "\xa0"))
    assert faults(page) == []


def test_every_field_that_the_explorer_opens_writes_an_operation_that_is_valid(
    visit: Visit, server: Server
) -> None:
    page = open_playground(visit, server, "#query=" + quote("query Clicked { __typename }"))
    show(page, "Explorer")
    fields = page.locator(".graphiql-explorer-root [data-field-name]")
    expect(fields.first).to_have_attribute("role", "button")
    wrong: dict[str, list[str]] = {}
    for name in fields.evaluate_all("found => found.map(each => each.dataset.fieldName)"):
        field = page.locator(f".graphiql-explorer-root [data-field-name={name}]").first
        field.click()
        expect(page.locator(f"{EDITOR} .view-lines")).to_contain_text(
            re.compile(rf"\b{name}\b[^}}]*{{[^}}]*\w")
        )
        written = page.locator(f"{EDITOR} .view-lines").inner_text().replace("\xa0", " ")
        if errors := validate(build_schema(schema.as_str()), parse(written)):
            wrong[name] = [error.message for error in errors]
        field.click()
    assert wrong == {}


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_the_menu_of_copies_is_readable_as_a_whole(visit: Visit, server: Server, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 900})
    page = open_playground(visit, server)
    page.get_by_role("button", name="Copy as code").click()
    items = page.get_by_role("menuitem")
    expect(items).to_have_count(3)
    for item in items.all():
        box = item.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert item.evaluate("each => each.scrollWidth <= each.clientWidth")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("curl", "-H 'content-type: application/json'"),
        ("fetch", "await fetch("),
        ("TypeScript, with types", "slug?: string;"),
    ],
)
def test_a_question_is_copied_as_code(visit: Visit, server: Server, language: str, words: str) -> None:
    query = 'query Who($slug: String! = "mark-rutte") { person(by: {slug: $slug}) { name } }'
    page = open_playground(visit, server, f"#query={quote(query)}")
    expect_answer(page, "Mark Rutte")
    page.get_by_role("button", name="Copy as code").click()
    page.get_by_role("menuitem", name=f"Copy as {language}").click()
    expect(page.get_by_role("button", name="Copied", exact=True)).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert words in copied
    assert "mark-rutte" in copied


@pytest.mark.parametrize(
    ("token", "said"), [("another-token-than-that", "does not open"), ("", "has no preview")]
)
def test_a_token_that_opens_nothing_is_said_to_be_so(
    visit: Visit, serve: ServerFactory, token: str, said: str
) -> None:
    environment = {"PULLQUOTE_PREVIEW_TOKEN": "a-token-for-this-test-only"} if token else {}
    with serve(INVENTED, "--no-watch", environment=environment) as server:
        page = open_playground(visit, server)
        send_token(page, token or "any-token-at-all")
        expect(page.get_by_role("status").first).to_contain_text(said)
        expect(page.locator(".bar-facts")).to_have_attribute("data-reachable", "true")


def test_a_mistake_in_a_new_file_is_shown_at_once_and_gone_when_it_is_mended(
    visit: Visit, serve: ServerFactory, tmp_path: Path
) -> None:
    newsroom = tmp_path / "newsroom"
    shutil.copytree(SHIPPED, newsroom)
    with serve(newsroom) as server:
        page = open_playground(visit, server)
        broken = newsroom / "articles" / "broken.md"
        broken.write_text("---\nheadline: [\n---\n", encoding="utf-8")
        problems = page.get_by_role("dialog")
        expect(problems).to_contain_text("articles/broken.md:2:11")
        expect(problems).to_contain_text("PQ105")
        expect(page.locator(".bar[data-errors]")).to_have_count(1)
        page.wait_for_timeout(300)  # fading in
        assert faults(page) == []
        broken.unlink()
        expect(problems).to_have_count(0)
        expect(page.locator(".bar[data-errors]")).to_have_count(0)


def test_the_documentation_explains_the_schema(visit: Visit, server: Server) -> None:
    page = open_playground(visit, server)
    show(page, "Documentation Explorer")
    page.get_by_role("link", name="Query", exact=True).click()
    page.get_by_role("link", name="Quote", exact=True).or_(
        page.get_by_role("link", name="QuoteConnection", exact=True)
    ).first.click()
    expect(page.locator(".graphiql-doc-explorer")).to_contain_text("quote")


def test_a_query_is_clicked_together_by_keyboard_alone(visit: Visit, server: Server) -> None:
    page = open_playground(visit, server, "#query=" + quote("query Clicked { __typename }"))
    show(page, "Explorer")
    dataset = page.locator("[data-field-name=dataset]")
    expect(dataset).to_have_attribute("aria-expanded", "false")
    dataset.focus()
    page.keyboard.press("Enter")
    loaded = page.locator("[data-field-name=loadedAt]").first
    expect(loaded).to_have_attribute("aria-checked", "false")
    loaded.focus()
    page.keyboard.press("Space")
    expect(loaded).to_have_attribute("aria-checked", "true")
    expect(page.locator(f"{EDITOR} .view-lines")).to_contain_text("loadedAt")


def test_the_keyboard_enters_the_editor_and_leaves_it(visit: Visit, server: Server) -> None:
    page = open_playground(visit, server)
    inside = "document.activeElement.closest('.monaco-editor') !== null"
    page.locator(EDITOR).click()
    assert page.evaluate(inside)
    page.keyboard.press("Escape")
    assert not page.evaluate(inside)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"


def test_the_bar_says_what_is_served(visit: Visit, server: Server) -> None:
    page = open_playground(visit, server)
    facts = page.locator(".bar-facts")
    expect(facts).to_contain_text(re.compile(r"6\s*editorials|editorials\s*6"))
    expect(facts).to_contain_text(re.compile(r"14\s*quotes|quotes\s*14"))


def test_the_bar_says_how_many_quotes_are_proposals_and_hears_of_a_review(
    visit: Visit, serve: ServerFactory, tmp_path: Path
) -> None:
    newsroom = written.write(tmp_path / "newsroom", {})
    story = newsroom / "articles" / "flood-wall.md"
    confirmed = story.read_text(encoding="utf-8")
    story.write_text(confirmed.replace("    cue: said\n", "    cue: said\n    review: A\n"), encoding="utf-8")
    with serve(newsroom) as server:
        page = open_playground(visit, server)
        expect(page.locator(".bar-proposed")).to_have_text("(1 not reviewed)")
        story.write_text(confirmed, encoding="utf-8")
        expect(page.locator(".bar-proposed")).to_have_count(0)
        expect(page.locator(".bar-facts")).to_contain_text(re.compile(r"1\s*quote|quote\s*1"))


def test_the_headers_editor_carries_the_preview_token(visit: Visit, serve: ServerFactory) -> None:
    token = "a-token-for-this-test-only"
    with serve(INVENTED, "--no-watch", environment={"PULLQUOTE_PREVIEW_TOKEN": token}) as server:
        page = open_playground(visit, server, "#query=" + quote("{ stories { totalCount } }"))
        expect_answer(page, '"totalCount"')
        public = answer(page)
        send_token(page, token)
        page.get_by_role("button", name=re.compile("Execute")).click()
        expect(page.locator(".graphiql-response .view-lines")).not_to_have_text(public)
        expect_answer(page, '"totalCount"')
        page.wait_for_timeout(1_000)  # GraphiQL stores half a second after the last change
        stored = page.evaluate("JSON.stringify(localStorage)")
        assert "totalCount" in stored
        assert token not in stored
        assert token not in page.url


def test_a_deferred_part_is_merged_into_the_answer(visit: Visit, server: Server) -> None:
    query = (
        '{ article(by: {slug: "north-korean-troops-in-russia"}) { slug ... @defer { body { wordCount } } } }'
    )
    page = open_playground(visit, server, f"#query={quote(query)}")
    expect_answer(page, '"wordCount"')
    assert "north-korean-troops-in-russia" in answer(page)


def test_a_subscription_that_cannot_run_says_why(visit: Visit, server: Server) -> None:
    page = open_playground(visit, server, "#query=" + quote("subscription { nothing }"))
    expect_answer(page, "Cannot query field 'nothing'")


def test_when_a_file_is_saved_a_subscription_hears_of_it_and_the_bar_shows_it(
    visit: Visit, serve: ServerFactory, tmp_path: Path
) -> None:
    newsroom = tmp_path / "newsroom"
    shutil.copytree(SHIPPED, newsroom)
    with serve(newsroom) as server:
        query = "subscription { storyPublished { story { headline } } }"
        page = open_playground(visit, server, f"#query={quote(query)}")
        expect(page.get_by_role("button", name=re.compile("Stop"))).to_be_visible()
        expect(page.locator(".bar-facts")).to_contain_text(re.compile(r"article\s*1|1\s*article"))
        with page.expect_request(lambda request: "__schema" in (request.post_data or "")):
            story = (
                "---\nheadline: Just in\npublication: dawn\ndatePublished: 2025-01-21\n---\nA paragraph.\n"
            )
            (newsroom / "articles" / "just-in.md").write_text(story, encoding="utf-8")
        expect_answer(page, "Just in")
        expect(page.locator(".bar-facts")).to_contain_text(re.compile(r"articles\s*2|2\s*articles"))
        expect(page.get_by_role("status").first).to_have_text("The newsroom was reloaded")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_in_any_panel(visit: Visit, server: Server, scheme: str) -> None:
    page = open_playground(visit, server)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for panel in PANELS:
        show(page, panel)
        page.wait_for_timeout(300)  # fading in: half-transparent text has less contrast
        assert faults(page) == [], panel


def test_the_theme_can_be_switched(visit: Visit, server: Server) -> None:
    page = open_playground(visit, server)
    page.get_by_role("button", name="Dark", exact=True).click()
    expect(page.locator("body")).to_have_class(re.compile("graphiql-dark"))
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Light", exact=True).click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != background


def test_on_a_phone_the_answer_stands_below_the_question(phone_visit: Visit, server: Server) -> None:
    page = open_playground(phone_visit, server)
    expect_answer(page, '"headline"')
    show(page, "Questions")
    page.get_by_role("region", name="Questions").get_by_role("button").first.tap()
    expect_answer(page, '"headline"')
    question, response = (
        page.locator(".graphiql-editors").bounding_box(),
        page.locator(".graphiql-response").bounding_box(),
    )
    assert question is not None
    assert response is not None
    assert question["y"] + question["height"] <= response["y"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert phone_visit.complaints == []
