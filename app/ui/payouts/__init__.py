"""The page 补贴发放."""
