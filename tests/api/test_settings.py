"""Settings come from the environment, say what is wrong with them, and say what they are for."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from pullquote.api.settings import LogFormat, Settings, described, explain, unknown, variable


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


def test_no_origin_is_written_as_an_empty_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_CORS_ORIGINS", ",")
    assert Settings().cors_origins == ()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"port": "x"}, "PULLQUOTE_PORT: "),
        ({"port": 70_000}, "PULLQUOTE_PORT: "),
        ({"root_path": "news"}, "PULLQUOTE_ROOT_PATH: must begin with /"),
        ({"preview_token": "short"}, "PULLQUOTE_PREVIEW_TOKEN: must have at least 16 characters"),
        ({"preview_token": "x" * 16, "preview_token_file": "y"}, "not both"),
        ({"documents_only": True}, "documents_only needs documents"),
        ({"page_size": 200}, "page_size cannot be over max_page_size"),
        ({"prot": 1}, "PULLQUOTE_PROT: "),
    ],
)
def test_what_is_wrong_is_said_by_variable_and_without_the_value(given: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError) as raised:
        Settings.model_validate(given)
    assert said in explain(raised.value)
    assert "short" not in explain(raised.value)


def test_a_mistyped_variable_is_noticed() -> None:
    assert unknown({"PULLQUOTE_PROT": "1", "PULLQUOTE_PORT": "1", "PATH": ""}) == ["PULLQUOTE_PROT"]


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
