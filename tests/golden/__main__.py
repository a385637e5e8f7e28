"""Writes the golden files anew: `python -m tests.golden`. Look at the sheets first, and at the difference after."""

import json
import tempfile
from pathlib import Path

from app import i18n
from app.sheets.typefaces import typefaces
from tests.golden.facts import facts
from tests.golden.samples import NAMES, pdf

FOLDER = Path(__file__).parent


def main() -> None:
    """Write a file for each sample."""
    with tempfile.TemporaryDirectory() as empty:
        i18n.FOLDER = Path(empty)
        for name in NAMES:
            text = json.dumps(facts(pdf(name, typefaces())), ensure_ascii=False, indent=0)
            (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
