"""Tables of the office's file, one module per subject; no queries, no rules."""
