"""The cluster that a command is told to use, with the credentials that the settings have."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.api.server.clusters import cluster_address, newsroom_on
from pullquote.api.settings import SettingError, Settings
from pullquote.store.opensearch import client


def test_the_password_comes_from_a_setting_or_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("secret\n", encoding="utf-8")
    settings = (
        Settings(opensearch_password="secret"),
        Settings(opensearch_password_file=file),
        Settings(opensearch_user="desk", opensearch_password="secret"),
    )
    for each in settings:
        address = cluster_address(each, "https://desk@search.example")
        assert (address.credentials.user, address.credentials.password) == ("desk", "secret")
        assert "secret" not in repr(each) + repr(address)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for content, message in (
        (None, "cannot be read: No such file"),
        (b"\xff", "no text in UTF-8"),
        (b"\n", "is empty"),
    ):
        file = tmp_path / "password"
        if content is not None:
            file.write_bytes(content)
        with pytest.raises(SettingError, match=f"PULLQUOTE_OPENSEARCH_PASSWORD_FILE: .*{message}"):
            cluster_address(Settings(opensearch_password_file=file), "https://desk@search.example")


def test_a_newsroom_on_a_cluster_is_named_and_asked_nothing_yet() -> None:
    settings = Settings(opensearch_name="courier", opensearch_password="secret")
    newsroom = newsroom_on(settings, "https://desk@search.example")
    assert newsroom.name == "courier on https://search.example:9200"
    assert (newsroom.edition, newsroom.unavailable) == (None, None)


def test_a_name_that_is_none_is_refused() -> None:
    with pytest.raises(SettingError, match='"The Courier" is no name'):
        newsroom_on(Settings(opensearch_name="The Courier"), "http://search.example")


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "find_spec", lambda _name: None)
    with pytest.raises(SettingError, match=r"pip install \"\.\[opensearch\]\""):
        newsroom_on(Settings(), "http://search.example")


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(SettingError, match="expected https://user@host:9200"):
        cluster_address(Settings(), "search.example")
