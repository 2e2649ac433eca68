"""Editors who press at once: one of them does what they ask, and the others are told why not."""

from threading import Barrier

import pytest

from tests.apps.case_scenes import faults, forgetful
from tests.apps.ledger_samples import Threads
from tests.apps.proposal_scenes import ANN, BEN, editor, first, proposed, release, renamed, withdraw
from yici.catalogue import queries
from yici.catalogue.services import Published
from yici.domain.error import Conflict, Refused
from yici.domain.event import Actor

__all__ = ["first", "forgetful"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("first")
@pytest.mark.parametrize("rest", range(3))
def test_of_two_who_release_at_once_one_does(rest):
    number, together = proposed(renamed()), Barrier(2)

    def press(by: Actor) -> Published:
        together.wait()
        return release(number, by=by)

    results = Threads(lambda: press(BEN), lambda: press(editor(3))).run()
    won = [done for done in results if isinstance(done, Published)]
    [lost] = [error for error in results if isinstance(error, Refused)]
    assert ([done.number for done in won], lost.code) == ([2], "proposal.closed")
    assert [one.number for one in queries.releases()] == [2, 1]
    assert faults() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("first")
@pytest.mark.parametrize("rest", range(3))
def test_of_two_proposals_released_at_once_one_is_and_the_other_has_to_be_made_again(rest):
    numbers, together = (proposed(renamed()), proposed(renamed("柯城"))), Barrier(2)

    def press(number: int) -> Published:
        together.wait()
        return release(number)

    results = Threads(lambda: press(numbers[0]), lambda: press(numbers[1])).run()
    won = [done for done in results if isinstance(done, Published)]
    [lost] = [error for error in results if isinstance(error, (Refused, Conflict))]
    assert [done.number for done in won] == [2]
    assert lost.code in ("proposal.stale", "catalogue.published_meanwhile")
    assert sorted(one.state for one in queries.proposals()) == ["open", "released"]
    assert faults() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("first")
def test_author_and_editor_who_decide_at_once_do_not_both():
    number, together = proposed(renamed()), Barrier(2)

    def press(act: object) -> object:
        together.wait()
        return act()  # type: ignore[operator]

    results = Threads(
        lambda: press(lambda: withdraw(number, by=ANN) or "withdrawn"),
        lambda: press(lambda: release(number) and "released"),
    ).run()
    done = [one for one in results if isinstance(one, str)]
    assert done == [queries.proposal(number).state]
    assert len(queries.releases()) == (2 if done == ["released"] else 1)
    assert faults() == []
