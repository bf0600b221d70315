"""Every setting, in one place: its name, default, unit, and the reason for its value.

A setting is read from the environment (``PULLQUOTE_PORT=8123``), or given to :class:`Settings` by name
(``Settings(port=8123)``). The table in the documentation is generated from :func:`described`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from pullquote.api.setting_values import is_loopback, network_of, origin_of, path_of
from pullquote.store.files.versions.on_error import OnError
from pullquote.store.model.records import PublicReview
from pullquote.store.newsroom.watch_modes import WatchMode

PREFIX = "PULLQUOTE_"
"""What the name of every environment variable begins with."""

MIN_TOKEN_CHARACTERS = 16
"""Shortest preview token: shorter ones can be guessed by asking."""


class SettingError(ValueError):
    """What a setting leads to cannot be used; the message is one sentence that names the setting and the file."""


class LogFormat(Enum):
    """How log lines are written."""

    AUTO = "auto"
    CONSOLE = "console"
    JSON = "json"


SWITCHES = {
    **dict.fromkeys(("on", "true", "yes", "1"), WatchMode.AUTO),
    **dict.fromkeys(("off", "false", "no", "0"), WatchMode.OFF),
}
"""What ``watch`` may be called besides: whether changes are noticed."""


class CompileMode(Enum):
    """Whether operations are compiled; ``shadow`` runs each both ways and fails unless the answers agree."""

    ON = "on"
    OFF = "off"
    SHADOW = "shadow"


MAX_NUMBER = 2**31 - 1
"""Largest number that a setting takes, unless it says less: every library and system that gets it can hold it."""
MAX_PAGE = 1_000_000
"""Largest page that a setting takes: more than a newsroom has records, and small enough to be priced."""
MIN_SECONDS = 0.01
"""Shortest time that a setting takes: less is shorter than a server is busy with something else."""
MAX_SECONDS = 31_536_000
"""Longest time that a setting takes: a year."""


def setting(default: Any, description: str, reason: str, *, unit: str = "", **limits: Any) -> Any:
    """Declare a setting: what it does, why its default is what it is, and what a number counts."""
    if isinstance(default, int | float) and not isinstance(default, bool):
        limits = {"le": MAX_SECONDS if unit == "s" else MAX_NUMBER, **limits}
    return Field(
        default=default,
        description=description,
        json_schema_extra={"reason": reason, "unit": unit},
        validate_default=True,
        **limits,
    )


WordList = Annotated[tuple[str, ...], NoDecode]
"""Several words in one variable, separated by commas; an empty variable is none of them."""


class Settings(BaseSettings):
    """The settings of one server; immutable. Raises pydantic's ValidationError for a value that is not one."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    # Serving
    folder: Path = setting(
        Path("fixtures"), "The newsroom: the folder of files to serve.", "the one that ships"
    )
    host: str = setting(
        "127.0.0.1", "The address to listen on.", "this machine only, until you say `0.0.0.0`"
    )
    port: int = setting(8000, "The TCP port to listen on.", "customary", ge=0, le=65535)
    workers: int = setting(
        1, "Processes that serve.", "one answers thousands of requests a second", ge=1, le=64
    )
    on_error: OnError = setting(
        OnError.HOLD,
        "What is served while files have errors: each of them as it last was good, and all others as they are (`hold`), "
        "or nothing new until there is no error (`refuse`).",
        "a mistake in one file stops nobody else's save, and no retraction",
    )
    public_review: PublicReview = setting(
        PublicReview.A,
        "Which quotes the public sees that a program proposed and nobody has confirmed: those of tier `A`, of `A` and "
        "`B`, of all three (`C`), or `none`. The preview shows all.",
        "those of tier A are right nearly always",
    )
    watch: WatchMode = setting(
        WatchMode.AUTO,
        "How changes of files are noticed: by `events` of the system, by looking at all files (`poll`), by events as "
        "long as these prove right (`auto`), or not (`off`).",
        "editors see their work, whatever the files are on",
    )
    watch_check_seconds: float = setting(
        5.0,
        "How often all files are looked at to prove events; less often where that takes long.",
        "below 1 % of the time for 5,000 files",
        unit="s",
        ge=MIN_SECONDS,
    )
    watch_poll_seconds: float = setting(
        1.0,
        "How often all files are looked at where there are no events; less often where that takes long.",
        "a save shows within two seconds",
        unit="s",
        ge=MIN_SECONDS,
    )
    cache: bool = setting(
        True,
        "Whether there is a cache of the newsroom on disk, for the next start.",
        "the next start reads only what has changed since",
    )
    cache_folder: Path | None = setting(None, "Where the cache is.", "`pullquote` in your cache folder")
    root_path: str = setting("", "The path that a proxy serves this under, such as `/news`.", "no proxy")
    forwarded_allow_ips: WordList = setting(
        ("127.0.0.1",),
        "Proxies whose `X-Forwarded-*` headers are believed; `*` is any, empty is none.",
        "anybody can send the header",
    )
    keep_alive_seconds: int = setting(
        5, "How long an idle connection stays open.", "uvicorn's; a proxy in front wants more", unit="s", ge=1
    )
    shutdown_seconds: int = setting(
        20,
        "How long a stop waits for requests under way.",
        "below the 30 s after which Kubernetes kills",
        unit="s",
        ge=0,
    )
    log_level: Literal["debug", "info", "warning", "error", "critical"] = setting(
        "info", "The least that is logged; `info` has a line for each request.", "who asked what, how long"
    )
    log_format: LogFormat = setting(
        LogFormat.AUTO, "`json`, `console`, or `auto`: console on a terminal, JSON elsewhere.", "both readers"
    )
    metrics: bool = setting(True, "Whether `/metrics` is served.", "numbers only, no content")
    playground: bool = setting(True, "Whether a browser gets GraphiQL at `/graphql`.", "a way to learn it")

    # What may be asked
    introspection: bool = setting(
        True,
        "Whether the schema may be asked for, and `/schema.graphql` is served.",
        "the schema is no secret; tools need it",
    )
    suggestions: bool = setting(True, "Whether errors say “Did you mean …”.", "the schema is no secret")
    max_suggestions: int = setting(
        3,
        "Errors of one answer that say so, the first ones.",
        "each is compared with every name of the schema",
        ge=0,
    )
    max_hints: int = setting(
        3,
        "Hints about unknown slugs in the filters and look-ups of one operation, the first ones.",
        "each unknown slug is compared with those that there are",
        ge=0,
    )
    max_body_bytes: int = setting(
        100_000,
        "Largest request body.",
        "twenty times the longest of the ten questions",
        unit="bytes",
        ge=1_000,
    )
    max_head_bytes: int = setting(
        32_000,
        "Largest address and headers of a request together.",
        "half of what proxies allow; send longer queries by POST",
        unit="bytes",
        ge=1_000,
    )
    refused_bytes: int = setting(
        1_000_000,
        "How much more of a refused request is read and dropped before the connection is closed.",
        "clients that send before they read then get the refusal; ten times the largest body",
        unit="bytes",
        ge=0,
    )
    request_seconds: float = setting(
        30.0,
        "How long a request may take to arrive.",
        "enough for a phone on a bad line, too little to hold a connection for nothing",
        unit="s",
        ge=MIN_SECONDS,
    )
    max_tokens: int = setting(
        1_000,
        "Most tokens in a document, comments included.",
        "introspection has 250; the time to check a document grows with the square, to a tenth of a second here",
        ge=10,
    )
    max_depth: int = setting(
        16, "Deepest nesting of fields, through fragments.", "introspection nests 13 deep", ge=1, le=190
    )
    max_aliases: int = setting(
        30, "Most aliases in a document.", "a page asks for a few things twice, an attack for hundreds", ge=0
    )
    max_directives: int = setting(50, "Most directives in a document.", "clients use a handful", ge=0)
    max_variables_depth: int = setting(
        16, "Deepest nesting of `variables` and `extensions`.", "filters nest 3 deep", ge=1, le=190
    )
    page_size: int = setting(
        20,
        "Records of a page whose size is not asked for; no more than the largest page.",
        "a screen or two",
        ge=1,
        le=MAX_PAGE,
    )
    max_page_size: int = setting(
        100,
        "Largest page that may be asked for.",
        "as at GitHub; pages are not for exports",
        ge=1,
        le=MAX_PAGE,
    )
    max_cost: int = setting(
        30_000,
        "Most expensive operation that is executed; GraphQL over HTTP has the prices.",
        "thirty times the most expensive of the ten questions; the worst that is allowed takes under half a second",
        ge=1,
    )
    max_errors: int = setting(
        20,
        "Most errors in one answer; the others are counted.",
        "after twenty fixes the client tries again",
        ge=1,
    )
    execution_seconds: float = setting(
        5.0,
        "Longest execution of one operation; one that is compiled is bounded by its cost.",
        "nobody waits longer for a page",
        unit="s",
        ge=MIN_SECONDS,
    )

    # Streams
    max_streams: int = setting(
        2_000, "Streams served at once: events, parts and WebSockets.", "a thousand subscribers, twice", ge=0
    )
    max_subscriptions: int = setting(
        100, "Operations under way on one WebSocket.", "a page subscribes to a handful of things", ge=1
    )
    max_message_bytes: int = setting(
        100_000, "Largest WebSocket message from a client.", "as a request body", unit="bytes", ge=1_000
    )
    connection_init_seconds: float = setting(
        10.0,
        "How soon a WebSocket must say `connection_init`.",
        "clients say it at once",
        unit="s",
        ge=MIN_SECONDS,
    )
    stream_keep_alive_seconds: float = setting(
        15.0,
        "Longest silence on a stream.",
        "proxies close what is idle for 30 s or more",
        unit="s",
        ge=MIN_SECONDS,
    )
    stream_seconds: float = setting(
        86_400.0,
        "Longest stream; clients then connect again.",
        "a day: pages that somebody forgot to close go away",
        unit="s",
        ge=MIN_SECONDS,
    )
    stream_stall_seconds: float = setting(
        30.0,
        "How long a client may read nothing of what waits for it, on any connection; then it is dropped.",
        "it is gone, or an attack",
        unit="s",
        ge=MIN_SECONDS,
    )
    closing_stall_seconds: float = setting(
        2.0,
        "The same once its connection closes, or the server stops.",
        "a client that still reads does so within a second",
        unit="s",
        ge=MIN_SECONDS,
    )
    max_unsent_bytes: int = setting(
        128_000,
        "Bytes of answers that wait for one client before the next answer is begun.",
        "a page or two ahead of what it reads",
        unit="bytes",
        ge=1_000,
    )
    max_unsent_total_bytes: int = setting(
        128_000_000,
        "Bytes of answers that wait for all clients of a process; the client with the most is dropped first.",
        "hundreds of large pages, of clients on slow lines",
        unit="bytes",
        ge=1_000_000,
    )

    # Speed
    compile: CompileMode = setting(
        CompileMode.ON,
        "Whether operations that come again are compiled; `shadow` runs each both ways and compares.",
        "twenty times as fast, with the same answers; `off` is for finding out",
    )
    search_memory_bytes: int = setting(
        64_000_000,
        "Memory for the files of the text search (`/dev/shm`, where twice as much is free); more are on disk.",
        "10,000 stories; a save waits for no disk",
        unit="bytes",
        ge=0,
    )
    response_cache_bytes: int = setting(
        32_000_000, "Memory for whole answers; 0 keeps none.", "a thousand pages", unit="bytes", ge=0
    )

    # Persisted documents
    persisted_queries: bool = setting(
        True, "Whether clients may register documents by hash (APQ).", "shorter requests, cacheable GETs"
    )
    persisted_query_bytes: int = setting(
        4_000_000, "Memory for registered documents.", "a thousand of 4 kB", unit="bytes", ge=0
    )
    documents: Path | None = setting(
        None, "Trusted documents: a folder of `.graphql` files, or a manifest.", "none known"
    )
    documents_only: bool = setting(
        False, "Whether only trusted documents are executed.", "everybody may ask anything"
    )
    document_cache_bytes: int = setting(
        64_000_000,
        "Memory for documents that come again: their trees, what was checked, and what was compiled.",
        "hundreds of operations; a site has dozens",
        unit="bytes",
        ge=0,
    )

    # Caches
    max_age: int = setting(
        0, "How long a cache may answer a GET without asking.", "editors see their work", unit="s", ge=0
    )
    stale_while_revalidate: int = setting(
        0, "How much longer it may while it asks.", "as above", unit="s", ge=0
    )
    compression_min_bytes: int = setting(
        1_000, "Smallest body that is compressed.", "less fits one packet anyway", unit="bytes", ge=0
    )

    # Other origins and sites
    cors_origins: WordList = setting(
        ("*",),
        "Origins whose pages may read; `*` is any, empty is none.",
        "reads without credentials give nothing that curl does not",
    )
    cors_max_age: int = setting(
        7_200,
        "How long a browser remembers that it may.",
        "the longest that Chromium honours",
        unit="s",
        ge=0,
    )
    csrf_prevention: bool = setting(
        True, "Whether browsers must ask first (preflight) for other sites.", "see Security"
    )

    # Preview
    preview_token: SecretStr | None = setting(
        None,
        "The bearer token that opens the preview.",
        f"no preview; at least {MIN_TOKEN_CHARACTERS} characters",
    )
    preview_token_file: Path | None = setting(None, "A file that holds it, for a secret store.", "no preview")
    review: bool = setting(
        False,
        "Whether `/review` is served: a page on which who has the token decides about proposed quotes, and which writes "
        "the files. Only to this machine, and by one process.",
        "a server changes no file unless you say so",
    )
    problems_to: WordList = setting(
        ("127.0.0.0/8", "::1"),
        "Addresses and networks that see, as the preview does, what is wrong with files that the public does not "
        "see; `*` is any, empty is none.",
        "who works on this machine sees each mistake at once; a proxy on it sees nothing",
    )

    # A cluster
    opensearch: str | None = setting(
        None,
        "The OpenSearch cluster to serve from in place of a folder: `https://user@host:9200`, or several nodes with "
        "commas between.",
        "one machine serves a folder",
    )
    opensearch_name: str = setting(
        "newsroom", "What the newsroom is called there, as `pullquote publish` was told.", "there is one"
    )
    opensearch_user: str | None = setting(
        None, "The user of an OpenSearch cluster, where its address names none.", "a cluster without users"
    )
    opensearch_password: SecretStr | None = setting(
        None, "The password of that user.", "a cluster without users"
    )
    opensearch_password_file: Path | None = setting(
        None, "A file that holds it, for a secret store.", "a cluster without users"
    )
    opensearch_ca_file: Path | None = setting(
        None,
        "A file in PEM with the authority that has signed the certificates of the cluster.",
        "the authorities of the system",
    )
    opensearch_poll_seconds: float = setting(
        1.0,
        "How often it is looked which edition is to be served.",
        "one small document is read; a save is seen within a second",
        unit="s",
        ge=MIN_SECONDS,
    )
    max_rounds: int = setting(
        20,
        "Most trips to the cluster of one operation: one for each level of lists.",
        "`max_cost` admits no operation that nests so many lists",
        ge=1,
    )

    @model_validator(mode="before")
    @classmethod
    def _empty_is_default(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Leave out variables that are empty, which is how most systems unset one; of words, empty is none."""
        words = {name for name, field in cls.model_fields.items() if isinstance(field.default, tuple)}
        return {name: value for name, value in given.items() if value != "" or name in words}

    @field_validator("cors_origins", "forwarded_allow_ips", "problems_to", mode="before")
    @classmethod
    def _words(cls, value: object) -> object:
        return (
            tuple(word.strip() for word in value.split(",") if word.strip())
            if isinstance(value, str)
            else value
        )

    @field_validator("cors_origins")
    @classmethod
    def _origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(origin_of(word) for word in value)

    @field_validator("forwarded_allow_ips", "problems_to")
    @classmethod
    def _networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(network_of(word) for word in value)

    @field_validator("watch", mode="before")
    @classmethod
    def _switched(cls, value: object) -> object:
        return SWITCHES.get(str(value).lower(), value) if isinstance(value, str | bool) else value

    @field_validator("root_path")
    @classmethod
    def _root_path(cls, value: str) -> str:
        return path_of(value)

    @field_validator("preview_token")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None:
            return None
        token = value.get_secret_value().strip()  # a secret store may add a line break
        if len(token) < MIN_TOKEN_CHARACTERS:
            raise ValueError(f"must have at least {MIN_TOKEN_CHARACTERS} characters")
        return SecretStr(token)

    @model_validator(mode="after")
    def _make_sense(self) -> Settings:
        for secret in ("preview_token", "opensearch_password"):
            if getattr(self, secret) is not None and getattr(self, f"{secret}_file") is not None:
                both = f"{variable(secret)} or {variable(f'{secret}_file')}"
                raise ValueError(f"set {both}, not both")
        if "page_size" not in self.model_fields_set:  # nobody who sets the largest page has to know of this
            object.__setattr__(self, "page_size", min(self.page_size, self.max_page_size))
        if self.page_size > self.max_page_size:
            sizes = f"{variable('page_size')} cannot be over {variable('max_page_size')}"
            raise ValueError(f"{sizes}, which is {self.max_page_size}")
        if self.documents_only and self.documents is None:
            needs = f"{variable('documents_only')} needs {variable('documents')}"
            raise ValueError(f"{needs}: without any, nothing could be asked")
        if self.review:
            self._check_review()
        return self

    def _check_review(self) -> None:
        """Raises ValueError where others than who has the token, at this machine, could write files."""
        needs = f"{variable('review')} needs"
        if not is_loopback(self.host):
            host = f"{variable('host')} to be an address of this machine only, such as 127.0.0.1"
            raise ValueError(f"{needs} {host}: the page writes files")
        if self.preview_token is None and self.preview_token_file is None:
            token = f"{variable('preview_token')} or {variable('preview_token_file')}"
            raise ValueError(f"{needs} {token}: who has the token may review")
        if self.workers > 1:
            raise ValueError(
                f"{needs} {variable('workers')} to be 1: one process knows what can be taken back"
            )

    def environment(self) -> dict[str, str]:
        """The variables that make these settings again in another process; secrets are among them."""
        return {
            variable(name): _written(value)
            for name, value in self
            if value is not None and value != type(self).model_fields[name].default
        }


def _written(value: object) -> str:
    match value:
        case SecretStr():
            return value.get_secret_value()
        case Enum():
            return str(value.value)
        case tuple():
            return ",".join(value)
        case bool():
            return "on" if value else "off"
        case _:
            return str(value)


def variable(name: str) -> str:
    """The environment variable of the setting ``name``."""
    return f"{PREFIX}{name.upper()}"


@dataclass(frozen=True)
class Described:
    """One row of the table of settings."""

    variable: str
    default: str
    unit: str
    description: str
    reason: str


def described() -> Iterator[Described]:
    """Every setting, in the order of its declaration."""
    for name, field in Settings.model_fields.items():
        extra: Any = field.json_schema_extra
        default = "" if field.default is None else _written(field.default)
        yield Described(variable(name), default, extra["unit"], field.description or "", extra["reason"])


def unknown(environment: Mapping[str, str]) -> list[str]:
    """The variables with our prefix that are no setting: mistyped, most likely."""
    known = {variable(name) for name in Settings.model_fields}
    return sorted(name for name in environment if name.startswith(PREFIX) and name not in known)


def guess(name: str) -> str | None:
    """The variable that was probably meant by one that is no setting; None where nothing is like it."""
    wanted = name.removeprefix(PREFIX).lower()
    close = get_close_matches(wanted, Settings.model_fields, n=1)
    return variable(close[0]) if close else None


def explain(error: ValidationError) -> str:
    """What is wrong with the settings, a line each, by variable; without the values, for some are secret."""
    lines = []
    for problem in error.errors():
        where = ".".join(map(str, problem["loc"]))
        message = problem["msg"].removeprefix("Value error, ")
        lines.append(f"{variable(where)}: {message}" if where else message)
    return "\n".join(lines)
