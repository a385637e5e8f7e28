"""What may lie in the tree, and habits that hold everywhere in it."""

import ast
import re
import tempfile
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ENTRIES = """
    .ci .gitattributes .gitignore .npmrc CHANGELOG.md LICENSE README.md app benchmarks dev docs installer
    package-lock.json package.json pyproject.toml requirements.in requirements.lock resources tests tools translations
"""
TOP = set(ENTRIES.split())
LARGEST = 1_000_000
LOCKS = ("requirements.lock", "package-lock.json")

# Written in pieces, so that this file does not name them either.
REGISTRIES = (
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("registry", "npmjs"),
    ("npmmirror", "com"),
    ("pypi", "tuna"),
    ("deb", "debian", "org"),
)
HOSTS = re.compile("|".join(re.escape(".".join(parts)) for parts in REGISTRIES))
HOMES = re.compile(r"(?<![\w./-])(?:/(?:home|Users|root)/|[A-Z]:\\Users\\)\w")

QT_WORDS = re.compile(
    r"QMessageBox\.(?:StandardButton|question|information|warning|critical|about|Yes|No|Ok|Cancel|Close|Save)\b"
    r"|QDialogButtonBox\.(?:StandardButton|Yes|No|Ok|Cancel|Close|Save|Apply)\b|\bsetStandardButtons\b"
)
EVENTS = re.compile(r"\bprocessEvents\b")


def ignored(path):
    """Whether .gitignore leaves this out; asked of the file itself, since a copy of the tree may have no git."""
    patterns = [".git/", *(ROOT / ".gitignore").read_text(encoding="utf-8").split()]
    return any(leaves_out(pattern, path.relative_to(ROOT)) for pattern in patterns)


def leaves_out(pattern, path):
    """Whether one pattern leaves this path out; `/` in front means at the top only, `/` at the end a folder."""
    parts = path.parts[:1] if pattern.startswith("/") else path.parts
    return any(fnmatch(part, pattern.strip("/")) for part in parts)


def tree(folder=ROOT):
    """Every file that belongs to the project."""
    for path in sorted(folder.iterdir()):
        if ignored(path):
            continue
        if path.is_dir():
            yield from tree(path)
        else:
            yield path


def texts():
    for path in tree():
        try:
            yield path.relative_to(ROOT), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def holding(pattern):
    return [f"{path}: {found[0]}" for path, text in texts() if (found := pattern.search(text))]


def folders_round(root):
    """This folder and the one around it, as a pattern; not folders that many machines have."""
    common = {Path("/"), Path(tempfile.gettempdir()), Path.home().parent, *(Path("/", name) for name in TOP)}
    folders = [re.escape(str(folder)) for folder in (root, root.parent) if folder not in common]
    return re.compile(rf"(?<![\w./-])(?:{'|'.join(folders)})(?![\w-])" if folders else "(?!)")


def calls(path, test):
    tree_of_file = ast.parse(path.read_text(encoding="utf-8"))
    return [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for node in ast.walk(tree_of_file)
        if isinstance(node, ast.Call) and test(node.func)
    ]


def is_commit(function):
    return isinstance(function, ast.Attribute) and function.attr == "commit"


def is_print(function):
    return isinstance(function, ast.Name) and function.id == "print"


def calls_in_app(test, outside):
    return [
        line
        for path in tree(ROOT / "app")
        if path.suffix == ".py" and outside not in path.parts
        for line in calls(path, test)
    ]


def test_only_what_is_expected_lies_at_the_top():
    assert {path.relative_to(ROOT).parts[0] for path in tree()} - TOP == set()


def test_no_file_is_larger_than_a_megabyte():
    large = {path.name for path in tree() if path.stat().st_size > LARGEST}
    assert large <= {"app.po"}  # four thousand messages in two scripts, each with its standing


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_hashes_and_no_address(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "sha256:" in text or "sha512-" in text


def test_no_file_names_the_host_of_a_registry():
    assert holding(HOSTS) == []


def test_no_file_names_a_folder_of_a_machine():
    assert holding(folders_round(ROOT)) == []
    assert holding(HOMES) == []


def test_only_the_store_commits():
    assert calls_in_app(is_commit, outside="store") == []


def test_only_the_command_line_prints():
    assert calls_in_app(is_print, outside="cli") == []


def test_no_button_speaks_with_the_words_of_qt():
    assert [found for found in holding(QT_WORDS) if found.startswith("app")] == []


def test_nothing_pumps_events_by_hand():
    assert [found for found in holding(EVENTS) if found.startswith("app")] == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (HOSTS, "index = https://" + ".".join(("files", "pythonhosted", "org")) + "/x"),
        (HOMES, "open('" + "/".join(("", "home", "somebody", "x")) + "')"),
        (QT_WORDS, "box.setStandardButtons(QMessageBox.StandardButton.Ok)"),
        (QT_WORDS, "QMessageBox.question(self, title, text)"),
        (EVENTS, "QApplication.processEvents()"),
    ],
)
def test_the_patterns_find_what_they_forbid(pattern, text):
    assert pattern.search(text)


def test_the_folder_of_a_checkout_is_found_only_as_a_whole():
    pattern = folders_round(Path("/somewhere/house"))
    assert pattern.search("see /somewhere/house/notes")
    assert pattern.search("see /somewhere/else")
    assert not pattern.search("see other/somewhere/house, /somewhere-else")
    assert not folders_round(Path("/app")).search("/app")


@pytest.mark.parametrize(
    ("pattern", "path", "out"),
    [
        ("/out/", "out/demo/a.pdf", True),
        ("/out/", "app/out/a.py", False),
        ("__pycache__/", "app/rules/__pycache__/a.pyc", True),
        ("*.mo", "translations/app.mo", True),
        ("*.mo", "translations/app.po", False),
    ],
)
def test_a_pattern_of_gitignore_means_what_git_means(pattern, path, out):
    assert leaves_out(pattern, Path(path)) is out


@pytest.mark.parametrize(("code", "test"), [("session.commit()", is_commit), ("print('x')", is_print)])
def test_the_calls_are_found(code, test):
    assert test(ast.parse(code).body[0].value.func)
