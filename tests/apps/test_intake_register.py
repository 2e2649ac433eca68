"""Verify asks whether the plans that cases pin are what was frozen."""

import pytest
from django.db import connection

from tests.apps.case_scenes import city, faults, forgetful, submit
from yici.database.url import connect

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("city")]


def test_a_plan_that_somebody_changed_is_found(owner_url: str) -> None:
    submit(1)
    assert faults() == []
    with connect(owner_url, autocommit=True) as owner:
        owner.execute("update intake_plan set content = replace(content, 'fire', 'fyre')")
    [fault] = faults()
    assert "is not what was frozen" in fault
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from intake_plan")
        assert cursor.fetchone() == (1,)
