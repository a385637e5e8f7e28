"""The page 依申请公开."""
