"""The figures the program holds, each a ratio measured in one run: `python -m benchmarks`."""
