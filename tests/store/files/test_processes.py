"""Other processes do the work, in order, and what happens to them happens to nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pullquote.store.files.processes import AHEAD, run_all


def square(number: int) -> int:
    """A task."""
    return number * number


def pid(_: int) -> int:
    """The process that a task runs in."""
    return os.getpid()


def square_or_die(number: int) -> int:
    """A task that ends its process now and then, but not the one of the tests."""
    if number % 7 == 3 and os.environ.get("PULLQUOTE_TEST_PARENT") != str(os.getpid()):
        os._exit(9)
    return number * number


def print_and_square(number: int) -> int:
    """A task that prints where results go."""
    print("noise " * 1000)
    return number * number


def test_results_come_in_the_order_of_the_arguments() -> None:
    assert list(run_all(square, list(range(50)), 3)) == [number * number for number in range(50)]


def test_other_processes_do_the_work() -> None:
    pids = set(run_all(pid, list(range(20)), 2))
    assert 1 <= len(pids) <= 2
    assert os.getpid() not in pids


def test_nothing_to_do_is_nothing_done() -> None:
    assert list(run_all(square, [], 2)) == []


def test_arguments_are_taken_a_few_at_a_time() -> None:
    taken: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(1_000):
            taken.append(number)
            yield number

    results = run_all(square, numbers(), 2)
    assert [next(results) for _ in range(10)] == [number * number for number in range(10)]
    assert len(taken) <= 10 + 2 * AHEAD
    results.close()  # type: ignore[attr-defined]  # it is a generator


def test_a_process_that_ends_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_TEST_PARENT", str(os.getpid()))
    assert list(run_all(square_or_die, list(range(30)), 2)) == [number * number for number in range(30)]


def test_what_a_task_prints_is_no_result() -> None:
    assert list(run_all(print_and_square, [1, 2, 3], 2)) == [1, 4, 9]


def test_without_processes_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert list(run_all(pid, [1, 2, 3], 2)) == [os.getpid()] * 3


def test_a_caller_that_stops_early_leaves_no_process() -> None:
    results = run_all(pid, list(range(100)), 2)
    worker = next(results)
    results.close()  # type: ignore[attr-defined]  # it is a generator
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


SCRIPT = """
from pathlib import Path
from pullquote.store.files.loading import load
from pullquote.demo import write_demo
folder = Path({folder!r})
write_demo(folder, articles=60, seed=1)
print(len(load(folder, workers=2).records.stories), len(load(folder, workers=1).records.stories))
"""


def test_a_script_without_a_guard_may_load(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(folder=str(tmp_path / "newsroom")), encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("66 66\n", "")
