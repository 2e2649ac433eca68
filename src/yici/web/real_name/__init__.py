"""Signing in with a real name: the provider is asked, what it answers is checked, and an account is opened by it."""
