"""An import from beginning to end: items in, files out, every item accounted for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from pullquote.importing.drafting import Drafted, Manner, drafts
from pullquote.importing.files import BESIDE, copy, hash_at, hash_of, hides, is_copied, text_of, write
from pullquote.importing.identity import Identities
from pullquote.importing.items import Draft, Item, Named, said_by
from pullquote.importing.mapping.dating import NO_ZONE
from pullquote.importing.mapping.given import NoStory, Rules
from pullquote.importing.mapping.languages import LOOKED_AT, Languages, languages_of
from pullquote.importing.quoting import add_quotes
from pullquote.importing.registry import Registry, titles_of
from pullquote.importing.reports import Entry, Report
from pullquote.importing.sources.archives import is_archive, links_in, unpacked
from pullquote.importing.sources.finding import Source, open_source
from pullquote.importing.state import Row, State

BATCH = 200
"""Items that are remembered at once, before their files are written: so many are looked at again after a crash."""
VERSION = "1"
"""Of the rules by which items become files: with another one everything is written again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What to import, where to, and how; ``quotes`` proposes those of English stories, ``progress`` is told how many
    items are done."""

    source: Path
    into: Path
    form: str | None = None
    rules: Rules = field(default_factory=Rules)
    dry_run: bool = False
    quotes: bool = True
    progress: Callable[[int], None] | None = None


class _Waiting(NamedTuple):
    """An item that is to be drafted: under what it is remembered, what is remembered of it, and whether it is to be
    written; ``again``: another item before it has the same name."""

    item: Item
    scope: str
    key: str
    again: bool
    fingerprint: str
    row: Row | None
    is_unchanged: bool


class _Ready(NamedTuple):
    """An item whose file is about to be written."""

    row: Row
    path: Path
    data: bytes
    entry: Entry
    media: Mapping[str, Path]


def run(options: Options) -> Report:
    """Import a source into a newsroom.

    Raises NoSource and BadArchive where the source cannot be imported, MissingPackage where a package of the extra
    ``import`` is needed and not installed, and OSError where the newsroom cannot be written.
    """
    with ExitStack() as stack:
        path, links = options.source, []
        if is_archive(path):
            path, links = stack.enter_context(unpacked(path)), links_in(path)
        source = replace(open_source(path, options.form), links=links)
        if not options.dry_run:
            options.into.mkdir(parents=True, exist_ok=True)
        state = stack.enter_context(State(options.into, dry=options.dry_run))
        return _Import(options, source, state).run()


class _Import:
    def __init__(self, options: Options, source: Source, state: State) -> None:
        self._options = options
        self._source = source
        self._state = state
        scope = state.scope_of(options.source)
        self._registry = Registry(options.into, state)
        self._report = Report()
        # The texts of files of people and so on that are to be written, by their paths.
        self._entities: dict[str, str] = {}
        site = source.site
        # What says no publication is of the one that there is.
        self._site = site if site.title else replace(site, title=self._registry.publication)
        self._languages = Languages()
        # Where the source lies, and what is in the newsroom by now, make no other files of it.
        said = (VERSION, options.quotes, options.rules, replace(source.site, root=None))
        self._identities = Identities(state, scope, hash_of(repr(said).encode()))

    def run(self) -> Report:
        items = self._source.items()
        first = list(islice(items, LOOKED_AT))
        rules = self._options.rules
        self._languages = languages_of(first, self._site, rules, self._registry.languages)
        manner = Manner(
            site=self._site,
            rules=rules,
            languages=self._languages,
            known=self._registry.known(self._source.site) if self._options.quotes else None,
        )
        ready: list[_Ready] = []
        for number, (one, drafted) in enumerate(
            drafts(manner, self._incoming(chain(first, items)), _item_of), 1
        ):
            done = self._done(one, drafted) if isinstance(one, _Waiting) else one
            if isinstance(done, Entry):
                self._report.add(done)
            else:
                ready.append(done)
            if len(ready) >= BATCH:
                self._write(ready)
            if self._options.progress is not None:
                self._options.progress(number)
        self._write(ready)
        self._report.made = self._registry.made
        self._report.guesses = list(self._languages.guesses)
        self._report.offices = dict(self._registry.roles.unwritten)
        self._report.doubles = list(self._registry.doubles())
        self._report.passed = self._source.passed
        return self._report

    def _incoming(self, items: Iterable[Item]) -> Iterator[_Waiting | Entry]:
        """Every item: what is to be drafted, or what becomes of it without."""
        for item in items:
            if item.refused:
                yield Entry(where=item.where, outcome="refused", reason=item.refused)
                continue
            try:
                yield self._met(item)
            except (ValueError, RecursionError) as error:
                yield Entry(where=item.where, outcome="refused", reason=f"cannot be read: {said_by(error)}")

    def _met(self, item: Item) -> _Waiting | Entry:
        identities = self._identities
        fingerprint = identities.fingerprint(item)
        scope, key, others = identities.name(item, fingerprint)
        row = self._state.find(scope, key)
        if identities.is_met(scope, key):
            return self._unchanged(item, row)
        identities.meet(item, scope, key, fingerprint)
        is_unchanged = row is not None and row.fingerprint == fingerprint and row.written
        if row and is_unchanged and not self._options.dry_run:
            self._state.seen(row)
            identities.remembered(row)
            return self._unchanged(item, row)
        return _Waiting(item, scope, key, others > 0, fingerprint, row, is_unchanged)

    def _unchanged(self, item: Item, row: Row | None) -> Entry:
        return Entry(
            where=item.where, outcome="unchanged", file=self._file(row.kind, row.slug) if row else None
        )

    def _done(self, one: _Waiting, drafted: Drafted | NoStory | None) -> _Ready | Entry:
        try:
            return self._one(one, drafted)
        except (ValueError, TypeError, RecursionError) as error:
            reason = f"cannot be made a story: {said_by(error)}"
            return Entry(where=one.item.where, outcome="refused", reason=reason, notes=one.item.notes)

    def _one(self, one: _Waiting, drafted: Drafted | NoStory | None) -> _Ready | Entry:
        item, row = one.item, one.row
        if not isinstance(drafted, Drafted):
            return Entry(where=item.where, outcome="refused", reason=str(drafted), notes=item.notes)
        draft = drafted.draft
        self._report.count_keys(drafted.met)
        if row and one.is_unchanged:
            return self._unchanged(item, row)
        if one.again:
            draft.note("guessed", "another item before it has the same name in the source")
        slug = row.slug if row else self._registry.story_slug(draft.kind, draft.slug)
        kind = row.kind if row else draft.kind
        if slug != draft.slug and not row:
            draft.note("changed", f"another story has the slug {draft.slug}, so this one is {slug}")
        self._resolve(draft, slug)
        self._report.quotes.update(add_quotes(draft, drafted.proposed, self._speaker))
        data = text_of(draft.keys, draft.body).encode(errors="replace")
        path = self._options.into / self._file(kind, slug)
        row_now = Row(
            one.scope, one.key, one.fingerprint, kind, slug, hash_of(data), written=False, run=self._state.run
        )
        self._report.without_zone += any(note.what.endswith(NO_ZONE) for note in draft.notes)
        outcome, target, keep = self._outcome(row, path, row_now.hash)
        entry = Entry(
            where=item.where,
            outcome=outcome,
            file=str(target.relative_to(self._options.into)),
            headline=str(draft.keys["headline"]),
            notes=draft.notes,
        )
        return _Ready(
            row_now._replace(hash=keep),
            target,
            data if outcome != "removed" else b"",
            entry,
            draft.media,
        )

    def _outcome(self, row: Row | None, path: Path, new: str) -> tuple[str, Path, str]:
        """What becomes of an item, the file to write, and the hash of what was last written over."""
        there = hash_at(path)
        if row is None or (there is None and not row.written):
            return "written", path, new
        if there is None:
            return "removed", path, row.hash
        if there in (row.hash, new):
            return "updated" if row.written else "written", path, new
        return "to merge", path.with_name(f"{path.name}{BESIDE}"), row.hash

    def _slug_of(self, named: Named) -> str:
        """The slug of a name; its file, if it is new, is to be written."""
        found, text = self._registry.resolve(named)
        if text is not None:
            self._entities[f"{named.kind}/{found}.yaml"] = text
        return found

    def _speaker(self, named: Named) -> tuple[str, str | None]:
        """The slug of a speaker, and the title of the role in which the story says that they speak."""
        slug = self._slug_of(named)
        titles = titles_of(named) if named.kind == "people" else []
        return slug, self._registry.roles.role_of(slug, titles[0]) if titles else None

    def _resolve(self, draft: Draft, slug: str) -> None:
        """Put slugs for the names of a draft into its keys."""
        draft.references["publication"] = [
            replace(named, keys={**named.keys, "inLanguage": self._languages.of(draft)})
            for named in draft.references["publication"]
        ]
        for key, listed in draft.references.items():
            slugs = list(dict.fromkeys(self._slug_of(named) for named in listed))
            draft.keys[key] = slugs if key in ("authors", "topics", "mentions") else slugs[0]
        url = draft.keys.get("url")
        if isinstance(url, str) and not self._state.claims(url, slug):
            draft.note("dropped", f"url {url}: another story has it")
            del draft.keys["url"]
        aliases = draft.keys.get("aliases")
        if isinstance(aliases, list):
            own = [
                alias
                for alias in aliases
                if alias != slug and not self._registry.is_story(alias) and self._state.claims(alias, slug)
            ]
            draft.keys["aliases"] = own
            for alias in aliases:
                if alias not in own and alias != slug:
                    draft.note("dropped", f"alias {alias}: another story has it")
            if not own:
                del draft.keys["aliases"]

    @staticmethod
    def _file(kind: str, slug: str) -> str:
        return f"{kind}/{slug}.md"

    def _write(self, ready: list[_Ready]) -> None:
        """Remember a batch, write its files, and remember that they are written."""
        self._state.remember(one.row for one in ready)
        if not self._options.dry_run:
            self._write_entities()
        for one in ready:
            media = {self._options.into / name: file for name, file in one.media.items()}
            self._report.media += sum(not is_copied(file, path) for path, file in media.items())
            self._report.hidden += hides(one.path, one.data)
            if not self._options.dry_run:
                for path, file in media.items():
                    copy(file, path)
                if one.data:
                    write(one.path, one.data)
            self._report.add(one.entry)
        self._state.remember(one.row._replace(written=True) for one in ready)
        for one in ready:
            self._identities.remembered(one.row)
        ready.clear()

    def _write_entities(self) -> None:
        """Write the people, organizations and so on that are new, and the offices that are."""
        for name, text in self._entities.items():
            target, data = self._options.into / name, text.encode(errors="replace")
            if not target.exists():
                write(target, data)
                self._state.wrote(name, hash_of(data))
        self._entities.clear()
        self._registry.roles.write()


def _item_of(one: _Waiting | Entry) -> Item | None:
    return one.item if isinstance(one, _Waiting) else None
