"""The commands about the register of disclosed items."""

from app.cli.commands import Entry, Group
from app.i18n import N_

_HERE = "app.cli.disclosures."

disclosures = Group(
    entries={
        "add": Entry(N_("登记一条公开信息。"), _HERE + "entry", "add"),
        "edit": Entry(N_("修改公开信息；写了几条就批量修改。"), _HERE + "entry", "edit"),
        "list": Entry(N_("列出台账，可筛选。"), _HERE + "listing", "list_disclosures"),
        "show": Entry(N_("一条信息的全部内容和到期说明。"), _HERE + "listing", "show"),
        "submit": Entry(N_("提交审核。"), _HERE + "moves", "submit"),
        "recall": Entry(N_("收回修改。"), _HERE + "moves", "recall"),
        "review": Entry(N_("登记五关审核意见。"), _HERE + "moves", "review"),
        "publish": Entry(N_("登记公开渠道和日期。"), _HERE + "moves", "publish"),
        "withdraw": Entry(N_("撤下已公开的信息，理由留在台账。"), _HERE + "moves", "withdraw"),
        "republish": Entry(N_("恢复公开。"), _HERE + "moves", "republish"),
        "remove": Entry(N_("删除没有公开过的信息，放进回收站。"), _HERE + "moves", "remove"),
        "attach": Entry(N_("添加附件。"), _HERE + "files", "attach"),
        "template": Entry(N_("写出一张空的登记表。"), _HERE + "files", "template"),
        "import": Entry(N_("从表格导入。"), _HERE + "files", "import_disclosures"),
        "export": Entry(N_("把筛选出的台账导出为xlsx或csv。"), _HERE + "files", "export"),
        "print": Entry(N_("把筛选出的台账打印为PDF。"), _HERE + "files", "print_register"),
        "slip": Entry(N_("打印一条信息的五关审核单。"), _HERE + "files", "slip"),
        "reason": Entry(N_("打印一条信息的到期日说明。"), _HERE + "files", "reason"),
        "coverage": Entry(N_("目录覆盖情况：一段时间里哪些事项没有公开。"), _HERE + "listing", "coverage"),
    }
)
