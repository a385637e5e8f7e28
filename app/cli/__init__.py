"""The command line: the same operations, for scripts, tests and other programs."""
