"""The cluster that a command or a server uses: its address, with the credentials that the settings have, and the newsroom
that is served from there.
"""

from __future__ import annotations

from pullquote.api.settings import SettingError, Settings, variable
from pullquote.store.opensearch.addresses import ClusterAddress, Credentials, InvalidAddress, read_address
from pullquote.store.opensearch.client import MissingClient, require_client
from pullquote.store.opensearch.mappings import IndexNames, InvalidName
from pullquote.store.opensearch.reading.source import ClusterSource, source_of
from pullquote.store.rounds.newsroom import RemoteNewsroom


def cluster_address(settings: Settings, text: str) -> ClusterAddress:
    """The cluster at an address. Raises SettingError, also for a file that cannot be read."""
    given = settings.opensearch_password
    password = given.get_secret_value() if given else _password_in(settings)
    credentials = Credentials(settings.opensearch_user, password, settings.opensearch_ca_file)
    try:
        return read_address(text, credentials)
    except InvalidAddress as error:
        raise SettingError(str(error)) from None


def newsroom_on(settings: Settings, text: str) -> RemoteNewsroom:
    """The newsroom on the cluster at an address, as the settings name it. Nothing is asked yet.

    Raises SettingError, also where what a cluster needs is not installed.
    """
    address = cluster_address(settings, text)
    try:
        require_client()
        name = IndexNames(settings.opensearch_name).newsroom
    except (InvalidName, MissingClient) as error:
        raise SettingError(str(error)) from None

    def make_source() -> ClusterSource:
        return source_of(str(address), name=name, credentials=address.credentials)

    return RemoteNewsroom(make_source, f"{name} on {address}")


def _password_in(settings: Settings) -> str | None:
    path = settings.opensearch_password_file
    if path is None:
        return None
    named = f"{variable('opensearch_password_file')}: {path}"
    try:
        password = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(
            f"{named} cannot be read: {getattr(error, 'strerror', None) or 'no text in UTF-8'}"
        ) from None
    if not password:
        raise SettingError(f"{named} is empty, and must hold a password")
    return password
