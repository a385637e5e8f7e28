"""The commands about standard catalogs."""

from app.cli.commands import Entry, Group
from app.i18n import N_

_HERE = "app.cli.catalog."

exceptions_group = Group(
    entries={
        "list": Entry(N_("列出不予公开事项，先列该复查的。"), _HERE + "exceptions", "list_exceptions"),
        "add": Entry(N_("登记一项不予公开事项。"), _HERE + "exceptions", "add"),
        "confirm": Entry(N_("复查后仍不公开，重新起算复查日期。"), _HERE + "exceptions", "confirm"),
        "remove": Entry(N_("删除一项不予公开事项，放进回收站。"), _HERE + "exceptions", "remove"),
    }
)
catalog = Group(
    entries={
        "import": Entry(N_("导入目录：已公布的表格，或随程序提供的起步目录。"), _HERE + "versions", "import_catalog"),
        "versions": Entry(N_("列出各版目录。"), _HERE + "versions", "versions"),
        "diff": Entry(N_("逐项比较两版目录。"), _HERE + "versions", "diff"),
        "adopt": Entry(N_("采用一版目录。"), _HERE + "versions", "adopt"),
        "withdraw": Entry(N_("废止一版已采用的目录。"), _HERE + "versions", "withdraw"),
        "remove": Entry(N_("删除一版没有采用过的目录。"), _HERE + "versions", "remove"),
        "list": Entry(N_("列出现行目录或某一版的事项。"), _HERE + "items", "list_items"),
        "export": Entry(N_("导出为xlsx、csv，或门户用的网页。"), _HERE + "items", "export"),
        "print": Entry(N_("打印为PDF；村级为嘎查村公开事项清单。"), _HERE + "items", "print_items"),
        "exceptions": Entry(N_("不予公开事项。"), "app.cli.catalog", "exceptions_group"),
    }
)
