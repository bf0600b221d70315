"""Results as tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.beside import CACHED, NGINX, PLAIN, PULLQUOTE, STARLETTE, STOCK, Mode, Row
from benchmarks.load import Measured
from benchmarks.peers import PEERS


def ratios(rows: Sequence[Row]) -> Iterator[str]:
    """How many times as many requests Pullquote answers, not from its cache of answers.

    Of a peer there are two numbers: asked in the shape that its users would choose, and in Pullquote's.
    """
    names = [STOCK, *(peer.name for peer in PEERS)]
    yield _line("question", "requests", PULLQUOTE, "CPU µs", *(f"/ {name}" for name in names))
    yield _rule(4 + len(names))
    for row in rows:
        own = row.results[PULLQUOTE]
        cells = [f"{own.per_second:,.0f}/s", _cpu(own), _ratio(row, PULLQUOTE, STOCK)]
        for peer in PEERS:
            both = [_ratio(row, PULLQUOTE, name) for name in (PLAIN.format(peer.name), peer.name)]
            cells.append(" · ".join(each for each in both if each))
        yield _line(row.question, row.mode, *cells)


def cached_ratios(rows: Sequence[Row]) -> Iterator[str]:
    """The same for answers from the cache of answers; peers are asked in the shape that their users would choose."""
    others = [*(PLAIN.format(peer.name) for peer in PEERS), STARLETTE, NGINX]
    yield _line("question", "cached", "CPU µs", *(f"/ {name.removesuffix(', plain')}" for name in others))
    yield _rule(3 + len(others))
    for row in rows:
        if row.mode is Mode.SAME:
            own = row.results[CACHED]
            cells = [f"{own.per_second:,.0f}/s", _cpu(own), *(_ratio(row, CACHED, name) for name in others)]
            yield _line(row.question, *cells)


def numbers(rows: Sequence[Row]) -> Iterator[str]:
    """What the ratios are ratios of."""
    yield _line("question", "requests", "server", "requests/s", "CPU µs", "p50 ms", "p99 ms", "bytes")
    yield _rule(8)
    for row in rows:
        for name, each in row.results.items():
            cells = [f"{each.per_second:,.0f}", _cpu(each), f"{each.p50:.2f}", f"{each.p99:.2f}"]
            yield _line(row.question, row.mode, name, *cells, f"{each.bytes:,.0f}")


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(columns: int) -> str:
    return "|" + "---|" * columns


def _cpu(measured: Measured) -> str:
    return "-" if measured.cpu_microseconds is None else f"{measured.cpu_microseconds:.0f}"


def _ratio(row: Row, one: str, other: str) -> str:
    if one not in row.results or other not in row.results or not row.results[other].per_second:
        return ""
    return f"{row.results[one].per_second / row.results[other].per_second:.2f}"
