"""Learns the weights by which the proposals are ranked: ``python -m tests.importing.proposals.training``.

It reads the annotated passages as they are and perturbed, but none of ``UNSEEN``, and writes ``english/weights.py``. With ``--check`` it writes nothing, and prints how many speakers are right in each fifth of the sets with weights
that were learned from the other four, and how many by the rules alone.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import exp, sqrt
from pathlib import Path
from random import Random
from typing import NamedTuple

from pullquote.importing.proposals import ranking
from pullquote.importing.proposals.attributing import StoryReading
from pullquote.importing.proposals.cues import PassageSetting
from pullquote.importing.proposals.deciding import Attributed
from pullquote.importing.proposals.english import weights as table
from pullquote.importing.proposals.ranking import Ranker
from pullquote.importing.proposals.reading.people import KnownNames, Named
from pullquote.store.quotes.bodies import parse_body
from tests.importing.proposals.annotated import Passage, passages
from tests.importing.proposals.perturbed import perturbed
from tests.importing.proposals.test_proposing import HARDER, SETS

LEARNED_FROM = (1, 2, 3)
"""Seeds of the perturbed passages that are learned from, beside the passages as they are."""
CHECKED_BY = 4
FOLDS = 5
LEAST_COUNT, LEAST_WEIGHT = 20, 0.4
"""Of a feature: what is rarer, or counts less, is left out."""
Features = Sequence[str]


class Example(NamedTuple):
    """One passage: who may say it, which of them do, and what the rules say; whether anybody says it."""

    listed: list[Features]
    is_right: list[bool]
    by_rules: tuple[bool, str] | None
    speech: Features
    is_said: bool
    is_alone: bool


def examples(texts: Iterable[Passage]) -> Iterator[Example]:
    """The passages of texts, as the ranker sees them when the rules have decided."""
    for text in texts:
        yield from _of_text(text)


def _of_text(text: Passage) -> Iterator[Example]:
    body = parse_body(text.text)
    assert body is not None
    seen: dict[int, Example] = {}

    def weigh(
        ranker: Ranker, setting: PassageSetting, one: Attributed | None, *, is_alone: bool
    ) -> Attributed | None:
        if one is None or one.rule not in {"goes on", "signed"}:
            words = " ".join(body.text[setting.passage.start : setting.passage.end].split())
            gold = next(
                (each for each in text.quotes if each.is_direct and words.startswith(each.words)), None
            )
            listed = ranker.candidates(setting, one, is_alone=is_alone)
            right = [gold is not None and _last(each.who) == _last(gold.name) for each in listed]
            by_rules = None
            if one is not None:
                tier = "A" if ranker.is_decided(one) else one.tier
                by_rules = gold is not None and _last(one.speaker.who) == _last(gold.name), tier
            features: list[Features] = [each.features for each in listed]
            seen.setdefault(
                setting.passage.start,
                Example(features, right, by_rules, ranker.speech(setting), gold is not None, is_alone),
            )
        return one

    kept, Ranker.weigh = Ranker.weigh, weigh  # type: ignore[method-assign, assignment]
    try:
        list(StoryReading(body.blocks, KnownNames()).attributed(indirect=False))
    finally:
        Ranker.weigh = kept  # type: ignore[method-assign]
    yield from seen.values()


def _last(who: Named | str | None) -> list[str]:
    """The last word of a name, by which the figures tell whether it is the right one."""
    name = who.name if isinstance(who, Named) else who or ""
    return name.split()[-1:]


def learned_speaker(listed: Sequence[Example]) -> dict[str, float]:
    """Weights of who speaks; what is safe by the rules is never ranked, and not learned from."""
    listed = [
        each
        for each in listed
        if any(each.is_right)
        and not all(each.is_right)
        and (each.by_rules is None or each.by_rules[1] != "A")
    ]
    counts = Counter(feature for each in listed for features in each.listed for feature in features)

    def slopes(
        weights: Mapping[str, float], example: Example, keep: Callable[[str], bool]
    ) -> dict[str, float]:
        sums = [exp(sum(weights[each] for each in features)) for features in example.listed]
        right = sum(each for each, holds in zip(sums, example.is_right, strict=True) if holds)
        found: dict[str, float] = defaultdict(float)
        for features, own, holds in zip(example.listed, sums, example.is_right, strict=True):
            slope = own / sum(sums) - (own / right if holds else 0)
            for each in filter(keep, features):
                found[each] += slope
        return found

    weights = _descend(listed, slopes, lambda each: counts[each] >= LEAST_COUNT)
    kept = {each for each, weight in weights.items() if abs(weight) >= LEAST_WEIGHT}
    return _descend(listed, slopes, kept.__contains__)


def learned_speech(listed: Sequence[Example]) -> dict[str, float]:
    """Weights of whether anybody says a passage that no rule attributes."""

    def slopes(
        weights: Mapping[str, float], example: Example, keep: Callable[[str], bool]
    ) -> dict[str, float]:
        part = 1 / (1 + exp(-sum(weights[each] for each in example.speech)))
        return dict.fromkeys(filter(keep, example.speech), part - example.is_said)

    rest = [each for each in listed if each.by_rules is None and not each.is_alone]
    return _descend(rest, slopes, lambda _: True, epochs=20)


def _descend(
    listed: Sequence[Example],
    slopes: Callable[[Mapping[str, float], Example, Callable[[str], bool]], dict[str, float]],
    keep: Callable[[str], bool],
    *,
    epochs: int = 5,
    rate: float = 0.1,
    towards_zero: float = 1e-3,
) -> dict[str, float]:
    """The weights by which the examples are most likely, by gradient descent with a rate for each weight (Adagrad)."""
    weights: dict[str, float] = defaultdict(float)
    squares: dict[str, float] = defaultdict(lambda: 1e-6)
    order, random = list(listed), Random(0)
    for _ in range(epochs):
        random.shuffle(order)
        for example in order:
            for each, found in slopes(weights, example, keep).items():
                slope = found + towards_zero * weights[each]
                squares[each] += slope * slope
                weights[each] -= rate * slope / sqrt(squares[each])
    return {each: round(weight, 1) for each, weight in sorted(weights.items()) if round(weight, 1)}


def texts_of(names: Iterable[str], seeds: Sequence[int], *, plain: bool = True) -> Iterator[Passage]:
    """The passages of sets, as they are and perturbed."""
    for name in names:
        if plain:
            yield from passages(name)
        for seed in seeds:
            yield from perturbed(name, seed)


def written(speaker: Mapping[str, float], speech: Mapping[str, float]) -> str:
    """The module of the weights."""

    def rows(weights: Mapping[str, float]) -> str:
        return "".join(f'    "{each}": {weight},\n' for each, weight in weights.items())

    return (
        '"""What speaks for and against it that somebody says a passage, and that anybody does: as'
        ' ``tests/importing/proposals/training.py``\nhas learned it from annotated passages."""\n\n'
        "from __future__ import annotations\n\n"
        f"SPEAKER: dict[str, float] = {{\n{rows(speaker)}}}\n"
        f'"""For and against somebody as who says it."""\nSPEECH: dict[str, float] = {{\n{rows(speech)}}}\n'
        '"""For and against it that anybody says what no rule attributes."""\n'
    )


def check(names: Sequence[str]) -> Counter[str]:
    """How many speakers are right in perturbed passages of sets that were not learned from."""
    counts: Counter[str] = Counter()
    for fold in range(FOLDS):
        held = names[fold::FOLDS]
        rest = list(examples(texts_of([each for each in names if each not in held], LEARNED_FROM)))
        speaker, speech = learned_speaker(rest), learned_speech(rest)
        for each in examples(texts_of(held, [CHECKED_BY], plain=False)):
            emitted = each.by_rules is not None or (
                not each.is_alone and ranking.share(each.speech, speech) >= ranking.LIKELY
            )
            if not each.is_said:
                counts["unsaid"] += 1
                counts["unsaid, proposed by rules"] += each.by_rules is not None
                counts["unsaid, proposed"] += emitted
                continue
            sums = [sum(speaker.get(one, 0) for one in features) for features in each.listed]
            best = each.is_right[max(range(len(sums)), key=sums.__getitem__)]
            counts["said"] += 1
            counts["right by rules"] += each.by_rules is not None and each.by_rules[0]
            is_kept = each.by_rules is not None and each.by_rules[1] != "C"
            counts["right"] += emitted and (each.by_rules[0] if is_kept and each.by_rules else best)
    return counts


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--check", action="store_true", help="measure by fifths, write nothing")
    options = parser.parse_args(arguments)
    if options.check:
        print(dict(check([*SETS, *HARDER])))
        return
    found = list(examples(texts_of([*SETS, *HARDER], LEARNED_FROM)))
    Path(table.__file__).write_text(written(learned_speaker(found), learned_speech(found)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
