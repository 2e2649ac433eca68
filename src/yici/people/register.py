"""What people tell the ledger: how the streams of roles and accounts fold and what their rows say."""

from yici.ledger.register import REGISTER
from yici.people import account_record, role_record

REGISTER.machine(role_record.KIND, role_record.fold, role_record.rows, role_record.write, count=role_record.count)
REGISTER.machine(account_record.KIND, account_record.fold, account_record.rows, account_record.write)
