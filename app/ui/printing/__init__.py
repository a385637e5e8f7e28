"""Sheets on the screen as they will print, the printer, and the record of what was printed."""
