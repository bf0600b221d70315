"""JSON is read by the rules of its RFC, by the same limits as YAML, with the place of every value."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.files.syntax.json import read_json
from pullquote.store.files.syntax.trees import MAX_DEPTH, Node, Number, Position, Value
from pullquote.store.model.file_problems import FileProblem, FileProblems


def read(text: str) -> tuple[Node | None, tuple[FileProblem, ...]]:
    faults = FileProblems()
    return read_json(text, faults), faults.listed()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            '{"a": [1, -0.5e3, true, false, null, "x"]}',
            {"a": [Number("1"), Number("-0.5e3"), True, False, None, "x"]},
        ),
        (" \t\n[ ]\n", []),
        ("{}", {}),
        (r'"\ud83d\ude00 \u00e9 \" \\ \/ \n"', '😀 é " \\ / \n'),
        ('["a\tb"]', ["a\tb"]),
    ],
)
def test_values(text: str, meant: Value) -> None:
    tree, faults = read(text)
    assert faults == ()
    assert tree is not None
    assert tree.value == meant


def test_every_value_and_key_has_its_place() -> None:
    tree, _ = read('{\n  "a": "é",\n  "b": [1,\n    {"c": 2}]\n}')
    assert tree is not None
    assert tree.at(("a",)) == Position(2, 8)
    assert tree.key_at(("b",)) == Position(3, 3)
    assert tree.at(("b", 1, "c")) == Position(4, 11)


@pytest.mark.parametrize(
    ("text", "code", "place", "message"),
    [
        ('{"a": 1, "a": 2}', "PQ107", (1, 10), '"a" stands here and on line 1'),
        ('{"a": 1,}', "PQ105", (1, 9), "expected a key in quotation marks, found }"),
        ("[1,]", "PQ105", (1, 4), "expected a value, found ]"),
        ("{a: 1}", "PQ105", (1, 2), "expected a key in quotation marks or }, found a"),
        ("{'a': 1}", "PQ105", (1, 2), "text in JSON stands between double quotation marks"),
        ('{"a": "x\n"}', "PQ105", (1, 7), "the quotation mark that opens here is not closed on its line"),
        ('{"a": "\\q"}', "PQ105", (1, 8), "not an escape of JSON"),
        ('{"a": "\\u12"}', "PQ105", (1, 9), "not an escape of JSON"),
        ("[1, 2", "PQ105", (1, 6), "expected a comma or ], found the end of the file"),
        ('{"a" 1}', "PQ105", (1, 6), "expected a colon, found 1"),
        ('{"a": 1} {', "PQ105", (1, 10), "expected the end of the file, found {"),
        ("// c\n{}", "PQ105", (1, 1), "JSON has no comments"),
        ('{"a": NaN}', "PQ105", (1, 7), "expected a value, found N"),
        ('{"a": 01}', "PQ105", (1, 7), "expected a value, found 0"),
        ('{"a": tru}', "PQ105", (1, 7), "expected a value, found t"),
        ("", "PQ105", (1, 1), "expected a value, found the end of the file"),
        ("[}", "PQ105", (1, 2), "expected a value or ], found }"),
        ("[" * (MAX_DEPTH + 1), "PQ109", (1, MAX_DEPTH + 1), "more than 32"),
        ('["\\u0000"]', "PQ104", (1, 2), "control character U+0000"),
        ('{"a": "\\ud800"}', "PQ104", (1, 7), "surrogate U+D800"),
        ('{"\\udfff": 1}', "PQ104", (1, 2), "surrogate U+DFFF"),
    ],
)
def test_what_is_refused(text: str, code: str, place: tuple[int, int], message: str) -> None:
    _, faults = read(text)
    assert [fault.code for fault in faults] == [code]
    assert (faults[0].line, faults[0].column) == place
    assert message in faults[0].message


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn"), exclude_characters="\ufeff")),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text('abcdé"\\', max_size=5), inner, max_size=4)
    ),
    max_leaves=20,
)


def plain(value: Value) -> object:
    match value:
        case Number(text=text):
            return json.loads(text)
        case list():
            return [plain(item) for item in value]
        case dict():
            return {key: plain(item) for key, item in value.items()}
        case _:
            return value


@given(JSON, st.booleans(), st.sampled_from([None, 1, "\t"]))
def test_whatever_the_standard_library_writes_is_read_as_it_reads_it(
    value: object, ascii_only: bool, indent: int | str | None
) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    tree, faults = read(text)
    assert faults == ()
    assert tree is not None
    assert plain(tree.value) == json.loads(text)


@given(st.text('{}[]:,"\\ \n01.eE+-truefalsnu', max_size=40))
def test_any_text_is_json_exactly_where_the_standard_library_says_so(text: str) -> None:
    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        if len({key for key, _ in pairs}) < len(pairs):
            raise ValueError
        return dict(pairs)

    tree, faults = read(text)
    try:
        expected = json.loads(text, object_pairs_hook=unique)
    except ValueError:
        assert faults
    else:
        assert faults == ()
        assert tree is not None
        assert plain(tree.value) == expected
