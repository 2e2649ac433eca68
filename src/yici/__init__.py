"""Yici (一次): an open government-service platform on which a matter is said once."""
