"""Words of a heading in two lines: Mongolian says in fourteen letters what Chinese says in two characters."""

SHORT = 8  # letters that stay in one line


def two_lines(words: str) -> str:
    """The words broken at the blank nearest to their middle; short ones, and those without a blank, as they are."""
    blanks = [place for place, letter in enumerate(words) if letter == " "]
    if len(words) <= SHORT or not blanks:
        return words
    middle = min(blanks, key=lambda place: abs(2 * place - len(words) + 1))
    return f"{words[:middle]}\n{words[middle + 1 :]}"
