"""Sums of a roll that goes on over pages: of this page (本页小计), of all so far (累计), and of the whole (合计)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.i18n import _

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Total:
    """A row of sums: its first cell is the word for them, which takes the empty cells after it."""

    cells: tuple[str, ...]

    @property
    def first(self) -> int:
        """The number of the first cell the word does not take."""
        return next((n for n, cell in enumerate(self.cells) if n and cell), len(self.cells))


class Sums:
    """What the pages of a roll end in: `summed` are the numbers of the columns that hold amounts ("1,234.50").

    Sums are exact, with as many decimal places as the amounts have. An empty cell adds nothing; any other cell that is
    no number raises ValueError. `totals` is the last row of all, as the caller gives it.
    """

    def __init__(
        self,
        columns: int,
        summed: Sequence[int] = (),
        totals: Sequence[str] = (),
        rows: Iterable[Sequence[str]] = (),
    ) -> None:
        """Take all rows that are going to be drawn; `longest` are the rows of sums that ask for most room."""
        self._columns, self._summed = columns, summed
        self._totals = [Total(tuple(totals))] if totals else []
        self._page = self._before = _none(summed)
        self._rows = self._pages = 0
        self.longest = self._longest(rows)

    def add(self, cells: Sequence[str]) -> None:
        """A row was drawn on this page."""
        if self._summed:
            self._page = _plus(self._page, self._amounts(cells))
            self._rows += 1

    def turn(self) -> list[Total]:
        """End this page, as the roll goes on on the next: the rows that end it; none where the roll has not begun."""
        if not self._rows:
            return []
        rows = self._sums()
        self._before = _plus(self._before, self._page)
        self._page, self._rows, self._pages = _none(self._summed), 0, self._pages + 1
        return rows

    def last(self) -> list[Total]:
        """The rows that end the roll; on its only page its totals alone."""
        if not self._pages:
            return self._totals
        return [*self._sums()[: 1 if self._totals else 2], *self._totals]

    def count(self, last: bool) -> int:
        """How many rows end this page: the last one of the roll, or one after which it goes on."""
        if last:
            return len(self.last())
        return 0 if not self._summed else 2 if self._pages else 1

    def _longest(self, rows: Iterable[Sequence[str]]) -> list[Total]:
        """The sum of all rows is no shorter than that of a page."""
        if not self._summed:
            return self._totals
        whole = _none(self._summed)
        for cells in rows:
            whole = _plus(whole, self._amounts(cells))
        return [self._row(_("本页小计"), whole), self._row(_("累计"), whole), *self._totals]

    def _sums(self) -> list[Total]:
        """Of this page, and from the second on of all so far."""
        if not self._summed:
            return []
        so_far = [self._row(_("累计"), _plus(self._before, self._page))] if self._pages else []
        return [self._row(_("本页小计"), self._page), *so_far]

    def _amounts(self, cells: Sequence[str]) -> Iterable[Decimal]:
        return (_amount(cells[n]) for n in self._summed)

    def _row(self, word: str, sums: Sequence[Decimal]) -> Total:
        cells = [word, *[""] * (self._columns - 1)]
        for n, value in zip(self._summed, sums, strict=True):
            cells[n] = f"{value:,f}"
        return Total(tuple(cells))


def _none(summed: Sequence[int]) -> tuple[Decimal, ...]:
    return (NOTHING,) * len(summed)


def _plus(sums: Iterable[Decimal], others: Iterable[Decimal]) -> tuple[Decimal, ...]:
    return tuple(one + other for one, other in zip(sums, others, strict=True))


def _amount(cell: str) -> Decimal:
    try:
        return Decimal(cell.replace(",", "") or 0)
    except ArithmeticError as error:
        raise ValueError(cell) from error
