"""A typed Python client: what a person said, in which office. Run by test_ariadne_codegen.py."""

import sys

from newsroom import Newsroom

with Newsroom(url=sys.argv[1]) as newsroom:
    person = newsroom.quotes_of(slug="sabrina-singh").person
    assert person is not None
    print(f"{person.name}, {person.quotes.total_count} quotes")
    for quote in person.quotes.nodes:
        print(f"{quote.date_spoken}: {quote.text} ({quote.role.title if quote.role else 'no office'})")
