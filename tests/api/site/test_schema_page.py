"""The schema is a file for tools, and a page for who reads it."""

from __future__ import annotations

import html
import re

import httpx
import pytest
from starlette.applications import Starlette

from pullquote.api.site.schema_page import highlighted, schema_routes
from pullquote.schema import schema

pytestmark = pytest.mark.anyio
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SDL = '''"""What is <asked>."""
type Query {
  type: String
  # a comment
  story(first: Int = 20, text: String = "a"): Story @deprecated
}

union Item = Story | Query

type Story { input: Query, Story: Int }
'''


async def get(path: str = "/schema.graphql", accept: str = BROWSER, **headers: str) -> httpx.Response:
    transport = httpx.ASGITransport(Starlette(routes=[*schema_routes(schema.as_str())]), root_path="/news")
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        return await client.get(f"/news{path}", headers={"accept": accept, **headers})


def text_of(code: str) -> str:
    return html.unescape(re.sub("<[^>]*>", "", code))


async def test_a_browser_gets_all_of_it_to_read() -> None:
    page = await get()
    assert page.headers["content-type"].startswith("text/html")
    assert "script-src" not in page.headers["content-security-policy"]
    code = page.text.partition("<code>")[2].partition("</code>")[0]
    assert text_of(code) == schema.as_str()
    again = await get(**{"if-none-match": page.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_every_link_of_the_page_leads_somewhere() -> None:
    page = (await get()).text
    ids, names = set(re.findall(r'id="([^"]+)"', page)), set(re.findall(r'href="#([^"]+)"', page))
    assert names
    assert names <= ids
    addresses = re.findall(r'(?:href|src)="([^"#][^"]*)"', page)
    assert all(address.startswith("/news/") for address in addresses)


@pytest.mark.parametrize("accept", ["*/*", "application/graphql", "application/json"])
async def test_tools_get_the_file(accept: str) -> None:
    answer = await get(accept=accept)
    assert answer.headers["content-type"] == "application/graphql; charset=utf-8"
    assert answer.text == schema.as_str()


async def test_a_download_is_the_file_whoever_asks() -> None:
    answer = await get("/schema.graphql?download")
    assert answer.headers["content-disposition"] == 'attachment; filename="schema.graphql"'
    assert answer.text == schema.as_str()


async def test_each_word_is_marked_as_what_it_is() -> None:
    names, code = highlighted(SDL)
    assert names == ("Item", "Query", "Story")
    assert text_of(code) == SDL
    assert '<span class="s">&quot;&quot;&quot;What is &lt;asked&gt;.&quot;&quot;&quot;</span>' in code
    assert '<span class="k">type</span> <b class="t" id="Query">Query</b>' in code
    assert "\n  type: String" in code, "a field that is called like a keyword"
    assert '<span class="s"># a comment</span>' in code
    assert '<span class="n">20</span>' in code
    assert '<a class="t" href="#Story">Story</a> @<span class="d">deprecated</span>' in code
    assert ", Story: Int }" in code, "a field that is called like a type"
