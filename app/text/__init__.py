"""Letters: Mongolian spelling, pinyin, search keys, numerals; pure functions."""
