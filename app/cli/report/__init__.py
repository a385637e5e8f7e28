"""The commands about the annual report: its figures, what is behind them, its checks, its text, how far it is."""

from app.cli.commands import Entry, Group
from app.i18n import N_

_HERE = "app.cli.report."

report = Group(
    entries={
        "annual": Entry(N_("一年的年度报告：各表、核对结果；加 --out 写成文件。"), _HERE + "reading", "annual"),
        "cell": Entry(N_("一栏数字的说明、来源和背后的记录。"), _HERE + "reading", "cell"),
        "check": Entry(N_("核对：勾稽关系、与上年衔接、与登记是否一致、文字。"), _HERE + "reading", "check"),
        "list": Entry(N_("列出写过内容的年度报告。"), _HERE + "reading", "list_reports"),
        "formats": Entry(N_("年度报告的格式和文字里可用的数字名称。"), _HERE + "reading", "formats"),
        "set": Entry(N_("填写数字：栏代码=数字；不写数字就是取消填写。"), _HERE + "writing", "set_"),
        "reason": Entry(N_("说明一条核对结果为什么成立。"), _HERE + "writing", "reason"),
        "text": Entry(N_("写一部分文字，数字用名称代替。"), _HERE + "writing", "text"),
        "import": Entry(N_("从表格或JSON导入一年的数字和文字。"), _HERE + "files", "import_report"),
        "template": Entry(N_("写出一张空表，填好后导入往年的数字。"), _HERE + "files", "template"),
        "final": Entry(N_("定稿：数字固定下来，核对不符又没有理由的不能定稿。"), _HERE + "writing", "final"),
        "reopen": Entry(N_("撤回定稿，报告可以再改。"), _HERE + "writing", "reopen"),
        "submitted": Entry(N_("登记报送的日期。"), _HERE + "writing", "submitted"),
        "published": Entry(N_("登记公布的日期。"), _HERE + "writing", "published"),
        "remove": Entry(N_("删除写进一年报告的内容，放进回收站。"), _HERE + "writing", "remove"),
    }
)
