"""Packages between levels: what goes up, is taken in, is answered, and what comes down."""
