"""Settings come from the environment, say what is wrong with them, and say what they are for."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from pullquote.api.settings import (
    LogFormat,
    Settings,
    described,
    explain,
    guess,
    unknown,
    variable,
)
from pullquote.store.newsroom.watch_modes import WatchMode
from tests.api.bounds import bounds


def test_a_variable_of_the_environment_sets_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_PORT", "8123")
    monkeypatch.setenv("PULLQUOTE_FOLDER", "/srv/newsroom")
    monkeypatch.setenv("PULLQUOTE_INTROSPECTION", "off")
    monkeypatch.setenv("PULLQUOTE_CORS_ORIGINS", "https://a.example, https://b.example")
    monkeypatch.setenv("PULLQUOTE_LOG_FORMAT", "json")
    monkeypatch.setenv("PULLQUOTE_MAX_AGE", "")
    settings = Settings()
    assert (settings.port, settings.folder, settings.introspection) == (8123, Path("/srv/newsroom"), False)
    assert settings.cors_origins == ("https://a.example", "https://b.example")
    assert settings.log_format is LogFormat.JSON
    assert settings.max_age == 0


@pytest.mark.parametrize(
    ("given", "mode"),
    [
        *((each, WatchMode.AUTO) for each in ("auto", "on", "true", "1", "ON", True)),
        *((each, WatchMode.OFF) for each in ("off", "false", "0", False)),
        ("events", WatchMode.EVENTS),
        ("poll", WatchMode.POLL),
    ],
)
def test_watching_is_a_mode_or_a_switch(given: object, mode: WatchMode) -> None:
    assert Settings.model_validate({"watch": given}).watch is mode


def test_no_origin_is_written_as_an_empty_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_CORS_ORIGINS", ",")
    assert Settings().cors_origins == ()


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("", ()),
        (" , ", ()),
        ("*", ("*",)),
        ("HTTPS://News.Example:443/", ("https://news.example",)),
        ("http://localhost:3000,app://news", ("http://localhost:3000", "app://news")),
        ("http://[::1]:80", ("http://[::1]",)),
    ],
)
def test_origins_are_read_as_browsers_send_them(
    given: str, read: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULLQUOTE_CORS_ORIGINS", given)
    assert Settings().cors_origins == read


def test_an_empty_variable_is_none_of_words_and_the_default_of_everything_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in Settings.model_fields:
        monkeypatch.setenv(variable(name), "")
    settings = Settings()
    changed = {
        name for name, field in Settings.model_fields.items() if getattr(settings, name) != field.default
    }
    assert changed == {"cors_origins", "forwarded_allow_ips", "problems_to"}
    assert settings.cors_origins == settings.forwarded_allow_ips == settings.problems_to == ()


def test_the_usual_page_is_no_larger_than_the_largest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_MAX_PAGE_SIZE", "7")
    assert Settings().page_size == 7


def test_white_space_around_a_token_is_none_of_it() -> None:
    token = Settings.model_validate({"preview_token": " correct horse battery staple\n"}).preview_token
    assert token is not None
    assert token.get_secret_value() == "correct horse battery staple"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"port": "x"}, "PULLQUOTE_PORT: "),
        ({"port": 70_000}, "PULLQUOTE_PORT: "),
        ({"root_path": "news"}, "PULLQUOTE_ROOT_PATH: must begin with /"),
        ({"preview_token": "short"}, "PULLQUOTE_PREVIEW_TOKEN: must have at least 16 characters"),
        ({"preview_token": "x" * 16, "preview_token_file": "y"}, "not both"),
        ({"documents_only": True}, "PULLQUOTE_DOCUMENTS_ONLY needs PULLQUOTE_DOCUMENTS"),
        ({"review": True}, "PULLQUOTE_REVIEW needs PULLQUOTE_PREVIEW_TOKEN or PULLQUOTE_PREVIEW_TOKEN_FILE"),
        (
            {"review": True, "host": "0.0.0.0"},
            "PULLQUOTE_REVIEW needs PULLQUOTE_HOST to be an address of this",
        ),
        ({"review": True, "host": "news.example"}, "PULLQUOTE_REVIEW needs PULLQUOTE_HOST to be an address"),
        ({"review": True, "preview_token": "x" * 16, "workers": 2}, "PULLQUOTE_WORKERS to be 1"),
        ({"page_size": 200}, "PULLQUOTE_PAGE_SIZE cannot be over PULLQUOTE_MAX_PAGE_SIZE, which is 100"),
        ({"prot": 1}, "PULLQUOTE_PROT: "),
        ({"cors_origins": "news.example"}, "PULLQUOTE_CORS_ORIGINS: “news.example” is no origin"),
        ({"cors_origins": "https://news.example/page"}, "write one as https://news.example"),
        ({"cors_origins": "https://*.news.example"}, "is no origin"),
        ({"cors_origins": "https://nachrichten-zürich.example"}, "is no origin"),
        ({"cors_origins": "https://news.example:70000"}, "is no origin"),
        ({"cors_origins": "null"}, "is no origin"),
        (
            {"forwarded_allow_ips": "proxy.example"},
            "PULLQUOTE_FORWARDED_ALLOW_IPS: “proxy.example” is no address",
        ),
        ({"forwarded_allow_ips": "10.0.0.1,10.0.0.300"}, "“10.0.0.300” is no address"),
        ({"root_path": "/a b"}, "PULLQUOTE_ROOT_PATH: must be a path"),
        ({"root_path": "/a//b"}, "PULLQUOTE_ROOT_PATH: must be a path"),
        ({"execution_seconds": "inf"}, "PULLQUOTE_EXECUTION_SECONDS: "),
        ({"execution_seconds": "nan"}, "PULLQUOTE_EXECUTION_SECONDS: "),
        ({"execution_seconds": "0"}, "PULLQUOTE_EXECUTION_SECONDS: "),
        ({"shutdown_seconds": "-1"}, "PULLQUOTE_SHUTDOWN_SECONDS: "),
        ({"max_age": "9" * 30}, "PULLQUOTE_MAX_AGE: "),
        ({"max_cost": "1e400"}, "PULLQUOTE_MAX_COST: "),
    ],
)
def test_what_is_wrong_is_said_by_variable_and_without_the_value(given: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError) as raised:
        Settings.model_validate(given)
    assert said in explain(raised.value)
    assert "short" not in explain(raised.value)


@pytest.mark.parametrize("numbered", [name for name, field in Settings.model_fields.items() if bounds(field)])
def test_a_number_beyond_its_bounds_is_refused_by_name(
    numbered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    smallest, largest = bounds(Settings.model_fields[numbered])
    for beyond in (smallest - 1, largest + 1):
        monkeypatch.setenv(variable(numbered), str(beyond))
        with pytest.raises(ValidationError) as raised:
            Settings()
        assert explain(raised.value).startswith(f"{variable(numbered)}: ")


def test_a_mistyped_variable_is_noticed() -> None:
    assert unknown({"PULLQUOTE_PROT": "1", "PULLQUOTE_PORT": "1", "PATH": ""}) == ["PULLQUOTE_PROT"]


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("PULLQUOTE_PROT", "PULLQUOTE_PORT"),
        ("PULLQUOTE_CORS_ORIGIN", "PULLQUOTE_CORS_ORIGINS"),
        ("PULLQUOTE_TOKEN_FILE", "PULLQUOTE_PREVIEW_TOKEN_FILE"),
        ("PULLQUOTE_XYZZY", None),
    ],
)
def test_what_a_mistyped_variable_was_to_be_is_guessed(given: str, meant: str | None) -> None:
    assert guess(given) == meant


def test_another_process_gets_the_same_settings_by_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings.model_validate(
        {
            "port": 8123,
            "folder": "elsewhere",
            "watch": False,
            "cors_origins": "https://a.example,https://b.example",
            "preview_token": "correct horse battery staple",
            "execution_seconds": 2.5,
            "log_format": "console",
        }
    )
    for name, value in settings.environment().items():
        monkeypatch.setenv(name, value)
    assert Settings() == settings


def test_the_token_is_not_printed() -> None:
    settings = Settings.model_validate({"preview_token": "correct horse battery staple"})
    assert "correct horse" not in repr(settings)


def test_every_setting_says_what_it_does_and_why_its_default_is_right() -> None:
    for row in described():
        assert row.description.endswith("."), row.variable
        assert row.reason, row.variable
    assert variable("max_cost") in {row.variable for row in described()}
