"""What travels: spreadsheets, catalog tables and parameter files, in and out."""
