"""A compiler of GraphQL operations to Python functions that write JSON.

It knows graphql-core and Strawberry, and nothing of what a schema is about: it could be a library of its
own. An operation that was validated and seen before becomes one generated function, specialised to its
selection, that walks the objects and writes the bytes of the response. The Strawberry schema stays the
only definition, and graphql-core decides: whatever is not compiled, and whatever goes wrong at run time
(an exception, a null where none may be, an awaitable, an odd value), makes :meth:`Compiler.run` answer
None, and the caller runs the whole operation on graphql-core. So errors are graphql-core's own.

Read the modules in this order: :mod:`surface` (what is touched of Strawberry and graphql-core),
:mod:`plans`, :mod:`arguments` and :mod:`variables` (front end), :mod:`writing`, :mod:`leaves`,
:mod:`branches` and :mod:`fragments` (back end), :mod:`compiled` and :mod:`compiler` (when and what).
"""

from __future__ import annotations

from pullquote.compiler.compiler import Compiler, KnownOperation, Statistics
from pullquote.compiler.guarantees import Guarantees
from pullquote.compiler.surface import execute_on_graphql_core

__all__ = ["Compiler", "Guarantees", "KnownOperation", "Statistics", "execute_on_graphql_core"]
