"""The text of the story in a page that marks it, without what stands around it."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from pullquote.importing.extra import package
from pullquote.importing.pages.article import html_of, marked_article
from pullquote.importing.pages.tei import html_of_tei
from pullquote.importing.text.html import markdown_of

SENTENCES = [
    f"The ferry to Harbour Town sails at {hour} o'clock, the council said on Monday evening after a long debate about boats."
    for hour in range(2, 12)
]
PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
NOISE = (
    '<div class="share-bar"><a href="#">Share this</a><a href="#">Tweet this</a></div>',
    '<div class="related-links"><h3>Related</h3><ul><li><a href="/a">A wall falls</a></li><li><a href="/b">A gate opens</a></li></ul></div>',
    "<aside><p>Sponsored: buy a boat of wood</p></aside>",
    '<form class="signup"><p>Our newsletter in your inbox</p><input name="mail"></form>',
    '<div role="dialog"><p>We use cookies here</p></div>',
    '<div style="display: none"><p>Nobody sees this</p></div>',
    '<section id="comments"><p>First comment of all</p></section>',
    "<script>var words = 'of a script'</script>",
    '<nav><a href="/">Home page</a></nav>',
    '<h4>Read more</h4><ul><li><a href="/c">The tide turns</a></li><li><a href="/d">The rope breaks</a></li></ul>',
    '<p class="post-meta">Filed under: Boats</p>',
)  # fmt: skip
AROUND = (
    '<header><nav><a href="/">Front</a></nav></header>{}<footer><p>All rights of the Courier</p></footer>'
)


def read(body: str) -> str | None:
    tree = package("trafilatura.utils").load_html(
        f"<!doctype html><html><head><title>Ferry</title></head><body>{AROUND.format(body)}</body></html>"
    )
    found = marked_article(tree)
    return None if found is None else markdown_of(html_of(found))


@pytest.mark.parametrize(
    "page",
    [
        "<article>{}</article>",
        "<main>{}</main>",
        '<div role="main">{}</div>',
        '<div><div itemprop="articleBody">{}</div><div class="box"><p>Beside the text</p></div></div>',
        '<article><h1>Ferry</h1>{}</article><section><article><a href="/x">Another story</a></article></section>',
        "<main><article><h1>Ferry</h1><div><section>{}</section></div></article></main>",
    ],
)
def test_all_of_the_text_and_nothing_around_it(page: str) -> None:
    body = "".join(
        f"<p>{each}</p>{NOISE[number] if number < len(NOISE) else ''}"
        for number, each in enumerate([*SENTENCES, SENTENCES[0]])
    )
    found = read(page.format(body))
    assert found is not None
    for sentence in SENTENCES:
        assert sentence in found
    for noise in NOISE:
        for words in re.findall(r">([^<>]{6,})<", noise):
            assert words not in found, words
    assert "Another story" not in found
    assert "Beside the text" not in found
    assert "All rights" not in found


@pytest.mark.parametrize(
    "page",
    [
        "<div>{}</div>",
        "<article><p>Short.</p></article><div>{}</div>",
        "<article>{0}</article><article>{0}</article>",
        "<main><ul>"
        + "<li><a href='/x'>A story of the day with a long headline</a></li>" * 30
        + "</ul></main>",
    ],
    ids=["nothing marked", "text elsewhere", "two articles", "a list of stories"],
)
def test_what_is_not_marked_plainly_is_left_to_others(page: str) -> None:
    assert read(page.format(PARAGRAPHS)) is None


def test_lists_pictures_tables_quotations_and_links_of_the_text_stay() -> None:
    text = (
        '<ul><li>The <a href="/wall">wall</a> of stone stands at the end of the old town</li><li>The gate is open</li></ul>'
        '<figure><img src="a.jpg" alt="A boat"><figcaption>The boat of the council</figcaption></figure>'
        "<table><tr><td>Fare</td><td>4</td></tr></table><blockquote><p>We sail at dawn.</p></blockquote>"
        "<pre><code>sail --now\n  twice</code></pre>"
    )
    found = read(f"<article>{PARAGRAPHS}{text}</article>")
    assert found is not None
    for words in (
        "[wall](/wall)",
        "The gate is open",
        "The boat of the council",
        "Fare",
        "> We sail at dawn.",
        "sail --now\n  twice",
    ):
        assert words in found


def test_a_text_whose_element_is_called_like_something_around_it_stays() -> None:
    found = read(f'<article><div class="widget social">{PARAGRAPHS}</div></article>')
    assert found is not None
    assert SENTENCES[-1] in found


def test_the_words_are_those_that_trafilatura_reads() -> None:
    page = f"<!doctype html><html><head><title>Ferry</title></head><body><article>{PARAGRAPHS}{NOISE[0]}{NOISE[1]}</article></body></html>"
    tree = package("trafilatura.utils").load_html(page)
    article = marked_article(tree)
    found = package("trafilatura").bare_extraction(page, favor_recall=True, include_comments=False)
    ours = Counter(re.findall(r"\w+", markdown_of(html_of(article))))
    theirs = Counter(re.findall(r"\w+", markdown_of(html_of_tei(found.body))))
    assert (ours & theirs).total() >= 0.98 * max(ours.total(), theirs.total())
