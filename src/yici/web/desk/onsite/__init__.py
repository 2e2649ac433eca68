"""Visits: the week of a department, and the visit itself, recorded on a phone, perhaps without a connection."""
