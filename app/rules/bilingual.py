"""How Chinese and Mongolian stand on one sheet (蒙汉两种文字并用): presets with the day they began to hold.

Whether the measures of 1996 were formally repealed was not found, and no text seen says which side of a vertical column
is the prominent one. So every preset is an office's choice, shown with its source, and a printed sheet keeps its own.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from app.i18n import N_

PROMINENT_SINCE = date(2026, 7, 1)
"""民族团结进步促进法 (2026-03-12), in force from this day."""


class Layout(StrEnum):
    """A preset; the values stand in records and packages and never change."""

    ZH_PROMINENT_2026 = "zh_prominent_2026"
    MN_FIRST_1996 = "mn_first_1996"
    ZH_ONLY = "zh_only"
    MN_ONLY = "mn_only"

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the sheet in reading order: the first stands first, above or at the left."""
        return _LANGUAGES[self]


_LANGUAGES: Mapping[Layout, tuple[str, ...]] = MappingProxyType(
    {
        Layout.ZH_PROMINENT_2026: ("zh", "mn_Mong"),
        Layout.MN_FIRST_1996: ("mn_Mong", "zh"),
        Layout.ZH_ONLY: ("zh",),
        Layout.MN_ONLY: ("mn_Mong",),
    }
)

LAYOUT_NAMES: Mapping[Layout, str] = MappingProxyType(
    {
        Layout.ZH_PROMINENT_2026: N_("汉蒙并用，汉文突出"),
        Layout.MN_FIRST_1996: N_("蒙汉并用，蒙文在前"),
        Layout.ZH_ONLY: N_("只用汉文"),
        Layout.MN_ONLY: N_("只用蒙古文"),
    }
)

LAYOUT_SOURCES: Mapping[Layout, str] = MappingProxyType(
    {
        Layout.ZH_PROMINENT_2026: N_(
            "《民族团结进步促进法》2026年7月1日起施行：公共场所同时使用两种文字的，国家通用文字应当在位置、顺序等方面突出"
            "（据新闻报道，条文原文未核）。竖排蒙文与横排汉文并列时哪一侧为突出，没有见到规定。"
        ),
        Layout.MN_FIRST_1996: N_(
            "《内蒙古自治区社会市面蒙汉两种文字并用管理办法》（内政办发〔1996〕32号）第三条：横写的蒙文在上或在前，"
            "竖写的蒙文在左，两种文字字号、材质相同。是否已废止没有查到；用于按原样重印旧件。"
        ),
        Layout.ZH_ONLY: N_("由本单位决定。有的旗县规定公示须两种文字并用，只用一种前请核对。"),
        Layout.MN_ONLY: N_("由本单位决定。有的旗县规定公示须两种文字并用，只用一种前请核对。"),
    }
)

RESPONSIBLE = N_("两种文字的位置、顺序和大小由印发单位决定并负责。")


def usual_layout(day: date) -> Layout:
    """The bilingual preset for a sheet of this day: what held on it."""
    return Layout.ZH_PROMINENT_2026 if day >= PROMINENT_SINCE else Layout.MN_FIRST_1996
