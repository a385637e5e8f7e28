"""The first fifty hits of what a clerk types, against a `LIKE` scan of the same columns.

`LIKE` is asked in two ways: for the newest fifty, where it may stop early, and with the best first, as the program
gives them, where it must read every row. The figure is held against the second; the first is printed beside it.
`LIKE` knows neither pinyin nor the spellings of Mongolian: there its scan is timed though it finds nothing.
"""

from statistics import median

from app.models.disclosure import Disclosure
from app.operations import search
from app.store.database import Store
from benchmarks.clock import Figure, measured

QUERIES = (
    ("one character, common", "公"),
    ("one character, common", "村"),
    ("one character, in places", "甲"),
    ("one character, rare", "渔"),
    ("one digit", "7"),
    ("two characters, common", "公示"),
    ("two characters, common", "补贴"),
    ("two characters, rare", "消防"),
    ("three characters", "公示栏"),
    ("three characters, common", "嘎查公"),
    ("four characters, common", "人民政府"),
    ("four characters, rare", "最低生活"),
    ("eight characters", "农村危房改造补助"),
    ("first letters, two", "gs"),
    ("first letters, three", "cwh"),
    ("first letters, four", "zdsh"),
    ("first letters, six", "wfgzbz"),
    ("pinyin, one syllable", "cun"),
    ("pinyin, two syllables", "butie"),
    ("pinyin, four syllables", "zuidishenghuo"),
    ("Mongolian in another spelling", "ᠲᠤᠰᠠᠯᠠᠮᠵᠢ"),
    ("Mongolian in another spelling", "ᠪᠣᠯᠪᠠᠰᠤᠷᠠᠯ"),
    ("document number", "〔2024〕512345号"),
    ("part of a document number", "51234"),
    ("words in two fields", "公示 民政"),
    ("words in two fields", "张贴 补助"),
    ("found nowhere", "蜃楼海市"),
)
_TIMES = 3


def measure(store: Store) -> list[Figure]:
    """Ask every query three ways, and tell each ratio and the smallest."""
    print(f"{'':<32}{'hits':>5}{'program':>11}{'LIKE, all':>12}{'ratio':>9}{'LIKE, 50':>12}{'ratio':>9}")
    told = [_compared(store, kind, words) for kind, words in QUERIES]
    return [
        Figure("search, smallest ratio to the LIKE scan", min(ratio for ratio, _ours in told), "×", 20, at_least=True),
        Figure("search, median ratio", median(ratio for ratio, _ours in told), "×", 20, at_least=True),
        Figure("search, slowest query", max(ours for _ratio, ours in told), "ms", 100),
    ]


def _compared(store: Store, kind: str, words: str) -> tuple[float, float]:
    with store.read() as session:
        hits, ours = measured(lambda: search.found(session, words), _TIMES)
        connection = session.connection()
        everything, early = (_like(words, best_first=best_first) for best_first in (True, False))
        _rows, scan = measured(lambda: connection.exec_driver_sql(*everything).all())
        _rows, limited = measured(lambda: connection.exec_driver_sql(*early).all())
    columns = (
        f"{len(hits):>5}{ours:>8.1f} ms{scan:>9.0f} ms{scan / ours:>8.0f}×{limited:>9.1f} ms{limited / ours:>8.1f}×"
    )
    print(f"{kind:<32}{columns}  {words}", flush=True)
    return scan / ours, ours


def _like(words: str, best_first: bool) -> tuple[str, tuple[str, ...]]:
    """The scan that finds rows with every word in one of the columns."""
    fields = (*Disclosure.search_name, *Disclosure.search_text)
    each = " OR ".join(f"{field} LIKE ?" for field in fields)
    where = " AND ".join(f"({each})" for _word in words.split())
    values = [f"%{word}%" for word in words.split() for _field in fields]
    order = "id DESC"
    if best_first:
        order = f"title = ? DESC, title LIKE ? DESC, title LIKE ? DESC, {order}"
        values += [words, f"{words}%", f"%{words}%"]
    return f"SELECT id, uuid, title FROM disclosure WHERE {where} ORDER BY {order} LIMIT 50", tuple(values)
