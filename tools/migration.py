"""Write the next migration from what changed in app/models/: `python -m tools.migration "request reply channel"`."""

import io
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = ROOT / "app" / "store" / "migrations" / "versions"


def main() -> None:
    """Write the file and say what is left to do by hand."""
    title = " ".join(sys.argv[1:]).strip()
    if not title:
        sys.exit('Say in a few words what changes: ./dev migration "request reply channel"')
    number = f"{max(int(path.name[:4]) for path in VERSIONS.glob('[0-9]*.py')) + 1:04d}"
    path = _written(number, title)
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(path)], check=True)
    print(f"{path.relative_to(ROOT)}: read it, then add {number!r} to KNOWN in app/store/revision.py.")


def _written(number: str, title: str) -> Path:
    """The new migration: the difference between a fresh file at the last revision and the models."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine

    from app.store.migrate import to_head

    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", "app.store:migrations")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/fresh.iltod")
        to_head(engine)
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.revision(config, message=title, rev_id=number, autogenerate=True)
        engine.dispose()
    return VERSIONS / f"{number}_{re.sub(r'[^a-z0-9]+', '_', title.lower())[:40].strip('_')}.py"


if __name__ == "__main__":
    main()
