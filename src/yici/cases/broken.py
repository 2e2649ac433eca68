"""Promises of a person that were broken and not repaired: whoever made one is not trusted with the next."""

from dataclasses import replace
from uuid import UUID

from django.db import connection

from yici.domain.case import Context
from yici.ledger import keys

SHOWN = 5
# The only approvals that are revoked in a case are those that rested on a broken promise.
_BROKEN = """
    SELECT a.number FROM cases_case c JOIN cases_approval a ON a.case_id = c.id
    WHERE c.subject = %s AND (a.status = 'revoked' OR (a.open AND a.state::jsonb ->> 'verification' = 'broken'))
    ORDER BY a.number LIMIT %s
"""


def knowing(ctx: Context, subject: UUID, committed: bool) -> Context:
    """This will add what the person broke before, where something shall rest on a promise; one statement there."""
    if not committed:
        return ctx
    numbers = _numbers(subject)
    return replace(ctx, breaches=numbers) if numbers else ctx


def breaches_of(identity: str) -> tuple[str, ...]:
    """This will list, for whoever takes an application in, the approvals whose promises the holder of an identity
    number broke and did not repair; nothing for somebody who is not known."""
    subject = keys.find_subject(identity)
    return _numbers(subject) if subject else ()


def _numbers(subject: UUID) -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_BROKEN, [subject, SHOWN])
        return tuple(row[0] for row in cursor.fetchall())
