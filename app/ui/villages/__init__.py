"""The page 嘎查村."""
