"""The office's file: reading, changing, journal, undo, search index, migrations, backup."""
