"""The site is built without a broken link, and loads nothing from another host."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest

from docs.build import build, pages
from pullquote.api.site.documentation import STYLES
from tests.conftest import ROOT
from tests.docs.pages import FENCE, PAGES

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
BASE = "http://site/"
LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}
"""The elements that make a browser load something at once, and the attributes that say what."""
SHADED = re.compile(r"url\(([^)]*)\)|@import ([^;]*);")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built from the pages and the code of now; zensical fails for a broken link."""
    folder = tmp_path_factory.mktemp("documentation") / "site"
    build(folder)
    return folder


class Read(HTMLParser):
    """A page: its ids, its links, what it loads, and its scripts and styles in the page itself."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.inline: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids.update(given[name] for name in ("id", "name") if name in given)
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in LOADED and LOADED[tag] in given:
            self.loads.append(given[LOADED[tag]])
        if tag == "style" or (tag == "script" and "src" not in given and "json" not in given.get("type", "")):
            self.inline.append(tag)
        self.inline += [name for name in given if name.startswith("on") or name == "style"]


def html(site: Path) -> Iterator[tuple[str, Read]]:
    """Every page with its address."""
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        yield urljoin(BASE, name.removesuffix("index.html")), Read(path)


def test_every_page_is_on_the_site(site: Path) -> None:
    for path in pages():
        name = "" if path.stem == "index" else path.stem.lower()
        assert (site / name / "index.html").is_file(), path.name
    assert len(list(site.rglob("index.html"))) == len(pages())


def test_nothing_is_loaded_from_another_host(site: Path) -> None:
    strangers = [
        (address, loaded)
        for address, page in html(site)
        for loaded in page.loads
        if "//" in loaded or loaded.startswith("data:")
    ]
    for path in site.rglob("*.css"):
        addresses = [one or other for one, other in SHADED.findall(path.read_text(encoding="utf-8"))]
        strangers += [(path.name, each) for each in addresses if not each.strip("\"' ").startswith("data:")]
    assert strangers == []


def test_no_page_needs_a_policy_that_allows_scripts_and_styles_in_it(site: Path) -> None:
    assert {address: page.inline for address, page in html(site) if page.inline} == {}


def test_the_policy_names_the_one_style_that_a_script_makes(site: Path) -> None:
    [named] = json.loads((site / STYLES).read_bytes())
    assert re.fullmatch(r"sha256-[A-Za-z0-9+/]{43}=", named)


def test_every_link_within_the_site_leads_to_a_page_and_a_place_in_it(site: Path) -> None:
    known = {address: page.ids for address, page in html(site)}
    files = {urljoin(BASE, path.relative_to(site).as_posix()) for path in site.rglob("*") if path.is_file()}
    broken = []
    for address, page in html(site):
        # The page for what is not found has the addresses that it has on the server.
        for link in [each.replace("/docs/", "/", 1) if "404" in address else each for each in page.links]:
            target, anchor = urldefrag(urljoin(address, link))
            if not target.startswith(BASE):
                continue
            if target in known:
                if anchor and unquote(anchor) not in known[target]:
                    broken.append((address, link))
            elif target not in files:
                broken.append((address, link))
    assert broken == []


def test_the_logo_leads_out_of_the_site_to_the_landing_page(site: Path) -> None:
    for path in site.rglob("*.html"):
        href = re.findall(
            r'<a href="([^"]*)" title="Landing page" class="md-header', path.read_text(encoding="utf-8")
        )
        depth = len(path.relative_to(site).parts) - 1
        outer = ["/docs/../"] if path.name == "404.html" else [f"{'../' * depth or './'}../"]
        assert href == outer, path


def test_the_search_knows_every_page(site: Path) -> None:
    index = (site / "search.json").read_text(encoding="utf-8")
    for path in pages():
        name = "" if path.stem == "index" else f"{path.stem.lower()}/"
        assert f'"location":"{name}"' in index


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_every_link_of_a_page_works_on_github_too(page: Path) -> None:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    broken = []
    for link in LINK.findall(text):
        name, anchor = urldefrag(link)
        if "://" in name:
            continue
        target = (page.parent / name).resolve() if name else page
        if (
            not target.exists()
            or not target.is_relative_to(ROOT)
            or (anchor and anchor not in _anchors(target))
        ):
            broken.append(link)
    assert broken == []


def _anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    headings = HEADING.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
