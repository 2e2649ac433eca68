"""What people tell the ledger: how the streams of roles, accounts and mandates fold and what their rows say."""

from yici.ledger.register import REGISTER
from yici.people import account_record, mandate_record, mandates, role_record
from yici.people.store.mandates import count

REGISTER.machine(role_record.KIND, role_record.fold, role_record.rows, role_record.write, count=role_record.count)
REGISTER.machine(account_record.KIND, account_record.fold, account_record.rows, account_record.write)
REGISTER.machine(
    mandates.KIND, mandate_record.fold, mandate_record.rows, mandate_record.write, mandates.mandate_settle,
    due=mandate_record.due, count=count,
)  # fmt: skip
