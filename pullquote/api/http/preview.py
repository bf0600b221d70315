"""Who may see what is not published: whoever sends the preview token, on any transport.

The token comes from the environment or a file, never from a command line (others can list those) or an
address (others can log it). It is compared in constant time, as hashes, so that not even its length shows.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

from pullquote.api.errors import refused
from pullquote.api.settings import MIN_TOKEN_CHARACTERS, Settings

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="Pullquote preview"'}


class PreviewTokenError(ValueError):
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
        try:
            token = settings.preview_token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise PreviewTokenError(f"{settings.preview_token_file} cannot be read") from error
        if len(token) < MIN_TOKEN_CHARACTERS:
            raise PreviewTokenError(
                f"{settings.preview_token_file} must hold a token of at least {MIN_TOKEN_CHARACTERS} characters"
            )
        return cls(token)

    def admits(self, headers: Mapping[bytes, bytes]) -> bool:
        """Whether a request with these headers gets the preview.

        Without a bearer token it gets what is public, whatever other credentials it has (a proxy's, say).
        Raises Refused for a token that is not ours: its owner expects more than the public sees.
        """
        header = headers.get(b"authorization")
        if header is None:
            return False
        scheme, _, token = header.partition(b" ")
        if scheme.lower() != b"bearer":
            return False
        return self.admits_token(token.strip())

    def admits_token(self, token: bytes) -> bool:
        """Whether ``token`` opens the preview; raises Refused where it does not."""
        if self._digest is None or not hmac.compare_digest(_digest(token), self._digest):
            raise refused("UNAUTHENTICATED", "This token does not open the preview.", headers=CHALLENGE)
        return True


def _digest(token: bytes) -> bytes:
    return hashlib.sha256(token).digest()
