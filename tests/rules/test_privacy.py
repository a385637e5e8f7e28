from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.privacy import (
    FIELD_NAMES,
    AddressStyle,
    MaskStyle,
    NumberKind,
    PrivateField,
    check_digit,
    field_shown,
    find,
    health_words,
    id_problem,
    mask,
    mask_health,
    without_numbers,
)

ID_17 = "00000019900101001"  # area 000000 exists nowhere
ID = ID_17 + check_digit(ID_17)
ID_15 = "150000900101001"
CARD = "6200000000000001230"


def kinds(text: str) -> list[NumberKind]:
    return [found.kind for found in find(text)]


def test_the_check_digit_follows_gb_11643():
    # the worked example of the standard's own arithmetic: 11010519491231002 -> X
    assert check_digit("11010519491231002") == "X"


@pytest.mark.parametrize(
    "text",
    [
        f"身份证号{ID}，",
        f"{ID[:6]} {ID[6:14]} {ID[14:]}",
        f"{ID[:6]}-{ID[6:14]}-{ID[14:]}",
        ID.translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")),
        ID.translate(str.maketrans("0123456789", "᠐᠑᠒᠓᠔᠕᠖᠗᠘᠙")),
        f"{ID[:6]}\u202f{ID[6:14]}\u2009{ID[14:]}",
        f"{ID[:6]}\n{ID[6:14]}\t{ID[14:]}",
        f"{ID[:6]}\u200b{ID[6:]}",
        f"{ID[:6]} - {ID[6:14]}–{ID[14:]}",
        f"{ID}.0",
        f"No{ID}a",
        f"https://example.invalid/{ID}/",
        " ".join(ID),
    ],
)
def test_identity_numbers_are_found_through_blanks_hyphens_and_wide_digits(text):
    (found,) = find(text)
    assert (found.kind, found.text, found.valid, found.note) == (NumberKind.ID_18, ID, True, "")


def test_the_place_of_a_number_is_where_it_stands_in_the_text():
    (found,) = find(f"测试甲：{ID}。")
    assert f"测试甲：{ID}。"[found.start : found.end] == ID


def test_an_identity_number_with_a_wrong_check_digit_is_still_personal():
    wrong = ID_17 + str((int(ID[-1].replace("X", "0")) + 1) % 10)
    (found,) = find(wrong)
    assert (found.kind, found.valid) == (NumberKind.ID_18, False)
    assert "校验码" in found.note


def test_old_identity_numbers_cards_and_mobiles_are_found():
    text = f"{ID_15}；{CARD}；13800001234；+86 138-0000-1234；8613800001234"
    assert kinds(text) == [NumberKind.ID_15, NumberKind.BANK_CARD, *[NumberKind.MOBILE] * 3]


@pytest.mark.parametrize("sign", "XxＸｘ×ХХх")
def test_what_people_type_for_the_x_is_read_as_one(sign):
    seventeen = next(f"000000{year}0101001" for year in range(1900, 2000) if check_digit(f"000000{year}0101001") == "X")
    (found,) = find(f"证{seventeen}{sign}号")
    assert (found.kind, found.valid, found.end) == (NumberKind.ID_18, True, 19)


@pytest.mark.parametrize(
    "text",
    ["013800001234", "0086 138 0000 1234", "13800001234x", "wx13800001234", "13800001234wx", "１３８００００１２３４"],
)
def test_mobiles_are_found_as_people_write_them(text):
    assert kinds(text) == [NumberKind.MOBILE]


def test_a_card_before_a_letter_is_found_without_it():
    assert mask(f"{CARD}x", MaskStyle.OMIT) == "（已隐去）x"


def test_a_long_list_of_short_numbers_is_read_at_once():
    assert find(" ".join(["7"] * 20_000)) == []


def test_a_number_beside_another_is_found_on_its_own():
    assert kinds(f"13800001234 {ID}") == [NumberKind.MOBILE, NumberKind.ID_18]
    assert kinds("2026 13800001234") == [NumberKind.MOBILE]
    assert kinds("电话No.13800001234、Tel13800001234") == [NumberKind.MOBILE, NumberKind.MOBILE]


@pytest.mark.parametrize(
    "text",
    [
        "内政办发〔2026〕15号",
        "2026-01-05至2026-03-31",
        "20260105",
        "金额1380000123456.78元",
        "13800001234.50元",
        "http://www.example.invalid/art/2026/6200000000000001230.html",
        "www.example.invalid/13800001234",
        "91150000MA0N000000",
        "92150000MA13800001",
        "统一社会信用代码91MA00013800001234",
        "911500000000000000",
        "电话0471-0000000",
        "6200000000000001231",
        "202601050000123",
        "0f3a13800001234be2",
        "00000018000101001X",
        "2345678901234567X",
    ],
)
def test_document_numbers_dates_amounts_and_addresses_are_not_flagged(text):
    assert find(text) == []


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        (ID, f"00*************{ID[-3:]}"),
        (ID_15, "15**********001"),
        ("13800001234", "138****1234"),
        ("138 0000 1234", "138****1234"),
        (CARD, "***************1230"),
    ],
)
def test_numbers_are_starred_in_the_county_format(number, masked):
    assert mask(f"前{number}后", MaskStyle.MASK) == f"前{masked}后"
    assert mask(f"前{number}后", MaskStyle.OMIT) == "前（已隐去）后"


def test_several_numbers_of_a_text_are_masked():
    assert mask(f"{ID}、13800001234", MaskStyle.OMIT) == "（已隐去）、（已隐去）"


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (ID_17 + str((int(ID[-1].replace("X", "0")) + 1) % 10), "校验码"),
        ("000000199001010000", "电子表格"),
        ("1.50422E+17", "电子表格"),
        ("1.5e17", "电子表格"),
        ("12345", "有5位"),
        ("12345X", "有6位"),
        ("00000019900230001", "有17位"),
        ("15000090023000A", "以外的字符"),
        ("150000900230001", "出生日期不存在"),
        ("00000019900230001" + check_digit("00000019900230001"), "出生日期不存在"),
    ],
)
def test_a_wrong_identity_number_is_explained(number, says):
    problem = id_problem(number)
    assert problem is not None
    assert says in problem.text
    assert number in problem.text.upper() or number.upper() in problem.text


@pytest.mark.parametrize("number", ["", " ", ID, ID.lower(), ID_15, f"{ID[:6]} {ID[6:]}"])
def test_a_right_or_empty_identity_number_has_no_problem(number):
    assert id_problem(number) is None


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(0, 999))
def test_every_well_formed_number_is_right_and_every_other_last_digit_wrong(born, order):
    first_17 = f"000000{born:%Y%m%d}{order:03}"
    right = check_digit(first_17)
    assert id_problem(first_17 + right) is None
    assert all(id_problem(first_17 + digit) for digit in "0123456789X" if digit != right)


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        (PrivateField.ID_NUMBER, ID, f"00*************{ID[-3:]}"),
        (PrivateField.ID_NUMBER, f"{ID[:6]} {ID[6:]}", f"00*************{ID[-3:]}"),
        (PrivateField.ID_NUMBER, ID_15, "15**********001"),
        (PrivateField.ID_NUMBER, "15000090", "********"),
        (PrivateField.BANK_CARD, CARD, "***************1230"),
        (PrivateField.BANK_CARD, "1234567", "*******"),
        (PrivateField.PHONE, "138 0000 1234", "138****1234"),
        (PrivateField.PHONE, "04710000", "********"),
    ],
)
def test_a_private_number_is_starred_so_that_at_least_four_digits_are_hidden(field, value, shown):
    assert field_shown(field, value, MaskStyle.MASK) == shown
    assert shown.count("*") >= 4
    assert field_shown(field, value, MaskStyle.OMIT) == ""


ADDRESS = "测试旗测试苏木测试嘎查3组12号"


@pytest.mark.parametrize(
    ("value", "township", "village"),
    [
        (ADDRESS, "测试旗测试苏木", "测试旗测试苏木测试嘎查"),
        ("测试镇测试村民小组5号", "测试镇", ""),
        ("某市某街道某社区5号楼", "某市某街道", "某市某街道某社区"),
        ("3组12号", "", ""),
        ("", "", ""),
        (f"{ID}测试苏木测试嘎查", "（已隐去）测试苏木", "（已隐去）测试苏木测试嘎查"),
    ],
)
def test_an_address_goes_no_further_than_the_office_chose(value, township, village):
    assert field_shown(PrivateField.ADDRESS, value, AddressStyle.TOWNSHIP) == township
    assert field_shown(PrivateField.ADDRESS, value, AddressStyle.VILLAGE) == village
    assert field_shown(PrivateField.ADDRESS, value, AddressStyle.OMIT) == ""


@pytest.mark.parametrize("style", [*MaskStyle, *AddressStyle])
def test_health_never_goes_out(style):
    assert field_shown(PrivateField.HEALTH, "一级残疾", style) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("户主肢体残疾，二级残疾", ["肢体残疾", "二级残疾"]),
        ("患有糖尿病，患有肿瘤", ["患有", "糖尿病", "肿瘤"]),
        ("肺癌", ["肺癌"]),
        ("残疾人两项补贴", []),
        ("健康体检通知", []),
    ],
)
def test_words_about_health_are_found_each_once_and_omitted(text, words):
    assert health_words(text) == words
    assert health_words(mask_health(text)) == []
    assert ("（已隐去）" in mask_health(text)) == bool(words)


def test_every_private_field_has_a_name():
    assert set(FIELD_NAMES) == set(PrivateField)


def test_the_title_of_an_operation_keeps_no_number():
    values = {"name": f"测试甲{ID}的公示", "n": 13800001234, "of": {"name": "甲"}}
    assert without_numbers(values) == {"name": "测试甲（已隐去）的公示", "n": 13800001234, "of": {"name": "甲"}}


@given(st.text("0123456789Xx -０１.／:wh〔〕号\n\u202f\u200b᠑", max_size=60))
def test_masking_leaves_nothing_to_find(text):
    assert find(mask(text, MaskStyle.OMIT)) == []
