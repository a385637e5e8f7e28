"""The recovery key on paper (恢复密钥), to be sealed and locked away; nothing of it is kept here."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.i18n import N_, _
from app.operations.printing import numbered, office_name
from app.sheets import package_slip
from app.sheets.book import printed
from app.sheets.package_slip import PackageSlipSheet
from app.sheets.typefaces import typefaces

TITLE = N_("恢复密钥")
_USE, _KEEP = N_("用途"), N_("保管")
_FOR = N_("收件电脑坏了或丢了时，用它打开加密的报送包。")
_WHERE = N_("装入信封封好，放进单位的保险柜或档案柜；不要拍照，不要存成文件。")
_NOTE = N_("字母不分大小写；横线也要输入，空格和换行不用输入。")


def recovery_sheet(session: Session, words: str, now: datetime) -> bytes:
    """A recovery key, written as it is shown, as PDF for the printer alone."""

    def sheet() -> PackageSlipSheet:
        return PackageSlipSheet(
            office=office_name(session),
            title=_(TITLE),
            sheet_number=numbered("HF", now),
            printed_at=now,
            facts=((_(TITLE), words), (_(_USE), _(_FOR)), (_(_KEEP), _(_WHERE))),
            note=_(_NOTE),
        )

    return printed(sheet, package_slip.fill, package_slip.SETUP, typefaces())
