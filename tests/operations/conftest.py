"""Every test has an office's file of its own."""

from tests.factory import path, store, template

__all__ = ["path", "store", "template"]
