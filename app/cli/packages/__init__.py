"""The commands about packages between levels: up on a stick, receipts back, catalogs down, whose keys are trusted."""

from app.cli.commands import Entry, Group
from app.i18n import N_

_HERE = "app.cli.packages."

keys_group = Group(
    entries={
        "card": Entry(N_("写出本机的登记卡，并显示要在电话里核对的指纹。"), _HERE + "keys", "card"),
        "enrol": Entry(N_("登记上级或下级的登记卡；指纹要先打电话核对。"), _HERE + "keys", "enrol"),
        "list": Entry(N_("列出登记过的密钥。"), _HERE + "keys", "list_keys"),
        "revoke": Entry(N_("停用一个密钥，写明原因。"), _HERE + "keys", "revoke"),
        "recovery": Entry(N_("生成本单位的恢复密钥，只显示一次，请打印后锁好。"), _HERE + "keys", "recovery"),
    }
)
disputes_group = Group(
    entries={
        "list": Entry(N_("列出没有接收的记录：退回的和有冲突的。"), _HERE + "disputes", "list_disputes"),
        "show": Entry(N_("并排显示一条冲突的两个版本。"), _HERE + "disputes", "show"),
        "keep": Entry(N_("保留本单位手里的版本。"), _HERE + "disputes", "keep"),
        "take": Entry(N_("采用报送单位的版本。"), _HERE + "disputes", "take"),
    }
)
returned_group = Group(
    entries={
        "list": Entry(N_("列出上级退回的和有冲突的记录。"), _HERE + "returned", "list_returned"),
        "again": Entry(N_("让它们随下一个报送包重报，代替上级手里的版本。"), _HERE + "returned", "again"),
        "adopt": Entry(N_("改用上级手里的版本。"), _HERE + "returned", "adopt"),
    }
)
pack_group = Group(
    entries={
        "make": Entry(N_("生成给下级的参数包，可直接写到U盘。"), _HERE + "pack", "make"),
        "plan": Entry(N_("核验一个参数包，逐项说明装入后会怎样，不改动任何内容。"), _HERE + "pack", "plan"),
        "install": Entry(N_("核验并整个装入一个参数包，可撤销。"), _HERE + "pack", "install"),
        "status": Entry(N_("装入的和生成过的参数包，以及有效期。"), _HERE + "pack", "status"),
        "add": Entry(N_("添加随参数包下发的文字：年报格式、代码表、词语对照、台账。"), _HERE + "pack", "add"),
        "texts": Entry(N_("列出随参数包下发的文字。"), _HERE + "pack", "texts"),
        "remove": Entry(N_("删除一份随参数包下发的文字。"), _HERE + "pack", "remove"),
        "announce": Entry(N_("登记本单位另一台电脑的密钥，随下一个参数包告诉下级。"), _HERE + "pack", "announce"),
    }
)
copy_group = Group(
    entries={
        "make": Entry(N_("导出一个下级单位自己的数据副本，给它补齐丢失的数据。"), _HERE + "copying", "make"),
    }
)
packages = Group(
    entries={
        "status": Entry(N_("报送到哪里了：上一包、回执、待报、上下级、待处理的。"), _HERE + "status", "status"),
        "export": Entry(N_("导出报送包，可直接写到U盘。"), _HERE + "sending", "export"),
        "found": Entry(N_("列出一个文件夹或U盘里的报送包、回执和登记卡。"), _HERE + "errands", "found"),
        "plan": Entry(N_("核验一个报送包，逐条说明接收后会怎样，不改动任何内容。"), _HERE + "receiving", "plan"),
        "accept": Entry(N_("核验并接收一个报送包，可撤销。"), _HERE + "receiving", "accept"),
        "answer": Entry(N_("给下级单位出回执，可直接写到U盘。"), _HERE + "receipts", "answer"),
        "receipt": Entry(N_("读入上级的回执。"), _HERE + "receipts", "receipt"),
        "board": Entry(N_("报送情况：下级单位逐期报了没有，按单位代码排列。"), _HERE + "board", "board"),
        "slip": Entry(N_("打印报送单，随U盘交接。"), _HERE + "slips", "print_slip"),
        "receipt-slip": Entry(N_("打印回执单，随回执交回。"), _HERE + "slips", "print_receipt"),
        "disputes": Entry(N_("接收时没有采纳的记录：查看、逐条处理。"), "app.cli.packages", "disputes_group"),
        "returned": Entry(N_("上级没有采纳的记录：查看、重报、改用上级的版本。"), "app.cli.packages", "returned_group"),
        "pack": Entry(N_("参数包：目录、节假日安排、收费标准等从上往下发。"), "app.cli.packages", "pack_group"),
        "copy": Entry(N_("数据副本：把一个下级单位报送过的记录发还给它。"), "app.cli.packages", "copy_group"),
        "log": Entry(N_("介质登记：写到U盘和从U盘读入的。"), _HERE + "errands", "log"),
        "keys": Entry(N_("登记卡和密钥。"), "app.cli.packages", "keys_group"),
    }
)
