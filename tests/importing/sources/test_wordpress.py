"""WordPress exports."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.imports import body_of, bring, keys_of, only

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>The Courier</title><link>https://courier.example</link><language>en-GB</language>
<wp:base_blog_url>https://courier.example</wp:base_blog_url>
<wp:author><wp:author_login>ibrook</wp:author_login><wp:author_display_name>Ida Brook</wp:author_display_name>
<wp:author_first_name>Ida</wp:author_first_name><wp:author_last_name>Brook</wp:author_last_name></wp:author>
"""
POST = """<item><title>Flood &amp;#8211; again</title><link>https://courier.example/2020/flood-again/</link>
<dc:creator>ibrook</dc:creator><guid>https://courier.example/?p={number}</guid>
<content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[Water.]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date>2020-01-02 10:00:00</wp:post_date>
<wp:post_date_gmt>{date}</wp:post_date_gmt><wp:post_name>flood-again</wp:post_name><wp:status>{status}</wp:status>
<wp:post_type>{kind}</wp:post_type><category domain="category" nicename="town">Town</category>
<category domain="post_tag" nicename="flood-walls">Flood walls</category>
<wp:postmeta><wp:meta_key>mood</wp:meta_key><wp:meta_value>calm</wp:meta_value></wp:postmeta>
<wp:postmeta><wp:meta_key>_edit_lock</wp:meta_key><wp:meta_value>1:1</wp:meta_value></wp:postmeta>
<wp:comment><wp:comment_content>First!</wp:comment_content></wp:comment></item>
"""
CLASSIC = """The river rose.
Again.

[caption id="a" width="300"]<img src="https://courier.example/a.jpg" alt="A wall" /> The wall[/caption]

She said so [sic].

[youtube https://www.youtube.com/watch?v=abcdefghijk]

[contact-form to="x@y.example"]<!--more-->"""


def export(tmp_path: Path, *posts: dict[str, object]) -> Path:
    defaults = {
        "number": 1,
        "content": "<p>Text.</p>",
        "date": "2020-01-02 09:00:00",
        "status": "publish",
        "kind": "post",
    }
    path = tmp_path / "export.xml"
    path.write_text(
        HEAD + "".join(POST.format(**{**defaults, **post}) for post in posts) + "</channel></rss>",
        encoding="utf-8",
    )
    return path


def test_a_post_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    bring(export(tmp_path, {}), tmp_path / "into", publish=True)
    keys = keys_of(only(tmp_path / "into"))
    assert keys == {
        "headline": "Flood – again",
        "standfirst": "Water.",
        "publication": "the-courier",
        "section": "town",
        "topics": ["flood-walls"],
        "datePublished": "2020-01-02T09:00:00Z",
        "inLanguage": "en-GB",
        "url": "https://courier.example/2020/flood-again/",
        "authors": ["ida-brook"],
        "status": "published",
        "extra": {"meta.mood": "calm"},
    }
    assert keys_of(only(tmp_path / "into", "people"))["familyName"] == "Brook"


def test_paragraphs_and_shortcodes_of_the_classic_editor(tmp_path: Path) -> None:
    report = bring(export(tmp_path, {"content": CLASSIC}), tmp_path / "into")
    body = body_of(only(tmp_path / "into"))
    assert body.startswith("The river rose.\\\nAgain.\n\n<figure>")
    assert "<figcaption>The wall</figcaption>" in body
    assert "She said so \\[sic\\]." in body
    assert '<iframe src="https://www.youtube.com/embed/abcdefghijk">' in body
    assert next(report.entries())["dropped"] == ["shortcode contact-form x@y.example"]


def test_blocks_of_the_new_editor(tmp_path: Path) -> None:
    content = "<!-- wp:paragraph -->\n<p>The river rose.</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:quote -->\n<blockquote><p>Enough.</p></blockquote>\n<!-- /wp:quote -->"
    bring(export(tmp_path, {"content": content}), tmp_path / "into")
    assert body_of(only(tmp_path / "into")) == "The river rose.\n\n> Enough."


def test_what_is_no_story_is_accounted_for(tmp_path: Path) -> None:
    posts: list[dict[str, object]] = [
        {"number": 1},
        {"number": 2, "kind": "attachment"},
        {"number": 3, "status": "trash"},
        {"number": 4, "kind": "page"},
    ]
    report = bring(export(tmp_path, *posts), tmp_path / "into")
    assert (report.items, report.outcomes["refused"], report.outcomes["written"]) == (4, 2, 2)
    assert sorted(path.name for path in (tmp_path / "into" / "articles").iterdir()) == [
        "flood-again-2.md",
        "flood-again.md",
    ]


def test_what_the_site_does_not_show_stays_a_draft(tmp_path: Path) -> None:
    bring(
        export(tmp_path, {"status": "draft", "date": "0000-00-00 00:00:00"}), tmp_path / "into", publish=True
    )
    keys = keys_of(only(tmp_path / "into"))
    assert (keys["status"], keys["datePublished"]) == ("draft", "2020-01-02")


@pytest.mark.parametrize(("end", "written"), [("first", 1), ("between", 1), ("second", 1), ("content", 1)])
def test_an_export_that_ends_in_the_middle(tmp_path: Path, end: str, written: int) -> None:
    path = export(tmp_path, {"number": 1}, {"number": 2, "content": "<p>The wall.</p>"})
    text = path.read_text(encoding="utf-8")
    second = text.rindex("<item>")
    cut = {
        "first": text.index("<wp:post_id>1"),
        "between": second,
        "second": text.rindex("<wp:post_name>"),
        "content": text.index("The wall") + 3,
    }
    path.write_text(text[: cut[end]], encoding="utf-8")
    report = bring(path, tmp_path / "into")
    (reason,) = report.reasons
    assert reason.startswith("the file ends in the middle")
    assert (report.outcomes["written"], report.outcomes["refused"]) == (written if end != "first" else 0, 1)


def test_the_same_posts_in_another_export_are_the_same_stories(tmp_path: Path) -> None:
    path = export(tmp_path, {"number": 1}, {"number": 2})
    bring(path, tmp_path / "into")
    before = sorted(each.name for each in (tmp_path / "into" / "articles").iterdir())
    other = path.rename(tmp_path / "later.xml")
    assert bring(other, tmp_path / "into").outcomes == {"unchanged": 2}
    other.write_text(other.read_text("utf-8").replace("Text.", "More text."), encoding="utf-8")
    assert bring(other.rename(tmp_path / "last.xml"), tmp_path / "into").outcomes == {"updated": 2}
    assert sorted(each.name for each in (tmp_path / "into" / "articles").iterdir()) == before


def test_the_same_posts_in_two_exports_of_one_folder(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    text = export(tmp_path, {"number": 1}, {"number": 2}).read_text(encoding="utf-8")
    (folder / "a.xml").write_text(text, encoding="utf-8")
    (folder / "b.xml").write_text(text, encoding="utf-8")
    assert bring(folder, tmp_path / "into").outcomes == {"written": 2, "unchanged": 2}
    assert bring(folder, tmp_path / "into").outcomes == {"unchanged": 4}


def test_without_a_guid_the_link_says_which_story_it_is(tmp_path: Path) -> None:
    path = export(tmp_path, {})
    path.write_text(path.read_text("utf-8").replace("<guid>https://courier.example/?p=1</guid>", ""), "utf-8")
    bring(path, tmp_path / "into")
    assert bring(path.rename(tmp_path / "b.xml"), tmp_path / "into").outcomes == {"unchanged": 1}
