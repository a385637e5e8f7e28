"""The page 报送."""
