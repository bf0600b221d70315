"""Any word that is in a text finds it, in any of its spellings, and is marked there whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.model.criteria import StoryCriteria, StoryOrder
from tests.store.newsrooms import StorySpec, snapshot_of

SPELLINGS: dict[str, Sequence[str]] = {
    "U.S.": ("US", "U.S.", "u.s", "us"),
    "J.K. Rowe": ("JK Rowe", "J. K. Rowe", "J.K. Rowe"),
    "NATO": ("N.A.T.O.", "nato"),
    "Ph.D.": ("PhD", "ph.d."),
    "e-mail": ("email", "E-Mail", "e mail", "e\u2011mail"),
    "wellbeing": ("well-being", "well being", "Wellbeing"),
    "self service": ("self-service", "selfservice"),
    "mother-in-law": ("motherinlaw", "mother in law"),
    "co\xadoperation": ("cooperation", "co-operation"),
    "COVID-19": ("covid19", "covid 19"),
    "1,250,000": ("1250000", "1.250.000", "1 250 000", "1\u202f250\u202f000", "1’250’000", "１２５００００"),
    "2 400": ("2400", "2,400", "2.400"),
    "7300": ("7,300", "7 300"),
    "12,34,567": ("1234567", "1,234,567"),
    "3.75": ("3.75", "3,75"),
    "8%": ("8%", "8 %"),
    "020 7946 0018": ("02079460018", "020-7946-0018", "(020) 7946 0018"),
    "2024-10-29": ("20241029", "2024-10-29", "2024/10/29"),
    "C++": ("c++",),
    ".NET": (".net",),
    "café": ("cafe", "CAFÉ", "cafe\u0301"),
    "œuvre": ("oeuvre", "ŒUVRE"),
    "Straße": ("strasse", "STRASSE", "straße"),
    "İstanbul": ("istanbul", "ISTANBUL", "ıstanbul"),
    "Diyarbakır": ("diyarbakir", "DİYARBAKIR"),
    "Nguyễn": ("nguyen", "NGUYỄN"),
    "Łódź": ("lodz", "łódź"),
    "Οδυσσεύς": ("ΟΔΥΣΣΕΥΣ", "οδυσσευς", "οδυσσευσ"),
    "Пётр": ("петр", "ПЕТР"),
    "סִפְרִיָּה": ("ספריה",),
    "בן־גוריון": ("בן גוריון", "בנגוריון".replace("בנ", "בן")),
    "سَيُغْلِقُ": ("سيغلق",),
    "والأحياء": ("والاحياء",),
    "کتابی": ("كتابي",),
    "می\u200cشود": ("میشود", "می شود"),
    "۱۲۳۴": ("1234", "١٢٣٤"),
    "हिन्दी": ("हिन्दी", "हिनदी"),
    "ﬁgure": ("figure", "FIGURE"),
    "ＡＢＣ": ("abc", "ABC"),
    "Ⅷ": ("viii", "VIII"),
    "市長": ("市長", "市长".replace("长", "長")),
    "カード": ("ｶｰﾄﾞ", "カード"),
    "王小明": ("王小明",),
    "서울에서": ("서울에서",),
    "ประเทศไทย": ("ประเทศไทย",),
    "ພາສາ": ("ພາສາ",),
    "ខ្មែរ": ("ខ្មែរ",),
    "မြန်မာ": ("မြန်မာ",),
    "🌊": ("🌊",),
    "👍🏽": ("👍", "👍🏽"),
}
"""What a text has, and what finds it."""
OF_STOPS = re.compile(r"[%.]$|^\.")


def marked(text: str, query: str) -> list[str]:
    """What is marked in the headline of a story that a search finds."""
    stories = snapshot_of(StorySpec("other", headline="Nothing"), StorySpec("found", headline=text)).stories
    page = stories.select(StoryCriteria(search=query), StoryOrder.RELEVANCE).page()
    assert [story.slug for story in page.nodes] == ["found"], (text, query)
    [html] = [each.html for each in page.highlights(0) if each.field == "headline"]
    return [unescape(found) for found in re.findall("<mark>(.*?)</mark>", html)]


@pytest.mark.parametrize(
    ("written", "typed"),
    [(written, typed) for written, spellings in SPELLINGS.items() for typed in (written, *spellings)],
)
def test_a_word_is_found_in_every_spelling(written: str, typed: str) -> None:
    found = marked(f"Here {written} stands", typed)
    assert OF_STOPS.sub("", " ".join(found)) == OF_STOPS.sub("", written) or written in found


@given(st.lists(st.sampled_from(sorted(SPELLINGS)), min_size=1, max_size=6, unique=True), st.data())
def test_every_word_of_a_text_is_marked_whole(written: list[str], data: st.DataObject) -> None:
    wanted = data.draw(st.sampled_from(written))
    typed = data.draw(st.sampled_from([wanted, *SPELLINGS[wanted]]))
    found = marked(", und ".join(written), typed)
    assert OF_STOPS.sub("", wanted) in {*map(whole, found), whole(" ".join(found))}


def whole(mark: str) -> str:
    return OF_STOPS.sub("", mark)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("They send an e-mail now", '"an email now"'),
        ("They send an email now", '"an e-mail now"'),
        ("They send an email now", '"an e mail now"'),
        ("The U.S. troops left", '"US troops"'),
        ("Some 1 200 people came", '"1,200 people"'),
        ("Some 1,200 people came", '"1 200 people"'),
        ("Le 市長は橋を渡る", '"橋を渡る"'),
    ],
)
def test_phrases_are_found_in_other_spellings(text: str, phrase: str) -> None:
    assert len(marked(text, phrase)) == 1


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("The 3-2 win", "32"),
        ("It cost 1.5 million", "15"),
        ("It can't rain", "train"),
        ("A part of it", "apart"),
        ("He is in land", "island"),
        ("学校の橋", "学橋"),
        ("バス", "ハス"),
        ("C++ only", "c"),
        ("Bürgermeister", "meister"),
    ],
)
def test_what_is_another_word_is_not_found(text: str, query: str) -> None:
    stories = snapshot_of(StorySpec("a", headline=text)).stories
    assert stories.select(StoryCriteria(search=query)).total_count == 0


def test_other_spellings_are_excluded() -> None:
    stories = snapshot_of(StorySpec("a", headline="An e-mail"), StorySpec("b", headline="A letter")).stories
    chosen = stories.select(StoryCriteria(exclude=StoryCriteria(search="email")))
    assert [story.slug for story in chosen.page().nodes] == ["b"]
