"""A service behind a proxy that speaks TLS: what is sent from its own https pages is taken, from others it is not."""

import subprocess
import sys

import pytest

from tests import server as servers

SENDS = """
import sys
import django
django.setup()
from django.test import Client
secret = "a" * 32
for address in sys.argv[1:]:
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = secret
    headers = {"origin": address, "host": "a.county.example"}
    print(client.post("/accounts/logout/", {"csrfmiddlewaretoken": secret}, headers=headers).status_code)
"""
OWN, OTHER, PLAIN = "https://a.county.example", "https://elsewhere.example", "http://a.county.example"


@pytest.mark.parametrize(("https", "taken"), [("1", [OWN, PLAIN]), ("0", [PLAIN])])
def test_a_form_is_taken_from_the_services_own_addresses(https, taken):
    environment = servers.environment(servers.PLACEHOLDER, servers.PLACEHOLDER)
    environment |= {"YICI_HTTPS": https, "YICI_HOSTS": "city.example,.county.example"}
    sent = [sys.executable, "-c", SENDS, OWN, OTHER, PLAIN]
    done = subprocess.run(sent, env=environment, capture_output=True, text=True, check=True)
    answers = dict(zip((OWN, OTHER, PLAIN), done.stdout.split(), strict=True))
    assert [address for address, answer in answers.items() if answer == "302"] == taken
