"""Lines of a paragraph become one line, with a space between or without, as the script is written."""

from __future__ import annotations

import pytest

from pullquote.store.quotes.html.line_joining import joined_lines, joins


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("A plain\nline", "A plain line"),
        ("A plain \t\n\n   line", "A plain line"),
        ("橋は\n閉じる", "橋は閉じる"),
        ("大桥今天\n关闭。", "大桥今天关闭。"),
        ("他说：\n“大桥关闭”\n，然后", "他说：“大桥关闭”，然后"),
        ("ﾊｼ\nﾄｼﾞﾙ", "ﾊｼﾄｼﾞﾙ"),
        ("다리가\n닫힌다", "다리가 닫힌다"),
        ("สะพาน\nปิด", "สะพานปิด"),
        ("ຂົວ\nປິດ", "ຂົວປິດ"),
        ("ស្ពាន\nបិទ", "ស្ពានបិទ"),
        ("တံတား\nပိတ်", "တံတားပိတ်"),
        ("橋は\nLissom の", "橋は Lissom の"),
        ("Der Tag:\n„Ja“", "Der Tag: „Ja“"),
        ("پل\nبند", "پل بند"),
        ("one", "one"),
    ],
)
def test_lines_are_joined(lines: str, joined: str) -> None:
    assert joined_lines(lines) == joined


def test_nothing_joins_at_the_ends() -> None:
    assert not joins("", "橋")
    assert not joins("橋", "")
