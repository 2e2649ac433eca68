"""A document of a case as it is printed."""

from typing import Any

from tests.apps.pdf_reading import text_of as printed_text


def printed(client: Any, case_id: str, kind: str, item: str) -> str:
    answer = client.get(f"/desk/{case_id}/documents/{kind}/{item}.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return "".join(printed_text(answer.content).split())
