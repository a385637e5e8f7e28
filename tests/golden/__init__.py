"""What sheets looked like when a person last looked at them; `python -m tests.golden` writes it anew."""
