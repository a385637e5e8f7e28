"""Starts the program: without arguments the window, with arguments the command line."""

import sys


def main() -> int:
    """Run what the arguments ask for; the exit code."""
    arguments = sys.argv[1:]
    if not arguments or arguments[0] == "window":
        from app.ui.start import run_window

        return run_window(arguments[1:])
    from app.cli.main import cli

    return int(cli() or 0)


if __name__ == "__main__":
    sys.exit(main())
