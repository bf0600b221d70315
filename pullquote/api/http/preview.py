"""Who may see what is not published: everybody who sends the preview token, on any transport.

The token comes from the environment or a file, never from a command line (others can list those) or an
address (others can log it). It is compared in constant time, as hashes, so that not even its length shows.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable
from pathlib import Path

from pullquote.api.errors import refused
from pullquote.api.settings import MIN_TOKEN_CHARACTERS, SettingError, Settings, variable

SCHEME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""An authentication scheme is a token (RFC 9110, section 5.6.2)."""
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="Pullquote preview"'}


class PreviewTokenError(SettingError):
    """The file of the token cannot be read, or holds none that is long enough."""


class PreviewAccess:
    """Knows the preview token, if there is one."""

    def __init__(self, token: str | None) -> None:
        self._digest = _digest(token.encode()) if token else None

    @classmethod
    def of(cls, settings: Settings) -> PreviewAccess:
        """The preview access that the settings describe. Raises PreviewTokenError."""
        if settings.preview_token is not None:
            return cls(settings.preview_token.get_secret_value())
        if settings.preview_token_file is None:
            return cls(None)
        return cls(_read_token(settings.preview_token_file))

    def admits(self, headers: Iterable[tuple[bytes, bytes]]) -> bool:
        """Whether a request with these headers, all that came, gets the preview.

        Without a bearer token it gets what is public, whatever other credentials it has (a proxy's, say).
        Raises Refused for a token that is not ours: its owner expects more than the public sees; and for
        credentials that are given twice: what reads the first and what reads the last would disagree.
        """
        given = [value for name, value in headers if name == b"authorization"]
        if not given:
            return False
        if len(given) > 1:
            raise refused("UNAUTHENTICATED", "`Authorization` must be sent once.", headers=CHALLENGE)
        return self.admits_credentials(given[0])

    def admits_credentials(self, credentials: bytes) -> bool:
        """Whether the value of ``Authorization`` opens the preview, as :meth:`admits` says. Raises Refused.

        So does the token by itself: its owner would take what the public sees for all that there is.
        """
        token = bearer_token(credentials)
        if token is not None:
            return self.admits_token(token)
        if self._digest is not None and hmac.compare_digest(_digest(credentials.strip()), self._digest):
            message = "The preview token needs `Bearer` in front of it: `Authorization: Bearer <token>`."
            raise refused("UNAUTHENTICATED", message, headers=CHALLENGE)
        return False

    def admits_token(self, token: bytes) -> bool:
        """Whether ``token`` opens the preview; raises Refused where it does not."""
        if self._digest is None:
            message = f"This server has no preview: {variable('preview_token')} is not set."
            raise refused("UNAUTHENTICATED", message, headers=CHALLENGE)
        if not hmac.compare_digest(_digest(token), self._digest):
            raise refused("UNAUTHENTICATED", "This token does not open the preview.", headers=CHALLENGE)
        return True


def bearer_token(credentials: bytes) -> bytes | None:
    """The token of ``Bearer <token>`` (RFC 6750, section 2.1); None for another scheme, empty where it is malformed.

    Between the two stand spaces and nothing else (RFC 9110, section 11.4).
    """
    scheme = SCHEME.match(credentials)
    if scheme is None or scheme[0].lower() != b"bearer":
        return None
    rest = credentials[scheme.end() :]
    token = rest.lstrip(b" ")
    return token.rstrip() if token != rest and not token[:1].isspace() else b""


def _read_token(path: Path) -> str:
    named = f"{variable('preview_token_file')}: {path}"
    try:
        token = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise PreviewTokenError(f"{named} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise PreviewTokenError(f"{named} is not text in UTF-8") from error
    if len(token) < MIN_TOKEN_CHARACTERS:
        raise PreviewTokenError(f"{named} must hold a token of at least {MIN_TOKEN_CHARACTERS} characters")
    return token


def _digest(token: bytes) -> bytes:
    return hashlib.sha256(token).digest()
