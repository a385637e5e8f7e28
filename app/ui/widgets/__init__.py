"""Shared pieces of every page."""
