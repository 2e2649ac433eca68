"""A script that sends a file by chunks to a page of uploads."""

from django.http import HttpResponse
from django.test import Client

from tests.apps.small_files import pdf
from yici.files.arriving import CHUNK
from yici.people.ids import new_id

PROOF = "premises_right_proof"
LARGE = pdf(filler=CHUNK)


class Sender:
    """A script that sends a file to a page of uploads."""

    def __init__(self, client: Client, address: str, data: bytes = LARGE, material: str = PROOF) -> None:
        self.client, self.address, self.data, self.material = client, address, data, material
        self.told = {"material": material, "name": "租约.pdf", "size": str(len(data)), "mark": "1"}
        self.id = str(new_id())

    def begins(self, **instead: str) -> HttpResponse:
        answer = self.client.post(self.address, self.told | instead)
        if answer.status_code == 201:
            self.id = answer.json()["id"]
        return answer

    def at(self, end: str = "") -> str:
        return f"{self.address}{self.id}/{end}"

    def sends(self, at: int = 0, data: bytes | None = None) -> HttpResponse:
        piece = self.data[at : at + CHUNK] if data is None else data
        return self.client.post(self.at(f"?at={at}"), piece, content_type="application/octet-stream")

    def asks(self) -> HttpResponse:
        return self.client.get(self.at())

    def finishes(self) -> HttpResponse:
        return self.client.post(self.at("finish/"), self.told)

    def cancels(self) -> HttpResponse:
        return self.client.post(self.at("cancel/"))

    def sends_all(self) -> HttpResponse:
        assert self.begins().status_code == 201
        for at in range(0, len(self.data), CHUNK):
            answer = self.sends(at)
            assert answer.status_code == 200, answer.content
        return self.finishes()
