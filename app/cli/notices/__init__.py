"""The commands about notices: entered, reviewed, printed, posted, objected to, taken down, filed, asked for."""

from app.cli.commands import Entry, Group
from app.i18n import N_

_HERE = "app.cli.notices."

archive_ = Group(
    entries={
        "list": Entry(N_("列出已建档的公示。"), _HERE + "archive", "list_archive"),
        "print": Entry(N_("把档案盒目录打印为PDF。"), _HERE + "archive", "print_archive"),
    }
)
queries_ = Group(
    entries={
        "list": Entry(N_("列出群众查询登记。"), _HERE + "archive", "list_queries"),
        "add": Entry(N_("登记一次查询。"), _HERE + "archive", "add_query"),
        "print": Entry(N_("把查询登记簿打印为PDF。"), _HERE + "archive", "print_queries"),
    }
)
notices = Group(
    entries={
        "kinds": Entry(N_("列出公示种类、通常的公示期和依据。"), _HERE + "listing", "kinds"),
        "template": Entry(N_("写出一张空的公示登记表。"), _HERE + "files", "template"),
        "import": Entry(N_("从表格导入公示，也可导入过去张贴过的。"), _HERE + "files", "import_notices"),
        "begin": Entry(N_("按种类起草一份公示，正文用现成的文字。"), _HERE + "entry", "begin"),
        "add": Entry(N_("登记一份公示草稿。"), _HERE + "entry", "add"),
        "edit": Entry(N_("修改公示草稿。"), _HERE + "entry", "edit"),
        "list": Entry(N_("列出公示，可筛选。"), _HERE + "listing", "list_notices"),
        "show": Entry(N_("一份公示的全部内容、公示期和异议。"), _HERE + "listing", "show"),
        "code": Entry(N_("用公示单上的核对码或编号找到记录。"), _HERE + "listing", "code"),
        "review": Entry(N_("审核通过。"), _HERE + "moves", "review"),
        "return": Entry(N_("退回修改。"), _HERE + "moves", "return_"),
        "print": Entry(N_("把一份公示单打印为PDF。"), _HERE + "paper", "print_notice"),
        "batch": Entry(N_("把筛选出的公示单批量存为PDF，中断后可接着做。"), _HERE + "paper", "batch"),
        "post": Entry(N_("登记张贴，开始公示期。"), _HERE + "moves", "post"),
        "object": Entry(N_("登记异议。"), _HERE + "objections", "object_"),
        "answer": Entry(N_("答复异议。"), _HERE + "objections", "answer"),
        "objections": Entry(N_("列出异议和答复期限。"), _HERE + "objections", "list_objections"),
        "correct": Entry(N_("更正重贴：另起一份公示，重新计算公示期。"), _HERE + "entry", "correct"),
        "take-down": Entry(N_("登记取下。"), _HERE + "moves", "take_down"),
        "attach": Entry(N_("添加张贴照片等附件。"), _HERE + "files", "attach"),
        "file": Entry(N_("建档，编档号和保管期限。"), _HERE + "moves", "file_"),
        "archive": Entry(N_("档案：列出，打印目录。"), "app.cli.notices", "archive_"),
        "queries": Entry(N_("群众查询登记。"), "app.cli.notices", "queries_"),
        "remove": Entry(N_("删除草稿，放进回收站。"), _HERE + "moves", "remove"),
        "export": Entry(N_("把筛选出的公示导出为xlsx或csv。"), _HERE + "files", "export"),
    }
)
