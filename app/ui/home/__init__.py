"""The first page (今天)."""
