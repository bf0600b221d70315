"""Logs: JSON for machines, lines for people, and what libraries log like our own."""

from __future__ import annotations

import json
import logging
import os

import pytest
import structlog

from pullquote.api.settings import Settings
from pullquote.api.telemetry.logs import configure_logs
from tests.conftest import ROOT
from tests.running import finished


def write_log() -> None:
    """What a process logs of its own, and what libraries do in it."""
    configure_logs(Settings())
    log = structlog.get_logger()
    log.debug("too quiet")
    log.info("newsroom loaded", version="v1", path=Settings().folder)
    logging.getLogger("uvicorn.error").info("Started server process")
    logging.getLogger("asyncio").warning("slow callback")
    secret = "s3cret"
    try:
        int("x")
    except ValueError:
        log.exception("unexpected error")
    assert secret


def lines(**settings: str) -> list[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PULLQUOTE_")}
    environment |= {f"PULLQUOTE_{name.upper()}": value for name, value in settings.items()}
    done = finished(write_log, environment=environment, folder=ROOT)
    assert (done.returncode, done.stdout) == (0, "")
    return done.stderr.splitlines()


def test_machines_get_an_object_a_line_also_of_libraries_and_without_local_variables() -> None:
    written = [json.loads(line) for line in lines()]
    assert [line["event"] for line in written] == ["newsroom loaded", "slow callback", "unexpected error"]
    assert {"level", "timestamp"} <= set.intersection(*(set(line) for line in written))
    assert (written[0]["version"], written[0]["path"]) == ("v1", "fixtures")
    assert "ValueError" in written[2]["exception"]
    assert "s3cret" not in str(written)


@pytest.mark.parametrize(("level", "events"), [("debug", 4), ("error", 1)])
def test_the_level_of_the_settings_is_the_least(level: str, events: int) -> None:
    written = lines(log_level=level)
    assert len(written) == events
    assert "Started server process" not in str(written)


def test_people_get_lines_without_colours_where_there_is_no_terminal() -> None:
    written = lines(log_format="console")
    assert "newsroom loaded" in written[0]
    assert "\x1b" not in "".join(written)
    assert any("ValueError: invalid literal" in line for line in written)
    assert "s3cret" not in "".join(line for line in written if "secret =" not in line)
