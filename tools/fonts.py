"""Fetch the typefaces the program shows and prints with into .fonts/: `python -m tools.fonts [--once]`.

From npm, pinned with their hashes in package-lock.json. Without npm Debian's own fonts serve; without either the
program runs with whatever the computer has. Set-up never fails for want of a typeface. `--once`: do not try again
what did not work before.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tools import debian

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(os.environ.get("ILTOD_FONTS") or ROOT / ".fonts")
STAMP = FOLDER / "stamp"
NPM_FILES = ("package.json", "package-lock.json", ".npmrc")
PACKAGES = "node_modules/@expo-google-fonts"

# Our file: the npm package's file, and characters without which it would be of no use.
HAN = "政务公开苏木嘎查㑇龥，。〔〕《》0A"
FACES = {
    "NotoSansSC-Regular.ttf": ("noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf", HAN),
    "NotoSansSC-Bold.ttf": ("noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf", HAN),
    "NotoSerifSC-Regular.ttf": ("noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf", HAN),
    "GKMongol-Regular.ttf": (
        "noto-sans-mongolian/400Regular/NotoSansMongolian_400Regular.ttf",
        "\u1820\u1822\u182d\u1842\u180b\u180e\u202f《》0A",
    ),
}
LICENCES = ("noto-sans-sc", "noto-serif-sc", "noto-sans-mongolian")

MONGOL = "GK Mongol"
# In 1/1000 em: 1.33 em round the spine hold every sign but three marks for Sanskrit; the font's own line is 1.75 em.
SPINE, HALF_LINE = 404, 665
HIGHEST, LOWEST = 1059, 266

INSTEAD = {
    "fonts-wqy-microhei": "truetype/wqy/wqy-microhei.ttc",
    "fonts-arphic-uming": "truetype/arphic/uming.ttc",
    "fonts-noto-core": "truetype/noto/NotoSansMongolian-Regular.ttf",
}
SYSTEM_FONTS = Path("/usr/share/fonts")


def main() -> None:
    """Bring the typefaces, or say in a sentence what serves instead."""
    tried = STAMP.read_text() if STAMP.exists() else ""
    if tried.startswith(_wanted()) and (tried.endswith("npm") or "--once" in sys.argv):
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    complaint = _from_npm()
    if complaint:
        print(f"Typefaces: {complaint} {_instead()}", flush=True)
    STAMP.write_text(f"{_wanted()} {'system' if complaint else 'npm'}")


def _wanted() -> str:
    """A mark of what is asked for: it changes with the pins and with this file."""
    pins = (ROOT / "package-lock.json").read_bytes() + Path(__file__).read_bytes()
    return hashlib.sha256(pins).hexdigest()


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
        command = [npm, "ci", "--ignore-scripts", "--fetch-retries=1"]
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
        part = FOLDER / f"{name}.part"
        _prepare(packages / source, part, name)
        lacking = _lacking(part, characters)
        if lacking:
            part.unlink()
            return f"{name} lacks {lacking}."
        part.replace(FOLDER / name)
    for package in LICENCES:
        shutil.copy(packages / package / "LICENSE_FONT", FOLDER / f"LICENSE-{package}.txt")
    return ""


def _prepare(source: Path, target: Path, name: str) -> None:
    if name.startswith("GKMongol"):
        _make_mongol(source, target)
    else:
        shutil.copyfile(source, target)


def _make_mongol(source: Path, target: Path) -> None:
    """The Mongolian face with a name of its own and a tighter line.

    Under its old name the system's older version would win, and that one shapes the same text differently.
    """
    from fontTools.ttLib import TTFont

    font = TTFont(source)
    _rename(font)
    _tighten(font)
    font.save(target)


def _rename(font: Any) -> None:
    post_script = MONGOL.replace(" ", "") + "-Regular"
    names = {1: MONGOL, 3: f"{post_script};iltod", 4: MONGOL, 6: post_script, 16: MONGOL}
    for record in list(font["name"].names):
        if record.nameID in names:
            record.string = names[record.nameID]
        elif record.nameID in (17, 21, 22, 25):
            font["name"].names.remove(record)


def _tighten(font: Any) -> None:
    header, os2 = font["hhea"], font["OS/2"]
    header.ascent, header.descent, header.lineGap = SPINE + HALF_LINE, SPINE - HALF_LINE, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = header.ascent, header.descent, 0
    os2.usWinAscent, os2.usWinDescent = HIGHEST, LOWEST
    os2.fsSelection |= 1 << 7  # tells every system to use the typographic line, not the Windows one


def _lacking(path: Path, characters: str) -> str:
    """The characters this file cannot show."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        known = font.getBestCmap()
    return "".join(character for character in characters if ord(character) not in known)


def _instead() -> str:
    """Debian's fonts where they are or may be installed; the sentence that says what the person now has."""
    missing = _missing_instead()
    if missing and debian.may_install():
        print("Installing Debian's fonts instead …", flush=True)
        debian.install(missing)
        missing = _missing_instead()
    if not missing:
        return (
            "Debian's WenQuanYi Micro Hei, AR PL UMing and Noto Sans Mongolian 2.001 serve instead; "
            "some Mongolian letters take other forms in it."
        )
    cure = f" Better: {debian.command(missing)}" if shutil.which("apt-get") else ""
    return f"The program runs with the fonts of this computer; Mongolian may show as boxes.{cure}"


def _missing_instead() -> list[str]:
    return [package for package, file in INSTEAD.items() if not (SYSTEM_FONTS / file).exists()]


if __name__ == "__main__":
    main()
