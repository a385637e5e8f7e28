"""Whether set-up fetched the program's own typefaces; where Debian's serve, tests of their very forms do not apply."""

import pytest

from app import paths

needed = pytest.mark.skipif(
    not (paths.FONTS / "NotoSerifSC-Regular.ttf").exists(), reason="other typefaces serve here than the program's own"
)
