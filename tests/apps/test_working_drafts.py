"""Working drafts: opening, changing, going back, two editors at once, the files of a release, proposing."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from tests.apps.case_scenes import MONDAY, PLACE
from tests.apps.catalogue_files import ITEM, town
from tests.apps.changes_prepared import FEW
from tests.apps.proposal_scenes import ANN, BEN, EDITOR, first, release
from yici.catalogue import queries, store
from yici.catalogue.models import WorkingStep
from yici.catalogue.working import rows
from yici.catalogue.working.drafts import (
    Draft,
    draft_change,
    draft_discard,
    draft_drop,
    draft_move,
    draft_of,
    draft_open,
    draft_reopen,
    draft_restore,
)
from yici.catalogue.working.effects import draft_propose, effects_ask, effects_known, effects_run
from yici.domain.authority import Grants
from yici.domain.comparing import effects
from yici.domain.error import Conflict, Forbidden, Invalid, NotFound, Refused
from yici.people.ids import new_id

__all__ = ["first"]
FOOD = "items/food.yaml"
CHANGED = ITEM.replace("食品经营许可", "食品经营许可（改）")
pytestmark = pytest.mark.usefixtures("first")


def who(actor: Any = ANN, grants: Grants = EDITOR) -> dict[str, Any]:
    return {"actor": actor, "grants": grants, "place": PLACE, "now": MONDAY}


def begun(files: dict[str, str] | None = None) -> UUID:
    return draft_open(draft_id=new_id(), name="改", files=files or {}, **who())


def read(draft_id: UUID) -> Draft:
    return draft_of(draft_id=draft_id, grants=EDITOR, place=PLACE)


def path_of_food(draft: Draft) -> str:
    return next(one.file for one in draft.base.reads if (one.kind, one.id) == ("item", "food"))


def change(draft_id: UUID, text: str | None, seen: int | None = None, by: Any = ANN, path: str = FOOD) -> int:
    told = None if seen is None else {path: seen}
    return draft_change(draft_id=draft_id, files={path: text}, seen=told, what="text", **who(by))


def test_a_draft_shows_the_files_of_its_release_as_they_were_written() -> None:
    draft = read(begun())
    for one in town().files:
        found = next(read for read in draft.base.reads if (read.kind, read.id) == (one.kind, one.id))
        assert draft.text(found.file) == one.text != ""
    assert draft.judged().own == ()
    assert draft.judged().digest == draft.digest


def test_a_change_stands_over_the_base_and_every_step_can_be_gone_back_to() -> None:
    draft_id = begun()
    path = path_of_food(read(draft_id))
    texts = [ITEM.replace("食品经营许可", f"许可{number}") for number in range(4)]
    for text in texts:
        change(draft_id, text, path=path)
    assert change(draft_id, texts[-1], path=path) == 4
    assert read(draft_id).judged().catalogue.items["food"].name == "许可3"
    step = draft_restore(draft_id=draft_id, number=2, seen=4, **who())
    assert (step, read(draft_id).text(path)) == (5, texts[1])
    assert draft_restore(draft_id=draft_id, number=4, seen=5, **who()) == 6
    assert read(draft_id).text(path) == texts[3]
    draft_restore(draft_id=draft_id, number=0, seen=6, **who())
    assert (read(draft_id).files, read(draft_id).judged().digest) == ({}, read(draft_id).digest)
    with pytest.raises(Conflict):
        draft_restore(draft_id=draft_id, number=1, seen=2, **who())
    with pytest.raises(NotFound):
        draft_restore(draft_id=draft_id, number=99, seen=7, **who())


def test_old_steps_are_forgotten_but_what_stood_then_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST_STEPS", 5)
    draft_id = begun({"items/other.yaml": "a: b\n"})
    for number in range(20):
        change(draft_id, f"n: {number}\n")
    assert WorkingStep.objects.filter(draft=draft_id).count() <= 7
    assert rows.files_at(draft_id, 17) == {"items/other.yaml": "a: b\n", FOOD: "n: 15\n"}


def test_nobody_overwrites_what_they_have_not_seen() -> None:
    draft_id = begun()
    change(draft_id, "a: 1\n", seen=0)
    with pytest.raises(Conflict) as refusal:
        change(draft_id, "a: 2\n", seen=0, by=BEN)
    assert refusal.value.params["files"] == [FOOD]
    assert read(draft_id).text(FOOD) == "a: 1\n"
    change(draft_id, "b: 1\n", seen=0, by=BEN, path="items/other.yaml")
    assert set(read(draft_id).files) == {FOOD, "items/other.yaml"}
    with pytest.raises(Conflict):
        draft_drop(draft_id=draft_id, path=FOOD, seen=0, **who(BEN))


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_told() -> None:
    draft_id = begun()

    def at_once(number: int) -> str:
        try:
            change(draft_id, f"n: {number}\n", seen=0, by=(ANN, BEN)[number % 2])
        except Conflict as refusal:
            return refusal.code
        finally:
            connections.close_all()
        return "kept"

    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(at_once, range(6)))
    assert sorted(told) == ["kept", *["working.changed_meanwhile"] * 5]
    assert read(draft_id).row.step == 1
    assert WorkingStep.objects.filter(draft=draft_id).count() == 1


@pytest.mark.parametrize(
    "path",
    ["food.yaml", "../items/food.yaml", "items/../food.yaml", "/items/food.yaml", "items/food.yml", "other/food.yaml",
     "items/.hidden.yaml", "lists/x.yaml", "items/a\0.yaml", "items\\food.yaml", "items/" + "a" * 300 + ".yaml", ""],
)  # fmt: skip
def test_no_path_leads_out_of_the_folders(path: str) -> None:
    with pytest.raises(Invalid):
        change(begun(), "a: b\n", path=path)


def test_hostile_files_are_kept_and_told_and_too_large_ones_refused() -> None:
    draft_id = begun()
    for text in ("a: &x [1]\nb: *x\n", "{" * 5000, "- " * 5000 + "a", "a: !!python/object x\n", "\tx: y\n", "",
                 "a: 1\na: 2",                 "format: 1\nkind: item\nid: x\n" + "unbekannt: 1\n"):  # fmt: skip
        change(draft_id, text)
        assert read(draft_id).text(FOOD) == text
        assert not read(draft_id).judged().sound
    rows_of_a_list = "format: 1\nkind: themes\nid: many\nthemes:\n" + "  - a\n" * 100_000
    change(draft_id, rows_of_a_list)
    assert not read(draft_id).judged().sound
    for text in ("a" * (1024 * 1024 + 1), "a: \0"):
        with pytest.raises(Invalid):
            change(draft_id, text)


def test_only_editors_have_anything_to_do_with_it() -> None:
    draft_id = begun()
    nobody = who(grants=Grants(()))
    for act in (
        lambda: draft_of(draft_id=draft_id, grants=Grants(()), place=PLACE),
        lambda: draft_open(draft_id=new_id(), name="x", files={}, **nobody),
        lambda: draft_change(draft_id=draft_id, files={FOOD: ""}, seen=None, what="text", **nobody),
        lambda: draft_discard(draft_id=draft_id, **nobody),
        lambda: draft_restore(draft_id=draft_id, number=0, seen=0, **nobody),
        lambda: effects_ask(draft_id=draft_id, step=0, grants=Grants(()), place=PLACE, now=MONDAY),
        lambda: draft_propose(draft_id=draft_id, proposal_id=new_id(), step=0, note="", **nobody),
    ):
        with pytest.raises(Forbidden):
            act()


def test_a_discarded_draft_can_be_taken_up_again_and_until_then_not_changed() -> None:
    draft_id = begun({FOOD: "a: b\n"})
    draft_discard(draft_id=draft_id, **who())
    with pytest.raises(Refused):
        change(draft_id, "a: c\n")
    draft_reopen(draft_id=draft_id, **who())
    change(draft_id, "a: c\n")


def test_what_is_taken_out_is_missed_where_it_is_named() -> None:
    draft_id = begun()
    change(draft_id, None, path=path_of_food(read(draft_id)))
    found = read(draft_id).judged()
    assert "food" not in found.catalogue.items
    assert [(one.code, one.params["name"]) for one in found.others if one.code == "name.unknown"]
    assert not found.sound


def propose(draft_id: UUID, by: Any = ANN) -> int:
    step = read(draft_id).row.step
    return draft_propose(draft_id=draft_id, proposal_id=new_id(), step=step, note="改名", **who(by))


def test_a_draft_is_tried_proposed_and_released_by_somebody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    for bound, most in FEW.items():
        monkeypatch.setattr(effects, bound, most)
    draft_id = begun()
    path = path_of_food(read(draft_id))
    remarked = "# 写给同事的话\n" + CHANGED
    change(draft_id, remarked, path=path)
    with pytest.raises(Refused) as refusal:
        propose(draft_id)
    assert refusal.value.code == "working.no_effects"
    effects_ask(draft_id=draft_id, step=1, grants=EDITOR, place=PLACE, now=MONDAY)
    assert effects_run(now=MONDAY) == draft_id
    assert effects_run(now=MONDAY) is None
    assert effects_known(read(draft_id)) is not None
    number = propose(draft_id)
    assert (read(draft_id).row.state, read(draft_id).row.proposal) == ("proposed", number)
    with pytest.raises(Refused):
        release(number, by=ANN)
    release(number, by=BEN)
    assert queries.current().items["food"].name == "食品经营许可（改）"
    # The file of the new release is the one that was written, with its remark.
    assert read(begun()).text(path) == remarked


def test_an_unsound_draft_is_neither_tried_nor_proposed() -> None:
    draft_id = begun({FOOD: "kind: item\n"})
    with pytest.raises(Invalid):
        effects_ask(draft_id=draft_id, step=1, grants=EDITOR, place=PLACE, now=MONDAY)
    with pytest.raises(Invalid):
        propose(draft_id)


def test_on_a_newer_release_a_draft_is_moved_before_it_is_proposed() -> None:
    draft_id, other = begun(), begun()
    path = path_of_food(read(draft_id))
    change(draft_id, CHANGED, path=path)
    change(other, ITEM.replace("食品经营许可", "另一个名字"), path=path)
    effects_ask(draft_id=other, step=1, grants=EDITOR, place=PLACE, now=MONDAY)
    effects_run(now=MONDAY)
    release(propose(other), by=BEN)
    with pytest.raises(Refused) as refusal:
        propose(draft_id)
    assert refusal.value.code == "proposal.stale"
    newest = store.newest_number()
    draft_move(draft_id=draft_id, base=newest, **who())
    assert (read(draft_id).row.base, read(draft_id).text(path)) == (newest, CHANGED)
