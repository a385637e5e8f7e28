"""The register of disclosed items (主动公开台账)."""
