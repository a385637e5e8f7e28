"""Packages: the format, the signatures, the seal and the stick; knows no office's file."""
