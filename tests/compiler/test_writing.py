"""What source is written for a plan: which values are cached, and by what."""

from __future__ import annotations

import re

import pytest

from pullquote.compiler.fragments import Fragments
from pullquote.compiler.guarantees import Guarantees
from pullquote.compiler.source import FunctionBody
from pullquote.compiler.surface import Unsupported
from pullquote.compiler.writing import MAX_LIST_DEPTH, SourceWriter
from tests.compiler.planning import plan, source
from tests.compiler.toy import GUARANTEES


def test_neighbouring_leaves_are_encoded_in_one_call() -> None:
    text = source("{ stories { title words isOpen count } }", Guarantees())
    assert re.search(r'dumps\(\{"title": .*"words": .*"isOpen": .*\}\)', text)


def test_a_list_of_objects_that_have_leaves_only_is_encoded_in_one_call() -> None:
    text = source("{ stories { title words } }", Guarantees())
    assert text.count("dumps(") == 1
    assert "comma" not in text
    assert "comma" in source("{ stories { title authors { name } } }", Guarantees())


def test_nothing_is_cached_without_a_guarantee() -> None:
    assert ".get(" in source("{ stories { title count } }")
    written = SourceWriter(
        plan("{ stories { title count } }", guarantees=Guarantees()), Guarantees(), Fragments(10_000)
    )
    assert ".keep" not in written.build()[1]
    assert written.tables() is None


def test_a_story_with_resolvers_is_cached_by_what_they_answer_by() -> None:
    writer = SourceWriter(
        plan("query ($n: Int) { stories { title count(atLeast: $n) } }", {"n": 1}),
        GUARANTEES,
        Fragments(10_000),
    )
    writer.build()
    tables = writer.tables()
    assert tables is not None
    assert writer.variables == {"n"}
    [memo] = tables.of("one state")
    assert tables.of("one state") == (memo,)
    assert tables.of("another") != (memo,)


def test_the_same_selection_is_written_once_however_many_ways_lead_to_it() -> None:
    one = source("{ stories { authors { name } } }", Guarantees())
    both = source(
        "{ stories { authors { ...P } } more: stories { authors { ...P } } } fragment P on Person { name }",
        Guarantees(),
    )
    assert one.count("o.name") == 1
    assert both.count("o.name") <= 2


def test_a_name_of_the_client_is_in_the_source_only_as_a_key() -> None:
    text = source("{ stories { __import__: title } }", Guarantees())
    assert '"__import__": ' in text
    assert "__import__(" not in text


def test_lists_of_lists_have_a_limit() -> None:
    writer = SourceWriter(plan("{ stories { rows { text } } }"), GUARANTEES, Fragments(10_000))
    field = plan("{ stories { rows { text } } }").root.fields[0]
    with pytest.raises(Unsupported, match="lists of lists"):
        writer._write(FunctionBody(), field, field.definition.type, "x", MAX_LIST_DEPTH + 1)
