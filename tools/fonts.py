"""Bring the typefaces the program shows and prints with into .fonts/: `python -m tools.fonts [--once]`.

They come from npm, pinned with their hashes in package-lock.json; our own are derived from them (tools/transposed.py).
Without npm Debian's own fonts serve; without either the program runs with whatever the computer has. Set-up never fails
for want of a typeface. `--once`: do not try again what did not work before.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tools import debian, transposed

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(os.environ.get("ILTOD_FONTS") or ROOT / ".fonts")
STAMP = FOLDER / "stamp"
LOCK = ROOT / "package-lock.json"
SCRIPTS = (Path(__file__), ROOT / "tools/transposed.py", ROOT / "app/text/upright.py")
NPM_FILES = ("package.json", "package-lock.json", ".npmrc")
PACKAGES = "node_modules/@expo-google-fonts"

# Our file: the npm package's file, and characters without which it would be of no use.
HAN = "政务公开苏木嘎查㑇龥，。〔〕《》0A"
MONGOLIAN = "\u1820\u1822\u182d\u1842\u180b\u180e\u202f《》"
HAN_FACE = "NotoSansSC-Regular.ttf"
MONGOL_SOURCE = "source-NotoSansMongolian-Regular.ttf"
FACES = {
    HAN_FACE: ("noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf", HAN),
    "NotoSansSC-Bold.ttf": ("noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf", HAN),
    "NotoSerifSC-Regular.ttf": ("noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf", HAN),
    MONGOL_SOURCE: ("noto-sans-mongolian/400Regular/NotoSansMongolian_400Regular.ttf", MONGOLIAN + "0A"),
}
LICENCES = ("noto-sans-sc", "noto-serif-sc", "noto-sans-mongolian")

MONGOL_FACE = "GKMongol-Regular.ttf"
# Made here in this order: the file, how, from which of the files before it, and what it must show.
DERIVED: tuple[tuple[str, Callable[[Path, Path], None], str, str], ...] = (
    (MONGOL_FACE, transposed.make_mongol, MONGOL_SOURCE, MONGOLIAN),
    ("GKMongolT-Regular.ttf", transposed.make_mongol_transposed, MONGOL_FACE, MONGOLIAN),
    ("GKHeiT-Regular.ttf", transposed.make_han_transposed, HAN_FACE, HAN.replace("㑇", "")),
)

INSTEAD = {
    "fonts-wqy-microhei": "truetype/wqy/wqy-microhei.ttc",
    "fonts-arphic-uming": "truetype/arphic/uming.ttc",
    "fonts-noto-core": "truetype/noto/NotoSansMongolian-Regular.ttf",
}
DEBIAN_FACES = {HAN_FACE: INSTEAD["fonts-wqy-microhei"], MONGOL_SOURCE: INSTEAD["fonts-noto-core"]}
SYSTEM_FONTS, DEBIAN_DOCS = Path("/usr/share/fonts"), Path("/usr/share/doc")


def main() -> None:
    """Bring the typefaces, or say in a sentence what serves instead."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    stamp = _read_stamp()
    sources = _fetched(stamp)
    if stamp.get("sources") == sources and stamp.get("derived") == _mark(*SCRIPTS) and _complete(sources):
        return
    derived = _derive(sources)
    STAMP.write_text(json.dumps({"fetched": _mark(LOCK), "sources": sources, "derived": derived}))


def _read_stamp() -> dict[str, str]:
    """What was done before: the marks of the pins and of the scripts used, and where the fonts came from."""
    try:
        stamp = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _mark(*files: Path) -> str:
    """A mark that changes with these files."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _fetched(stamp: dict[str, str]) -> str:
    """Fetch what is not there yet; where the typefaces come from: npm, debian, or nowhere (empty)."""
    same = stamp.get("fetched") == _mark(LOCK)
    if same and stamp.get("sources") == "npm" and all((FOLDER / name).exists() for name in FACES):
        return "npm"
    if same and "--once" in sys.argv and stamp.get("sources") != "npm":
        return stamp.get("sources", "")
    complaint = _from_npm()
    if not complaint:
        return "npm"
    sentence, found = _instead()
    print(f"Typefaces: {complaint} {sentence}", flush=True)
    if found:
        _keep_debian_licences()
    return "debian" if found else ""


def _complete(sources: str) -> bool:
    return not sources or all((FOLDER / name).exists() for name, *_rest in DERIVED)


def _derive(sources: str) -> str:
    """Make our own faces; the mark of the scripts they were made with, empty if there is nothing to make them from."""
    if not sources:
        return _mark(*SCRIPTS)
    print("Making the typefaces of the vertical window (about 20 seconds) …", flush=True)
    began = time.monotonic()
    for name, make, source, characters in DERIVED:
        complaint = _made(name, make, _source(source, sources), characters)
        if complaint:
            print(f"Typefaces: {complaint} The window can be Mongolian in horizontal lines only.", flush=True)
            return ""
        print(f"  {name}", flush=True)
    print(f"  done in {time.monotonic() - began:.0f} s", flush=True)
    return _mark(*SCRIPTS)


def _source(name: str, sources: str) -> Path:
    """The file a face is made from: ours, or Debian's in its place."""
    if sources == "debian" and name in DEBIAN_FACES:
        return SYSTEM_FONTS / DEBIAN_FACES[name]
    return FOLDER / name


def _made(name: str, make: Callable[[Path, Path], None], source: Path, characters: str) -> str:
    """Make one face under its name once it is proved usable; empty, or what is wrong."""
    from fontTools.ttLib import TTLibError

    part = FOLDER / f"{name}.part"
    try:
        make(source, part)
        lacking = _lacking(part, characters)
    except (OSError, TTLibError, KeyError) as error:
        return f"{name} could not be made from {source.name} ({error})."
    if lacking:
        part.unlink()
        return f"{name} lacks {lacking}."
    part.replace(FOLDER / name)
    return ""


def _from_npm() -> str:
    """Fetch and install all faces; empty, or why it could not be done."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed, so the program's own typefaces were not fetched."
    print("Fetching typefaces with npm …", flush=True)
    with tempfile.TemporaryDirectory(dir=FOLDER, prefix="npm.") as name:
        folder = Path(name)
        for file in NPM_FILES:
            shutil.copy(ROOT / file, folder)
        command = [npm, "ci", "--ignore-scripts", "--prefer-offline", "--fetch-retries=1"]
        done = subprocess.run(
            command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode:
            return f"npm could not fetch them ({_reason(done.stderr)})."
        return _install(folder / PACKAGES)


def _reason(text: str) -> str:
    """The line of npm's complaint that names the error, not the one that names its log file."""
    lines = [line.removeprefix("npm error ") for line in text.splitlines() if line.startswith("npm error ")]
    return lines[0] if lines else "no reason given"


def _install(packages: Path) -> str:
    """Put the faces under our names once each is proved usable; empty, or which one is not."""
    for name, (source, characters) in FACES.items():
        complaint = _made(name, _copied, packages / source, characters)
        if complaint:
            return complaint
    for package in LICENCES:
        shutil.copy(packages / package / "LICENSE_FONT", FOLDER / f"LICENSE-{package}.txt")
    return ""


def _copied(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)


def _lacking(path: Path, characters: str) -> str:
    """The characters this file cannot show."""
    from fontTools.ttLib import TTFont

    with TTFont(path, fontNumber=0, lazy=True) as font:
        known = font.getBestCmap()
    return "".join(character for character in characters if ord(character) not in known)


def _instead() -> tuple[str, bool]:
    """Debian's fonts where they are or may be installed: the sentence that says what the person has, and whether."""
    missing = _missing_instead()
    if missing and debian.may_install():
        print("Installing Debian's fonts instead …", flush=True)
        debian.install(missing)
        missing = _missing_instead()
    if not missing:
        return (
            "Debian's WenQuanYi Micro Hei, AR PL UMing and Noto Sans Mongolian 2.001 serve instead; "
            "some Mongolian letters take other forms in it.",
            True,
        )
    cure = f" Better: {debian.command(missing)}" if shutil.which("apt-get") else ""
    return (
        "The program runs with the fonts of this computer; Mongolian may show as boxes, in horizontal lines only."
        + cure,
        False,
    )


def _keep_debian_licences() -> None:
    for package in INSTEAD:
        text = DEBIAN_DOCS / package / "copyright"
        if text.exists():
            shutil.copy(text, FOLDER / f"LICENSE-{package}.txt")


def _missing_instead() -> list[str]:
    return [package for package, file in INSTEAD.items() if not (SYSTEM_FONTS / file).exists()]


if __name__ == "__main__":
    main()
