"""Whose file this is, who works here, and what the office chose where law leaves a choice."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.i18n import N_
from app.models.local import Meta
from app.models.office import Office, Person, Setting
from app.operations.refusals import refuse
from app.rules import choices, offices
from app.store.database import Store

FIRST = N_("建立数据文件")
RENAME = N_("修改单位名称")
ADD_PERSON = N_("添加人员")
SET_PIN = N_("修改人员口令")
RETIRE = N_("停用人员")
CHOOSE = N_("修改设置“{label}”")
_WRONG_PIN = N_("口令不对。忘记口令时，可由同事在“设置—人员”里重新设置。")
_SAME_NAME = N_("已有同名人员“{name}”，请加上科室或编号以便区分。")
_RETIRED = N_("“{name}”已停用，不能选择。请在“设置—人员”里重新添加。")
_PIN_ROUNDS = 200_000
_OWN_CODE = select(Meta.value).where(Meta.key == "office")
_CHOSEN = select(Setting.key, Setting.value)


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office."""

    code: str
    name: str
    name_mn: str
    level: offices.Level


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody at this desk."""

    uuid: str
    name: str
    has_pin: bool
    active: bool


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A choice of the office with its value and its source."""

    choice: choices.Choice
    value: str


def create_store(path: Path, draft: offices.OfficeDraft) -> Store:
    """A new file for an office; UserError if the office is not filled in, the file exists, or the disk is full."""
    refuse(offices.office_problems(draft))
    store = Store.create(path)
    store.change(FIRST, lambda session: _own(session, draft))
    return store


def _own(session: Session, draft: offices.OfficeDraft) -> None:
    parent = offices.parent_code(draft.code)
    session.add(
        Office(code=draft.code, name=draft.name.strip(), name_mn=draft.name_mn, level=draft.level, parent_code=parent)
    )
    session.merge(Meta(key="office", value=draft.code))


def own_code(session: Session) -> str:
    """The administrative code of the office whose file this is."""
    return session.connection().execute(_OWN_CODE).scalar_one()


def own(session: Session) -> OfficeRow:
    """The office whose file this is."""
    office = session.scalars(select(Office).where(Office.code == own_code(session))).one()
    return OfficeRow(office.code, office.name, office.name_mn, offices.Level(office.level))


def rename(session: Session, name: str, name_mn: str) -> None:
    """Correct the office's names."""
    row = own(session)
    refuse(offices.office_problems(offices.OfficeDraft(row.code, name, row.level, name_mn)))
    office = session.scalars(select(Office).where(Office.code == row.code)).one()
    office.name, office.name_mn = name.strip(), name_mn


def people(session: Session, all_of_them: bool = False) -> list[PersonRow]:
    """Who works at this desk, by name."""
    found = select(Person).order_by(Person.name)
    if not all_of_them:
        found = found.where(Person.active)
    return [PersonRow(p.uuid, p.name, bool(p.pin_hash), p.active) for p in session.scalars(found)]


def add_person(session: Session, name: str, pin: str = "") -> str:
    """Enter somebody who works here; returns the uuid. Only a salted hash of the PIN is kept."""
    refuse(offices.person_problems(name, pin))
    if session.scalar(select(Person.uuid).where(Person.name == name.strip(), Person.active)):
        raise UserError(_SAME_NAME, {"name": name.strip()})
    person = Person(name=name.strip(), pin_hash=_hashed(pin))
    session.add(person)
    return person.uuid


def set_pin(session: Session, uuid: str, pin: str) -> None:
    """Give somebody a new PIN, or none."""
    person = _person(session, uuid)
    refuse(offices.person_problems(person.name, pin))
    person.pin_hash = _hashed(pin)


def retire(session: Session, uuid: str) -> None:
    """Somebody no longer works here; the name stays on what was done."""
    _person(session, uuid).active = False


def sign_in(session: Session, uuid: str, pin: str = "") -> PersonRow:
    """The person, if the PIN is right or none was set; UserError otherwise."""
    person = _person(session, uuid)
    if not person.active:
        raise UserError(_RETIRED, {"name": person.name})
    if person.pin_hash and not _matches(person.pin_hash, pin):
        raise UserError(_WRONG_PIN)
    return PersonRow(person.uuid, person.name, bool(person.pin_hash), person.active)


def _person(session: Session, uuid: str) -> Person:
    return session.scalars(select(Person).where(Person.uuid == uuid)).one()


def _hashed(pin: str) -> str:
    if not pin:
        return ""
    salt = secrets.token_hex(16)
    return f"{salt}${_derived(salt, pin)}"


def _derived(salt: str, pin: str) -> str:
    return hashlib.pbkdf2_hmac("sha256", pin.encode(), bytes.fromhex(salt), _PIN_ROUNDS).hex()


def _matches(pin_hash: str, pin: str) -> bool:
    salt, _dollar, digest = pin_hash.partition("$")
    return hmac.compare_digest(digest, _derived(salt, pin))


def chosen(session: Session) -> dict[str, str]:
    """The value of every choice: the office's own, or the usual one."""
    own_values = dict(session.connection().execute(_CHOSEN).all())
    return {key: own_values.get(key, choice.default) for key, choice in choices.CHOICES.items()}


def choice_rows(session: Session) -> list[ChoiceRow]:
    """Every choice with its value and its source, for the settings page."""
    values = chosen(session)
    return [ChoiceRow(choice, values[key]) for key, choice in choices.CHOICES.items()]


def choose(session: Session, key: str, value: str) -> None:
    """Make a choice of the office; UserError if the value does not fit."""
    refuse(choices.choice_problems(key, value))
    setting = session.scalar(select(Setting).where(Setting.key == key))
    if setting is None:
        session.add(Setting(key=key, value=value))
    else:
        setting.value = value
