"""How the window looks and speaks: language, way of writing, colours and size, put on together."""

from PySide6.QtWidgets import QApplication

from app import i18n
from app.i18n import N_
from app.settings import Settings
from app.ui import theme, writing_mode

NO_FACES = N_("没有找到竖排蒙古文的字体，暂时横排显示。请重新安装程序。")


def wear(app: QApplication, settings: Settings) -> bool:
    """Use this language, way of writing, these colours and this size from now on.

    Whether they could all be had: without its own typefaces the program writes Mongolian in lines.
    """
    i18n.set_language(settings.language)
    wanted = settings.writing_mode
    able = settings.language != "mn_Mong" or wanted == writing_mode.HORIZONTAL or theme.load_column_faces()
    writing_mode.set_mongolian(wanted if able else writing_mode.HORIZONTAL)
    theme.apply(app, settings.theme, settings.scale, settings.language, writing_mode.vertical())
    writing_mode.turn_all()
    return able
