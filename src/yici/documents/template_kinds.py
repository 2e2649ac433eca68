"""Which template each kind of document is made from."""

from typing import Final

TEMPLATE_OF: Final[dict[str, str]] = {
    "receipt": "submission_receipt",
    "correction": "correction_notice",
    "acceptance": "acceptance_notice",
    "not-accepted": "not_accepted_notice",
    "special-procedure": "suspension_notice",
    "extension": "extension_notice",
    "opinion-request": "opinion_request",
    "absence": "absence_notice",
    "decision": "decision",
    "revocation": "decision",
    "renewal": "decision",
    "licence-ended": "decision",
    "licence": "certificate",
    "prepared": "prepared_opinion",
    "hearing-right": "letter",
    "hearing": "letter",
    "lapse": "letter",
    "repair-order": "letter",
    "interested": "letter",
    "interested-hearing": "letter",
    "commitment": "commitment",
}
"""A pause of the place's own is told by a letter, too, though it is of the kind of special procedures."""
