"""The commands about requests for information: registered, led through their steps, answered, counted."""

from app.cli.commands import Entry, Group
from app.i18n import N_

_HERE = "app.cli.requests."
_LETTERS = _HERE + "letters"

letter_ = Group(
    entries={
        "offered": Entry(N_("这件申请现在需要的文书和原因。"), _LETTERS, "offered"),
        "begin": Entry(N_("起草一份文书，填好已知的内容。"), _LETTERS, "begin"),
        "list": Entry(N_("列出一件申请的文书。"), _LETTERS, "list_letters"),
        "show": Entry(N_("一份文书的全部内容。"), _LETTERS, "show"),
        "edit": Entry(N_("修改文书草稿。"), _LETTERS, "edit"),
        "issue": Entry(N_("印发文书，编文号；有空白没填的不能印发。"), _LETTERS, "issue"),
        "deliver": Entry(N_("登记送达。"), _LETTERS, "deliver"),
        "print": Entry(N_("把印发的文书打印为PDF。"), _LETTERS, "print_letter"),
        "word": Entry(N_("把文书写成Word文件。"), _LETTERS, "word"),
        "remove": Entry(N_("删除文书，放进回收站。"), _LETTERS, "remove"),
        "templates": Entry(N_("列出文书模板。"), _LETTERS, "templates"),
        "template": Entry(N_("查看、改写或者恢复一个文书模板。"), _LETTERS, "template"),
    }
)
requests = Group(
    entries={
        "template": Entry(N_("写出一张空的申请登记表。"), _HERE + "files", "template"),
        "import": Entry(N_("从表格导入申请，也可导入过去办结的。"), _HERE + "files", "import_requests"),
        "add": Entry(N_("登记一件申请。"), _HERE + "entry", "add"),
        "edit": Entry(N_("修改一件申请。"), _HERE + "entry", "edit"),
        "list": Entry(N_("列出申请，可筛选。"), _HERE + "listing", "list_requests"),
        "show": Entry(N_("一件申请的全部内容、步骤和期限。"), _HERE + "listing", "show"),
        "days": Entry(N_("逐日说明一件申请的期限怎么算。"), _HERE + "listing", "days"),
        "outcomes": Entry(N_("列出答复类型的代码和依据。"), _HERE + "listing", "outcomes"),
        "event": Entry(N_("登记办理的下一步：确认、补正、征求意见、延期、收费、答复等。"), _HERE + "moves", "event"),
        "take-back": Entry(N_("撤回上一步。"), _HERE + "moves", "take_back"),
        "split": Entry(N_("把一封来信拆分为几件申请。"), _HERE + "entry", "split"),
        "letter": Entry(N_("文书：起草、印发、送达、打印、模板。"), "app.cli.requests", "letter_"),
        "proactive": Entry(N_("转主动公开：建议、转公开、不转。"), _HERE + "afterwards", "proactive"),
        "analysis": Entry(N_("需求分析：主题、申请人、渠道、结果、月份、重复的申请。"), _HERE + "afterwards", "demand"),
        "attach": Entry(N_("添加来信扫描件等附件。"), _HERE + "files", "attach"),
        "sheet": Entry(N_("把一件申请的计时单打印为PDF。"), _HERE + "files", "sheet"),
        "print": Entry(N_("把筛选出的登记簿打印为PDF。"), _HERE + "files", "print_register"),
        "export": Entry(N_("把筛选出的申请导出为xlsx或csv。"), _HERE + "files", "export"),
        "remove": Entry(N_("删除还没有办理步骤的申请，放进回收站。"), _HERE + "entry", "remove"),
    }
)
