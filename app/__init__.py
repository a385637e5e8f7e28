"""Iltod, the disclosure desk (基层政务公开工作台)."""
