"""What Qt itself says - in context menus, file dialogs and the printer's dialog - in our words and so in our languages.

Qt has no Mongolian, and its Chinese is not the office's. Each of its English sentences stands here beside our message,
which is translated like any other. What is not listed stays as Qt has it.
"""

from PySide6.QtCore import QCoreApplication, QTranslator

from app.i18n import N_, _, pgettext

EDITING = {
    "&Undo": N_("撤销"),
    "&Redo": N_("重做"),
    "Cu&t": N_("剪切"),
    "&Copy": N_("复制"),
    "&Paste": N_("粘贴"),
    "Delete": N_("删除"),
    "Select All": N_("全选"),
    "&Select All": N_("全选"),
    "Copy &Link Location": N_("复制链接地址"),
    "Clear": N_("清空"),
}
SCROLLING = {
    "Scroll here": N_("滚动到这里"),
    "Top": N_("开头"),
    "Bottom": N_("末尾"),
    "Left edge": N_("开头"),
    "Right edge": N_("末尾"),
    "Page up": N_("上一页"),
    "Page down": N_("下一页"),
    "Page left": N_("上一页"),
    "Page right": N_("下一页"),
    "Scroll up": N_("向前滚动"),
    "Scroll down": N_("向后滚动"),
    "Scroll left": N_("向前滚动"),
    "Scroll right": N_("向后滚动"),
}
ANSWERS = {
    "OK": N_("确定"),
    "&OK": N_("确定"),
    "Cancel": N_("取消"),
    "&Cancel": N_("取消"),
    "Close": N_("关闭"),
    "&Close": N_("关闭"),
    "&Yes": N_("是"),
    "&No": N_("否"),
    "Open": N_("打开"),
    "&Open": N_("打开"),
    "Save": N_("保存"),
    "&Save": N_("保存"),
    "&Choose": N_("选择"),
}
FILES = {
    "Look in:": N_("位置"),
    "File &name:": N_("文件名"),
    "Files of type:": N_("文件类型"),
    "Directory:": N_("文件夹"),
    "Back": N_("后退"),
    "Go back": N_("后退"),
    "Forward": N_("前进"),
    "Go forward": N_("前进"),
    "Parent Directory": N_("上一级"),
    "Go to the parent directory": N_("上一级"),
    "Create New Folder": N_("新建文件夹"),
    "Create a New Folder": N_("新建文件夹"),
    "&New Folder": N_("新建文件夹"),
    "New Folder": N_("新建文件夹"),
    "List View": N_("列表"),
    "Change to list view mode": N_("列表"),
    "Detail View": N_("详细信息"),
    "Change to detail view mode": N_("详细信息"),
    "&Rename": N_("重命名"),
    "&Delete": N_("删除"),
    "Show &hidden files": N_("显示隐藏文件"),
    "Sidebar": N_("常用位置"),
    "Computer": N_("计算机"),
    "Remove": N_("移除"),
    "All Files (*)": N_("所有文件 (*)"),
    "Name": N_("名称"),
    "Size": N_("大小"),
    "Type": N_("类型"),
    "Date Modified": N_("修改时间"),
    "Drive": N_("磁盘"),
    "Folder": N_("文件夹"),
    "%1 already exists.\nDo you want to replace it?": N_("%1 已经存在。要替换它吗？"),
    "%1\nFile not found.\nPlease verify the correct file name was given.": N_("没有找到 %1。请检查文件名。"),
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": N_(
        "没有找到文件夹 %1。请检查文件夹名。"
    ),
    "Are you sure you want to delete '%1'?": N_("删除“%1”后不能恢复。要删除吗？"),
    "Could not delete directory.": N_("没有删除文件夹。它可能不是空的，或者没有权限。"),
}
PRINTING = {
    "Print": N_("打印"),
    "&Print": N_("打印"),
    "Printer": N_("打印机"),
    "&Name:": N_("名称"),
    "P&roperties": N_("属性"),
    "Location:": N_("位置"),
    "Copies": N_("份数"),
    "&Copies:": N_("份数"),
    "Copies:": N_("份数"),
    "Print range": N_("打印范围"),
    "Print all": N_("全部"),
    "Pages from": N_("页码从"),
    "Pages": N_("页码"),
    "Current Page": N_("当前页"),
    "Selection": N_("选中的内容"),
    "Output Settings": N_("输出设置"),
    "Collate": N_("逐份打印"),
    "Reverse": N_("逆序打印"),
    "Options": N_("选项"),
    "Print to File (PDF)": N_("打印到 PDF 文件"),
    "&Options >>": N_("更多选项"),
    "&Options <<": N_("收起选项"),
}
WORDS = {**EDITING, **SCROLLING, **ANSWERS, **FILES, **PRINTING}


class QtWords(QTranslator):
    """Answers Qt's own translation with ours, in the language in use at that moment."""

    def translate(self, _context: str, source: str, _note: str | None = None, _n: int = -1) -> str:
        """Our words for one of Qt's sentences, or its own where we have none: empty ones would be shown as nothing."""
        if source == "to":  # a word this short means other things elsewhere
            return pgettext("打印页码", "到")
        return _(WORDS[source]) if source in WORDS else source

    def isEmpty(self) -> bool:
        """It has words, which Qt asks before it takes a translator."""
        return False


def install(app: QCoreApplication) -> None:
    """Let Qt speak our words from now on."""
    QCoreApplication.installTranslator(QtWords(app))
