"""One file to what it says, on its own: everything that needs no other file.

The result is small, pickles, and depends on the bytes alone, so files can be parsed in other processes and
kept by their content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Protocol

from pullquote.store.files.guesses.slugs import not_a_slug, slug_suggestion
from pullquote.store.files.kinds import KINDS, Kind, Kinds, StoryKeys, key_names
from pullquote.store.files.kinds.checks import check_story, keys_follow
from pullquote.store.files.kinds.fields import MAX_BODY
from pullquote.store.files.kinds.paths import PICTURES, kind_at
from pullquote.store.files.kinds.proposals import check_proposals
from pullquote.store.files.kinds.quote_checks import has_doubts
from pullquote.store.files.kinds.texts import check_story_for_readers, check_texts
from pullquote.store.files.pictures.references import Shown, picture_in, shown_by_image, shown_in_body
from pullquote.store.files.syntax.characters import without_invisible
from pullquote.store.files.syntax.documents import MARKDOWN, Below, Document, read_document
from pullquote.store.files.syntax.trees import ListNode, MappingNode, Node, Position
from pullquote.store.files.validation import checked
from pullquote.store.files.versions.restrictions import Restrictions, restrictions_in
from pullquote.store.model.file_problems import FileProblem, FileProblems, Range
from pullquote.store.model.formats import is_slug
from pullquote.store.model.problems import Severity, severity_of
from pullquote.store.quotes.bodies import MAX_MARKUP, ParsedBody, markup_in
from pullquote.store.quotes.matching import Found

START = Position(1, 1)


class Target(NamedTuple):
    """What a reference leads to: the kinds that it may be of, and its slug."""

    kinds: tuple[str, ...]
    slug: str


class Reference(NamedTuple):
    """A slug that a file leads to: the kinds that it may be of, and the place where it stands."""

    kinds: tuple[str, ...]
    slug: str
    line: int
    column: int


class Outline(Protocol):
    """As much of an entity in a file as other files need to know; :meth:`read` gives the rest."""

    @property
    def slug(self) -> str:
        """The slug of the entity."""

    @property
    def position(self) -> Position:
        """Where it begins in its file."""

    @property
    def targets(self) -> frozenset[Target]:
        """What it refers to."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its former slugs, each once."""

    @property
    def url(self) -> str | None:
        """The address of a story; None where it has none, or is none."""

    @property
    def names_roles(self) -> bool:
        """Whether any of its quotes names the role of its speaker."""

    @property
    def has_doubts(self) -> bool:
        """Whether other files may prove the attribution of a quote doubtful."""

    def read(self) -> ParsedEntity:
        """All that its file says of it."""


class ParsedEntity(NamedTuple):
    """An entity as its file says it.

    ``keys`` is None where the shape is wrong; ``references`` are there all the same. ``found`` has the place of each quote
    in the order of the file, ``places`` of keys that only other files can prove wrong, ``proposals`` of unconfirmed quotes.
    """

    slug: str
    position: Position
    keys: Any
    references: tuple[Reference, ...]
    body: ParsedBody | None = None
    found: tuple[Found | None, ...] = ()
    places: dict[str, Position] = {}  # noqa: RUF012 - a default, never changed
    proposals: tuple[Range, ...] = ()

    @property
    def targets(self) -> frozenset[Target]:
        """See :class:`Outline`."""
        return frozenset([Target(kinds, slug) for kinds, slug, _, _ in self.references])

    @property
    def aliases(self) -> tuple[str, ...]:
        """See :class:`Outline`."""
        return tuple(dict.fromkeys(getattr(self.keys, "aliases", ())))

    @property
    def url(self) -> str | None:
        """See :class:`Outline`."""
        return self.keys.url if isinstance(self.keys, StoryKeys) else None

    @property
    def names_roles(self) -> bool:
        """See :class:`Outline`."""
        return any(place.startswith("quotes.") for place in self.places)

    @property
    def has_doubts(self) -> bool:
        """See :class:`Outline`."""
        return isinstance(self.keys, StoryKeys) and has_doubts(self.keys, self.found)

    def read(self) -> ParsedEntity:
        """Itself."""
        return self


class ParsedFile(NamedTuple):
    """A file: its path in the newsroom, its kind, its entities and what is wrong with it.

    ``complete`` is false where entities may be in it that could not be read. Where something is wrong with a file of
    stories, ``restrictions`` are what it says all the same of who may see them.
    """

    path: str
    kind: str
    entities: tuple[Outline, ...]
    problems: tuple[FileProblem, ...]
    complete: bool
    restrictions: Restrictions = ()

    @property
    def has_errors(self) -> bool:
        """Whether it is wrong in itself, whatever other files say."""
        return any(severity_of(fault.code) is Severity.ERROR for fault in self.problems)

    def with_entities(self, entities: tuple[Outline, ...]) -> ParsedFile:
        """The same file with others."""
        return self._replace(entities=entities)


def parse_file(path: str, data: bytes, kinds: Kinds = KINDS) -> ParsedFile:
    """Parse a file by its path in the newsroom: ``people/x.yaml`` is one entity, ``people.yaml`` many.

    Never raises for what is in the file: problems are faults of the result.
    """
    if kind_at(path) == PICTURES:
        faults = FileProblems()
        entity = ParsedEntity(path, START, picture_in(path, data, faults), ())
        return ParsedFile(path, PICTURES, (entity,), faults.listed(), complete=True)
    folder, _, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    kind = kinds[folder or stem]
    faults = FileProblems()
    faults.slug = stem if folder else None
    document = read_document(dot + ending, data, faults)
    if folder:
        below = document.below if document and dot + ending == MARKDOWN else None
        if document is None or (below and keys_follow(key_names(kind.keys), below, faults)):
            entity = ParsedEntity(stem, START, None, ())
        else:
            entity = _entity(kind, stem, document.tree, faults, below=below)
        file = ParsedFile(path, kind.name, (entity,), faults.listed(), complete=True)
    else:
        entities = tuple(_entities(kind, document, faults)) if document else ()
        file = ParsedFile(path, kind.name, entities, faults.listed(), complete=document is not None)
    if not (kind.is_story and file.has_errors):
        return file
    restrictions = restrictions_in(
        data,
        document.tree if document else None,
        [entity.slug for entity in file.entities],
        is_single=bool(folder),
        has_duplicates=any(fault.code == "PQ107" for fault in file.problems),
    )
    return file._replace(restrictions=restrictions)


def _entities(kind: Kind, document: Document, faults: FileProblems) -> Iterator[ParsedEntity]:
    """The entities of the single file of a kind."""
    tree = document.tree
    for slug, node in tree.children.items():
        position = tree.keys[slug]
        if not is_slug(slug):
            faults.slug = None
            faults.add("PQ118", *position, not_a_slug(slug), slug_suggestion(slug))
        else:
            yield _entity(kind, slug, node, faults, position=position)
    faults.slug = None


def _entity(
    kind: Kind,
    slug: str,
    node: Node,
    faults: FileProblems,
    *,
    position: Position = START,
    below: Below | None = None,
) -> ParsedEntity:
    """An entity; ``below`` is the text under the front matter of a Markdown file, None in other files."""
    faults.slug = slug
    keys = checked(kind, node, faults)
    if not isinstance(node, MappingNode):
        return ParsedEntity(slug, position, None, ())
    references = tuple(_references(kind, node))
    shown = [*shown_by_image(node)]
    if kind.is_story:
        markdown, first_line = _markdown(node, below, faults), below.line if below is not None else None
        body, found = check_story(node, markdown, faults, first_line=first_line)
        start = node.at(("body",)) if below is None else Position(below.line, 1)
        shown += shown_in_body(body, start, below.text if below is not None else None)
        references += tuple(_to_pictures(shown))
        check_texts(kind, node, markdown, faults, first_line=first_line)
        if markdown is not None and keys is not None:
            check_story_for_readers(node, body, faults)
        proposals = check_proposals(node, faults)
        return ParsedEntity(slug, position, keys, references, body, found, _places(node), proposals)
    if below is not None and below.text.strip():
        faults.add("PQ111", below.first_line, 1, f"there is text below the keys, and {kind.name} have none")
    for check in kind.checks:
        check(node, faults)
    check_texts(kind, node, None, faults)
    return ParsedEntity(slug, position, keys, (*references, *_to_pictures(shown)), places=_places(node))


def _markdown(tree: MappingNode, below: Below | None, faults: FileProblems) -> str | None:
    """The body as written; None where there is too much of it to be read."""
    if below is not None:
        if "body" in tree.keys:
            faults.add("PQ111", *tree.key_at(("body",)), "the body of a Markdown file stands below its keys")
        markdown, position = below.text, Position(below.line, 1)
        if len(markdown) > MAX_BODY:
            message = f"the body has {len(markdown):,} characters; at most {MAX_BODY:,} are read"
            faults.add("PQ115", *position, message)
            return None
    else:
        body, position = tree.value.get("body"), tree.at(("body",))
        markdown = body if isinstance(body, str) else ""
        if len(markdown) > MAX_BODY:
            return None  # its shape is wrong, and that is told
    if len(markdown) > MAX_MARKUP and (markup := markup_in(markdown)) > MAX_MARKUP:
        message = f"the body has {markup:,} line breaks and characters of Markdown's markup"
        faults.add("PQ109", *position, f"{message}; at most {MAX_MARKUP:,} are read")
        return None
    return markdown


def _places(tree: MappingNode) -> dict[str, Position]:
    """Where those values stand that only other files can prove wrong: aliases, the url, and the roles of quotes."""
    places = {"url": tree.at(("url",))} if "url" in tree.keys else {}
    for number, alias in enumerate(tree.items("aliases")):
        places[f"aliases.{number}"] = alias.position
    for number, quote in enumerate(tree.items("quotes")):
        if quote.child("role") is not None:
            places[f"quotes.{number}"] = quote.at(("role",))
    return places


def _references(kind: Kind, tree: MappingNode) -> Iterator[Reference]:
    """Everything in an entity that should be a slug of another, where it is text at least."""
    for path, kinds in kind.references:
        if path[0] not in tree.children:
            continue
        nodes: list[Node] = [tree]
        for step in path:
            inner: list[Node] = []
            for node in nodes:
                if step == "*" and isinstance(node, ListNode):
                    inner += node.children
                elif child := node.child(step):
                    inner.append(child)
            nodes = inner
        for node in nodes:
            if isinstance(node.value, str) and (slug := without_invisible(node.value.strip())):
                yield Reference(kinds, slug, *node.position)


def _to_pictures(shown: Iterable[Shown]) -> Iterator[Reference]:
    for path, position in shown:
        yield Reference((PICTURES,), path, *position)
