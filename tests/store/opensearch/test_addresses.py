"""The address of a cluster: nodes and a user on the command line, secrets from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.store.opensearch.addresses import Credentials, InvalidAddress, read_address


def test_an_address_names_a_user_and_the_password_comes_from_elsewhere() -> None:
    address = read_address("https://desk@search.example:9300", Credentials(None, "secret", Path("ca.pem")))
    assert address.hosts == ("https://search.example:9300",)
    assert address.credentials == Credentials("desk", "secret", Path("ca.pem"))
    assert "secret" not in str(address) + repr(address)


def test_several_nodes_stand_in_one_address() -> None:
    address = read_address("http://one, http://[::1]:9201/os/")
    assert address.hosts == ("http://one:9200", "http://[::1]:9201/os")
    assert str(address) == "http://one:9200,http://[::1]:9201/os"


def test_a_user_of_the_environment_needs_none_in_the_address() -> None:
    assert read_address("https://one", Credentials("desk", "secret")).credentials.user == "desk"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("https://desk:secret@one", "has a password in it"),
        ("https://desk@one", "there is no password for desk"),
        ("one:9200", "expected https://user@host:9200"),
        ("ftp://one", "expected https://user@host:9200"),
        ("https://one?x=1", "expected https://user@host:9200"),
        ("https://one:port", "is no address of a cluster"),
        ("", "expected https://user@host:9200"),
    ],
)
def test_other_addresses_are_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidAddress, match=message) as refused:
        read_address(text)
    assert "secret" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_two_users_are_refused() -> None:
    with pytest.raises(InvalidAddress, match="one user, and here are ada and desk"):
        read_address("https://ada@one,https://desk@two", Credentials(None, "secret"))
