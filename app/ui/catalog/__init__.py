"""The page of the standard catalog: items, versions, what is not disclosed, and what is missing."""
