"""The page 年度报告."""
