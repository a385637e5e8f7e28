"""The page of settings: the office, its people and choices, calendars, backups, and the program itself."""
