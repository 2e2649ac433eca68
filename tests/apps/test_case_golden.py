"""What was recorded by an earlier version folds as it did, or the fold has a new number and rows are made anew."""

import json
from datetime import datetime

from tests.apps.fold_golden import folded, kept
from yici.cases.codec import CODEC
from yici.cases.register import FOLD
from yici.domain.event import canonical
from yici.ledger.values import Line

WRITE = "give the fold a new number (cases/register.py), then: python -m tests.apps.fold_golden"


def test_a_change_of_what_events_fold_to_has_a_number() -> None:
    told = kept()
    # A field that was added since reads as its default, in rows as in this file.
    read = [CODEC.state_of(one["state"]) for one in told["cases"]]
    states = [json.loads(json.dumps(CODEC.snapshot(one), default=str)) for one in read]
    changed = [n for n, one in enumerate(told["cases"]) if folded(one["events"]) != states[n]]
    assert not changed or told["fold"] != FOLD, WRITE
    assert (changed, told["fold"]) == ([], FOLD), "python -m tests.apps.fold_golden"


def test_it_covers_most_of_what_can_happen() -> None:
    kinds = {event["kind"] for one in kept()["cases"] for event in one["events"]}
    assert len(kinds) >= 29
    assert {"case.correction_supplied", "inspection.recorded", "commitment.repaired", "card.issued"} <= kinds


def test_an_event_is_read_from_its_line_as_from_its_fields() -> None:
    for one in kept()["cases"]:
        for seq, told in enumerate(one["events"], 1):
            line = Line(seq, told["kind"], told["at"], canonical(told["body"]))
            whole = CODEC.event_of(told["kind"], datetime.fromisoformat(told["at"]), told["body"])
            assert CODEC.event_from(line) == whole
