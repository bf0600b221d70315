"""HTML of any kind becomes blocks, and no word of it is lost or glued to another."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.model.bodies import BlockKind, Embed, EmbedKind
from pullquote.store.quotes.html.blocks import ParsedBlock, blocks_of

PARAGRAPH, HEADING, LIST, TABLE = BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST, BlockKind.TABLE
QUOTATION, CODE, FIGURE, EMBED = BlockKind.BLOCK_QUOTE, BlockKind.CODE, BlockKind.FIGURE, BlockKind.EMBED


def texts(html: str) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in blocks_of(html)]


def only(html: str) -> ParsedBlock:
    [block] = blocks_of(html)
    return block


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One</p><p>Two</p>", [(PARAGRAPH, "One"), (PARAGRAPH, "Two")]),
        ("<p>One<p>Two", [(PARAGRAPH, "One"), (PARAGRAPH, "Two")]),
        ("<h2>Head</h2>Text", [(HEADING, "Head"), (PARAGRAPH, "Text")]),
        ("<div><div>One</div><div>Two</div></div>", [(PARAGRAPH, "One"), (PARAGRAPH, "Two")]),
        (
            "<section>One <p>Two</p> three</section>",
            [(PARAGRAPH, "One"), (PARAGRAPH, "Two"), (PARAGRAPH, "three")],
        ),
        ("<b>One<p>Two</p>three</b>", [(PARAGRAPH, "One"), (PARAGRAPH, "Two"), (PARAGRAPH, "three")]),
        ("<ul><li>One<li>Two<ul><li>Three</ul></ul>", [(LIST, "One\nTwo\nThree")]),
        ("<ol><li><p>One</p><p>Two</p></li></ol>", [(LIST, "One\nTwo")]),
        ("<dl><dt>Term<dd>What it is</dl>", [(LIST, "Term\nWhat it is")]),
        ("<menu><li>One</menu>", [(LIST, "One")]),
        ("<li>One<li>Two", [(PARAGRAPH, "One"), (PARAGRAPH, "Two")]),
        ("<blockquote><p>One</p>Two</blockquote>", [(QUOTATION, "One\nTwo")]),
        ("<pre>\na\n\n  b\n</pre>", [(CODE, "a\n\n  b")]),
        ("<pre><code>a<br>b</code></pre>", [(CODE, "a\nb")]),
        ("<details><summary>More</summary>Text</details>", [(PARAGRAPH, "More"), (PARAGRAPH, "Text")]),
        ("One<br>two<br><br>three", [(PARAGRAPH, "One\ntwo\nthree")]),
        ("One<hr>Two", [(PARAGRAPH, "One"), (BlockKind.THEMATIC_BREAK, ""), (PARAGRAPH, "Two")]),
        ("<p>&nbsp;</p><p><br></p><div> </div>", []),
        ("<p>A\n   line</p>", [(PARAGRAPH, "A line")]),
        ("<p>橋は\n閉じる</p>", [(PARAGRAPH, "橋は閉じる")]),
        ("<ruby>橋<rp>(</rp><rt>はし</rt><rp>)</rp></ruby>は", [(PARAGRAPH, "橋は")]),
        ("<q>One <q>two</q></q>", [(PARAGRAPH, "“One ‘two’”")]),
        ("<font color=red>Red</font> <big>words</big>", [(PARAGRAPH, "Red words")]),
        ("One <script>two()</script>three<style>p {}</style>", [(PARAGRAPH, "One three")]),
        (
            "<form><label>Name</label><select><option>One</select><button>Go</button></form>",
            [(PARAGRAPH, "NameGo")],
        ),
        ("One<!-- two -->three", [(PARAGRAPH, "Onethree")]),
        ("One<img src=a.png>two <b><img src=a.png></b>, three", [(PARAGRAPH, "One two , three")]),
        ("<tr><td>One</td><th>Two</th></tr>", [(PARAGRAPH, "One Two")]),
        ("</div></p>One</b>", [(PARAGRAPH, "One")]),
    ],
)
def test_the_blocks_of_html(html: str, expected: list[tuple[BlockKind, str]]) -> None:
    assert texts(html) == expected


def test_direction_and_language_stay() -> None:
    assert only('<p dir="rtl" lang="ur">متن</p>').html == '<p dir="rtl" lang="ur">متن</p>'
    assert (
        only('<div dir="rtl"><section lang="ur"><p>متن</p></section></div>').html
        == '<p dir="rtl" lang="ur">متن</p>'
    )
    assert (
        only('<div lang="de">Ja <i lang="fr">oui</i></div>').html
        == '<p lang="de">Ja <i lang="fr">oui</i></p>'
    )
    assert only('<q lang="fr">Oui</q>').html == '<p><span lang="fr">“Oui”</span></p>'


def test_a_table_is_data() -> None:
    block = only(
        "<table><caption>Tides</caption><thead><tr><th>Port<th colspan=2 scope=colgroup>Height</thead>"
        "<tr><td rowspan=2><p>Old</p><p>Quay</p><td>1<td></table>"
    )
    assert (block.kind, block.text) == (TABLE, "Tides\nPort\tHeight\nOld Quay\t1\t")
    assert block.table is not None
    assert block.table.caption == "Tides"
    assert [row.is_header for row in block.table.rows] == [True, False]
    assert [
        [(cell.text, cell.is_header, cell.column_span, cell.row_span) for cell in row.cells]
        for row in block.table.rows
    ] == [
        [("Port", True, 1, 1), ("Height", True, 2, 1)],
        [("Old Quay", False, 1, 2), ("1", False, 1, 1), ("", False, 1, 1)],
    ]
    assert '<th colspan="2" scope="colgroup">Height</th>' in block.html


def test_a_figure_has_a_picture_and_a_caption() -> None:
    first, second = blocks_of(
        '<figure><img src="https://e.example/a.png" alt="A quay" width="640" height="480px">'
        "<figcaption>“Closed,” a sign says</figcaption></figure><figure><img src=b.png></figure>"
    )
    assert (first.kind, first.text) == (FIGURE, "“Closed,” a sign says")
    assert first.image is not None
    assert (first.image.url, first.image.alt, first.image.caption) == (
        "https://e.example/a.png",
        "A quay",
        "“Closed,” a sign says",
    )
    assert (first.image.width, first.image.height) == (640, 480)
    assert "<figcaption>“Closed,” a sign says</figcaption></figure>" in first.html
    assert (second.kind, second.text) == (FIGURE, "")
    assert second.image is not None
    assert (second.image.alt, second.image.caption, second.image.width) == ("", None, None)


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("<picture><source srcset='a.webp 2x'><img src=a.png></picture>", "a.png"),
        ("<picture><source srcset='a.webp 1x, b.webp 2x'><img></picture>", "a.webp"),
        ("<img data-src=a.png>", "a.png"),
        ("<img srcset='a.png, b.png 2x'>", "a.png"),
        ("<img src=media/quay.png>", "/media/quay.png"),
        ("<a href=/x><img src=a.png></a>", "a.png"),
        ("<p><span><img src=a.png></span> </p>", "a.png"),
    ],
)
def test_the_address_of_a_picture(html: str, url: str) -> None:
    block = only(html)
    assert block.kind is FIGURE
    assert block.image is not None
    assert block.image.url == url
    assert f'<img src="{url}"' in block.html


def test_each_picture_of_a_line_is_a_figure_and_one_in_a_text_stays_in_it() -> None:
    assert texts("<p><img src=a.png> <img src=b.png></p>") == [(FIGURE, ""), (FIGURE, "")]
    assert texts("<p><b><img src=a.png><img src=b.png></b></p>") == [(FIGURE, ""), (FIGURE, "")]
    block = only("<p><img src=a.png alt=Quay> The quay.</p>")
    assert (block.kind, block.text) == (PARAGRAPH, "The quay.")
    assert block.image is not None
    assert block.image.url == "a.png"


def test_a_figure_can_show_anything() -> None:
    caption = "<figcaption>Source: the town</figcaption>"
    for shown, kind, text in (
        ("<table><tr><td>1</table>", TABLE, "1\n"),
        ("<blockquote>Words</blockquote>", QUOTATION, "Words\n"),
        ("<pre>code</pre>", CODE, "code\n"),
        ("<iframe src=https://e.example/map></iframe>", EMBED, ""),
        ("<div><img src=a.png></div>", FIGURE, ""),
    ):
        assert texts(f"<figure>{shown}{caption}</figure>") == [(kind, f"{text}Source: the town")]
    assert texts(f"<figure>{caption}</figure>") == [(PARAGRAPH, "Source: the town")]
    gallery = "<figure><figure><img src=a.png><figcaption>A</figcaption></figure><figcaption>All</figcaption></figure>"
    assert texts(gallery) == [(FIGURE, "A"), (PARAGRAPH, "All")]


@pytest.mark.parametrize(
    ("html", "kind", "url", "title"),
    [
        (
            "<iframe src=https://e.example/x title=Map><b></iframe>",
            EmbedKind.FRAME,
            "https://e.example/x",
            "Map",
        ),
        ("<iframe data-src=//e.example/x></iframe>", EmbedKind.FRAME, "https://e.example/x", None),
        ("<p><iframe src=https://e.example/x></iframe></p>", EmbedKind.FRAME, "https://e.example/x", None),
        (
            "<video><source src=/a.mp4><track src=a.vtt>No film</video>",
            EmbedKind.VIDEO,
            "/a.mp4",
            None,
        ),
        ("<video src=media/a.mp4></video>", EmbedKind.VIDEO, "/media/a.mp4", None),
        (
            "<audio src=https://e.example/a.mp3 controls></audio>",
            EmbedKind.AUDIO,
            "https://e.example/a.mp3",
            None,
        ),
        ("<embed src=https://e.example/a>", EmbedKind.FRAME, "https://e.example/a", None),
        ("<object data=https://e.example/a>old</object>", EmbedKind.FRAME, "https://e.example/a", None),
        (
            "<div class=fb-post data-href=https://e.example/1></div>",
            EmbedKind.POST,
            "https://e.example/1",
            None,
        ),
    ],
)
def test_an_embed_is_an_address(html: str, kind: EmbedKind, url: str, title: str | None) -> None:
    block = only(html)
    assert (block.kind, block.text) == (EMBED, "")
    assert isinstance(block.embed, Embed)
    assert (block.embed.kind, block.embed.url, block.embed.title) == (kind, url, title)
    assert block.html == f'<figure><a href="{url}" rel="noopener noreferrer">{title or url}</a></figure>'


def test_a_post_of_a_social_network_keeps_its_words() -> None:
    block = only(
        "<blockquote class='twitter-tweet big'><p>The bridge is open.</p>— The Town "
        "<a href='https://social.example/town/1'>4 May</a></blockquote>"
    )
    assert (block.kind, block.text) == (QUOTATION, "The bridge is open.\n— The Town 4 May")
    assert block.embed is not None
    assert (block.embed.kind, block.embed.url) == (EmbedKind.POST, "https://social.example/town/1")
    assert only("<blockquote class=other><a href=https://e.example>x</a></blockquote>").embed is None


def test_an_embed_without_an_address_shows_what_is_in_it() -> None:
    assert texts("<video>No film</video>") == [(PARAGRAPH, "No film")]
    assert texts("<iframe srcdoc='<p>x</p>'></iframe>") == []
    assert texts("<iframe data-src='javascript:alert(1)'></iframe>") == []
    assert texts("<img data-src='javascript:alert(1)' alt=x>") == []


def test_embeds_in_a_list_are_links() -> None:
    block = only("<ul><li>See <iframe src=https://e.example/x></iframe></ul>")
    assert (block.kind, block.text) == (LIST, "See")
    assert '<a href="https://e.example/x"' in block.html
    assert block.embed is not None


def test_very_deep_html_is_read() -> None:
    depth = 2000
    assert texts("<div>" * depth + "deep" + "</div>" * depth) == [(PARAGRAPH, "deep")]
    block = only("<ul><li>" * depth + "deep")
    assert (block.kind, block.text) == (LIST, "deep")


WORDS = st.text("abcdé橋あ", min_size=1, max_size=6)
LINES = st.recursive(
    WORDS,
    lambda inner: st.tuples(
        st.sampled_from(("b", "i", "a", "span", "small", "font", "mark", "x-y")), st.lists(inner, max_size=3)
    ).map(lambda made: f"<{made[0]}>{' '.join(made[1])}</{made[0]}>"),
    max_leaves=4,
)
CONTENT = st.recursive(
    st.one_of(
        LINES.map(lambda words: f"<p>{words}</p>"),
        LINES.map(lambda words: f"<h3>{words}</h3>"),
        LINES,
        st.just("<img src=a.png>"),
        st.just("<hr>"),
    ),
    lambda inner: st.one_of(
        st.tuples(
            st.sampled_from(("div", "section", "blockquote", "details", "center", "figure", "aside", "form")),
            st.lists(inner, max_size=3),
        ).map(lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"),
        st.lists(inner, max_size=3).map(lambda items: f"<ul><li>{'</li><li>'.join(items)}</li></ul>"),
        st.lists(inner, max_size=3).map(lambda items: f"<dl><dt>{'<dd>'.join(items)}</dl>"),
        st.lists(inner, max_size=3).map(lambda items: f"<table><tr><td>{'<td>'.join(items)}</table>"),
    ),
    max_leaves=8,
)


INLINE_TAG = re.compile("</?(?:b|i|a|span|small|font|mark|x-y)>")
TAG = re.compile("<[^>]*>")


@given(st.lists(CONTENT, max_size=5))
def test_every_word_of_invented_html_is_in_a_block_and_stands_alone(parts: list[str]) -> None:
    html = "".join(f"{part}<p>{number}.</p>" for number, part in enumerate(parts))
    text = "\n\n".join(block.text for block in blocks_of(html))
    assert text.split() == TAG.sub(" ", INLINE_TAG.sub("", html)).split()


def test_formatting_that_is_never_closed_is_not_repeated_without_end() -> None:
    html = "<p>" + "".join(f"<b title={number}>" for number in range(1000)) + "<p>x" * 1000
    blocks = blocks_of(html)
    assert [block.text for block in blocks] == ["x"] * 1000
    assert sum(len(block.html) for block in blocks) == len("<p>x</p>") * 1000
    assert only("<b><i>x").html == "<p><b><i>x</i></b></p>"
    many = "<b>" * 30 + "x" + "</b>" * 30
    assert only(f"<p>{many}</p>").text == "x"
