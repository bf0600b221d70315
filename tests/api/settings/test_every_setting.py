"""Every setting does what its description says, with each of its values, as whoever asks the server sees it.

A setting without a row in the table fails; a row has every value of a switch or a choice, and both bounds of a
number. To add one, see the checks in the modules beside this one.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Literal, NamedTuple, get_args, get_origin

import pytest
from pydantic.fields import FieldInfo

from pullquote.api.settings import Settings, variable
from tests.api.bounds import bounds
from tests.api.settings.clusters import authority, credentials
from tests.api.settings.elsewhere import asks, is_called, later_editions, trips_at_most
from tests.api.settings.headers import (
    compressed,
    cross_site,
    header,
    links,
    origins,
    preview,
    remembered,
    scheme,
)
from tests.api.settings.operating import (
    checks_again,
    is_lower_growth,
    levels,
    lines,
    listens,
    newsroom_cached,
    port,
    processes,
    proposals_seen,
    saves,
    saves_beside_an_error,
    search_on_disk,
)
from tests.api.settings.requests import (
    DEAR,
    QUERY,
    Check,
    answers_kept,
    body_of,
    both,
    compiled,
    errors_shown,
    has,
    head_of,
    hints,
    idle_connection,
    is_served,
    page_of,
    playground,
    refused_body_is_read,
    registered,
    request_at_the_end,
    schema_is_told,
    slow_request,
    suggestions,
    told_of_problems,
    trees_kept,
    trusted,
)
from tests.api.settings.serving import TOKEN, in_a_process, in_a_thread, prepare
from tests.api.settings.streams import (
    deaf_client,
    late_beginning,
    message_of,
    old_stream,
    operations_at_once,
    signs_of_life,
    sockets_of,
    streams,
)


class Row(NamedTuple):
    """A value of a setting, and what is to be seen of it: where other settings are so, and in a process or not."""

    value: str
    check: Check
    others: dict[str, str] = {}  # noqa: RUF012 - never changed
    process: bool = False


MOST = "2147483647"
YEAR = "31536000"
NO_ANSWERS = {"response_cache_bytes": "0"}
ANY_COST = {"max_cost": MOST}
NEWS = "https://news.example"
PARENTS = "{ organizations(first: 1) { nodes { " + "parent { " * 185 + "name" + " }" * 185 + " } } }"
LONG = "{ stories(filter: {slugs: [" + '"rain" ' * 1_200 + "]}) { totalCount } }"
NESTED = {"extensions": {"a": {"b": {"c": 1}}}}


def alternatives(*values: str, check: Check) -> list[Row]:
    """Values with the same effect."""
    return [Row(value, check) for value in values]


TABLE: dict[str, list[Row]] = {
    "folder": [Row("{tmp}/news", is_lower_growth)],
    "host": [
        Row("127.0.0.1", listens("127.0.0.1", not_at=("127.0.0.2", "[::1]"))),
        Row("localhost", listens("localhost", not_at=("127.0.0.2",))),
        Row("0.0.0.0", listens("127.0.0.1", "127.0.0.2", not_at=("[::1]",))),
        Row("::1", listens("[::1]", not_at=("127.0.0.1",))),
    ],
    "port": [Row("0", port(None)), Row("65535", port(65_535))],
    "workers": [Row("1", processes(1), process=True), Row("2", processes(2), process=True)],
    "on_error": [Row("hold", saves_beside_an_error(True)), Row("refuse", saves_beside_an_error(False))],
    "public_review": [
        Row("none", proposals_seen()),
        Row("A", proposals_seen("A")),
        Row("B", proposals_seen("A", "B")),
        Row("C", proposals_seen("A", "B", "C")),
    ],
    "watch": [
        *alternatives("auto", "events", "poll", "on", check=saves(True)),
        Row("off", saves(False)),
    ],
    "watch_check_seconds": [Row("0.01", checks_again(True)), Row(YEAR, checks_again(False))],
    "watch_poll_seconds": [
        Row("0.01", saves(True), {"watch": "poll"}),
        Row(YEAR, saves(False), {"watch": "poll"}),
    ],
    "cache": [
        Row("on", newsroom_cached("caches/pullquote")),
        Row("off", newsroom_cached("caches", kept=False)),
    ],
    "cache_folder": [
        Row("{tmp}/elsewhere", both(newsroom_cached("elsewhere"), newsroom_cached("caches", kept=False)))
    ],
    "root_path": [
        Row("/news/", links('"/news/schema.graphql"')),
        Row("", links('"/schema.graphql"')),
    ],
    "forwarded_allow_ips": [
        *alternatives("127.0.0.1", "127.0.0.0/8,10.0.0.1", "*", "10.0.0.1,*", check=scheme("https")),
        *alternatives("10.0.0.1", "", check=scheme("http")),
    ],
    "keep_alive_seconds": [Row("1", idle_connection(False)), Row(YEAR, idle_connection(True))],
    "shutdown_seconds": [
        Row("0", request_at_the_end(False), process=True),
        Row(YEAR, request_at_the_end(True), process=True),
    ],
    "log_level": [
        Row(level, levels(*seen), {"max_streams": MOST}, process=True)
        for level, seen in {
            "debug": ("debug", "info", "warning", "error"),
            "info": ("info", "warning", "error"),
            "warning": ("warning", "error"),
            "error": ("error",),
            "critical": (),
        }.items()
    ],
    "log_format": [
        Row("json", lines(True), process=True),
        Row("auto", lines(True), process=True),
        Row("console", lines(False), process=True),
    ],
    "metrics": [Row("on", is_served("/metrics", True)), Row("off", is_served("/metrics", False))],
    "playground": [Row("on", playground(True)), Row("off", playground(False))],
    "introspection": [Row("on", schema_is_told(True)), Row("off", schema_is_told(False))],
    "suggestions": [Row("on", suggestions(True)), Row("off", suggestions(False))],
    "max_suggestions": [Row("0", suggestions(False)), Row(MOST, suggestions(True))],
    "max_hints": [Row("0", hints(0)), Row(MOST, hints(5))],
    "max_body_bytes": [
        Row("1000", both(body_of(1_000, 200), body_of(1_001, 413))),
        Row(MOST, body_of(200_000, 200)),
    ],
    "max_head_bytes": [
        Row("1000", both(head_of(500, 200), head_of(2_000, 431))),
        Row(MOST, head_of(50_000, 200)),
    ],
    "refused_bytes": [Row("0", refused_body_is_read(False)), Row(MOST, refused_body_is_read(True))],
    "request_seconds": [Row("0.01", slow_request(408)), Row(YEAR, slow_request(200))],
    "max_tokens": [
        Row(
            "10",
            both(
                has(QUERY, None), has("{ a: __typename b: __typename c: __typename }", "TOKEN_LIMIT_EXCEEDED")
            ),
        ),
        Row(MOST, has(LONG, None)),
    ],
    "max_depth": [
        Row("1", both(has("{ __typename }", None), has(QUERY, "DEPTH_LIMIT_EXCEEDED"))),
        Row("190", has(PARENTS, None)),
    ],
    "max_aliases": [
        Row("0", both(has("{ __typename }", None), has("{ a: __typename }", "ALIAS_LIMIT_EXCEEDED"))),
        Row(MOST, has("{ " + " ".join(f"a{n}: __typename" for n in range(60)) + " }", None)),
    ],
    "max_directives": [
        Row(
            "0", both(has(QUERY, None), has("{ __typename @include(if: true) }", "DIRECTIVE_LIMIT_EXCEEDED"))
        ),
        Row(MOST, has("{" + " __typename @include(if: true)" * 60 + " }", None)),
    ],
    "max_variables_depth": [
        Row("1", both(has(QUERY, None), has(QUERY, "VARIABLES_LIMIT_EXCEEDED", body=NESTED))),
        Row("190", has(QUERY, None, body=NESTED)),
    ],
    "page_size": [
        Row("1", page_of(1)),
        Row("5", page_of(5)),
        Row("1000000", page_of(14), {"max_page_size": "1000000", **ANY_COST}),
    ],
    "max_page_size": [
        Row("1", both(page_of(1), has("{ quotes(first: 2) { nodes { id } } }", "BAD_USER_INPUT"))),
        Row("1000000", page_of(14, "(first: 1000000)"), ANY_COST),
    ],
    "max_cost": [
        Row("1", both(has("{ __typename }", None), has(QUERY, "COST_LIMIT_EXCEEDED"))),
        Row(
            MOST,
            has(
                "{ quotes(first: 100) { nodes { story { quotes(first: 100) { nodes { story { slug } } } } } } }",
                None,
            ),
        ),
    ],
    "max_errors": [Row("1", errors_shown(3, 1)), Row(MOST, errors_shown(30, 30))],
    "execution_seconds": [
        Row("0.01", has(DEAR, "EXECUTION_TIMEOUT"), {**ANY_COST, "compile": "off"}),
        Row(YEAR, has(DEAR, None), ANY_COST),
    ],
    "max_streams": [Row("0", streams(False)), Row(MOST, streams(True))],
    "max_subscriptions": [Row("1", operations_at_once(False)), Row(MOST, operations_at_once(True))],
    "max_message_bytes": [
        Row("1000", both(message_of(500, None), message_of(1_500, 1009))),
        Row(MOST, message_of(200_000, None)),
    ],
    "connection_init_seconds": [Row("0.01", late_beginning(False)), Row(YEAR, late_beginning(True))],
    "stream_keep_alive_seconds": [Row("0.01", signs_of_life(True)), Row(YEAR, signs_of_life(False))],
    "stream_seconds": [Row("0.01", old_stream(True)), Row(YEAR, old_stream(False))],
    "stream_stall_seconds": [
        Row("0.01", deaf_client(True), {"stream_keep_alive_seconds": "0.05"}),
        Row(YEAR, deaf_client(False), {"stream_keep_alive_seconds": "0.05"}),
    ],
    # What the next three do takes megabytes that nobody reads: see tests/api/streams/test_unsent.py.
    "closing_stall_seconds": [Row("0.01", streams(True)), Row(YEAR, streams(True))],
    "max_unsent_bytes": [Row("1000", streams(True)), Row(MOST, streams(True))],
    "max_unsent_total_bytes": [Row("1000000", streams(True)), Row(MOST, streams(True))],
    "compile": [
        Row("on", compiled(10), NO_ANSWERS),
        Row("off", compiled(None), NO_ANSWERS),
        Row("shadow", compiled(1), NO_ANSWERS),
    ],
    "search_memory_bytes": [Row("0", search_on_disk(True)), Row(MOST, search_on_disk(False))],
    "response_cache_bytes": [Row("0", answers_kept(0)), Row(MOST, answers_kept(1))],
    "persisted_queries": [
        Row("on", registered("PERSISTED_QUERY_NOT_FOUND", "", "")),
        Row("off", registered("PERSISTED_QUERY_NOT_SUPPORTED", "", "PERSISTED_QUERY_NOT_SUPPORTED")),
    ],
    "persisted_query_bytes": [
        Row("0", registered("PERSISTED_QUERY_NOT_FOUND", "", "PERSISTED_QUERY_NOT_FOUND")),
        Row(MOST, registered("PERSISTED_QUERY_NOT_FOUND", "", "")),
    ],
    "documents": [Row("{tmp}/documents", trusted), Row("{tmp}/manifest.json", trusted)],
    "documents_only": [
        Row("on", both(trusted, has(QUERY, "PERSISTED_QUERY_NOT_IN_LIST")), {"documents": "{tmp}/documents"}),
        Row("off", both(trusted, has(QUERY, None)), {"documents": "{tmp}/documents"}),
    ],
    "document_cache_bytes": [
        Row("0", trees_kept(0), {"compile": "off", **NO_ANSWERS}),
        Row(MOST, trees_kept(1), {"compile": "off", **NO_ANSWERS}),
    ],
    "max_age": [
        Row("0", header("cache-control", "public, max-age=0")),
        Row(YEAR, header("cache-control", f"public, max-age={YEAR}")),
    ],
    "stale_while_revalidate": [
        Row("0", header("cache-control", "public, max-age=0")),
        Row(YEAR, header("cache-control", f"public, max-age=0, stale-while-revalidate={YEAR}")),
    ],
    "compression_min_bytes": [
        Row("0", compressed(50, True)),
        Row(MOST, compressed(5_000, False), {"max_aliases": MOST, "max_tokens": MOST}),
    ],
    "cors_origins": [
        Row("*", both(origins("*"), sockets_of(NEWS, True))),
        Row("", both(origins(), sockets_of(NEWS, False))),
        Row(NEWS, both(origins(NEWS), sockets_of(NEWS, True), sockets_of("https://evil.example", False))),
    ],
    "cors_max_age": [Row("0", remembered(0)), Row(YEAR, remembered(int(YEAR)))],
    "csrf_prevention": [Row("on", cross_site(403)), Row("off", cross_site(200))],
    "preview_token": [Row(TOKEN, preview), Row(f" {TOKEN}\n", preview)],
    "preview_token_file": [Row("{tmp}/token", preview)],
    "review": [
        Row("on", is_served("/review", True), {"preview_token": TOKEN}),
        Row("off", is_served("/review", False), {"preview_token": TOKEN}),
    ],
    "problems_to": [
        Row("127.0.0.0/8", told_of_problems(True)),
        Row("10.0.0.0/8", told_of_problems(False)),
        Row("*", told_of_problems(True)),
        Row("", told_of_problems(False)),
    ],
    "opensearch": [Row("http://127.0.0.1:9", asks("http://127.0.0.1:9"))],
    "opensearch_name": [Row("courier", is_called("courier"), {"opensearch": "http://127.0.0.1:9"})],
    "opensearch_user": [Row("desk", credentials("ZGVzazpzZWNyZXQ="), {"opensearch_password": "secret"})],
    "opensearch_password": [Row("secret", credentials("ZGVzazpzZWNyZXQ="), {"opensearch_user": "desk"})],
    "opensearch_password_file": [
        Row(
            "{tmp}/token",
            credentials("ZGVzazpjb3JyZWN0IGhvcnNlIGJhdHRlcnkgc3RhcGxl"),
            {"opensearch_user": "desk"},
        )
    ],
    "opensearch_ca_file": [Row("{tmp}/127.0.0.1.pem", authority)],
    "opensearch_poll_seconds": [Row("0.01", later_editions(True)), Row(YEAR, later_editions(False))],
    "max_rounds": [Row("1", trips_at_most(False)), Row(MOST, trips_at_most(True))],
}
BEYOND_A_TEST = {("workers", "64")}
"""Bounds that would take a machine of their own."""


@pytest.mark.parametrize(
    ("name", "row"),
    [pytest.param(name, row, id=f"{name}={row.value}") for name, rows in TABLE.items() for row in rows],
)
def test_a_setting_does_what_it_says(
    name: str, row: Row, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = {variable(each): value for each, value in {**row.others, name: row.value}.items()}
    prepare(tmp_path, environment, monkeypatch)
    with (in_a_process if row.process else in_a_thread)(tmp_path) as running:
        row.check(running)


def test_every_setting_has_a_row() -> None:
    assert list(TABLE) == list(Settings.model_fields)


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_value_of_a_setting_has_a_row(name: str) -> None:
    tried = {row.value for row in TABLE.get(name, ())}
    wanted = {value for value in values_of(Settings.model_fields[name]) if (name, value) not in BEYOND_A_TEST}
    assert wanted <= tried


def values_of(field: FieldInfo) -> set[str]:
    """The values that must be tried: all of a switch or a choice, and the bounds of a number."""
    kind = field.annotation
    if kind is bool:
        return {"on", "off"}
    if get_origin(kind) is Literal:
        return set(get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {str(each.value) for each in kind}
    return {f"{bound:g}" if isinstance(bound, float) else str(bound) for bound in bounds(field)}
