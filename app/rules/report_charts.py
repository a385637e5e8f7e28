"""What the charts of a report show; each value stands there in figures, so no meaning hangs on a colour or a length."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from app.i18n import N_
from app.rules.annual_report import Values

_REQUESTS, _ITEMS = N_("单位：件"), N_("单位：条")
_YEAR = N_("{year}年")
_RESULTS, _APPLICANTS = N_("本年度办理结果"), N_("本年新收申请的申请人")
_CHANNELS, _ARRIVALS = N_("通过不同渠道和方式公开政府信息的情况"), N_("收到申请的渠道")
_TREND = N_("历年申请办理情况")
MOST_YEARS = 5
"""A trend goes back so many years."""


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one kind, one for each label of the chart; None where there is no figure."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Chart:
    """Bars by label; with several series each label has a bar of each. `measure` tells the unit ("单位：件")."""

    title: str
    measure: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def most(self) -> Decimal:
        """The largest value, 0 where there is none."""
        return max((value for series in self.series for value in series.values if value is not None), default=Decimal())

    def bars(self) -> Iterator[tuple[str, list[tuple[str, Decimal | None]]]]:
        """What stands together: a label, empty with one series, and its bars, each with its name."""
        if len(self.series) == 1:
            yield "", list(zip(self.labels, self.series[0].values, strict=True))
            return
        for n, label in enumerate(self.labels):
            yield label, [(series.name, series.values[n]) for series in self.series]


@dataclass(frozen=True, slots=True)
class _Spec:
    """A chart of a format: the section it stands in, its title, and of which cells each bar is the sum."""

    section: str
    title: str
    bars: Mapping[str, tuple[str, ...]]
    measure: str = _REQUESTS


def _rows(*rows: str) -> tuple[str, ...]:
    return tuple(f"3.{row}.total" for row in rows)


_SPECS: Mapping[str, tuple[_Spec, ...]] = MappingProxyType(
    {
        "2021": (
            _Spec(
                "3",
                _RESULTS,
                {
                    N_("予以公开"): _rows("1"),
                    N_("部分公开"): _rows("2"),
                    N_("不予公开"): _rows("3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "3.8"),
                    N_("无法提供"): _rows("4.1", "4.2", "4.3"),
                    N_("不予处理"): _rows("5.1", "5.2", "5.3", "5.4", "5.5"),
                    N_("其他处理"): _rows("6.1", "6.2", "6.3"),
                },
            ),
            _Spec(
                "3",
                _APPLICANTS,
                {
                    N_("自然人"): ("3.new.person",),
                    N_("商业企业"): ("3.new.business",),
                    N_("科研机构"): ("3.new.research",),
                    N_("社会公益组织"): ("3.new.welfare",),
                    N_("法律服务机构"): ("3.new.legal",),
                    N_("其他组织"): ("3.new.other",),
                },
            ),
        ),
        "2018": (
            _Spec(
                "2",
                _CHANNELS,
                {
                    N_("政府公报"): ("2018:1.2.1",),
                    N_("政府网站"): ("2018:1.2.2",),
                    N_("政务微博"): ("2018:1.2.3",),
                    N_("政务微信"): ("2018:1.2.4",),
                    N_("其他方式"): ("2018:1.2.5",),
                },
                _ITEMS,
            ),
            _Spec(
                "4",
                _ARRIVALS,
                {
                    N_("当面申请"): ("2018:3.1.1",),
                    N_("传真申请"): ("2018:3.1.2",),
                    N_("网络申请"): ("2018:3.1.3",),
                    N_("信函申请"): ("2018:3.1.4",),
                },
            ),
            _Spec(
                "4",
                _RESULTS,
                {
                    N_("属于已主动公开范围"): ("2018:3.3.1",),
                    N_("同意公开答复"): ("2018:3.3.2",),
                    N_("同意部分公开答复"): ("2018:3.3.3",),
                    N_("不同意公开答复"): ("2018:3.3.4",),
                    N_("不属于本行政机关公开"): ("2018:3.3.5",),
                    N_("申请信息不存在"): ("2018:3.3.6",),
                    N_("告知作出更改补充"): ("2018:3.3.7",),
                    N_("告知通过其他途径办理"): ("2018:3.3.8",),
                },
            ),
        ),
    }
)
_TREND_SECTIONS: Mapping[str, str] = MappingProxyType({"2021": "3", "2018": "4"})
_TREND_CELLS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {N_("新收申请"): ("3.new.total", "2018:3.1"), N_("办结申请"): ("3.7.total", "2018:3.2")}
)
"""A year's figure is that of the first of these cells its format has."""


def charts(
    form: str, values: Values, years: Mapping[int, Values], word: Callable[[str], str] = str
) -> list[tuple[str, Chart]]:
    """The charts of a report, each with the key of the section it stands in; one without any figure is left out.

    `years` are the figures of this year and of earlier ones, by year: with two or more there is a trend. `word` gives
    each message in the language wanted.
    """
    found = [(spec.section, _chart(spec, values, word)) for spec in _SPECS.get(form, ())]
    found.append((_TREND_SECTIONS.get(form, ""), _trend(years, word)))
    return [(section, chart) for section, chart in found if section and chart.most > 0]


def _chart(spec: _Spec, values: Values, word: Callable[[str], str]) -> Chart:
    bars = tuple(_sum(values, cells) for cells in spec.bars.values())
    return Chart(word(spec.title), word(spec.measure), tuple(map(word, spec.bars)), (Series(word(spec.title), bars),))


def _sum(values: Values, cells: tuple[str, ...]) -> Decimal | None:
    """The sum of the cells that have a figure; None if none has."""
    found = [value for cell in cells if (value := values.get(cell)) is not None]
    return sum(found, Decimal()) if found else None


def _trend(years: Mapping[int, Values], word: Callable[[str], str]) -> Chart:
    """What came in and what was done, year by year; without a bar where there is but one year."""
    known = [year for year, values in sorted(years.items()) if _known(values)]
    shown = known[-MOST_YEARS:] if len(known) > 1 else []
    labels = tuple(word(_YEAR).format(year=year) for year in shown)
    series = (
        Series(word(name), tuple(_first(years[year], cells) for year in shown)) for name, cells in _TREND_CELLS.items()
    )
    return Chart(word(_TREND), word(_REQUESTS), labels, tuple(series))


def _known(values: Values) -> bool:
    """Whether a year has a figure for the trend; a year without a single request has one, nought."""
    return any(_first(values, cells) is not None for cells in _TREND_CELLS.values())


def _first(values: Values, cells: tuple[str, ...]) -> Decimal | None:
    return next((value for cell in cells if (value := values.get(cell)) is not None), None)
