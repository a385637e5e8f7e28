"""The answers of the search over everything, grouped by what they are."""
