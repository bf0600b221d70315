"""What the page of the review shows is what is in the files, and what is decided is written into them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from pullquote.api.server.app import create_app
from pullquote.api.settings import Settings
from pullquote.store.newsroom.newsroom import Newsroom
from tests.api.site.review.conftest import MANY, TOKEN, WALL

pytestmark = pytest.mark.anyio
FILE = "articles/wall.md"


async def proposals(client: httpx.AsyncClient, path: str = FILE) -> list[dict[str, Any]]:
    answer = await client.get("/review/proposals", params={"file": path})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["proposals"]
    return found


async def decide(client: httpx.AsyncClient, path: str = FILE, **more: Any) -> httpx.Response:
    """The answer to a decision about the first proposal as it is shown."""
    shown = (await proposals(client, path))[0]
    asked = {key: shown[key] for key in ("digest", "number", "story")}
    return await client.post("/review/decide", json={"file": path, **asked, **more})


def error(answer: httpx.Response) -> tuple[int, str, str]:
    found = answer.json()["errors"][0]
    return answer.status_code, found["extensions"]["code"], found["message"]


def text(folder: Path, path: str = FILE) -> str:
    return (folder / path).read_text(encoding="utf-8")


async def test_the_page_loads_nothing_from_elsewhere_and_has_nothing_of_the_newsroom(
    client: httpx.AsyncClient,
) -> None:
    page = await client.get("/review", headers={"authorization": ""})
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["content-security-policy"] == (
        "script-src 'self'; connect-src 'self'; default-src 'none'; style-src 'self'; img-src 'self'; "
        "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert "http" not in page.text
    assert "wall" not in page.text
    assert "$" not in page.text


async def test_files_are_listed_with_the_tiers_of_their_proposals(client: httpx.AsyncClient) -> None:
    answer = await client.get("/review/files")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() == {
        "files": [{"path": FILE, "tiers": ["B", "C"]}, {"path": "editorials.yaml", "tiers": ["A"]}]
    }


async def test_a_proposal_is_shown_with_its_paragraph_and_who_and_why(client: httpx.AsyncClient) -> None:
    first, second = await proposals(client)
    assert (first["headline"], first["line"], first["tier"]) == ("The wall", 7, "B")
    assert first["paragraphs"] == [
        [["“", False], ["It will hold", True], [",” Mayor Ida Brook said 😀.", False]]
    ]
    assert first["facts"][:2] == [["who", "Ida Brook (ida-brook)"], ["office", "Mayor (2020–)"]]
    assert first["facts"][-1][1].startswith("B, likely")
    quoted = [piece for piece, is_quoted in second["paragraphs"][0] if is_quoted]
    assert " ".join(quoted).replace(",", "") == "Nobody knows <why>"
    assert second["words"] == "Nobody … knows <why>"


async def test_what_is_confirmed_loses_its_line_and_nothing_else(
    client: httpx.AsyncClient, folder: Path
) -> None:
    answer = await decide(client, decision="confirm")
    assert [each["words"] for each in answer.json()["proposals"]] == ["Nobody … knows <why>"]
    assert text(folder) == WALL.replace("    review: B # the first", "    # the first")
    back = await client.post("/review/undo", json={"decision": answer.json()["decision"]})
    assert [each["number"] for each in back.json()["proposals"]] == [0, 1]
    assert text(folder) == WALL
    again = await client.post("/review/undo", json={"decision": answer.json()["decision"]})
    assert error(again)[:2] == (409, "NOT_WRITTEN")


async def test_another_speaker_and_no_quote(client: httpx.AsyncClient, folder: Path) -> None:
    answer = await decide(client, decision="correct", speaker="nadia-velt")
    assert answer.status_code == 200
    assert "speaker: nadia-velt\n    cue: said" in text(folder)
    assert (await decide(client, decision="reject")).json()["proposals"] == []
    assert "Nobody" not in text(folder).partition("\n---")[0]
    assert (await decide(client, path="editorials.yaml", decision="confirm")).status_code == 200
    assert text(folder, "editorials.yaml") == MANY.replace("      review: A\n", "")


async def test_what_is_printed_the_cue_and_the_day_are_changed(
    client: httpx.AsyncClient, folder: Path
) -> None:
    assert (await proposals(client))[0]["values"] == {
        "as": "Mayor Ida Brook",
        "cue": "said",
        "dateSpoken": "",
    }
    values = {"as": "Brook", "cue": "", "dateSpoken": "2024-10-28"}
    answer = await decide(client, decision="change", values=values)
    assert answer.json()["proposals"][0]["values"] == values
    assert '    as: "Brook"\n    dateSpoken: "2024-10-28"\n    review: B # the first' in text(folder)
    for wrong in ({"text": "x"}, {"dateSpoken": "Monday"}):
        assert error(await decide(client, decision="change", values=wrong))[:2] == (409, "NOT_WRITTEN")
    for nothing in ({}, None, {"cue": 1}):
        assert error(await decide(client, decision="change", values=nothing))[:2] == (400, "BAD_REQUEST")
    await client.post("/review/undo", json={"decision": answer.json()["decision"]})
    assert text(folder) == WALL


async def test_a_speaker_is_completed_as_on_the_terminal(client: httpx.AsyncClient, folder: Path) -> None:
    async def found(words: str) -> object:
        return (await client.get("/review/speakers", params={"search": words})).json()

    ida = {"slug": "ida-brook", "name": "Ida Brook", "offices": ["Mayor (2020–)"]}
    assert await found("bro id") == {"count": 1, "speakers": [ida]}
    assert await found(" ") == await found("zz") == {"count": 0, "speakers": []}
    (folder / "people" / "zed-zorn.yaml").write_text("name: Zed Zorn\n", encoding="utf-8")
    assert await found("zz") == {"count": 0, "speakers": []}
    zed = {"slug": "zed-zorn", "name": "Zed Zorn", "offices": []}
    assert await found("zed") == {"count": 1, "speakers": [zed]}
    assert (await decide(client, decision="correct", speaker="zed-zorn")).status_code == 200


async def test_what_a_person_changed_meanwhile_is_not_written_over(
    client: httpx.AsyncClient, folder: Path
) -> None:
    shown = (await proposals(client))[0]
    mine = WALL.replace("# the mayor", "# Mayor Brook")
    (folder / FILE).write_text(mine, encoding="utf-8")
    asked = {"file": FILE, "digest": shown["digest"], "number": 0, "decision": "confirm"}
    answer = await client.post("/review/decide", json=asked)
    assert error(answer) == (
        409,
        "NOT_WRITTEN",
        "wall.md was changed since it was shown; look at it again",
    )
    assert text(folder) == mine
    decision = (await decide(client, decision="confirm")).json()["decision"]
    (folder / FILE).write_text(mine, encoding="utf-8")
    answer = await client.post("/review/undo", json={"decision": decision})
    assert error(answer)[2] == "wall.md was changed since; what was decided stays"
    assert text(folder) == mine


async def test_what_only_people_can_change_is_left_to_them(client: httpx.AsyncClient, folder: Path) -> None:
    odd = WALL.replace("    review: B # the first", "    review: >-\n      B")
    (folder / FILE).write_text(odd, encoding="utf-8")
    status, code, message = error(await decide(client, decision="confirm"))
    assert (status, code) == (409, "NOT_WRITTEN")
    assert "open it in an editor" in message
    assert text(folder) == odd


async def test_a_file_that_cannot_be_written_is_told_of(client: httpx.AsyncClient, folder: Path) -> None:
    (folder / "articles" / ".wall.md.part").mkdir()  # where the file is written before it takes its place
    status, code, message = error(await decide(client, decision="confirm"))
    assert (status, code) == (409, "NOT_WRITTEN")
    assert message == "articles/wall.md cannot be written: Is a directory"
    assert text(folder) == WALL


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"decision": "publish"}, "“decision” must be confirm, reject, correct or change."),
        ({"decision": "correct"}, "Nobody of the newsroom has this slug"),
        ({"decision": "correct", "speaker": "nobody"}, "Nobody of the newsroom has this slug"),
        ({"decision": "correct", "speaker": ["ida-brook"]}, "Nobody of the newsroom has this slug"),
        ({"number": "0"}, "“file” and “digest” must be strings"),
        ({"number": True}, "“file” and “digest” must be strings"),
        ({"digest": None}, "“file” and “digest” must be strings"),
        ({"story": 1}, "“file” and “digest” must be strings"),
        ({"file": 1}, "“file” and “digest” must be strings"),
    ],
)
async def test_what_cannot_be_meant_is_refused(
    client: httpx.AsyncClient, folder: Path, change: dict[str, Any], message: str
) -> None:
    status, code, said = error(await decide(client, **{"decision": "confirm", **change}))
    assert (status, code) == (400, "BAD_REQUEST")
    assert said.startswith(message)
    assert text(folder) == WALL


@pytest.mark.parametrize("number", [-1, 2, 10**30])
async def test_a_quote_that_is_no_proposal_is_not_decided_about(
    client: httpx.AsyncClient, folder: Path, number: int
) -> None:
    status, code, said = error(await decide(client, decision="reject", number=number))
    assert status in {400, 409}, said
    assert code in {"NOT_WRITTEN", "BAD_REQUEST"}
    assert text(folder) == WALL


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "articles",
        "articles/plain.md",
        "people/ida-brook.yaml",
        "articles/../articles/wall.md",
        "./articles/wall.md",
        "../outside.md",
        "/etc/passwd",
        "articles//wall.md",
        "articles/wall.md\x00",
        "ARTICLES/WALL.MD",
        "articles/link.md",
    ],
)
async def test_only_files_with_proposals_are_read_and_written(
    client: httpx.AsyncClient, folder: Path, path: str
) -> None:
    outside = folder.parent / "outside.md"
    outside.write_text(WALL, encoding="utf-8")
    (folder / "articles" / "link.md").symlink_to(outside)
    shown = (await proposals(client))[0]
    seen = await client.get("/review/proposals", params={"file": path})
    asked = {"file": path, "digest": shown["digest"], "number": 0, "decision": "confirm"}
    for answer in (seen, await client.post("/review/decide", json=asked)):
        assert error(answer)[:2] == (404, "NOT_FOUND")
    assert outside.read_text(encoding="utf-8") == WALL
    assert text(folder) == WALL


async def test_a_file_that_becomes_a_link_out_of_the_newsroom_is_not_followed(
    client: httpx.AsyncClient, folder: Path
) -> None:
    shown = (await proposals(client))[0]
    outside = folder.parent / "outside.md"
    (folder / FILE).rename(outside)
    (folder / FILE).symlink_to(outside)
    asked = {"file": FILE, "digest": shown["digest"], "number": 0, "decision": "confirm"}
    for answer in (
        await client.get("/review/proposals", params={"file": FILE}),
        await client.post("/review/decide", json=asked),
    ):
        assert error(answer)[:2] == (404, "NOT_FOUND")
    assert outside.read_text(encoding="utf-8") == WALL


async def test_a_link_inside_of_the_newsroom_is_written_through(
    client: httpx.AsyncClient, folder: Path
) -> None:
    (folder / "articles" / "wall.md").rename(folder / "articles" / "flood-wall.md")
    (folder / "articles" / "wall.md").symlink_to("flood-wall.md")
    assert (await decide(client, decision="confirm")).status_code == 200
    assert (folder / "articles" / "wall.md").is_symlink()
    assert text(folder, "articles/flood-wall.md") != WALL


@pytest.mark.parametrize("body", [b"", b"[]", b"1", b"{", b"null"])
async def test_a_body_that_is_no_object_is_refused(client: httpx.AsyncClient, body: bytes) -> None:
    for address in ("/review/decide", "/review/undo"):
        headers = {"content-type": "application/json"}
        answer = await client.post(address, content=body, headers=headers)
        assert error(answer)[:2] == (400, "BAD_REQUEST")


async def test_a_body_that_is_too_large_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post("/review/undo", json={"decision": "x" * 200_000})
    assert error(answer)[:2] == (413, "PAYLOAD_TOO_LARGE")


@pytest.mark.parametrize("address", ["/review/decide", "/review/undo"])
async def test_a_decision_is_not_read(client: httpx.AsyncClient, address: str) -> None:
    answer = await client.get(address)
    assert error(answer) == (405, "METHOD_NOT_ALLOWED", "This address is only written.")
    assert answer.headers["allow"] == "POST"


async def test_a_server_that_was_not_asked_to_has_no_review(folder: Path) -> None:
    app = create_app(Settings(folder=folder, preview_token=TOKEN), Newsroom(folder))
    transport = httpx.ASGITransport(app)
    headers = {"authorization": f"Bearer {TOKEN}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost", headers=headers) as http:
        for address in ("/review", "/review/files", "/review/decide"):
            assert (await http.get(address)).status_code == 404
            assert (await http.post(address, json={})).status_code in {404, 405}


async def test_below_a_path_the_page_asks_there(folder: Path) -> None:
    settings = Settings(folder=folder, preview_token=TOKEN, review=True, root_path="/news")
    transport = httpx.ASGITransport(create_app(settings, Newsroom(folder)), root_path="/news")
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
        page = await http.get("/news/review")
    assert 'data-address="/news/review"' in page.text
    assert 'src="/news/playground/assets/review-' in page.text
