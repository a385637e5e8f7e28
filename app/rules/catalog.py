"""Standard catalogs (标准目录): versions, what changed between two, what is in force, what is not disclosed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import NamedTuple

from app.i18n import N_, _
from app.rules.problems import Problem


class VersionStatus(StrEnum):
    """What a version of the catalog is to the office."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"


VERSION_STATUS_NAMES: Mapping[VersionStatus, str] = MappingProxyType(
    {
        VersionStatus.DRAFT: N_("未采用"),
        VersionStatus.ADOPTED: N_("已采用"),
        VersionStatus.WITHDRAWN: N_("已废止"),
    }
)


class Mode(StrEnum):
    """How an item is disclosed (公开方式)."""

    PROACTIVE = "proactive"
    ON_REQUEST = "on_request"


MODE_NAMES: Mapping[Mode, str] = MappingProxyType({Mode.PROACTIVE: N_("主动公开"), Mode.ON_REQUEST: N_("依申请公开")})

LEVEL_NAMES: Mapping[str, str] = MappingProxyType(
    {"city": N_("盟市级"), "county": N_("旗县级"), "township": N_("乡级"), "village": N_("村级")}
)


class Standing(StrEnum):
    """How sure a row of a catalog is: the office's own table, read in a published table, or general knowledge."""

    OWN = "own"
    SEEN = "seen"
    UNCHECKED = "unchecked"


STANDING_NAMES: Mapping[Standing, str] = MappingProxyType(
    {
        Standing.OWN: N_("本单位导入"),
        Standing.SEEN: N_("见于已公布目录"),
        Standing.UNCHECKED: N_("未核对"),
    }
)


class Ground(StrEnum):
    """Why something is not disclosed (《政府信息公开条例》第十四至十六条)."""

    STATE_SECRET = "14_secret"
    FORBIDDEN = "14_law"
    SAFETY = "14_safety"
    TRADE_SECRET = "15_trade"
    PRIVACY = "15_privacy"
    INTERNAL = "16_internal"
    PROCESS = "16_process"
    CASE_FILE = "16_case"


GROUND_NAMES: Mapping[Ground, str] = MappingProxyType(
    {
        Ground.STATE_SECRET: N_("国家秘密（第十四条）"),
        Ground.FORBIDDEN: N_("法律、行政法规禁止公开（第十四条）"),
        Ground.SAFETY: N_("可能危及国家安全、公共安全、经济安全、社会稳定（第十四条）"),
        Ground.TRADE_SECRET: N_("商业秘密（第十五条）"),
        Ground.PRIVACY: N_("个人隐私（第十五条）"),
        Ground.INTERNAL: N_("内部事务信息（第十六条第一款）"),
        Ground.PROCESS: N_("过程性信息（第十六条第二款）"),
        Ground.CASE_FILE: N_("行政执法案卷信息（第十六条第二款）"),
    }
)


class ItemFacts(NamedTuple):
    """The facts of an item that a change of catalog is about."""

    domain: str
    level1: str
    level2: str
    level3: str
    content: str
    basis: str
    time_limit: str
    publisher: str
    channels: str
    audience: str
    mode: str
    levels: str

    @property
    def name(self) -> str:
        """The item's name: its finest level that is filled."""
        return self.level3 or self.level2 or self.level1


FIELD_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "domain": N_("领域"),
        "level1": N_("一级事项"),
        "level2": N_("二级事项"),
        "level3": N_("三级事项"),
        "content": N_("公开内容"),
        "basis": N_("公开依据"),
        "time_limit": N_("公开时限"),
        "publisher": N_("公开主体"),
        "channels": N_("公开渠道"),
        "audience": N_("公开对象"),
        "mode": N_("公开方式"),
        "levels": N_("公开层级"),
    }
)


def keyed(items: Iterable[ItemFacts]) -> list[str]:
    """A key for each item, the same in each version: its domain and names, and its turn among items of equal names."""
    seen: Counter[str] = Counter()
    keys = []
    for item in items:
        path = "\x1f".join(part.strip() for part in (item.domain, item.level1, item.level2, item.level3))
        seen[path] += 1
        keys.append(sha256(f"{path}\x1f{seen[path]}".encode()).hexdigest()[:16])
    return keys


class Difference(NamedTuple):
    """One difference between two versions; `field` is empty when the whole item came or went."""

    kind: str  # added, removed, changed
    key: str
    name: str
    field: str = ""
    old: str = ""
    new: str = ""

    @property
    def text(self) -> str:
        """The difference in words, in the language in use."""
        if self.kind == "added":
            return _("新增事项“{name}”").format(name=self.name)
        if self.kind == "removed":
            return _("取消事项“{name}”").format(name=self.name)
        return _("“{name}”的{field}由“{old}”改为“{new}”").format(
            name=self.name, field=_(FIELD_NAMES[self.field]), old=self.old or _("空"), new=self.new or _("空")
        )


def differences(old: Mapping[str, ItemFacts], new: Mapping[str, ItemFacts]) -> list[Difference]:
    """What changed from one version to the next, in the order of the new one, what went away last."""
    found = []
    for key, item in new.items():
        before = old.get(key)
        if before is None:
            found.append(Difference("added", key, item.name))
        else:
            found += [
                Difference("changed", key, item.name, field, was, now)
                for field, was, now in zip(ItemFacts._fields, before, item, strict=True)
                if was != now
            ]
    return found + [Difference("removed", key, item.name) for key, item in old.items() if key not in new]


class VersionFacts(NamedTuple):
    """What decides whether a version is in force."""

    uuid: str
    status: VersionStatus
    effective_from: date | None
    effective_to: date | None
    domains: frozenset[str]


def in_force(versions: Sequence[VersionFacts], day: date) -> dict[str, str]:
    """For each domain, the adopted version that is in force on a day: the latest begun that has not ended."""
    begun = [
        v
        for v in versions
        if v.status == VersionStatus.ADOPTED
        and v.effective_from is not None
        and v.effective_from <= day
        and (v.effective_to is None or day <= v.effective_to)
    ]
    found: dict[str, str] = {}
    for version in sorted(begun, key=lambda v: (v.effective_from or date.min, v.uuid)):
        found.update(dict.fromkeys(version.domains, version.uuid))
    return found


def adoption_problems(status: VersionStatus, rows: int, effective_from: date | None) -> list[Problem]:
    """What keeps a version from being adopted."""
    found = []
    if status != VersionStatus.DRAFT:
        found.append(Problem("status", N_("只有“未采用”的目录可以采用。已废止的目录请重新导入为新版本。")))
    if not rows:
        found.append(Problem("rows", N_("这一版目录没有事项，不能采用。")))
    if effective_from is None:
        found.append(Problem("effective_from", N_("请填写生效日期。")))
    return found


@dataclass(frozen=True, slots=True)
class ExceptionDraft:
    """A matter not to disclose, as it is entered."""

    subject: str
    ground: Ground
    reason: str
    reviewer: str
    decided_on: date


def exception_problems(draft: ExceptionDraft, today: date) -> list[Problem]:
    """What keeps an exception from being entered: it needs a subject, a reason and a reviewer (《条例》第十七条)."""
    found = [
        Problem(field, message)
        for field, message in (
            ("subject", N_("请填写事项名称。")),
            ("reason", N_("请填写理由。")),
            ("reviewer", N_("请填写审查人。")),
        )
        if not getattr(draft, field).strip()
    ]
    if draft.decided_on > today:
        found.append(Problem("decided_on", N_("决定日期不能晚于今天（{today}）。"), {"today": today.isoformat()}))
    return found
