from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from shiboken6 import isValid

from app import i18n
from app.operations.plans import Fate, PlanLine
from app.rules.calendar import Unit, count
from app.ui import theme
from app.ui.run import Job
from app.ui.widgets.buttons import Heading, Label
from app.ui.widgets.chips import Filter, FilterRow, View, ViewRow
from app.ui.widgets.day_strip import DayStrip
from app.ui.widgets.dialogs import Dialog, ProgressDialog
from app.ui.widgets.empty import Empty
from app.ui.widgets.pill import Pill, PillLabel
from app.ui.widgets.plan_dialog import PlanDialog
from app.ui.widgets.shown import shown as text_of
from app.ui.widgets.words import say
from tests.ui.gallery import NEW_YEAR

LINES = [
    PlanLine(Fate.TAKEN, 2, "低保名单"),
    PlanLine(Fate.CHANGED, 3, "五保名单", warnings=("这里有电话号码。",)),
    PlanLine(Fate.UNCHANGED, 4, "补贴名单"),
    PlanLine(Fate.REFUSED, 5, "测试名单", "请填写信息名称。"),
]


def button(parent, text):
    return next(each for each in parent.findChildren(QPushButton) if each.text() == text)


def luminance(colour):
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in QColor(colour).getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("role", ["ink", "quiet", "accent", "good", "soon", "late", "unknown"])
@pytest.mark.parametrize("ground", ["paper", "surface"])
def test_words_stand_out_from_their_ground(colours, role, ground):
    light, dark = sorted((luminance(getattr(colours, role)), luminance(getattr(colours, ground))), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_pill_can_be_read_on_its_own_ground(colours):
    for state in ("good", "soon", "late", "unknown"):
        colour, ground = QColor(colours.of(state)), QColor(colours.surface)
        share = theme.tinted(colour.name()).alphaF()
        mixed = QColor.fromRgbF(
            *(share * a + (1 - share) * b for a, b in zip(colour.getRgbF()[:3], ground.getRgbF()[:3], strict=True))
        )
        light, dark = sorted((luminance(colour), luminance(mixed)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.0, state


def test_mongolian_comes_first_only_in_mongolian():
    assert theme.families("mn_Mong")[0] == "GK Mongol"
    assert theme.families("zh")[0] == "Noto Sans SC"


def test_theme_follows_colours_and_size(qapp, shown):
    label = shown(QLabel("公开"))
    height = label.fontMetrics().height()
    theme.apply(qapp, "dark", 200, "zh")
    assert theme.colours(label) is theme.DARK
    assert label.fontMetrics().height() == pytest.approx(2 * height, abs=2)
    assert theme.scaled(10) == 20


def test_heading_grows_with_the_type_of_the_window(qapp, shown):
    heading = shown(Heading("公开台账"))
    before = QFontInfo(heading.font()).pointSizeF()
    theme.apply(qapp, "light", 200, "zh")
    assert QFontInfo(heading.font()).pointSizeF() == pytest.approx(2 * before, rel=0.1)


def test_words_are_said_again_in_the_new_language(shown):
    heard = []
    label = shown(QLabel())
    speech = say(label, heard.append, "共 {n} 条", n=3)
    speech.say("共 {n} 条", n=4)
    QApplication.sendEvent(label, QEvent(QEvent.Type.LanguageChange))
    assert heard == ["共 3 条", "共 4 条", "共 4 条"]


def test_words_of_a_part_follow_the_language_of_its_window(shown):
    window = shown(Empty("还没有登记", "先登记一条。", "登记"))
    said = []
    say(window.button, said.append, "登记")
    QApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
    assert said == ["登记", "登记"]


def test_view_is_chosen_and_let_go_by_its_chip(shown, qtbot):
    row = shown(ViewRow([View("late", "已超期", 3), View("month", "本月到期")]))
    chosen = []
    row.chosen.connect(chosen.append)
    for text in ("已超期 3", "本月到期", "本月到期"):
        qtbot.mouseClick(button(row, text), Qt.MouseButton.LeftButton)
    assert chosen == ["late", "month", ""]


def test_counts_are_written_on_the_chips(shown):
    row = shown(ViewRow([View("late", "已超期"), View("month", "本月到期", 2)]))
    row.choose("month")
    row.set_counts({"late": 1284, "unknown": 3})
    assert button(row, "已超期 1,284")
    row.set_views([View("month", "本月到期", 5), View("own", "我的筛选")])
    assert row.current() == "month"


def test_a_counted_chip_follows_the_language(shown):
    row = shown(ViewRow([View("late", "已超期", 3), View("draft", "草稿")]))
    row.set_counts({"draft": 12})
    i18n.set_language("mn_Mong")
    QApplication.sendEvent(row, QEvent(QEvent.Type.LanguageChange))
    assert button(row, f"{i18n._('已超期')} 3")
    assert button(row, f"{i18n._('草稿')} 12")
    assert not any(each.text().startswith(("已超期", "草稿")) for each in row.findChildren(QPushButton))


def test_filter_shows_what_it_is_set_to(shown):
    row = shown(FilterRow([Filter("domain", "领域", [("aid", "社会救助"), ("old", "养老服务")])]))
    told = []
    row.changed.connect(told.append)
    menu = row.findChild(QMenu)
    menu.aboutToShow.emit()
    menu.actions()[1].trigger()
    assert told == [{"domain": "aid"}]
    assert button(row, "领域：社会救助").isChecked()
    button(row, "清除筛选").click()
    assert (told[-1], row.values()) == ({}, {})
    assert button(row, "领域")


def test_plan_shows_every_row_with_its_fate(shown, qtbot):
    dialog = shown(PlanDialog(None, "导入 {file}", LINES, file="名单.xlsx"))
    assert dialog.accept_button.text() == "导入 2 行"
    assert [dialog.table.model().index(n, 1).data() for n in range(4)] == ["新增", "更新", "不变", "未采纳"]
    dialog.views.chosen.emit("refused")
    assert dialog.table.rows() == [LINES[3]]
    dialog.views.chosen.emit("warned")
    assert dialog.table.rows() == [LINES[1]]
    with qtbot.waitSignal(dialog.keep_refused):
        dialog.keep_button.click()
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept_button.click()


def test_plan_without_rows_to_take_cannot_be_accepted(shown):
    dialog = shown(PlanDialog(None, "导入", LINES[2:]))
    assert not dialog.accept_button.isEnabled()


def test_dialogs_are_freed_when_they_close(qtbot):
    dialog = Dialog(None, "打印")
    dialog.open()
    dialog.reject()
    qtbot.waitUntil(lambda: not isValid(dialog))


def test_progress_dialog_waits_before_it_shows_and_goes_with_the_job(runner, qtbot):
    job = Job("导入", {})
    dialog = ProgressDialog(None, runner, job)
    assert not dialog.isVisible()
    qtbot.waitUntil(dialog.isVisible)
    runner.job_progressed.emit(job, 5, 10)
    assert "已完成 5，共 10。" in [label.text() for label in dialog.findChildren(QLabel)]
    button(dialog, "取消").click()
    assert job.cancelled
    assert dialog.isVisible()
    runner.job_ended.emit(job)
    qtbot.waitUntil(lambda: not isValid(dialog))


def test_day_strip_explains_each_day_to_those_who_listen(shown):
    strip = shown(DayStrip())
    strip.show_count(count(date(2025, 9, 22), 20, Unit.WORKDAY, NEW_YEAR), "20 个工作日内公开。")
    spoken = strip.findChildren(type(strip._strip))[0].accessibleDescription()
    assert "2025-10-01 星期三：国庆节放假，不计" in spoken
    assert "到期日：2025-10-27" in spoken
    strip.show_count(None)
    assert not strip._strip.isVisible()


def test_day_strip_takes_more_lines_where_it_is_narrow(shown):
    strip = shown(DayStrip(), width=1200)
    strip.show_count(count(date(2025, 9, 22), 20, Unit.WORKDAY, NEW_YEAR))
    assert strip._strip.heightForWidth(300) > strip._strip.heightForWidth(1200)


def test_pill_never_cuts_its_words(shown):
    pill = shown(PillLabel(Pill("late", "超 3 个工作日")))
    assert pill.minimumSizeHint().width() > pill.fontMetrics().horizontalAdvance("超 3 个工作日")


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (None, "text", ""),
        (1284, "number", "1,284"),
        (1284.5, "money", "1,284.50"),
        (date(2026, 3, 5), "date", "2026-03-05"),
        (True, "mark", "✓"),
        (False, "mark", ""),
        (Pill("late", "超期"), "pill", "超期"),
    ],
)
def test_values_are_written_one_way(value, kind, text):
    assert text_of(value, kind) == text


def test_label_changes_its_tone(shown):
    label = shown(Label("已备份", tone="quiet"))
    label.set_tone("late")
    assert label.palette().color(label.foregroundRole()).name().lower() == theme.LIGHT.late.lower()
    assert i18n.language() == "zh"
