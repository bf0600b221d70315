"""The newsrooms that tests of the cluster look at: the shipped one, the invented one, and a demo."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from pullquote.demo import write_demo
from pullquote.store.files.loading import Loaded, load
from pullquote.store.model.kinds import Records
from pullquote.store.opensearch.documents import ClusterDocument
from tests.conftest import INVENTED, SHIPPED

NEWSROOMS = ("shipped", "invented", "demo")
DEMO_ARTICLES = 60


@cache
def loaded_from(newsroom: str) -> Loaded:
    """A newsroom, read once."""
    if newsroom != "demo":
        return load({"shipped": SHIPPED, "invented": INVENTED}[newsroom])
    with tempfile.TemporaryDirectory() as folder:
        write_demo(Path(folder) / "demo", articles=DEMO_ARTICLES, seed=1)
        return load(Path(folder) / "demo")


def records_in(newsroom: str) -> Records:
    """The records of a newsroom."""
    records = loaded_from(newsroom).records
    assert records is not None
    return records


def fields_of(document: ClusterDocument) -> dict[str, Any]:
    """What a document says."""
    fields: dict[str, Any] = json.loads(document.json)
    return fields
