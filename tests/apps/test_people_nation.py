import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from yici.database.url import django_database
from yici.people.load import FOLDER, SHIPPED_PLACES, Loaded, load_places
from yici.people.queries import ancestors, children, find, place


@pytest.fixture
def own_database(fresh_database, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database for this test alone: rolled back, the nation would leave its pages behind in the shared one."""
    shared = dict(connection.settings_dict)
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict.update(django_database(fresh_database().app_url))
        yield
        connection.close()
        connection.settings_dict.update(shared)


# Seconds by COPY; on a busy machine it may be a minute.
@pytest.mark.timeout(300)
@pytest.mark.soak
def test_the_whole_nation_loads(own_database):
    heard = []
    whole = SHIPPED_PLACES[5]
    assert load_places(progress=heard.append) == Loaded(whole, whole, 0)
    assert [one.rows for one in heard] == sorted(one.rows for one in heard)
    assert (len(heard), heard[-1].stage, heard[-1].rows) == (35, "merge", whole)
    assert load_places(levels=3) == Loaded(SHIPPED_PLACES[3], 0, 0)
    assert counted() == {1: 31, 2: 342, 3: 2_975, 4: 41_351, 5: 620_572}


def test_a_province_loads_and_is_found_and_loading_a_part_again_changes_nothing(
    own_database, tmp_path, django_assert_num_queries
):
    heard = []
    below = part("33", tmp_path / "province.csv")
    whole = SHIPPED_PLACES[3] + len(below.read_text("utf-8").splitlines()) - 1
    loaded = load_places(files=[FOLDER / "divisions-1-3.csv.gz", below], progress=heard.append)
    assert loaded == Loaded(whole, whole, 0)
    assert [one.rows for one in heard] == sorted(one.rows for one in heard)
    assert (len(heard), heard[-1].stage, heard[-1].rows) == (3, "merge", whole)

    village = place("330881121205")
    assert village.path == "浙江省衢州市江山市贺村镇丰益村委会"
    assert [row.name for row in ancestors(village.code)] == ["浙江省", "衢州市", "江山市", "贺村镇"]
    with django_assert_num_queries(4):
        assert village in find("贺村镇丰益村")
        assert village in find("丰益村", 100)
        assert village in find("fyc", within="330881000000")
        assert village in children("330881121000", "330881121204", 1)
    assert [row.level for row in find("s", 500)] == sorted(row.level for row in find("s", 500))

    assert load_places(files=[part("3308811", tmp_path / "part.csv")]) == Loaded(206, 0, 0)
    assert load_places(levels=3) == Loaded(SHIPPED_PLACES[3], 0, 0)
    assert sum(counted().values()) == whole


def part(prefix: str, path: Path) -> Path:
    with gzip.open(FOLDER / "divisions-4-5.csv.gz", "rt", encoding="utf-8") as whole:
        path.write_text("".join(line for line in whole if line.startswith(("code", prefix))), "utf-8")
    return path


def counted() -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT level, count(*) FROM people_place GROUP BY level")
        return dict(cursor.fetchall())
