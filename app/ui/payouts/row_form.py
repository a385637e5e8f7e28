"""One row of a roll as a form: what was spelled or counted wrong is corrected here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from app.i18n import N_
from app.operations.payout_rows import RowDraft
from app.operations.payouts import RollRow
from app.rules.payouts import PayoutRow, problems, yuan
from app.rules.privacy import PrivateField
from app.rules.problems import Problem
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form

FIELDS = (
    FieldSpec("name", N_("户主姓名"), required=True),
    FieldSpec("amount", N_("金额（元）"), required=True, hint=N_("数字，最多两位小数")),
    FieldSpec("members", N_("人口"), "number"),
    FieldSpec("place", N_("村民小组")),
    FieldSpec("item", N_("补贴品种")),
    FieldSpec("quantity", N_("数量")),
    FieldSpec("standard", N_("标准")),
    FieldSpec("paid_on", N_("发放日期"), "date"),
    FieldSpec("id_number", N_("身份证号"), hint=N_("不改就留空，原来的号码不显示")),
)
_YUAN = re.compile(r"(\d+)(?:\.(\d{1,2}))?")
_KEPT = ("name", "members", "place", "item", "quantity", "standard", "paid_on")


def fen(text: str) -> int | None:
    """An amount typed in yuan, in fen; None if it is no number of at most two decimals."""
    found = _YUAN.fullmatch(re.sub(r"[,，\s]", "", text))
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0")) if found else None


class RowForm(Form):
    """The fields of one row."""

    def __init__(self) -> None:
        super().__init__(FIELDS)

    def show_draft(self, draft: RowDraft) -> None:
        """Show the row as it is kept; what is private is not shown."""
        values = {key: getattr(draft, key) for key in _KEPT}
        self.set_values({**values, "amount": yuan(draft.amount_fen), "id_number": ""})

    def draft(self) -> RowDraft:
        """The row as it stands in the form."""
        values = self.values()
        number = values["id_number"]
        private = {PrivateField.ID_NUMBER: number} if number else {}
        return RowDraft(amount_fen=fen(values["amount"]), private=private, **{key: values[key] for key in _KEPT})

    def wrong(self, roll: RollRow, today: date) -> bool:
        """Write what the rules say of the row under its fields; whether something forbids keeping it."""
        return self.show_problems(self._problems(roll, today))

    def _problems(self, roll: RollRow, today: date) -> Iterator[Problem]:
        draft, number = self.draft(), self.values()["id_number"]
        texts = {key: getattr(draft, key) for key in _KEPT}
        row = PayoutRow(
            **texts, amount_fen=draft.amount_fen, programme=roll.programme, year=roll.year, id_number=number
        )
        for problem in problems(row, today):
            if number or problem.field != "id_number":  # an empty field keeps the number there is
                yield problem
