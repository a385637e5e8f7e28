"""Code stays in pieces that fit the eye."""

import ast
from pathlib import Path
from statistics import median, quantiles

import pytest

APP = Path(__file__).resolve().parent.parent / "app"
LONGEST_FUNCTION, LONGEST_CLASS, LONGEST_FILE = 50, 300, 500
MEDIAN, NINETIETH = 8, 25
HISTORY = APP / "store" / "migrations" / "versions"  # a migration is a record, written once

Functions = (ast.FunctionDef, ast.AsyncFunctionDef)


def sources():
    return [path for path in sorted(APP.rglob("*.py")) if HISTORY not in path.parents]


def pieces(path, kinds):
    """Name and length in lines of each function or class of a file, its docstring not counted."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [(f"{path.name}:{node.name}", length(node)) for node in ast.walk(tree) if isinstance(node, kinds)]


def length(node):
    first = node.body[0]
    told = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    return node.end_lineno - node.lineno + 1 - (first.end_lineno - first.lineno + 1 if told else 0)


def over(limit, kinds):
    return [piece for path in sources() for piece in pieces(path, kinds) if piece[1] > limit]


def test_no_function_is_longer_than_fifty_lines():
    assert over(LONGEST_FUNCTION, Functions) == []


def test_no_class_is_longer_than_three_hundred_lines():
    assert over(LONGEST_CLASS, ast.ClassDef) == []


def test_no_file_is_longer_than_five_hundred_lines():
    lines = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert {name: count for name, count in lines.items() if count > LONGEST_FILE} == {}


def test_most_functions_are_short():
    lengths = [count for path in sources() for _, count in pieces(path, Functions)]
    assert median(lengths) <= MEDIAN
    assert quantiles(lengths, n=10)[-1] <= NINETIETH


def test_no_module_is_a_drawer_for_odds_and_ends():
    assert [path for path in sources() if path.stem in ("utils", "util", "helpers", "misc", "common")] == []


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("def f():\n    return 1\n", 2),
        ('def f():\n    """Two\n    lines."""\n    return 1\n', 2),
        ("def f(\n    a,\n):\n\n    return a\n", 5),
    ],
)
def test_the_measure_counts_lines_without_the_docstring(code, lines, tmp_path):
    path = tmp_path / "x.py"
    path.write_text(code)
    assert pieces(path, Functions) == [("x.py:f", lines)]
