"""Charts of a report: which bars, from which cells."""

from decimal import Decimal

from app.exchange.report_formats import formats
from app.rules import report_charts
from app.rules.report_charts import charts

VALUES = {"3.1.total": Decimal(9), "3.3.1.total": Decimal(2), "3.3.8.total": Decimal(3), "3.new.business": Decimal(4)}


def bars(chart):
    return dict(zip(chart.labels, chart.series[0].values, strict=True))


def test_outcomes_are_added_up_by_their_group():
    (section, chart), *_others = charts("2021", VALUES, {})
    assert section == "3"
    assert bars(chart) == {
        "予以公开": 9, "部分公开": None, "不予公开": 5, "无法提供": None, "不予处理": None, "其他处理": None
    }  # fmt: skip
    assert chart.most == 9
    assert list(chart.bars()) == [("", list(bars(chart).items()))]


def test_a_chart_without_any_figure_is_left_out():
    assert charts("2021", {}, {}) == []
    assert charts("2021", {"3.new.person": Decimal(0)}, {}) == []


def test_the_trend_joins_years_of_both_formats_and_passes_over_years_nobody_knows():
    years = {
        2017: {"2018:3.1": Decimal(6), "2018:3.2": Decimal(5)},
        2018: {"2018:3.1": None},
        2019: {"3.new.total": Decimal(8), "3.7.total": Decimal(7)},
    }
    ((section, chart),) = charts("2018", {}, years)
    assert (section, chart.labels) == ("4", ("2017年", "2019年"))
    assert [(series.name, series.values) for series in chart.series] == [("新收申请", (6, 8)), ("办结申请", (5, 7))]
    assert list(chart.bars()) == [
        ("2017年", [("新收申请", 6), ("办结申请", 5)]),
        ("2019年", [("新收申请", 8), ("办结申请", 7)]),
    ]


def test_a_year_without_a_single_request_stands_in_the_trend():
    years = {
        2024: {"3.new.total": Decimal(3), "3.7.total": Decimal(2)},
        2025: {"3.new.total": Decimal(0), "3.7.total": Decimal(0)},
        2026: {"3.new.total": Decimal(1)},
    }
    ((_section, chart),) = charts("2021", {}, years)
    assert [series.values for series in chart.series] == [(3, 0, 1), (2, 0, None)]


def test_years_without_a_single_request_need_no_chart():
    assert charts("2021", {}, {year: {"3.new.total": Decimal(0)} for year in (2025, 2026)}) == []


def test_one_year_makes_no_trend():
    assert charts("2021", {}, {2026: {"3.new.total": Decimal(8)}}) == []


def test_a_trend_goes_back_five_years():
    years = {year: {"3.new.total": Decimal(year)} for year in range(2019, 2027)}
    assert charts("2021", {}, years)[0][1].labels == ("2022年", "2023年", "2024年", "2025年", "2026年")


def test_every_cell_a_chart_names_is_in_its_format():
    for form, specs in report_charts._SPECS.items():
        named = {cell for spec in specs for cells in spec.bars.values() for cell in cells}
        assert named <= set(formats()[form].cells)
    trend = {cell for cells in report_charts._TREND_CELLS.values() for cell in cells}
    assert trend <= {cell for form in formats().values() for cell in form.cells}
