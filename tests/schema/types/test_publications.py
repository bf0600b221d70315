"""Publications, sections and topics, and what hangs on them."""

from __future__ import annotations

import pytest

from tests.schema.conftest import Newsroom


def test_a_publication_answers_what_the_file_says(newsroom: Newsroom) -> None:
    query = """
    {
      publication(by: { slug: "harbour-courier" }) {
        name description publisher { name } inLanguage url sameAs
      }
    }
    """
    assert newsroom.ask(query)["publication"] == {
        "name": "The Harbour Courier",
        "description": "Daily newspaper of Port Lissom, a town that is on no map.",
        "publisher": {"name": "Courier Press"},
        "inLanguage": "en",
        "url": "https://courier.example/",
        "sameAs": ["https://encyclopedia.example/Harbour_Courier"],
    }


def test_a_section_and_a_topic_answer_what_their_files_say(newsroom: Newsroom) -> None:
    query = """
    {
      section(by: { slug: "harbour" }) { name description publication { slug } }
      shared: section(by: { slug: "politics" }) { publication { slug } }
      topic(by: { slug: "ferries" }) { name description mediatopic }
    }
    """
    assert newsroom.ask(query) == {
        "section": {
            "name": "Harbour",
            "description": "The quays, the ferries and the sea.",
            "publication": {"slug": "harbour-courier"},
        },
        "shared": {"publication": None},
        "topic": {
            "name": "Ferries",
            "description": "Everything that crosses the bay.",
            "mediatopic": "medtop:04000000",
        },
    }


@pytest.mark.parametrize(
    ("kind", "slug", "stories", "quotes"),
    [
        ("publication", "le-phare", ["le-ministre-au-port", "la-lanterne"], ["La mer n’attend pas"]),
        (
            "section",
            "culture",
            ["le-ministre-au-port", "lighthouse-opera"],
            ["La mer n’attend pas", "I wanted the lamp to sing"],
        ),
        ("topic", "lighthouse", ["lighthouse-opera", "la-lanterne"], ["I wanted the lamp to sing"]),
    ],
)
def test_they_have_their_stories_and_the_quotes_in_them(
    newsroom: Newsroom, kind: str, slug: str, stories: list[str], quotes: list[str]
) -> None:
    query = f"""
    query ($slug: String!) {{
      {kind}(by: {{ slug: $slug }}) {{ stories {{ nodes {{ slug }} }} quotes {{ nodes {{ text }} }} }}
    }}
    """
    answer = newsroom.ask(query, slug=slug)[kind]
    assert [story["slug"] for story in answer["stories"]["nodes"]] == stories
    assert [quote["text"] for quote in answer["quotes"]["nodes"]] == quotes


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("publications", ["Le Phare", "The Harbour Courier"]),
        ("sections", ["Culture 🎭", "Harbour", "Opinion", "Politics"]),
        ("topics", ["Budget", "Ferries", "Fishing", "Storms", "The lighthouse", "Water quality"]),
    ],
)
def test_they_are_listed_by_name(newsroom: Newsroom, kind: str, names: list[str]) -> None:
    answer = newsroom.ask(f"{{ {kind} {{ totalCount nodes {{ name }} }} }}")[kind]
    assert [node["name"] for node in answer["nodes"]] == names
    assert answer["totalCount"] == len(names)


def test_they_are_found_by_the_beginning_of_a_word_in_the_name_and_by_slug(newsroom: Newsroom) -> None:
    query = """
    {
      topics(filter: { search: "lig" }) { nodes { slug } }
      sections(filter: { slugs: ["opinion", "nonsense"] }) { nodes { slug } }
    }
    """
    assert newsroom.ask(query) == {
        "topics": {"nodes": [{"slug": "lighthouse"}]},
        "sections": {"nodes": [{"slug": "opinion"}]},
    }
