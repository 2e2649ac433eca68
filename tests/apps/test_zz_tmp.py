import pytest
from django.db import connection
@pytest.mark.django_db
def test_one():
    with connection.cursor() as c:
        c.execute("select current_user, current_database()"); print(c.fetchone())
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("n",range(5))
def test_two(n):
    with connection.cursor() as c:
        c.execute("insert into django_content_type(app_label, model) values ('a','b')")
        c.execute("select count(*) from django_content_type"); print(c.fetchone())
def test_fresh(fresh_database):
    print(fresh_database())
def test_skip():
    pytest.skip("x")
