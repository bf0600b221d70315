"""Whatever the items of a source say, in every format: what is written is a newsroom without errors, and every item has
one outcome."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pullquote.importing.mapping.keys import TARGETS
from pullquote.importing.text.characters import CONTROL
from tests.examples import examples
from tests.importing.imports import bring

Values = dict[str, Any]
KEYS = sorted({name for names in TARGETS.values() for name in names.split()})
LONG = 2_500
"""Characters: more than a line of a newsroom may have."""
MANY = 1_100
"""Items of a list: more than one of a newsroom may have."""
words = st.sampled_from([
    "The wall rises", "wall", "Ida Brook", "a, b; c", "de", "en_US.utf8", "x" * LONG, "word " * (LONG // 4), "é" * LONG,
    "https://courier.example/a", f"https://courier.example/{'a' * LONG}", "https://", "//x", "/2024/05/06/wall/", "../..", "-" * 300,
    "null", "yes", "0x1F", "1e400", "007", "- a: b", "# no", "{{ x }}", "{% raw %}", "<b>bold", "&#0;&#x1F;&#xD800;", "&amp;lt;p&amp;gt;",
    "a\tb\nc", "\u00a0", "\u200b", "\u2028", "\u202eabc", "\x07bell", "“", "'", '"\\', "`", "[a](b", "東京", "2024-02-30", "2024-05-06",
    "Mon, 06 May 2024 07:08:09 +0000", "2024-05-06T25:61:00", "0000-00-00", "9999-12-31", "31/12/99", "medtop:1", "draft", "trash", "a@b.c",
    "media/x.png", "data:image/png;base64,AA==", "word\u0301 " * 30, "%00%ff", "slug--with---many", "CON", ".", "~",
])  # fmt: skip
leaves = st.one_of(
    words,
    st.text(max_size=40),
    st.none(),
    st.booleans(),
    st.integers(min_value=-(2**70), max_value=2**70),
    st.floats(allow_nan=False, allow_infinity=False),
)
mappings = st.dictionaries(
    st.one_of(st.sampled_from([*KEYS, "url", "name", "slug", "k" * LONG]), words), leaves, max_size=3
)
values = st.one_of(
    leaves,
    st.lists(st.one_of(words, leaves, mappings), max_size=4),
    mappings,
    st.builds(lambda word: [f"{word} {number}" for number in range(MANY)], words),
    st.builds(lambda word, levels: json.loads("[" * levels + json.dumps(word) + "]" * levels), words, st.integers(2, 120)),
    st.builds(lambda word: {f"{word[:90]}{number}": word for number in range(200)}, words),
)  # fmt: skip
bodies = st.one_of(
    words,
    st.text(max_size=200),
    st.builds(lambda word, count: f"<p>{word}</p>\n\n“The wall holds,” said {word}.\n\n" * count, words, st.integers(1, 3)),
    st.builds(lambda word, levels: "<div>" * levels + word + "</div>" * levels, words, st.integers(100, 1_200)),
    st.builds(lambda mark, count: f"{mark}a" * count, st.sampled_from(["*", "`", "> ", "[", "<i>", "\n"]), st.integers(1, 60)),
)  # fmt: skip
items = st.lists(
    st.tuples(st.dictionaries(st.sampled_from(KEYS), values, max_size=6), bodies), min_size=1, max_size=4
)


def text_of(value: Any) -> str:
    """A value as XML has it."""
    return CONTROL.sub("", value if isinstance(value, str) else json.dumps(value))


def front_matter(folder: Path, listed: list[tuple[Values, str]]) -> Path:
    for number, (keys, body) in enumerate(listed):
        matter = (
            yaml.safe_dump(keys, allow_unicode=number % 2 == 0) if number % 3 else json.dumps(keys) + "\n"
        )
        language = "" if number % 3 else "json"
        path = folder / "posts" / f"story-{number}.{'html' if number % 4 == 3 else 'md'}"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"---{language}\n{matter}---\n{body}", encoding="utf-8", errors="replace")
    return folder / "posts"


def ninjs(folder: Path, listed: list[tuple[Values, str]]) -> Path:
    documents = [
        {"uri": f"urn:newsml:{number}", "versioncreated": "2024-05-06T07:08:09Z", ("body_text", "body_xhtml")[number % 2]: body, **keys}
        for number, (keys, body) in enumerate(listed)
    ]  # fmt: skip
    return written(folder / "export.json", json.dumps(documents))


def json_feed(folder: Path, listed: list[tuple[Values, str]]) -> Path:
    entries = [
        {"id": str(number), ("content_text", "content_html")[number % 2]: body, **keys}
        for number, (keys, body) in enumerate(listed)
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Courier",
        "language": "xx-nope-!",
        "items": entries,
    }
    return written(folder / "feed.json", json.dumps(feed))


def rss(folder: Path, listed: list[tuple[Values, str]]) -> Path:
    return written(
        folder / "feed.xml",
        f"<rss version='2.0' {SPACES}><channel><title>C</title>{elements(listed, '')}</channel></rss>",
    )


def wordpress(folder: Path, listed: list[tuple[Values, str]]) -> Path:
    channel = f"<title>C</title><language>de-DE</language><wp:wxr_version>1.2</wp:wxr_version>{elements(listed, META)}"
    return written(folder / "export.xml", f"<rss version='2.0' {SPACES}><channel>{channel}</channel></rss>")


def page(folder: Path, listed: list[tuple[Values, str]]) -> Path:
    for number, (keys, body) in enumerate(listed):
        said = {"@type": "NewsArticle", "articleBody": body, **keys}
        meta = "".join(
            f"<meta name={quoteattr(key)} content={quoteattr(text_of(value))}>" for key, value in keys.items()
        )
        linked = json.dumps(said).replace("</", "<\\/") if number % 2 else "{}"
        text = f"<!doctype html><html lang='x y'><head><title>{escape(text_of(keys.get('title')))}</title>{meta}<script type=\"application/ld+json\">{linked}</script></head><body><article><p>{body}</p></article></body></html>"
        written(folder / "pages" / f"page-{number}.html", text)
    return folder / "pages"


def plain_text(folder: Path, listed: list[tuple[Values, str]]) -> Path:
    for number, (keys, body) in enumerate(listed):
        lines = "\n\n".join(text_of(value) for value in keys.values())
        written(
            folder / "texts" / f"text-{number}.txt",
            f"{lines}\n\n{body}\n\nA sentence that is long enough to be one.\n",
        )
    return folder / "texts"


SPACES = (
    "xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/' "
    "xmlns:excerpt='http://wordpress.org/export/1.2/excerpt/' xmlns:wp='http://wordpress.org/export/1.2/' "
    "xmlns:media='http://search.yahoo.com/mrss/'"
)
META = "<wp:post_id>{number}</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status>"
ELEMENTS = {
    "title": "title", "link": "link", "description": "description", "pubDate": "pubDate", "author": "dc:creator", "creator": "author",
    "guid": "guid", "slug": "wp:post_name", "date": "wp:post_date", "tags": "category", "categories": "category", "language": "dc:language",
}  # fmt: skip


def elements(listed: list[tuple[Values, str]], more: str) -> str:
    found = ""
    for number, (keys, body) in enumerate(listed):
        inner = more.format(number=number)
        for key, value in keys.items():
            for each in value if isinstance(value, list) else [value]:
                name = ELEMENTS.get(key)
                text = escape(text_of(each))
                inner += (
                    f"<{name}>{text}</{name}>"
                    if name
                    else f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{text}</wp:meta_value></wp:postmeta>"
                )
        found += f"<item>{inner}<content:encoded>{escape(text_of(body))}</content:encoded></item>"
    return found


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="replace")
    return path


@pytest.mark.parametrize("source", [front_matter, ninjs, json_feed, rss, wordpress, page, plain_text])
@settings(max_examples=examples(30), deadline=None, suppress_health_check=list(HealthCheck))
@given(listed=items, publish=st.booleans())
def test_a_newsroom_without_errors_of_any_items(
    source: Callable[[Path, list[tuple[Values, str]]], Path], listed: list[tuple[Values, str]], publish: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        form = "text" if source is plain_text else None
        report = bring(source(Path(folder), listed), Path(folder) / "into", form=form, publish=publish)
    assert report.items >= len(listed)
    assert not [reason for reason in report.reasons if reason.startswith("cannot be made a story")]
