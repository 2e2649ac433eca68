"""Yici (一次): an open government-service platform on which a matter is said once."""

__version__ = "0.1.0"
