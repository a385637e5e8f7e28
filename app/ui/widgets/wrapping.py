"""Words of a button or a heading in several lines, broken at blanks so that the lines are about equally long."""

from PySide6.QtGui import QFontMetrics

SHORT = 8  # letters that stay in one line


def two_lines(words: str) -> str:
    """A column's heading broken at the blank nearest to its middle; short ones, and those without a blank, as is."""
    blanks = [place for place, letter in enumerate(words) if letter == " "]
    if len(words) <= SHORT or not blanks:
        return words
    middle = min(blanks, key=lambda place: abs(2 * place - len(words) + 1))
    return f"{words[:middle]}\n{words[middle + 1 :]}"


def in_lines(text: str, metrics: QFontMetrics, longest: int) -> str:
    """The text in as few lines of at most `longest` pixels as its blanks allow; one word is never broken."""
    width = metrics.horizontalAdvance(text)
    if width <= longest or " " not in text:
        return text
    wanted = width / (width // longest + 1)
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        over = metrics.horizontalAdvance(longer)
        if line and (over > longest or over - wanted > wanted - metrics.horizontalAdvance(line)):
            lines.append(line)
            line = word
        else:
            line = longer
    return "\n".join((*lines, line))
