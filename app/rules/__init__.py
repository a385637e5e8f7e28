"""What law and practice require: pure functions and frozen dataclasses."""
