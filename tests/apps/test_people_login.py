import pytest
from django.test import Client

from tests.apps.people_samples import make_user
from yici.people.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse 42"


@pytest.fixture(autouse=True)
def _pages_of_the_login_library(settings, static_files):
    settings.ROOT_URLCONF = "allauth.urls"
    settings.LOGIN_REDIRECT_URL = settings.LOGOUT_REDIRECT_URL = "/"
    settings.LOGIN_URL = "/login/"
    # Our own pages around them are tested where the pages are.
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": []}]
    settings.AXES_LOCKOUT_CALLABLE = None
    # These tests look at no static file; the pages only name them.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]


def test_the_login_library_takes_the_name_in_any_case():
    make_user(username="Li-Si", password=PASSWORD)
    for typed in ("Li-Si", "li-si"):
        client = Client()
        answer = client.post("/login/", {"login": typed, "password": PASSWORD})
        assert (answer.status_code, answer["Location"]) == (302, "/")
        assert client.session["_auth_user_id"]


def test_a_citizen_opens_an_account_and_gets_an_ordered_id():
    answer = Client().post("/signup/", {"username": "zhang", "password1": PASSWORD, "password2": PASSWORD})
    assert answer.status_code == 302
    made = User.objects.get()
    assert (made.kind, made.display_name, made.is_staff, made.pk.version) == ("citizen", "", False, 7)


def test_too_many_wrong_passwords_lock_the_door(settings):
    make_user(username="Li-Si", password=PASSWORD)
    settings.AXES_FAILURE_LIMIT = 2
    for _ in range(2):
        Client().post("/login/", {"login": "Li-Si", "password": "wrong horse 42"})
    answer = Client().post("/login/", {"login": "Li-Si", "password": PASSWORD})
    assert answer.status_code == 429
