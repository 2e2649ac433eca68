"""`yici match`: items of a place listed with what they resemble, confirmed, rejected and taken back."""

import json

import pytest

from tests.apps.catalogue_files import DEFINITIONS
from tests.faces.command_runs import run


@pytest.mark.django_db
def test_matches_are_listed_decided_and_taken_back():
    place, code, item = (
        "511602000000",
        "511A0074300005-511602000000-000-115113016823646795-1-00",
        "individual-registration",
    )
    assert run("publish", str(DEFINITIONS)).exit_code == 0
    proposed = json.loads(run("match", "list", place, "--json").output)
    assert proposed[0]["score"] == 100
    assert (code, item) in [(row["code"], row["item"]) for row in proposed]
    assert run("match", "confirm", place, code, item).exit_code == 0
    assert run("match", "reject", place, code, item).exception.code == "match.decided"
    [decided] = json.loads(run("match", "list", place, "--decided", "--json").output)
    assert (decided["standing"], decided["decided_by"], decided["item_name"]) == (
        "confirmed",
        "operator",
        "个体工商户设立登记",
    )
    assert "个体工商户设立登记" in run("match", "list", place, "--decided").output
    assert run("match", "undo", place, code, item).exit_code == 0
    assert run("match", "reject", place, code, item).exit_code == 0
    shown = run("match", "list", place, "--least", "99").output
    assert code not in shown
    assert "名称相同" in shown
    assert "match." not in shown
    assert "没有找到相近的基本目录事项" in shown
