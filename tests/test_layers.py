"""Who may import whom: the house of docs/design.md as a table."""

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest
from pytest_archon import archrule
from pytest_archon.failure import pop_failures

APP = Path(__file__).resolve().parent.parent / "app"


class Layer(NamedTuple):
    """What the modules under a name may import from the program, which libraries, and what only for its types."""

    modules: str
    app: str = ""
    libraries: str = ""
    types: str = ""


LAYERS = (
    Layer("i18n"),
    Layer("errors", "i18n"),
    Layer("paths", "", "platformdirs"),
    Layer("settings", "paths rules.problems errors i18n"),
    Layer("log", "paths errors"),
    Layer("pdfium"),
    Layer("text", "", "pypinyin"),
    Layer("rules", "text i18n"),
    Layer("models", "rules i18n", "sqlalchemy"),
    Layer("store", "models text errors i18n", "sqlalchemy alembic"),
    Layer("sheets", "rules text paths errors i18n", "reportlab uharfbuzz pikepdf fontTools"),
    Layer("sheets.picture", "sheets pdfium rules", "pypdfium2"),
    Layer(
        "exchange",
        "rules text paths errors i18n",
        "openpyxl python_calamine docx lxml charset_normalizer cryptography orjson pyrage",
    ),
    Layer("operations", "rules text models store sheets exchange paths errors i18n", "sqlalchemy"),
    Layer(
        "ui",
        "operations rules text settings paths log pdfium errors i18n",
        "PySide6 shiboken6 qtawesome pypdfium2",
        "store sqlalchemy",
    ),
    Layer("ui.run", "operations rules text settings paths errors i18n store", "PySide6 shiboken6", "sqlalchemy"),
    Layer("cli", "operations rules settings paths errors i18n store", "click rich"),
)
WIRING = "__main__"
FREE_OF = (
    "sqlalchemy",
    "alembic",
    "reportlab",
    "openpyxl",
    "docx",
    "lxml",
    "pypinyin",
    "uharfbuzz",
    "pikepdf",
    "fontTools",
    "pypdfium2",
    "cryptography",
    "pyrage",
)


def names(words, prefix=""):
    return [prefix + re.escape(word) for word in words.split()]


def findings(root, layer):
    """What the rule of this layer finds in the package `root`, as sentences."""
    allowed = [*names(layer.app, rf"{root}\."), rf"{root}\.{re.escape(layer.modules)}", *names(layer.libraries)]
    for_types = [*names(layer.types, rf"{root}\."), *names(layer.types)]
    check(root, layer, allowed, skip_type_checking=True)
    check(root, layer, allowed + for_types)
    return sorted({failure.reason.partition(" (matched")[0] for failure in pop_failures()})


def check(root, layer, allowed, **options):
    """Let pytest-archon collect every import of the layer that is not allowed; a layer within it has its own rule."""
    rule = archrule(layer.modules, use_regex=True).match(rf"^{root}\.{re.escape(layer.modules)}(\.|$)")
    for other in LAYERS:
        if other.modules.startswith(layer.modules + "."):
            rule = rule.exclude(rf"^{root}\.{re.escape(other.modules)}(\.|$)")
    anything_else = "|".join([*allowed, *map(re.escape, sys.stdlib_module_names)])
    rule.should_not_import(rf"^(?!(?:{anything_else})(?:\.|$))").check(root, only_direct_imports=True, **options)


def exists(layer):
    path = APP.joinpath(*layer.modules.split("."))
    return path.with_suffix(".py").exists() or path.is_dir()


@pytest.mark.parametrize("layer", [layer for layer in LAYERS if exists(layer)], ids=lambda layer: layer.modules)
def test_a_package_imports_only_what_its_layer_may(layer):
    assert findings("app", layer) == []


def test_every_package_has_its_place_in_the_table():
    found = {path.stem for path in APP.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert found - {layer.modules for layer in LAYERS} - {"__init__", WIRING} == set()


@pytest.mark.parametrize(
    ("module", "line", "forbidden"),
    [
        ("rules/fees.py", "import sqlalchemy", "sqlalchemy"),
        ("rules/fees.py", "from house.operations import requests", "house.operations"),
        ("text/keys.py", "from house.i18n import _", "house.i18n"),
        ("ui/page.py", "def late():\n    from house.store.database import Store", "house.store.database"),
        ("sheets/notice.py", "import docx.shared", "docx.shared"),
        ("operations/requests.py", "from PySide6 import QtCore", "PySide6.QtCore"),
    ],
)
def test_the_table_finds_a_forbidden_import(module, line, forbidden, tmp_path, monkeypatch):
    root = house(tmp_path, {module: line})
    monkeypatch.syspath_prepend(tmp_path)
    layer = next(layer for layer in LAYERS if layer.modules == module.split("/")[0])
    assert any(f"FORBIDDEN import {forbidden}" in reason for reason in findings(root, layer))


def test_the_table_lets_allowed_imports_pass(tmp_path, monkeypatch):
    lines = "import json\nimport sqlalchemy.orm\nfrom house.rules import fees\nfrom house.operations import other"
    root = house(tmp_path, {"operations/requests.py": lines, "operations/other.py": "", "rules/fees.py": ""})
    monkeypatch.syspath_prepend(tmp_path)
    assert findings(root, Layer("operations", "rules", "sqlalchemy")) == []


def test_only_the_runner_of_the_window_may_touch_the_store(tmp_path, monkeypatch):
    line = "from house.store.database import Store"
    root = house(tmp_path, {"ui/run.py": line, "ui/page.py": line, "store/database.py": "Store = 1"})
    monkeypatch.syspath_prepend(tmp_path)
    whole, runner = (layer for layer in LAYERS if layer.modules in ("ui", "ui.run"))
    assert [reason.split("'")[1] for reason in findings(root, whole)] == ["house.ui.page"]
    assert findings(root, runner) == []


def test_an_import_that_serves_types_alone_is_free_only_where_the_table_says_so(tmp_path, monkeypatch):
    lines = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import sqlalchemy"
    root = house(tmp_path, {"ui/page.py": lines, "rules/fees.py": lines})
    monkeypatch.syspath_prepend(tmp_path)
    window, rules = (next(layer for layer in LAYERS if layer.modules == name) for name in ("ui", "rules"))
    assert findings(root, window) == []
    assert findings(root, rules) == ["module 'house.rules.fees' has FORBIDDEN import sqlalchemy"]


def house(folder, files):
    """A small package with these modules; each test has its own folder, since pytest-archon remembers paths."""
    for name, text in files.items():
        path = folder / "house" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / "__init__.py").touch()
        path.write_text(text)
    (folder / "house" / "__init__.py").touch()
    return "house"


def test_opening_the_window_pays_for_no_library_it_does_not_show():
    if find_spec("app.ui.main_window") is None:
        pytest.skip("the window is not built yet")
    code = f"import sys, app.ui.main_window; print(*[name for name in {FREE_OF!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=APP.parent, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
