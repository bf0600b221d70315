"""Which versions of files are served, found the slow way: by loading whole folders, and reading what is wrong there.

It knows texts and messages only, and nothing of how the server goes about it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pullquote.store.files.loading import load
from pullquote.store.model.kinds import Records
from pullquote.store.model.problems import Problem, Severity

BETWEEN_FILES = re.compile("PQ20[1-7]|PQ30[789]|PQ31[012]")
"""Codes of what is wrong between files, and not with one alone."""
NAMING_FILES = {"PQ206", "PQ207", "PQ311"}
"""Codes of messages that name the other file, and need no guessing."""
Texts = Mapping[str, str]


def served_of(current: Texts, served: Texts) -> dict[str, str]:
    """The texts that are served of the files that are there now, when some were served before."""
    differing = {path for path in current.keys() | served.keys() if current.get(path) != served.get(path)}
    chosen, held = dict(current), set()

    def hold(path: str) -> None:
        held.add(path)
        chosen.pop(path, None)
        if path in served:
            chosen[path] = taken_back(served[path], current.get(path))

    for path in differing & current.keys():
        if any(not BETWEEN_FILES.fullmatch(each.code) for each in errors({path: current[path]})):
            hold(path)
    while found := errors(chosen):
        blamed: dict[str, list[Problem]] = {}
        for problem in found:
            blamed.setdefault(problem.file, []).append(problem)
        free = differing - held
        needed = {
            path
            for one in blamed.keys() - free
            for problem in blamed[one]
            for path in free
            if _tells_of(problem, path, current, served)
        }
        step = needed or blamed.keys() & free
        assert step, found
        for path in step:
            hold(path)
    return chosen


def taken_back(good: str, now: str | None) -> str:
    """A good text with the status of the text as it is now, if the public is to see less."""
    if now is not None and re.search("(?m)^status: draft", now) and "headline:" in good:
        return re.sub("(?m)^status: published", "status: draft", good)
    return good


def _tells_of(problem: Problem, path: str, current: Texts, served: Texts) -> bool:
    """Whether a message names what a file has or had."""
    if path in problem.message or problem.code in NAMING_FILES:
        return path in problem.message
    kind, _, name = path.partition("/")
    if kind.startswith(("articles", "editorials")):
        return False
    if name:
        return (
            re.search(rf"(?<![\w-]){re.escape(name.partition('.')[0])}(?![\w-])", problem.message) is not None
        )
    entries = {
        entry
        for text in (current.get(path, ""), served.get(path, ""))
        for entry in re.findall("(?m)^([a-z0-9-]+):", text)
    }
    return any(re.search(rf"(?<![\w-]){entry}(?![\w-])", problem.message) for entry in entries)


def errors(texts: Texts) -> list[Problem]:
    """What is wrong with a folder of such files, with the paths in it."""
    with TemporaryDirectory() as folder:
        return [problem for problem in _loaded(Path(folder), texts)[1] if problem.severity is Severity.ERROR]


def records_of(texts: Texts) -> Records:
    """The records of a folder of such files, which has no errors."""
    with TemporaryDirectory() as folder:
        records, problems = _loaded(Path(folder), texts)
    assert records is not None, problems
    return records


def _loaded(folder: Path, texts: Texts) -> tuple[Records | None, list[Problem]]:
    for path, text in texts.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    loaded = load(folder)
    prefix = f"{folder.as_posix()}/"
    return loaded.records, [
        replace(problem, file=problem.file.removeprefix(prefix)) for problem in loaded.problems
    ]
