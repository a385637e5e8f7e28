"""The commands about pay-outs: lists taken into rolls, their notices, who is not posted yet, who got what."""

from app.cli.commands import Entry, Group
from app.i18n import N_

_HERE = "app.cli.payouts."

payouts = Group(
    entries={
        "template": Entry(N_("写出一张空的发放名册。"), _HERE + "files", "template"),
        "import": Entry(N_("从表格导入发放名册，逐行核对。"), _HERE + "files", "import_payouts"),
        "list": Entry(N_("列出名册，可筛选。"), _HERE + "listing", "list_rolls"),
        "show": Entry(N_("一份名册的各行，号码按本单位的约定隐去。"), _HERE + "listing", "show"),
        "edit": Entry(N_("修改名册的蒙古文项目名称和数量单位。"), _HERE + "entry", "edit"),
        "edit-row": Entry(N_("修改名册里的一行，合计随之改变。"), _HERE + "entry", "edit_row"),
        "remove-rows": Entry(N_("删除名册里的几行，放进回收站。"), _HERE + "entry", "remove_rows"),
        "remove": Entry(N_("删除没有做成公示的名册，放进回收站。"), _HERE + "entry", "remove"),
        "notices": Entry(N_("为名册各做一份公示草稿。"), _HERE + "entry", "make_notices"),
        "coverage": Entry(N_("一年里哪些嘎查村还没有公示。"), _HERE + "listing", "coverage"),
        "print": Entry(N_("把一年的公示覆盖表打印为PDF。"), _HERE + "files", "print_coverage"),
        "look-up": Entry(N_("按姓名或身份证号查一个人领了什么。"), _HERE + "listing", "look_up"),
        "unmask": Entry(N_("查看一行未隐去的信息，理由留在操作记录里。"), _HERE + "entry", "unmask"),
        "export": Entry(N_("把名册导出为xlsx或csv。"), _HERE + "files", "export"),
    }
)
