"""Pinyin readings of Chinese characters, and the ways a typed Latin query can be read as pinyin.

Readings have no tones; ü is written v, as it is typed. The characters that are really read in several ways, in words of
today and in names, stand in a table of their own; of any other character the rare and ancient readings are left out.
"""

from functools import lru_cache

SEGMENTATIONS_KEPT = 16
LONGEST_QUERY = 60

_BY_INITIAL = """
a _ i n ng o
b a ai an ang ao ei en eng i ian iao ie in ing o u
c a ai an ang ao e en eng ong ou u uan ui un uo
ch a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo
c i
d a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo
e _ i n ng r
f a an ang ei en eng o ou u
g a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
h a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
j i ia ian iang iao ie in ing iong iu u uan ue un
k a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
l a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve
m a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u
n a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve
o _ u
p a ai an ang ao ei en eng i ian iao ie in ing o ou u
q i ia ian iang iao ie in ing iong iu u uan ue un
r an ang ao e en eng i ong ou u ua uan ui un uo
s a ai an ang ao e en eng i ong ou u uan ui un uo
sh a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo
t a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo
w a ai an ang ei en eng o u
x i ia ian iang iao ie in ing iong iu u uan ue un
y a an ang ao e i in ing o ong ou u uan ue un
z a ai an ang ao e ei en eng i ong ou u uan ui un uo
zh a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo
"""


def _spell_out(table: str) -> frozenset[str]:
    """Return every syllable of a table whose lines hold an initial and its finals; "_" is the empty final."""
    rows = [line.split() for line in table.split("\n") if line]
    return frozenset(row[0] + final.strip("_") for row in rows for final in row[1:])


_POLYPHONES = """
阿 a e; 艾 ai yi; 拗 ao niu; 百 bai bo; 柏 bai bo; 伯 bo bai; 蚌 bang beng; 薄 bo bao; 堡 bao pu bu; 刨 pao bao
暴 bao pu; 曝 pu bao; 炮 pao bao; 被 bei pi; 臂 bi bei; 辟 pi bi; 秘 mi bi; 泌 mi bi; 扁 bian pian; 便 bian pian
剥 bo bao; 泊 bo po; 卜 bu bo; 埔 pu bu; 参 can shen cen; 藏 cang zang; 曾 zeng ceng; 差 cha chai ci; 查 cha zha
喳 zha cha; 刹 cha sha; 禅 chan shan; 颤 chan zhan; 单 dan shan chan; 长 chang zhang; 裳 chang shang
朝 chao zhao; 剿 jiao chao; 车 che ju; 称 cheng chen; 沈 shen chen; 乘 cheng sheng; 盛 sheng cheng
澄 cheng deng; 匙 chi shi; 重 zhong chong; 种 zhong chong; 仇 chou qiu; 臭 chou xiu; 畜 xu chu; 传 chuan zhuan
幢 zhuang chuang; 椎 zhui chui; 伺 si ci; 攒 zan cuan; 卒 zu cu; 沓 ta da; 大 da dai; 嗒 da ta; 弹 dan tan
石 shi dan; 叨 dao tao; 的 de di; 得 de dei; 地 di de; 提 ti di; 翟 zhai di; 调 diao tiao; 丁 ding zheng
都 du dou; 读 du dou; 度 du duo; 囤 dun tun; 敦 dun dui; 侗 dong tong; 峒 dong tong; 恶 e wu; 番 fan pan
否 fou pi; 脯 fu pu; 夹 jia ga; 咖 ka ga; 伽 jia qie ga; 轧 zha ya ga; 蛤 ha ge; 盖 gai ge; 合 he ge; 给 gei ji
颈 jing geng; 谷 gu yu; 贾 jia gu; 呱 gua gu; 莞 guan wan; 纶 lun guan; 龟 gui jun qiu; 匮 kui gui; 还 hai huan
咳 ke hai; 吭 keng hang; 行 xing hang; 巷 xiang hang; 貉 he hao; 和 he huo hu; 核 he hu; 吓 xia he
虹 hong jiang; 豁 huo hua; 会 hui kuai; 奇 qi ji; 稽 ji qi; 系 xi ji; 茄 qie jia; 降 jiang xiang; 校 xiao jiao
角 jiao jue; 脚 jiao jue; 觉 jue jiao; 嚼 jiao jue; 解 jie xie; 藉 jie ji; 劲 jin jing; 圈 quan juan; 卡 ka qia
扛 kang gang; 壳 ke qiao; 落 luo la lao; 络 luo lao; 烙 lao luo; 乐 le yue; 勒 le lei; 肋 lei le; 俩 lia liang
了 le liao; 六 liu lu; 陆 lu liu; 碌 lu liu; 弄 nong long; 露 lu lou; 绿 lv lu; 率 lv shuai; 脉 mai mo
埋 mai man; 蔓 man wan; 没 mei mo; 糜 mi mei; 缪 miao mou miu; 模 mo mu; 抹 mo ma; 摩 mo ma; 万 wan mo
牟 mou mu; 娜 na nuo; 哪 na nei; 呢 ne ni; 溺 ni niao; 粘 zhan nian; 尿 niao sui; 区 qu ou; 扒 ba pa; 耙 pa ba
胖 pang pan; 磅 bang pang; 迫 po pai; 朴 pu piao po; 瀑 pu bao; 屏 ping bing; 冯 feng ping; 栖 qi xi
铅 qian yan; 茜 qian xi; 纤 xian qian; 亲 qin qing; 雀 que qiao; 覃 qin tan; 塞 sai se; 色 se shai; 莎 sha suo
杉 shan sha; 厦 sha xia; 栅 zha shan; 汤 tang shang; 召 zhao shao; 折 zhe she; 拾 shi she; 什 shi shen
省 sheng xing; 识 shi zhi; 似 si shi; 熟 shu shou; 属 shu zhu; 术 shu zhu; 数 shu shuo; 说 shuo shui
谁 shui shei; 宿 su xiu; 拓 tuo ta; 铛 dang cheng; 圩 wei xu; 遗 yi wei; 尉 wei yu; 蔚 wei yu; 洗 xi xian
吁 yu xu; 削 xiao xue; 血 xue xie; 叶 ye xie; 俞 yu shu; 粥 zhou yu; 崖 ya ai; 咽 yan ye; 殷 yin yan; 钥 yao yue
约 yue yao; 员 yuan yun; 择 ze zhai; 扎 zha za; 爪 zhua zhao; 仔 zi zai; 着 zhe zhuo zhao; 著 zhu zhuo
〇 ling yuan
"""


def _by_character(table: str) -> dict[str, tuple[str, ...]]:
    """Read a table of entries, each a character and its readings, parted by semicolons and line ends."""
    entries = [entry.split() for line in table.strip().split("\n") for entry in line.split(";")]
    return {entry[0]: tuple(entry[1:]) for entry in entries}


POLYPHONES = _by_character(_POLYPHONES)
"""The toneless readings, commonest first, of characters with several."""

SYLLABLES = _spell_out(_BY_INITIAL)
"""The syllables of standard Chinese, without tones."""

_BEGINNINGS = frozenset(syllable[:length] for syllable in SYLLABLES for length in range(len(syllable) + 1))
_LONGEST = max(map(len, SYLLABLES))


@lru_cache(maxsize=65536)
def readings(character: str) -> tuple[str, ...]:
    """Return the toneless syllables of one character, commonest first; none for anything but a Chinese character."""
    if character in POLYPHONES:
        return POLYPHONES[character]
    # Imported late: loading its dictionaries costs a fifth of a second.
    from pypinyin import Style, lazy_pinyin

    return tuple(
        reading for reading in lazy_pinyin(character, style=Style.NORMAL, errors="ignore") if reading in SYLLABLES
    )


@lru_cache(maxsize=65536)
def first_letters(character: str) -> tuple[str, ...]:
    """Return the different first letters of the readings of one character."""
    return tuple(dict.fromkeys(reading[0] for reading in readings(character)))


def syllables(text: str) -> list[tuple[str, ...]]:
    """Return for each character its toneless syllables; an empty tuple where there are none."""
    return [readings(character) for character in text]


def initials(text: str) -> list[tuple[str, ...]]:
    """Return for each character the first letters of its readings; an empty tuple where there are none."""
    return [first_letters(character) for character in text]


def segment(query: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return each way to read a–z letters as full syllables and a remainder that begins another syllable.

    `xian` gives (("xian",), ""), (("xi", "an"), ""), … ; at most SEGMENTATIONS_KEPT ways, long syllables first;
    none when the letters cannot be pinyin or are more than LONGEST_QUERY.
    """
    if len(query) > LONGEST_QUERY:
        return ()
    return tuple(way for way in _ways(query) if way[0] or way[1])


@lru_cache(maxsize=4096)
def _ways(query: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return all readings of the query, the empty one included."""
    ways: list[tuple[tuple[str, ...], str]] = []
    for length in range(min(_LONGEST, len(query)), 0, -1):
        if query[:length] in SYLLABLES:
            ways += [((query[:length], *rest), remainder) for rest, remainder in _ways(query[length:])]
    if query in _BEGINNINGS:
        ways.append(((), query))
    return tuple(ways[:SEGMENTATIONS_KEPT])
