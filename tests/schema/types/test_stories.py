"""Stories: an article with everything that its file says, and an editorial with little."""

from __future__ import annotations

from tests.schema.conftest import Newsroom


def test_an_article_answers_what_its_file_says(newsroom: Newsroom) -> None:
    query = """
    {
      article(by: { slug: "ferry-strike-ends" }) {
        __typename slug headline alternativeHeadline standfirst
        datePublished dateModified latestDate
        publication { slug inLanguage url publisher { slug } }
        section { slug publication { slug } }
        topics { slug }
        inLanguage url byline dateline
        authors { slug }
        mentions { ... on Person { slug } ... on Organization { slug } }
        speakers { ... on Person { slug } ... on Organization { slug } }
        rights { copyrightHolder copyrightNotice usageTerms license }
        body { wordCount blocks { index kind } }
      }
    }
    """
    article = newsroom.ask(query)["article"]
    body = article.pop("body")
    assert article == {
        "__typename": "Article",
        "slug": "ferry-strike-ends",
        "headline": "Ferry strike ends: boats sail again on Monday",
        "alternativeHeadline": "Boats sail again",
        "standfirst": "Eleven days without a crossing are over.",
        "datePublished": "2024-03-15T06:30:00+01:00",
        "dateModified": "2024-03-16",
        "latestDate": "2024-03-16",
        "publication": {
            "slug": "harbour-courier",
            "inLanguage": "en",
            "url": "https://courier.example/",
            "publisher": {"slug": "courier-press"},
        },
        "section": {"slug": "harbour", "publication": {"slug": "harbour-courier"}},
        "topics": [{"slug": "ferries"}, {"slug": "budget"}],
        "inLanguage": "en-GB",
        "url": "https://courier.example/2024/03/ferry-strike-ends",
        "byline": "By Tomas Quill and Hana El-Sayed",
        "dateline": "PORT LISSOM",
        "authors": [{"slug": "tomas-quill"}, {"slug": "hana-el-sayed"}],
        "mentions": [{"slug": "joe-penhale"}, {"slug": "velmar-government"}],
        "speakers": [
            {"slug": "bram-ostler"},
            {"slug": "mert-koc"},
            {"slug": "ilse-marrow"},
            {"slug": "lissom-ferries"},
        ],
        "rights": {
            "copyrightHolder": "Courier Press",
            "copyrightNotice": "© 2024 Courier Press",
            "usageTerms": "For tests only.",
            "license": "https://licences.example/free",
        },
    }
    assert body["wordCount"] > 50
    assert [block["index"] for block in body["blocks"]] == [0, 1, 2, 3]
    assert {block["kind"] for block in body["blocks"]} == {"PARAGRAPH"}


def test_what_an_editorial_does_not_have_is_null_and_its_lists_are_empty(newsroom: Newsroom) -> None:
    query = """
    {
      editorial(by: { slug: "a-wall-in-the-sea" }) {
        __typename standfirst datePublished dateModified latestDate url body { text }
        mentions { __typename } quotes { totalCount nodes { id } }
      }
    }
    """
    assert newsroom.ask(query)["editorial"] == {
        "__typename": "Editorial",
        "standfirst": None,
        "datePublished": None,
        "dateModified": "2022-04-20",
        "latestDate": "2022-04-20",
        "url": None,
        "body": None,
        "mentions": [],
        "quotes": {"totalCount": 0, "nodes": []},
    }


def test_the_interface_is_asked_once_for_both_kinds(newsroom: Newsroom) -> None:
    query = """
    {
      stories(filter: { topics: ["ferries"] }) {
        nodes { __typename id slug ... on Article { byline } ... on Node { sameId: id } }
      }
    }
    """
    nodes = newsroom.ask(query)["stories"]["nodes"]
    assert [(node["__typename"], node["slug"]) for node in nodes] == [
        ("Editorial", "after-the-strike"),
        ("Article", "ferry-strike-ends"),
        ("Article", "harbour-master-retires"),
    ]
    assert all(node["id"] == node["sameId"] for node in nodes)
    assert [("byline" in node) for node in nodes] == [False, True, True]


def test_blocks_hold_the_quotes_that_begin_in_them(newsroom: Newsroom) -> None:
    query = """
    {
      article(by: { slug: "water-test" }) {
        body { text html markdown blocks { kind text html quotes { text parts { block paragraph text utf16Start utf16End start end } } } }
      }
    }
    """
    body = newsroom.ask(query)["article"]["body"]
    assert [block["kind"] for block in body["blocks"]] == ["PARAGRAPH", "LIST", "LIST"]
    assert [len(block["quotes"]) for block in body["blocks"]] == [1, 3, 2]
    assert body["html"].count("<li>") == 5
    assert body["markdown"].startswith("The institute found “copper")
    for index, block in enumerate(body["blocks"]):
        for part in (part for quote in block["quotes"] for part in quote["parts"]):
            utf16 = block["text"].encode("utf-16-le")
            assert part["block"] == part["paragraph"] == index
            assert block["text"][part["start"] : part["end"]] == part["text"]
            assert utf16[2 * part["utf16Start"] : 2 * part["utf16End"]].decode("utf-16-le") == part["text"]


def test_related_stories_share_topics_and_speakers(newsroom: Newsroom) -> None:
    query = """
    query Related($first: Int! = 5) {
      article(by: { slug: "mayor-on-the-breakwater" }) { related(first: $first) { slug } }
    }
    """
    related = [each["slug"] for each in newsroom.ask(query)["article"]["related"]]
    assert "ferry-strike-ends" in related
    assert "mayor-on-the-breakwater" not in related
    assert newsroom.ask(query, first=1)["article"]["related"] == [{"slug": related[0]}]
    assert newsroom.ask(query, first=0)["article"]["related"] == []


def test_every_story_says_who_wrote_it_who_speaks_in_it_and_what_is_near(newsroom: Newsroom) -> None:
    query = """
    { stories(first: 100) { nodes {
        __typename slug authors { slug } speakers { slug name } related(first: 2) { __typename slug }
        quotes(first: 100) { nodes { speakers { slug } } }
    } } }
    """
    stories = newsroom.ask(query)["stories"]["nodes"]
    assert {each["__typename"] for each in stories} == {"Article", "Editorial"}
    assert {each["__typename"] for story in stories for each in story["related"]} == {"Article", "Editorial"}
    assert any(each["authors"] for each in stories)
    for story in stories:
        quoted = [each["slug"] for node in story["quotes"]["nodes"] for each in node["speakers"]]
        assert [each["slug"] for each in story["speakers"]] == list(dict.fromkeys(quoted))
        assert story["slug"] not in [each["slug"] for each in story["related"]]


def test_what_the_public_may_not_see_is_not_there(newsroom: Newsroom, preview: Newsroom) -> None:
    query = """
    {
      story(by: { slug: "ferry-merger" }) { id }
      topic(by: { slug: "secret-merger" }) { id }
      person(by: { slug: "vera-unseen" }) { id }
      articles(filter: { slugs: ["ferry-merger", "audit-draft", "wrong-whale"] }) { totalCount }
    }
    """
    assert newsroom.ask(query) == {
        "story": None,
        "topic": None,
        "person": None,
        "articles": {"totalCount": 0},
    }
    seen = preview.ask(query)
    assert seen["articles"]["totalCount"] == 3
    assert all(seen[name] for name in ("story", "topic", "person"))
    assert newsroom.ask("query ($id: ID!) { node(id: $id) { id } }", id=seen["story"]["id"]) == {"node": None}
