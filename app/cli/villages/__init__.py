"""The commands about villages: their list, boards, matters, year plan, agreement with the banner, the portal."""

from app.cli.commands import Entry, Group
from app.i18n import N_

_HERE = "app.cli.villages."

boards_group = Group(
    entries={
        "list": Entry(N_("列出公示栏。"), _HERE + "boards", "list_boards"),
        "add": Entry(N_("登记一块公示栏。"), _HERE + "boards", "add"),
        "edit": Entry(N_("修改一块公示栏。"), _HERE + "boards", "edit"),
        "remove": Entry(N_("删除一块公示栏，放进回收站。"), _HERE + "boards", "remove"),
    }
)
matters_group = Group(
    entries={
        "list": Entry(N_("列出一个嘎查村的公开事项清单。"), _HERE + "matters", "list_matters"),
        "derive": Entry(N_("由现行目录生成或更新清单。"), _HERE + "matters", "derive"),
        "add": Entry(N_("登记嘎查村自己的公开事项。"), _HERE + "matters", "add"),
        "edit": Entry(N_("修改公开事项。"), _HERE + "matters", "edit"),
        "remove": Entry(N_("删除公开事项，放进回收站。"), _HERE + "matters", "remove"),
        "export": Entry(N_("把清单导出为xlsx或csv。"), _HERE + "matters", "export"),
        "print": Entry(N_("把清单打印为PDF。"), _HERE + "matters", "print_matters"),
    }
)
plan_group = Group(
    entries={
        "list": Entry(N_("列出一年里什么时候该公开什么，进度如何。"), _HERE + "plan", "list_plan"),
        "soon": Entry(N_("列出各嘎查村近期该公开的事项。"), _HERE + "plan", "soon"),
        "themes": Entry(N_("列出各重点领域公开了多少事项。"), _HERE + "plan", "themes"),
        "export": Entry(N_("把年度计划导出为xlsx或csv。"), _HERE + "plan", "export"),
        "print": Entry(N_("把年度计划打印为PDF。"), _HERE + "plan", "print_plan"),
    }
)
agreement_group = Group(
    entries={
        "list": Entry(N_("逐项核对旗县与嘎查村公开的内容是否一致。"), _HERE + "agreement", "list_agreement"),
        "export": Entry(N_("把核对表导出为xlsx或csv。"), _HERE + "agreement", "export"),
        "print": Entry(N_("把核对表打印为PDF。"), _HERE + "agreement", "print_agreement"),
    }
)
villages = Group(
    entries={
        "template": Entry(N_("写出一张空的名录表。"), _HERE + "places", "template"),
        "import": Entry(N_("从表格导入苏木乡镇和嘎查村。"), _HERE + "places", "import_villages"),
        "add": Entry(N_("登记一个苏木乡镇或嘎查村。"), _HERE + "places", "add"),
        "edit": Entry(N_("修改一个苏木乡镇或嘎查村。"), _HERE + "places", "edit"),
        "list": Entry(N_("列出苏木乡镇和嘎查村。"), _HERE + "places", "list_villages"),
        "show": Entry(N_("一个单位的全部内容。"), _HERE + "places", "show"),
        "remove": Entry(N_("删除没有任何记录的单位，放进回收站。"), _HERE + "places", "remove"),
        "merge": Entry(N_("嘎查村撤并，原有记录保留。"), _HERE + "places", "merge"),
        "boards": Entry(N_("公示栏。"), "app.cli.villages", "boards_group"),
        "export": Entry(N_("把名录导出为xlsx或csv。"), _HERE + "places", "export"),
        "matters": Entry(N_("公开事项清单。"), "app.cli.villages", "matters_group"),
        "plan": Entry(N_("年度公开计划。"), "app.cli.villages", "plan_group"),
        "agreement": Entry(N_("对应一致。"), "app.cli.villages", "agreement_group"),
        "portal": Entry(N_("把张贴过的公示写成门户网页。"), _HERE + "portal", "portal"),
    }
)
