"""What is being served: version, size, problems."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import INVENTED
from tests.schema.conftest import Newsroom, edition

DATASET = """
{
  dataset {
    version loadedAt counts { key label count }
    problems { code severity message suggestion file line column }
  }
}
"""


def test_the_dataset_says_how_much_there_is_of_everything(newsroom: Newsroom) -> None:
    dataset = newsroom.ask(DATASET)["dataset"]
    assert dataset["version"]
    assert dataset["loadedAt"] == "2024-07-01T00:00:00.000Z"
    counts = {bucket["key"]: bucket["count"] for bucket in dataset["counts"]}
    lists = [
        "articles",
        "editorials",
        "quotes",
        "people",
        "organizations",
        "publications",
        "sections",
        "topics",
    ]
    assert list(counts) == lists
    query = " ".join(f"{name} {{ totalCount }}" for name in lists)
    totals = newsroom.ask(f"{{ {query} }}")
    assert counts == {name: totals[name]["totalCount"] for name in lists}


def test_preview_is_another_version_with_more_in_it(newsroom: Newsroom, preview: Newsroom) -> None:
    public, all_of_it = newsroom.ask(DATASET)["dataset"], preview.ask(DATASET)["dataset"]
    assert public["version"] != all_of_it["version"]
    assert sum(bucket["count"] for bucket in public["counts"]) < sum(
        bucket["count"] for bucket in all_of_it["counts"]
    )


def test_a_warning_names_its_file_and_only_preview_sees_it_of_a_file_that_nothing_shows(
    tmp_path: Path,
) -> None:
    folder = shutil.copytree(INVENTED, tmp_path / "newsroom")
    (folder / "topics" / "bridges.yaml").write_text("name: Bridges\n")
    made = edition(folder)
    assert Newsroom(made.public).ask(DATASET)["dataset"]["problems"] == []
    to_review, problem = Newsroom(made.preview).ask(DATASET)["dataset"]["problems"]
    assert to_review["code"] == "PQ450"  # a proposal is no business of the public
    assert problem["code"].startswith("PQ4")
    assert problem["severity"] == "WARNING"
    assert problem["file"].endswith("newsroom/topics/bridges.yaml")
    assert (problem["line"], problem["column"]) == (1, 1)
    assert "bridges" in problem["message"]
