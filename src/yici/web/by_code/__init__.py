"""Signing in, and choosing another password, by a code that is sent to a phone or a mail address."""
