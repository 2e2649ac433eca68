"""What people tell the ledger: how the stream of a role folds and what its row says."""

from yici.ledger.register import REGISTER
from yici.people import role_record

REGISTER.machine(role_record.KIND, role_record.fold, role_record.rows, role_record.write, count=role_record.count)
