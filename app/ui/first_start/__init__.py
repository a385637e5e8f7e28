"""The page of a computer that has no office's file yet."""
