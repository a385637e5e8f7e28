"""The dialogs of the page of packages, each as it stands in the middle of its work."""

from app.operations import offices
from app.operations.packages import arrivals, errands, pack_opening, packs, sending, trust
from app.rules.offices import Level, OfficeDraft
from app.ui.packages.answer_dialog import AnswerDialog
from app.ui.packages.arrival_dialog import ArrivalDialog
from app.ui.packages.found_dialog import FoundDialog, Known
from app.ui.packages.pack_dialogs import CopyDialog, MakePackDialog, PackPlanDialog
from app.ui.packages.recovery_dialog import RecoveryDialog
from app.ui.packages.trust_dialogs import CardDialog, EnrolDialog, RevokeDialog
from tests.factory import ask, do
from tests.ui.packages.conftest import NOW, TODAY

LEAGUE = OfficeDraft("0000", "演示盟", Level.LEAGUE)
VILLAGE = OfficeDraft("000000000201", "演示一嘎查", Level.VILLAGE)


def village(store):
    """An office below, known here; its store, its keys and its card."""
    folder = store.path.parent / "village"
    below, keys = offices.create_store(folder / "office.iltod", VILLAGE), folder / "keys"
    return below, keys, ask(below, trust.own_card, keys, NOW, "一号机")


def package(store):
    """A package of an office below, whose card is known here."""
    below, keys, card = village(store)
    do(store, trust.enrol, card, card.key.fingerprint, TODAY)
    exported = sending.export(below, keys, NOW)
    below.close()
    return exported.path


def choosing(window, store):
    path = package(store)
    known = Known("000000000", {VILLAGE.code: VILLAGE.name}, ())
    return FoundDialog(window, path.parent, errands.found_on(path.parent), known)


def planning(window, store):
    return ArrivalDialog(window, arrivals.opened(store, errands.keys_folder(), package(store), NOW))


def answering(window, store):
    return AnswerDialog(window, errands.keys_folder(), "0" * 64, VILLAGE.name, store.path.parent)


def enrolling(window, store):
    below, _keys, card = village(store)
    below.close()
    return EnrolDialog(window, window.context, card)


def revoking(window, store):
    package(store)
    return RevokeDialog(window, ask(store, trust.listed)[0])


def recovering(window, _store):
    dialog = RecoveryDialog(window, window.context, errands.keys_folder(), False)
    dialog.make()
    return dialog


def situation(store):
    return ask(store, pack_opening.situation, sending.outbox(store))


def making_a_pack(window, store):
    return MakePackDialog(window, situation(store), TODAY)


def copying(window, store):
    package(store)
    return CopyDialog(window, situation(store).below)


def planning_a_pack(window, store):
    folder = store.path.parent / "league"
    above, keys = offices.create_store(folder / "office.iltod", LEAGUE), folder / "keys"
    card = ask(above, trust.own_card, keys, NOW, "一号机")
    do(store, trust.enrol, card, card.key.fingerprint, TODAY)
    made = packs.make(above, keys, "", frozenset({packs.Part.CALENDARS}), None, NOW)
    above.close()
    with errands.opened(store, made.path) as parcel:
        return PackPlanDialog(window, ask(store, packs.plan, parcel, TODAY), TODAY)


DIALOGS = {
    MakePackDialog: making_a_pack,
    CopyDialog: copying,
    PackPlanDialog: planning_a_pack,
    FoundDialog: choosing,
    ArrivalDialog: planning,
    AnswerDialog: answering,
    CardDialog: lambda window, _store: CardDialog(window, "党政办一号机"),
    EnrolDialog: enrolling,
    RevokeDialog: revoking,
    RecoveryDialog: recovering,
}
