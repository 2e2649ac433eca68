"""The ledger's SQL: nothing else in the platform speaks to these tables."""
