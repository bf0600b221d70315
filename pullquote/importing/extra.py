"""The packages that only an import needs: the extra ``import``, which ``make setup`` installs too."""

from __future__ import annotations

import importlib
from types import ModuleType


class MissingPackage(Exception):
    """A package of the extra ``import`` is not installed; the message says how to install it."""


def package(name: str) -> ModuleType:
    """A module of the extra; raises MissingPackage where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise MissingPackage(
            f"importing this needs the package {name.split('.', maxsplit=1)[0]}: "
            'run make setup, or pip install ".[import]" in a checkout of Pullquote'
        ) from error
