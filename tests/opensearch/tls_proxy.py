"""A TLS end with a password, in front of a cluster that has neither; and a certificate that nobody else believes."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

USER, PASSWORD = "desk", "correct horse"
DENIAL = (
    b"HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: 24\r\nConnection: close\r\n\r\n"
    b'{"error":"Unauthorized"}'
)


@dataclass(frozen=True)
class Certificate:
    """Files in PEM: the certificate of 127.0.0.1, which is its own authority, and its key."""

    certificate: Path
    key: Path


def make_certificate(folder: Path, address: str = "127.0.0.1") -> Certificate:
    """A certificate of an address, by OpenSSL."""
    made = Certificate(folder / f"{address}.pem", folder / f"{address}.key")
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=pullquote tests",
    ]
    command += [
        "-addext",
        f"subjectAltName=IP:{address}",
        "-keyout",
        str(made.key),
        "-out",
        str(made.certificate),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return made


@asynccontextmanager
async def tls_proxy(target: str, certificate: Certificate) -> AsyncIterator[str]:
    """Serve a node at ``http://host:port`` by TLS and a password; gives the address. Each connection shows its password
    with its first request."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.certificate, certificate.key)
    host, _, port = target.removeprefix("http://").rpartition(":")
    wanted = b"basic " + b64encode(f"{USER}:{PASSWORD}".encode()).lower()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            if b"authorization: " + wanted not in head.lower():
                writer.write(DENIAL)
                await writer.drain()
            else:
                behind, ahead = await asyncio.open_connection(host, int(port))
                ahead.write(head)
                await asyncio.gather(_copy(reader, ahead), _copy(behind, writer))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    try:
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await source.read(65_536):
            target.write(data)
            await target.drain()
    target.close()
