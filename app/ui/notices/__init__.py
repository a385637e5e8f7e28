"""The page 公示."""
