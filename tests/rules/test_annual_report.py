"""What must hold in an annual report: the worked examples of both formats, and figures placed in the text."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.exchange.report_formats import formats
from app.rules.annual_report import due_day, plain_number
from app.rules.annual_report_checks import changed, differences, findings, summed
from app.rules.annual_report_text import (
    Figures,
    alike_findings,
    names_of,
    percent,
    placed,
    similarity,
    text_findings,
)

EXAMPLES = json.loads((Path(__file__).parents[1] / "worked_examples.json").read_text(encoding="utf-8"))
NEW, OLD = formats()["2021"], formats()["2018"]
COLUMNS = {
    "自然人": "person",
    "商业企业": "business",
    "科研机构": "research",
    "社会公益组织": "welfare",
    "法律服务机构": "legal",
    "其他": "other",
    "总计": "total",
}
CHINESE = {code: name for name, code in COLUMNS.items()}
BALANCES = ("AR-BAL", "AR-SUM7", "AR-ROW", "AR-PREV", "AR-T4")


def example(number):
    return next(each for each in EXAMPLES["annual_report"] if each["id"] == number)


def table_3(table):
    """A worked table as the figures of a report."""
    values = {}
    for name, column in table.items():
        rows = {"new": column["new"], "carried_in": column["carried_in"], "carried_out": column["carried_out"]}
        for row, n in (rows | column["results"]).items():
            values[f"3.{row}.{COLUMNS[name]}"] = Decimal(n)
    return values


def said(found):
    """The errors as the worked examples write them: the check and the column or row it is about."""
    return {f"{each.check}:{CHINESE.get(each.key.split(':')[1], each.key.split(':')[1])}" for each in found}


def errors(values, previous=None, form=NEW, year=2025, **options):
    return [each for each in findings(form, year, values, previous, **options) if not each.warning]


def checks(found):
    return {each.check for each in found}


def test_a_department_reports_by_january_and_a_government_by_march_of_the_next_year():
    assert due_day(2025, "01-31") == date(2026, 1, 31)  # 第四十九条第一款; a Saturday, and not moved
    assert due_day(2025, "03-31") == date(2026, 3, 31)  # 第四十九条第二款


@pytest.mark.parametrize(
    ("year", "form"), [(2008, OLD), (2018, OLD), (2019, NEW), (2020, NEW), (2021, NEW), (2026, NEW)]
)
def test_each_year_is_reported_in_one_format(year, form):
    assert [each for each in (NEW, OLD) if each.fits(year)] == [form]


def test_the_format_of_2021_has_six_sections_of_which_three_are_tables():
    assert [section.title[:2] for section in NEW.sections] == ["一、", "二、", "三、", "四、", "五、", "六、"]
    assert [section.key for section in NEW.sections if not section.text] == ["2", "3", "4"]


def test_table_3_has_seven_columns_of_the_25_rows_of_the_form():
    (table,) = [table for table in NEW.tables if table.key == "3"]
    leaves = ["1", "2", *(f"3.{n}" for n in range(1, 9)), *(f"4.{n}" for n in range(1, 4))]
    leaves += [*(f"5.{n}" for n in range(1, 6)), *(f"6.{n}" for n in range(1, 4))]
    rows = ["new", "carried_in", *leaves, "7", "carried_out"]
    assert list(table.keys) == [f"3.{row}.{column}" for row in rows for column in COLUMNS.values()]


def test_a_cell_is_called_as_the_form_prints_it_and_says_what_it_counts():
    partly = NEW.cells["3.2.legal"]
    assert partly.label == "（二）部分公开（区分处理的，只计这一情形，不计其他情形） · 法律服务机构"
    assert partly.definition == (
        "本年办结，区分处理后部分公开（条例第三十七条），不再计入其他情形。申请人是法律服务机构的。"
    )
    assert NEW.cells["3.4.1.total"].label == "（四）无法提供 1.本机关不掌握相关政府信息 · 总计"
    assert NEW.cells["6.fee.billed"].label == "收费通知的总金额"


@pytest.mark.parametrize("number", ["AR01", "AR02", "AR03", "AR04", "AR05"])
def test_a_worked_table_3_has_just_the_errors_it_should(number):
    worked = example(number)
    last = worked.get("previous_year_carried_out", {})
    previous = {f"3.carried_out.{COLUMNS[name]}": Decimal(n) for name, n in last.items()}
    assert said(errors(table_3(worked["table"]), previous)) == set(worked["expected_errors"])


def test_a_published_citys_totals_balance():
    totals = example("AR06")["totals"]
    rows = {"new": totals["new"], "carried_in": totals["carried_in"], "7": totals["results_total"]}
    values = {f"3.{row}.total": Decimal(n) for row, n in (rows | {"carried_out": totals["carried_out"]}).items()}
    assert "AR-BAL" not in checks(errors(values))
    assert "AR-BAL" in checks(errors(values | {"3.new.total": Decimal(14068)}))


@pytest.mark.parametrize("block", ["review", "direct", "after_review"])
def test_a_block_of_table_4_adds_up(block):
    results = ("upheld", "corrected", "other", "pending", "total")
    values = {f"4.{block}.{key}": Decimal(n) for key, n in zip(results, example("AR07")["blocks"][block], strict=True)}
    assert errors(values) == []
    assert said(errors(values | {f"4.{block}.pending": Decimal(0)})) == {f"AR-T4:{block}"}


@pytest.mark.parametrize("number", ["AR08", "AR09"])
def test_normative_documents_go_on_from_last_year_or_a_warning_says_so(number):
    worked = example(number)
    given = worked["inputs"]
    previous = {"2.normative.valid": Decimal(given["prev_valid"])}
    values = {
        "2.normative.made": Decimal(given["made"]),
        "2.normative.repealed": Decimal(given["repealed"]),
        "2.normative.valid": Decimal(given["valid"]),
    }
    found = findings(NEW, 2025, values, previous)
    assert errors(values, previous) == []
    assert ("AR-NORM" not in checks(found)) is worked["holds"]


def test_a_column_with_outcomes_but_nothing_received_does_not_balance():
    (found,) = [each for each in errors({"3.7.person": Decimal(5), "3.1.person": Decimal(5)}) if "BAL" in each.check]
    assert (found.key, found.cell) == ("AR-BAL:person", "3.new.person")
    assert "现在前者是 0，后者是 5，相差 5" in found.text


def test_last_year_says_nothing_while_this_year_is_not_filled_in():
    previous = {"2.normative.valid": Decimal(14), "3.carried_out.person": Decimal(2)}
    assert checks(findings(NEW, 2025, {}, previous)) == {"AR-BLANK"}
    assert checks(findings(NEW, 2025, {"3.carried_in.person": Decimal(0)}, previous)) >= {"AR-PREV", "AR-BLANK"}


def test_a_report_whose_every_cell_is_nought_is_right_and_complete():
    nothing = dict.fromkeys(NEW.cells, Decimal(0))
    assert findings(NEW, 2025, nothing, nothing) == []


def test_an_empty_cell_is_only_doubted_and_one_finding_tells_of_all():
    values = dict.fromkeys(NEW.cells, Decimal(0)) | {"4.direct.other": None, "3.new.person": None}
    (found,) = findings(NEW, 2025, values)
    assert (found.check, found.cell, found.warning) == ("AR-BLANK", "3.new.person", True)
    assert "还有 2 栏没有填写" in found.text


def test_a_figure_of_another_form_is_passed_over():
    assert errors({"2018:3.1": Decimal("-1.5")}) == []


ENTERED, LEDGER = {"3.new.person": Decimal(5)}, {"3.new.person": Decimal(4)}


@pytest.mark.parametrize(("tree", "check", "whose"), [(False, "AR-LEDGER", "台账统计"), (True, "AR-CONS", "各单位")])
def test_a_figure_entered_by_hand_must_be_the_one_counted(tree, check, whose):
    (found,) = differences(NEW, ENTERED, LEDGER, tree)
    assert (found.key, found.cell, found.warning) == (f"{check}:3.new.person", "3.new.person", False)
    assert "填写的是 5" in found.text
    assert f"{whose}" in found.text
    assert "是 4。" in found.text


@pytest.mark.parametrize("counted", [ENTERED, {"3.new.person": None}, {}, {"2018:3.1": Decimal(4)}])
def test_what_no_register_counts_or_counts_alike_is_no_difference(counted):
    assert list(differences(NEW, ENTERED | {"2018:3.1": Decimal(5)}, counted, False)) == []
    assert list(differences(NEW, {}, counted, False)) == []


def test_a_final_figure_that_would_be_another_today_is_told_and_changes_nothing():
    (found,) = changed(NEW, ENTERED, LEDGER)
    assert (found.check, found.warning) == ("AR-FROZEN", True)
    assert "定稿时是 5，现在台账统计是 4" in found.text


def test_a_total_is_the_sum_of_what_is_filled_in():
    (row,) = [each for each in NEW.identities if each.key == "AR-ROW:new"]
    assert summed(row, {"3.new.person": Decimal(3), "3.new.legal": Decimal(2)}) == 5
    assert summed(row, {"3.new.total": Decimal(3)}) is None


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"3.new.person": "1.5"}, "AR-INT:3.new.person"),
        ({"2.licence.decisions": "-1"}, "AR-INT:2.licence.decisions"),
        ({"2.charges.amount": "-0.5"}, "AR-INT:2.charges.amount"),
        ({"2.charges.amount": "1e30"}, "AR-INT:2.charges.amount"),
        ({"6.fee.notices": "1", "6.fee.billed": "380", "6.fee.collected": "380.01"}, "AR-FEE:collected"),
        ({"6.fee.notices": "0", "6.fee.billed": "380"}, "AR-FEE:billed"),
    ],
)
def test_a_figure_that_cannot_be_right_is_an_error(values, wrong):
    assert wrong in {each.key for each in errors({key: Decimal(value) for key, value in values.items()})}


def test_money_may_have_decimals():
    assert errors({"2.charges.amount": Decimal("12.345"), "6.fee.collected": Decimal("0.5"), "6.fee.billed": Decimal(1),
                   "6.fee.notices": Decimal(1)}) == []  # fmt: skip


def test_requests_that_lapsed_for_want_of_payment_imply_fee_notices():
    values = {"3.6.2.total": Decimal(1), "6.fee.notices": Decimal(0)}
    assert "AR-FEE:lapsed" in {each.key for each in errors(values)}
    assert "AR-FEE:lapsed" not in {each.key for each in errors(values | {"6.fee.notices": Decimal(1)})}


def test_rules_of_a_banner_are_only_doubted():
    values = {"2.rules.valid": Decimal(6)}
    (doubt,) = [each for each in findings(NEW, 2025, values) if each.check == "AR-RULES"]
    assert doubt.warning
    assert "没有规章制定权" in doubt.text
    assert "AR-RULES" not in checks(findings(NEW, 2025, values, below_league=False))


def test_an_outcome_the_form_does_not_have_is_an_error():
    assert [each.key for each in errors({}, unlisted={"9.9": 2})] == ["AR-MUT:9.9"]


@pytest.mark.parametrize(("year", "warned"), [(2019, True), (2020, True), (2021, False)])
def test_the_first_two_years_had_another_table_2(year, warned):
    assert ("AR-FORM" in checks(findings(NEW, year, {}))) is warned


def test_every_sentence_of_a_finding_can_be_said():
    values = {"3.new.person": Decimal("-1.5"), "2.rules.made": Decimal(1), "6.fee.billed": Decimal(1)}
    said_ = [each.text for each in findings(NEW, 2020, values, {}, unlisted={"": 1})]
    assert len(said_) > 5
    assert not any("{" in sentence for sentence in said_)


SEEDS = {
    f"2018:{row['code']}": Decimal(str(row["seed_value"]))
    for row in EXAMPLES["legacy_2018_rows"]
    if row["seed_value"] is not None
}
S = {each["id"]: each for each in EXAMPLES["s4_checks"]}


def test_the_regions_table_of_2018_has_one_known_mistake_and_it_forbids_nothing():
    found = [each for each in findings(OLD, 2018, SEEDS) if each.check != "AR-BLANK"]
    assert [(each.key, each.warning) for each in found] == [("S09", True)]
    assert "4223174" in found[0].text
    assert "3858114" in found[0].text


@pytest.mark.parametrize("number", [f"S{n:02d}" for n in (1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13)])
def test_each_identity_of_the_form_of_2018_has_the_sides_of_the_worked_check(number):
    (identity,) = [each for each in OLD.identities if each.check == number]
    left, right = (sum(SEEDS[key] for key in side) for side in (identity.left, identity.right))
    assert (left, right) == (S[number]["left"], S[number]["right"])
    holds = left <= right if identity.relation == "<=" else left == right
    assert holds is S[number]["holds"]
    spoilt = SEEDS | {identity.left[0]: SEEDS[identity.left[0]] + 10**9}
    assert number in {each.check for each in findings(OLD, 2018, spoilt)}


def told(text, values=SEEDS, previous=None, form=OLD, year=2018):
    return placed(form, text, Figures(values, previous or {}, year, "演示旗人民政府办公室"))


OPEN = "属于已主动公开范围数+同意公开答复数+同意部分公开答复数+不同意公开答复数"
GIVEN = "属于已主动公开范围数+同意公开答复数+同意部分公开答复数"
REST = "不属于本行政机关公开数+申请信息不存在数+告知作出更改补充数+告知通过转其他途径办理数"


def shares(*names):
    return "/".join(f"{{占比:{name}}}" for name in names)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        (f"{{{OPEN}}}", "929"),  # S14
        (f"{{{REST}}}", "556"),  # S15
        (f"{{占比:{GIVEN}/{OPEN}}}", "86.11%"),  # S16: the printed 53.87 has the wrong denominator
        (f"{{占比:{GIVEN}/收到申请数}}", "53.87%"),  # S17
        ("{占比:信函申请数/收到申请数}", "42.76%"),  # S18
        ("{占比:网络申请数/收到申请数}", "38.92%"),
        ("{占比:属于已主动公开范围数/收到申请数}", "12.12%"),
        ("{占比:同意公开答复数/收到申请数}", "37.24%"),
        ("{占比:同意部分公开答复数/收到申请数}", "4.51%"),  # S22
        ("{占比:不同意公开答复数/收到申请数}", "8.69%"),
        ("{占比:申请信息不存在数/收到申请数}", "5.93%"),
        ("{占比:不属于本行政机关公开数/收到申请数}", "22.49%"),
        ("{占比:告知作出更改补充数/收到申请数}", "3.03%"),
        ("{占比:告知通过转其他途径办理数/收到申请数}", "5.99%"),  # S27
        (
            shares("复议维持数/行政复议数量", "复议纠错数/行政复议数量", "复议其他情形数/行政复议数量"),
            "29.23%/43.08%/27.69%",
        ),
        (
            shares("诉讼维持数/行政诉讼数量", "诉讼纠错数/行政诉讼数量", "诉讼其他情形数/行政诉讼数量"),
            "54.9%/23.53%/21.57%",
        ),
    ],
)
def test_shares_placed_by_name_are_those_of_the_worked_checks(text, result):
    assert told(text) == result


def test_growth_is_told_against_last_year():
    assert told("{增幅:收到申请数}", previous={"2018:3.1": Decimal(1190)}) == f"{S['S32']['left']}%"
    assert plain_number(percent(Decimal("422.32") - Decimal("318.1"), Decimal("318.1"))) == "32.76"  # S31
    assert told("{上年:收到申请数}件", previous={"2018:3.1": Decimal(1190)}) == "1190件"


def test_sums_of_the_text_agree_with_the_table():
    assert S["S08"]["left"] == SEEDS["2018:3.1"] == 629 + 856
    assert Decimal("213.37") + Decimal("208.95") == round(SEEDS["2018:1.1"] / 10_000, 2)  # S30


def test_year_and_office_are_placed_and_full_width_signs_are_understood():
    assert told("{单位}{年份}年收到｛收到申请数｝件，上年是{上年：年份}年") == (
        "演示旗人民政府办公室2018年收到1485件，上年是2017年"
    )


def test_blanks_beside_signs_are_passed_over():
    assert told("{上年 : 年份}年，{占比： 信函申请数 ／ 收到申请数 }") == "2017年，42.76%"


def test_what_cannot_be_placed_stays_as_typed_and_is_an_error_that_offers_names():
    sections = {"1": "收到{收到的申请数}件，{增幅:收到申请数}，{占比:收到申请数}。"}
    figures = Figures(SEEDS, {}, 2018, "")
    assert placed(OLD, sections["1"], figures) == sections["1"]
    found = [each for each in text_findings(OLD, sections, figures) if each.check == "AR-NAME"]
    assert [each.warning for each in found] == [False] * 3
    assert "收到申请数" in found[0].text
    assert "还没有数字" in found[1].text
    assert all("{" in each.text for each in found)


@pytest.mark.parametrize("text", ["{去年:收到申请数}", "{收到申请数:占比}", "{占比:收到申请数}", "{}"])
def test_only_last_year_growth_and_share_are_understood_before_a_colon(text):
    assert told(text) == text


def test_growth_too_small_to_show_has_no_sign():
    assert told("{增幅:收到申请数}", {"2018:3.1": Decimal(99_999)}, {"2018:3.1": Decimal(100_000)}) == "0%"
    assert told("{增幅:收到申请数}", {"2018:3.1": Decimal(9)}, {"2018:3.1": Decimal(12)}) == "-25%"


def test_a_name_like_no_other_is_sent_to_the_list_of_names():
    (found,) = [e for e in text_findings(OLD, {"1": "{zzz}"}, Figures(SEEDS, {}, 2018, "")) if e.check == "AR-NAME"]
    assert "数字名称表" in found.text


def test_a_section_nobody_wrote_is_only_doubted_and_a_table_needs_no_text():
    found = list(text_findings(NEW, {"1": "总体情况。", "5": " "}, Figures({}, {}, 2025, "")))
    assert [(each.key, each.warning) for each in found] == [("AR-TEXT:5", True), ("AR-TEXT:6", True)]
    assert found[0].text == "“五、存在的主要问题及改进情况”还没有写。"


def test_a_section_like_last_years_is_doubted_from_the_offices_share_on():
    (found,) = alike_findings(NEW, {"1": 79, "5": 80, "nowhere": 100}, 80)
    assert (found.key, found.warning) == ("AR-SAME:5", True)
    assert "80% 相同" in found.text


def test_a_share_of_nothing_is_not_placed():
    assert told("{占比:当面申请数/收到申请数}", {"2018:3.1": Decimal(0), "2018:3.1.1": Decimal(0)}).startswith("{")


def test_every_name_can_be_placed():
    values = dict.fromkeys(NEW.cells, Decimal(7))
    text = "".join(f"{{{name}}}" for name in names_of(NEW))
    assert "{" not in told(text, values, form=NEW, year=2025)


@pytest.mark.parametrize(
    ("text", "before", "least", "most"),
    [
        ("今年主动公开信息1200条。", "今年主动公开信息900条。", 100, 100),
        ("今年主动公开信息{新收申请总数}条。", "今年主动公开信息3条。", 90, 100),
        ("加强平台建设。完善制度。", "完善制度。加强平台建设。", 60, 99),
        ("苏木乡镇政务公开培训三次。", "网站检索功能已经改版。", 0, 10),
        ("", "", 0, 0),
        ("好", "好", 100, 100),
    ],
)
def test_likeness_of_two_texts_leaves_digits_out(text, before, least, most):
    assert least <= similarity(text, before) <= most


@pytest.mark.parametrize(
    ("value", "said"), [("745.450", "745.45"), ("1E+3", "1000"), ("0", "0"), ("10", "10"), ("-0.00", "0")]
)
def test_a_number_is_written_plainly(value, said):
    assert plain_number(Decimal(value)) == said
    assert plain_number(None) == ""
