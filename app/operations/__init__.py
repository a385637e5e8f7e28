"""Everything a person can do or ask, one module per subject: the only door for ui and cli."""
