"""``make docs``: builds the site into the package, where the server finds it; ``python -m docs FOLDER`` elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path

from docs.build import build
from pullquote.api.site.documentation import BUILT

if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else BUILT
    build(folder)
    sys.stdout.write(f"Built the documentation in {folder}\n")
