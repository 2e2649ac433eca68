"""The demonstration's identity provider: a process of its own with a register of its own, all of it made up.

It shares no code path with the instance, which speaks to it over HTTP as to any other provider. In its own process
these modules see its own settings, never those of `yici`.
"""
