"""Builds the site: fills in what is generated, makes links lead somewhere, and runs zensical.

What zensical writes is changed where our content security policy and axe want it: see :func:`finish`.

The pages in this folder are also read on GitHub, so they stay plain Markdown. A page has a place for what is
generated between two comments::

    <!-- generated: settings -->
    What a reader on GitHub sees instead.
    <!-- end -->
"""

from __future__ import annotations

import ast
import base64
import hashlib
import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from docs.reference import SECTIONS
from pullquote.api.site.documentation import ADDRESS, STYLES

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent
CONTRIBUTING = "CONTRIBUTING.md"
"""A page of the site that stands in the root of the repository, where GitHub looks for it."""
REPOSITORY = "https://github.com/pullquote/pullquote"
ASSETS = ("screenshots", "stylesheets")
"""Folders that the pages refer to."""

GENERATED = re.compile(r"^<!-- generated: ([a-z-]+) -->\n.*?^<!-- end -->\n", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<=\]\()([^)\s]+)(?=\))")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
WIDE_TABLE = re.compile(r"<table>(?=\n<thead>\n<tr>(?:\n<th>[^\n]*){3})")
"""A table of three columns or more: it may not fit on a phone, and is scrolled there, by keyboard too."""
LOGO = re.compile(r'<a href="[^"]*" title="[^"]*"(?= class="md-(?:header|nav)__button md-logo")')
STYLE_OF_SCRIPT = re.compile(r'"style",\{\},(\w+)\.toString\(\)')
"""How the script of the pages makes a style element: of the text in a variable, which is of the search."""
ABSOLUTE = re.compile(r'(?<=(?:href|.src)=")/(?!/)')


def build(into: Path) -> None:
    """Build the site into a folder, which is replaced; fails for a broken link. Takes some seconds.

    Raises CalledProcessError where zensical finds something wrong; it has printed what.
    """
    with TemporaryDirectory() as work:
        write_pages(Path(work) / "docs")
        shutil.copy(FOLDER / "zensical.toml", work)
        command = [sys.executable, "-m", "zensical", "build", "--strict"]
        subprocess.run(command, cwd=work, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
        site = Path(work) / "site"
        finish(site)
        _replace(into, site)


def _replace(folder: Path, by: Path) -> None:
    """Put a copy of ``by`` in the place of ``folder`` at once: a server may be reading there."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent) as work:
        copy = Path(shutil.copytree(by, Path(work) / "new"))
        if folder.exists():
            folder.rename(Path(work) / "old")
        copy.rename(folder)


def write_pages(folder: Path) -> None:
    """Write the pages as the site has them: with everything that is generated, and links that lead somewhere there."""
    folder.mkdir(parents=True)
    for name in ASSETS:
        shutil.copytree(FOLDER / name, folder / name)
    for path in pages():
        text = GENERATED.sub(lambda found: SECTIONS[found[1]](), path.read_text(encoding="utf-8"))
        (folder / path.name.lower()).write_text(_linked(text, path.parent), encoding="utf-8")


def pages() -> list[Path]:
    """The sources of all pages."""
    return [*sorted(FOLDER.glob("*.md")), ROOT / CONTRIBUTING]


def _linked(text: str, folder: Path) -> str:
    """``text`` with the links that lead to files of the repository turned into links of the site, or to GitHub."""
    return "".join(
        part if is_code else LINK.sub(lambda link: _target(link[1], folder), part)
        for part, is_code in _parts(text)
    )


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a page, each with whether it is a block of code."""
    end = 0
    for fence in FENCE.finditer(text):
        yield text[end : fence.start()], False
        yield fence[0], True
        end = fence.end()
    yield text[end:], False


def _target(link: str, folder: Path) -> str:
    address, hash_, anchor = link.partition("#")
    if not address or "://" in address or address.startswith("mailto:"):
        return link
    path = posixpath.normpath(posixpath.join(folder.relative_to(ROOT).as_posix(), address))
    if path == CONTRIBUTING:
        return f"{CONTRIBUTING.lower()}{hash_}{anchor}"
    if path.startswith(f"{FOLDER.name}/"):
        return f"{path.removeprefix(f'{FOLDER.name}/')}{hash_}{anchor}"
    kind = "tree" if (ROOT / path).is_dir() else "blob"
    return f"{REPOSITORY}/{kind}/main/{path}{hash_}{anchor}"


def finish(site: Path) -> None:
    """Make the pages fit to be served by a policy that allows no script and no style in a page.

    The logo leads to the landing page. Each inline script becomes a file. The hash of the one style element that a script makes is written beside
    the pages, for the policy. Tables that scroll can be reached by keyboard.

    The page for what is not found is shown at any depth. Its addresses begin with ``/`` and get the site's
    own after it; the server puts its root path before that.
    """
    (site / STYLES).write_text(json.dumps([*_styles_of_scripts(site)]), encoding="utf-8")
    (site / "sitemap.xml").unlink()  # it needs to know the host
    for path in site.rglob("*.html"):
        is_not_found = path == site / "404.html"
        base = ADDRESS if is_not_found else f"{os.path.relpath(site, path.parent)}/"
        page = path.read_text(encoding="utf-8")
        if is_not_found:
            page = ABSOLUTE.sub(ADDRESS, page).replace('"base":"/"', f'"base":"{ADDRESS}"')
            page = page.replace('"search":"/', f'"search":"{ADDRESS}').replace(
                'URL("/",', f'URL("{ADDRESS}",'
            )
        page = LOGO.sub(f'<a href="{base}../" title="Landing page"', page)
        page = WIDE_TABLE.sub('<table tabindex="0">', page)
        page = INLINE_SCRIPT.sub(lambda script: _script_file(script[1], site, base), page)  # noqa: B023 - used at once
        path.write_text(page, encoding="utf-8")


def _styles_of_scripts(site: Path) -> Iterator[str]:
    """The style elements that scripts make, as a policy names them."""
    scripts = [path.read_text(encoding="utf-8") for path in site.glob("assets/javascripts/bundle.*.js")]
    for script in scripts:
        for name in STYLE_OF_SCRIPT.findall(script):
            [literal] = re.findall(rf"\b{name}=('(?:[^'\\]|\\.)*')", script)
            style: str = ast.literal_eval(literal)
            yield f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}"


def _script_file(script: str, site: Path, base: str) -> str:
    digest = hashlib.sha256(script.encode()).hexdigest()[:8]
    name = f"assets/javascripts/inline.{digest}.min.js"
    (site / name).write_text(script, encoding="utf-8")
    return f'<script src="{base}{name}"></script>'
