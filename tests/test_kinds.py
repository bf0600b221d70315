"""A kind is one descriptor: places, which Pullquote does not have, are read, checked, searched and served."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson
import pytest
from graphql import parse

from pullquote.api.operations.compiling import guarantees_of
from pullquote.api.operations.costs.prices import PAGE_PRICE, price_list
from pullquote.api.settings import Settings
from pullquote.compiler import Compiler
from pullquote.schema import Context, make_schema, schema
from pullquote.store.files.jsonschema import json_schemas, known_slugs
from pullquote.store.files.kinds import KINDS
from pullquote.store.files.loading import Loaded, Reader, load
from pullquote.store.files.parallel import parse_files, read_and_parse
from pullquote.store.files.templates import suffix, template
from pullquote.store.newsroom.cache.cache import DiskCache
from pullquote.store.newsroom.cache.restoring import edition_of, write_edition
from pullquote.store.newsroom.editions import Edition, make_edition
from pullquote.store.newsroom.snapshot import MemorySnapshot
from pullquote.store.search.text_index.index_directory import IndexDirectory
from pullquote.store.search.text_search import Text
from tests.store.written import Files, article, problems, write
from tests.toy_kind import PLACE, WITH_PLACES

NOW = datetime(2025, 1, 1, tzinfo=UTC)
PLACES = {
    "places.yaml": (
        "harbour: {name: Old Harbour, country: Norland, runBy: council}\n"
        "pier: {name: North Pier, country: Norland, parent: harbour}\n"
        "square: {name: Market Square, alternateNames: [The Square], country: Sudland}\n"
    ),
    "places/lighthouse.md": "---\nname: Lighthouse\ncountry: Norland\nparent: pier\n---\n",
}
PLACES_MEANT = 'did you mean "places"?'
WITH_PLACE = make_schema(PLACE)


def found(folder: Path, files: Files) -> list[str]:
    """The problems of the small newsroom with the places and those files."""
    return problems(load(write(folder, {**PLACES, **files}), kinds=WITH_PLACES), folder)


def edition(folder: Path, files: Files | None = None) -> Edition:
    loaded = load(write(folder, {**PLACES, "people/ida-brook.yaml": IDA, **(files or {})}), kinds=WITH_PLACES)
    assert problems(loaded, folder) == []
    return make_edition(loaded, now=NOW)


IDA = "name: Ida Brook\nroles:\n  - {title: Mayor, organization: council}\n"


@pytest.fixture
def snapshot(tmp_path: Path) -> MemorySnapshot:
    return edition(tmp_path).public


def ask(snapshot: MemorySnapshot, query: str, **variables: Any) -> Any:
    result = WITH_PLACE.execute_sync(query, variables, context_value=Context(snapshot))
    assert result.errors is None, result.errors
    return result.data


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, []),
        (
            {"places/quay.yaml": "name: Quay\ncuontry: Norland\ncountry: Norland\n"},
            ['places/quay.yaml:2:1 PQ111 unknown key "cuontry"; did you mean "country"?'],
        ),
        (
            {"places/quay.yaml": "name: Quay\n"},
            ['places/quay.yaml:1:1 PQ112 country is missing; write "country: …" (the country that it is in)'],
        ),
        (
            {"places/quay.yaml": "name: Quay\ncountry: Norland\nrunBy: counsil\n"},
            ['places/quay.yaml:3:8 PQ204 unknown organization "counsil"; did you mean "council"?'],
        ),
        (
            {"places/quay.yaml": "name: Quay\ncountry: Norland\nparent: harbor\n"},
            ['places/quay.yaml:3:9 PQ220 unknown place "harbor"; did you mean "harbour"?'],
        ),
        (
            {"places/quay.yaml": "name: Quay\ncountry: Norland\nparent: quay\n"},
            ["places/quay.yaml:3:9 PQ309 a place above itself: quay → quay"],
        ),
        (
            {"places/pier.yaml": "name: Pier\ncountry: Norland\n"},
            [
                'places/pier.yaml:1:1 PQ206 the place "pier" is in places.yaml too; delete or rename one of the two'
            ],
        ),
        (
            {"places/quay.md": "---\nname: Quay\ncountry: Norland\n---\nWords.\n"},
            ["places/quay.md:5:1 PQ111 there is text below the keys, and places have none"],
        ),
        (
            {"place/quay.yaml": "name: Quay\n"},
            [
                f'place:1:1 PQ117 no kind is called "place"; the kinds are {", ".join(WITH_PLACES)}; {PLACES_MEANT}'
            ],
        ),
    ],
)
def test_its_files_are_checked(tmp_path: Path, files: Mapping[str, str], expected: list[str]) -> None:
    assert found(tmp_path, files) == expected


def test_other_newsrooms_have_none(tmp_path: Path) -> None:
    assert [each[:22] for each in problems(load(write(tmp_path, PLACES)), tmp_path)] == [
        "places:1:1 PQ404 the f",
        "places.yaml:1:1 PQ404 ",
    ]
    assert "Place" not in schema.as_str()
    assert "places" not in KINDS


def test_other_processes_parse_it(tmp_path: Path) -> None:
    folder = write(tmp_path, PLACES)
    parse = partial(read_and_parse, kinds=WITH_PLACES)
    assert parse_files(folder, [*PLACES], parse, list, workers=2) == parse_files(
        folder, [*PLACES], parse, list, workers=1
    )


def test_it_is_in_the_cache_on_disk(tmp_path: Path) -> None:
    folder = write(tmp_path / "newsroom", PLACES)
    damage: list[str] = []
    room = IndexDirectory(tmp_path / "room")

    def start() -> tuple[DiskCache, Reader, Loaded]:
        cache = DiskCache(tmp_path / "newsroom.kept", folder, room, damage.append)
        reader = Reader(folder, cache=cache, kinds=WITH_PLACES)
        return cache, reader, reader.read()

    cache, reader, written = start()
    contents = reader.to_cache(anyway=True)
    assert contents is not None
    assert write_edition(cache, contents, make_edition(written, now=NOW, text=Text(room)))
    _, reader, loaded = start()
    assert reader.restored is not None
    assert written.records is not None
    assert loaded.records is not None
    names = [place.name for place in loaded.records.by_kind["places"]]
    assert names == [place.name for place in written.records.by_kind["places"]] != []
    assert edition_of(*reader.restored, NOW, room) is not None
    assert damage == []


def test_editors_complete_its_keys_and_slugs(tmp_path: Path) -> None:
    schemas = json_schemas(write(tmp_path, PLACES), WITH_PLACES)
    keys = schemas["places"]["properties"]
    assert keys["country"]["description"] == "The country that it is in."
    assert keys["runBy"]["anyOf"][0]["enum"] == ["council", "press"]
    assert keys["parent"]["anyOf"][0]["enum"] == ["harbour", "lighthouse", "pier", "square"]
    whole = jsonschema_rs.Draft7Validator(schemas["all-places"])
    assert whole.is_valid({"quay": {"name": "Quay", "country": "Norland"}})
    assert not whole.is_valid({"quay": {"name": "Quay"}})


def test_its_template_is_valid_with_every_key_in_use(tmp_path: Path) -> None:
    folder = write(tmp_path, PLACES)
    known = known_slugs(folder, WITH_PLACES)
    assert suffix("places", WITH_PLACES) == ".yaml"
    text = template("places", "fish-market", today=date(2025, 1, 20), known=known, kinds=WITH_PLACES)
    assert text.startswith("# Place fish-market. ")
    assert "\nname: Fish Market\n" in text
    assert "\n#parent: harbour\n" in text
    for written in (text, re.sub(r"^#(?=\S|  )", "", text, flags=re.MULTILINE)):
        used = written.replace("Another Name", "Fish Hall")  # what is left of a template is an error
        assert found(tmp_path, {"places/fish-market.yaml": used}) == []


def test_one_is_looked_up_by_slug_and_by_id(snapshot: MemorySnapshot) -> None:
    fields = "id name country parent { slug parent { slug runBy { slug name } } }"
    by_slug = ask(snapshot, f'{{ place(by: {{slug: "lighthouse"}}) {{ {fields} }} }}')["place"]
    assert (by_slug["name"], by_slug["country"]) == ("Lighthouse", "Norland")
    assert by_slug["parent"] == {
        "slug": "pier",
        "parent": {"slug": "harbour", "runBy": {"slug": "council", "name": "Town Council"}},
    }
    query = f"query ($id: ID!) {{ place(by: {{id: $id}}) {{ {fields} }} node(id: $id) {{ id ... on Place {{ {fields} }} }} }}"
    assert ask(snapshot, query, id=by_slug["id"]) == {"place": by_slug, "node": by_slug}
    assert ask(snapshot, '{ place(by: {slug: "council"}) { name } }') == {"place": None}


def test_they_are_listed_by_name_in_pages(snapshot: MemorySnapshot) -> None:
    query = """query ($after: String, $filter: NameFilter) {
        places(first: 3, after: $after, filter: $filter) {
            totalCount nodes { name } edges { node { slug } } pageInfo { hasNextPage endCursor }
        }
    }"""
    page = ask(snapshot, query)["places"]
    assert page["totalCount"] == 4
    assert [each["name"] for each in page["nodes"]] == ["Lighthouse", "Market Square", "North Pier"]
    assert page["pageInfo"]["hasNextPage"]
    last = ask(snapshot, query, after=page["pageInfo"]["endCursor"])["places"]
    assert last["edges"] == [{"node": {"slug": "harbour"}}]
    named = ask(snapshot, query, filter={"search": "squ"})["places"]
    assert [each["name"] for each in named["nodes"]] == ["Market Square"]
    assert {"key": "places", "count": 4} in ask(snapshot, "{ dataset { counts { key count } } }")["dataset"][
        "counts"
    ]


def test_search_finds_them(snapshot: MemorySnapshot) -> None:
    query = """query ($words: String!, $kinds: [SearchKind!]) {
        search(query: $words, kinds: $kinds) {
            edges { node { ... on Place { slug } ... on Organization { slug } } highlights { field html } }
        }
    }"""

    def slugs(words: str, *kinds: str) -> list[str]:
        edges = ask(snapshot, query, words=words, kinds=kinds or None)["search"]["edges"]
        return [edge["node"]["slug"] for edge in edges]

    assert slugs("pier") == ["pier"]
    assert slugs("norland", "PLACE", "PERSON") == ["harbour", "lighthouse", "pier"]
    assert slugs("norland", "ORGANIZATION") == []
    assert slugs("council") == ["council"]
    [edge] = ask(snapshot, query, words="the square")["search"]["edges"]
    assert {"field": "alternateNames", "html": "The <mark>Square</mark>"} in edge["highlights"]


def test_the_public_sees_those_that_refer_to_nothing_hidden(tmp_path: Path) -> None:
    made = edition(
        tmp_path,
        {
            "organizations/secret.yaml": "name: Secret Club\n",
            "places/club.yaml": "name: Clubhouse\ncountry: Norland\nrunBy: secret\n",
            "places/cellar.yaml": "name: Cellar\ncountry: Norland\nparent: club\n",
            "articles/draft.md": article("status: draft\nmentions: [secret]\n"),
        },
    )
    public = {place.slug for place in made.public.by_kind["places"].records}
    preview = {place.slug for place in made.preview.by_kind["places"].records}
    assert public == {"harbour", "lighthouse", "pier", "square"}
    assert preview == public | {"club", "cellar"}


def test_a_change_makes_another_version_and_new_records_of_what_refers_to_it(tmp_path: Path) -> None:
    folder = write(tmp_path, {**PLACES, "people/ida-brook.yaml": IDA})
    reader = Reader(folder, kinds=WITH_PLACES)
    before = make_edition(reader.read(), now=NOW)
    write(folder, {"organizations/council.yaml": "name: City Council\nkind: government\n"}, base={})
    after = make_edition(reader.read(), now=NOW, previous=before)
    assert after.public.version != before.public.version
    old, new = (each.public.by_kind["places"].by_slug for each in (before, after))
    lighthouse = new("lighthouse")
    assert lighthouse is not None
    assert lighthouse.parent.parent.run_by.name == "City Council"
    assert new("square") is old("square")


def test_the_schema_has_its_type_and_its_fields() -> None:
    text = WITH_PLACE.as_str()
    for line in (
        "type Place implements Node {",
        "type PlaceConnection {",
        "type PlaceEdge {",
        "  place(",
        "  ): Place\n",
        "  places(",
        "  ): PlaceConnection!",
        '  """Where things happen, by name or as `orderBy` has it."""',
        '  """Places, by their names and description."""\n  PLACE\n',
        "union SearchResult = Article | Editorial | Organization | Person | Place | Publication | Quote | Section | Topic",
    ):
        assert line in text


def test_it_is_priced_and_compiled_as_others_are(snapshot: MemorySnapshot) -> None:
    prices = price_list(WITH_PLACE._schema, Settings()).price
    assert prices["Query.places"] == prices["Query.topics"] == PAGE_PRICE
    guarantees = guarantees_of(WITH_PLACE)
    assert guarantees.immutable - guarantees_of(schema).immutable == {"Place"}
    compiler = Compiler(WITH_PLACE, guarantees, threshold=1)
    query = "{ places { nodes { slug country runBy { name } } } }"
    compiled = compiler.operation(parse(query), None).run({}, Context(snapshot))
    assert compiled is not None
    assert orjson.loads(compiled) == {"data": ask(snapshot, query)}
