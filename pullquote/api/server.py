"""The server: uvicorn, run from here, with our settings and our logs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.applications import Starlette

from pullquote.api.app import create_app
from pullquote.api.logs import configure_logs
from pullquote.api.newsroom import Newsroom
from pullquote.api.settings import PREFIX, Settings

if TYPE_CHECKING:
    from pullquote.store.loading import Loaded

FACTORY = "pullquote.api.server:app_from_environment"
PROTOCOL = "pullquote.api.protocol:ShortWayProtocol"


def serve(settings: Settings, loaded: Loaded | None = None) -> None:
    """Serve until a signal says stop; requests under way are then finished.

    ``loaded`` spares the first reading of the files where they were read already. With several workers each
    process reads them itself.
    """
    if settings.workers > 1:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        os.environ.clear()
        os.environ.update(environment | settings.environment())
        uvicorn.run(FACTORY, factory=True, workers=settings.workers, **_options(settings))
        return
    configure_logs(settings)
    newsroom = Newsroom(settings.folder)
    if loaded is not None:
        newsroom.adopt(loaded)
    uvicorn.Server(uvicorn.Config(create_app(settings, newsroom), **_options(settings))).run()


def app_from_environment() -> Starlette:
    """The application with the settings of the environment: what each worker process runs."""
    settings = Settings()
    configure_logs(settings)
    return create_app(settings)


def _options(settings: Settings) -> dict[str, Any]:
    return {
        "host": settings.host,
        "port": settings.port,
        "root_path": settings.root_path,
        "http": PROTOCOL,
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "proxy_headers": True,
        "forwarded_allow_ips": settings.forwarded_allow_ips,
        "timeout_keep_alive": settings.keep_alive_seconds,
        "ws_max_size": settings.max_message_bytes,
        "ws_ping_interval": settings.stream_keep_alive_seconds,
        "ws_ping_timeout": settings.stream_stall_seconds,
        "timeout_graceful_shutdown": settings.shutdown_seconds,
    }
