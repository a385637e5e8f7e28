"""Which characters stand upright in a column whose lines run from top to bottom, and which lie along it.

After Unicode's Vertical_Orientation (UAX #50): its U and Tu stand, its R and Tr lie. Two departures, as Chinese columns
are set (GB/T 15834): the fullwidth colon and semicolon stand.
"""

from bisect import bisect_right

# First and last code points of what stands upright, in rising order.
_UPRIGHT = (
    (0xA7, 0xA7),  # §
    (0xA9, 0xA9),
    (0xAE, 0xAE),
    (0xB1, 0xB1),  # ±
    (0xBC, 0xBE),  # fractions
    (0xD7, 0xD7),  # ×
    (0xF7, 0xF7),  # ÷
    (0x1100, 0x11FF),  # Hangul letters
    (0x203B, 0x203C),  # ※
    (0x2042, 0x2042),
    (0x2047, 0x2049),
    (0x2051, 0x2051),
    (0x2065, 0x2065),
    (0x20DD, 0x20E0),  # enclosing marks
    (0x2100, 0x2101),
    (0x2103, 0x2109),  # ℃
    (0x2116, 0x2117),  # №
    (0x211E, 0x2123),
    (0x2150, 0x218F),  # Roman numerals as one sign
    (0x221E, 0x221E),
    (0x2234, 0x2235),
    (0x2318, 0x2318),
    (0x2460, 0x24FF),  # numbers in circles
    (0x25A0, 0x2767),  # squares, circles, stars, ticks
    (0x2776, 0x2793),
    (0x2B12, 0x2B2F),
    (0x2B50, 0x2B59),
    (0x2E80, 0x3007),  # radicals, 、。〇
    (0x3012, 0x3013),  # 〓
    (0x3020, 0x302F),
    (0x3031, 0x309F),  # hiragana
    (0x30A1, 0x30FB),  # katakana
    (0x30FD, 0xA4CF),  # Han, Yi
    (0xA960, 0xA97F),
    (0xAC00, 0xD7FF),
    (0xE000, 0xFAFF),  # private use (rare names), compatibility Han
    (0xFE10, 0xFE1F),
    (0xFE30, 0xFE48),
    (0xFE50, 0xFE57),
    (0xFE5F, 0xFE62),
    (0xFE67, 0xFE6F),
    (0xFF01, 0xFF07),  # fullwidth forms without brackets and dashes
    (0xFF0A, 0xFF0C),
    (0xFF0E, 0xFF1B),
    (0xFF1F, 0xFF3A),
    (0xFF3C, 0xFF3C),
    (0xFF3E, 0xFF3E),
    (0xFF40, 0xFF5A),
    (0xFFE0, 0xFFE2),
    (0xFFE4, 0xFFE7),
    (0x1F000, 0x1FAFF),  # pictures
    (0x20000, 0x3FFFD),  # Han beyond the first plane
)
_FIRST = [first for first, _last in _UPRIGHT]


def upright(char: str) -> bool:
    """Whether this character stands upright in a column; Mongolian, Latin, digits, brackets and dashes lie along it."""
    code = ord(char)
    place = bisect_right(_FIRST, code) - 1
    return place >= 0 and code <= _UPRIGHT[place][1]
