"""Realistic history for demonstrations, benchmarks and tests: made-up people, real matters, the real decisions.

`fill.history_fill` makes it. What people and offices are like is a table (`behaviour.Behaviour`), what they do about
what is open another (`habits.HABITS`): a new kind of thing to do is one line there.
"""
