"""Passwords and certificates, proved by a TLS end with a password in front of the cluster."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.opensearch.addresses import Credentials, read_address
from pullquote.store.opensearch.client import ClusterClient
from tests.opensearch.tls_proxy import PASSWORD, USER, Certificate, make_certificate, tls_proxy

pytestmark = pytest.mark.anyio


@pytest.fixture
def certificate(tmp_path: Path) -> Certificate:
    return make_certificate(tmp_path)


@pytest.fixture
async def secured(opensearch: str, certificate: Certificate) -> AsyncIterator[str]:
    """The address of a node that wants a password and has the certificate."""
    async with tls_proxy(opensearch.split(",", maxsplit=1)[0], certificate) as url:
        yield url


async def reason_of(url: str, credentials: Credentials) -> str:
    """Why a cluster does not answer; empty where it does."""
    client = ClusterClient(read_address(url, credentials), seconds=30)
    try:
        found = await client.request("GET", "/")
    except StoreUnavailable as error:
        return "told" if PASSWORD in str(error) else error.reason
    finally:
        await client.close()
    assert found["version"]["number"]
    return ""


async def test_the_right_password_and_authority_are_let_in(secured: str, certificate: Certificate) -> None:
    credentials = Credentials(None, PASSWORD, certificate.certificate)
    assert await reason_of(secured.replace("//", f"//{USER}@"), credentials) == ""
    assert await reason_of(secured, replace(credentials, user=USER)) == ""


async def test_wrong_credentials_are_named(secured: str, certificate: Certificate) -> None:
    right = Credentials(USER, PASSWORD, certificate.certificate)
    assert await reason_of(secured, replace(right, password="wrong")) == "credentials"
    assert await reason_of(secured, replace(right, user=None, password=None)) == "credentials"


async def test_wrong_certificates_are_named(
    opensearch: str, secured: str, certificate: Certificate, tmp_path: Path
) -> None:
    assert await reason_of(secured, Credentials(USER, PASSWORD)) == "certificate"
    elsewhere = make_certificate(tmp_path, "192.0.2.1")
    async with tls_proxy(opensearch.split(",", maxsplit=1)[0], elsewhere) as url:
        credentials = Credentials(USER, PASSWORD, elsewhere.certificate)
        assert await reason_of(url, credentials) == "certificate"
