"""What the law wants to stand on a document, field by field, each with its source; no template may leave it out."""

from typing import Final

LICENSING: Final = "行政许可法"
_DATED: Final = f"{LICENSING}第三十二条第二款"
_ALL: Final = f"{LICENSING}第三十条"
_TOLD: Final = f"{LICENSING}第三十二条第一款第四项"
_PROMISED: Final = "国办发〔2020〕42号"
_GIVEN: Final = f"{LICENSING}第三十九条"
PLATFORM: Final = ""
"""No law: without it nobody could check the document."""
MANDATORY: Final[dict[str, dict[str, str]]] = {
    "one_time_notice": {
        "matter": _ALL, "bring.name": _ALL, "approvals.item": _ALL, "approvals.basis": _ALL,
        "approvals.legal_limit": _ALL,
    },
    "submission_receipt": {"office.name": _DATED, "received_at": _DATED, "matter": _DATED, "papers.name": _DATED},
    "correction_notice": {
        "defects.subject": _TOLD, "defects.correction": _TOLD, "office.name": _DATED, "made_on": _DATED,
    },
    "acceptance_notice": {"matter": _DATED, "accepted_on": _DATED, "office.name": _DATED, "made_on": _DATED},
    "not_accepted_notice": {
        "reasons": f"{LICENSING}第七十二条", "competent_body.name": f"{LICENSING}第三十二条第一款第二项",
        "office.name": _DATED, "made_on": _DATED,
    },
    "suspension_notice": {"needed": f"{LICENSING}第四十五条", "cause": f"{LICENSING}第四十五条"},
    "extension_notice": {"note": f"{LICENSING}第四十二条", "until": f"{LICENSING}第四十二条"},
    "letter": {"lead": f"{LICENSING}第四十七条、第四十八条", "parts.lines": f"{LICENSING}第四十七条、第四十八条"},
    "commitment": {
        "told": _PROMISED, "promised": _PROMISED, "signed": _PROMISED, "office.name": _PROMISED, "made_on": _PROMISED,
    },
    "opinion_request": {"asked.name": f"{LICENSING}第二十六条", "asked.about": f"{LICENSING}第二十六条"},
    "absence_notice": {"department": "宜府办发〔2009〕66号", "basis": "宜府办发〔2009〕66号"},
    "certificate": {
        "number": _GIVEN, "holder": _GIVEN, "item": _GIVEN, "office.name": _GIVEN, "made_on": _GIVEN,
        "valid_until": f"{LICENSING}第五十条",
    },
    "prepared_opinion": {"item": PLATFORM, "office.name": PLATFORM, "made_on": PLATFORM},
    "decision": {
        "applicant": f"{LICENSING}第三十八条", "content": f"{LICENSING}第三十八条",
        "office.name": f"{LICENSING}第三十八条", "decided_on": f"{LICENSING}第三十八条",
        "grounds": f"{LICENSING}第三十八条第二款", "remedies": f"{LICENSING}第三十八条第二款",
    },
}  # fmt: skip
