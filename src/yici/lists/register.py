"""What the lists tell the ledger: how the stream of a match folds and what its row says."""

from yici.ledger.register import REGISTER
from yici.lists import match_record

REGISTER.machine(match_record.KIND, match_record.fold, match_record.rows, match_record.write, count=match_record.count)
