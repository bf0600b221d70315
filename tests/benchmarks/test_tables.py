"""Tables have a ratio where both were measured, and nothing where one was not."""

from __future__ import annotations

from benchmarks import tables
from benchmarks.beside import CACHED, NGINX, PLAIN, PULLQUOTE, STOCK, Mode, Row
from benchmarks.load import Measured


def measured(per_second: float) -> Measured:
    return Measured(per_second, 0.25, 1.5, 1e6 / per_second, 700, 0)


ROWS = [
    Row(
        "one story",
        Mode.SAME,
        {
            PULLQUOTE: measured(20_000),
            CACHED: measured(50_000),
            STOCK: measured(500),
            "gqlgen": measured(10_000),
            PLAIN.format("gqlgen"): measured(25_000),
            NGINX: measured(100_000),
        },
    ),
    Row("one story", Mode.NEW, {PULLQUOTE: measured(600), STOCK: measured(400)}),
]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_a_peer_is_compared_in_both_shapes() -> None:
    head, _, same, new = tables.ratios(ROWS)
    row = dict(zip(cells(head), cells(same), strict=True))
    assert row["requests"] == "the same request"
    assert row["Pullquote"] == "20,000/s"
    assert row["CPU µs"] == "50"
    assert row["/ stock Strawberry"] == "40.00"
    assert row["/ gqlgen"] == "0.80 · 2.00"
    assert row["/ async-graphql"] == ""
    assert dict(zip(cells(head), cells(new), strict=True))["/ stock Strawberry"] == "1.50"


def test_cached_answers_are_compared_with_constants() -> None:
    head, _, only = tables.cached_ratios(ROWS)
    row = dict(zip(cells(head), cells(only), strict=True))
    assert row["cached"] == "50,000/s"
    assert row["/ gqlgen"] == "2.00"
    assert row["/ nginx, constant"] == "0.50"
    assert row["/ Starlette, constant"] == ""


def test_all_that_was_measured_is_in_numbers() -> None:
    assert len(list(tables.numbers(ROWS))) == 2 + 6 + 2
