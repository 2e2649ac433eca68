"""Cases: applications and their approvals, from submission to result."""

from django.apps import AppConfig

from yici.cases import register


class CasesConfig(AppConfig):
    """This will tell the ledger how cases fold, what their rows say and how they settle."""

    name = "yici.cases"
    label = "cases"

    def ready(self) -> None:
        """Fill the ledger's registers."""
        register.fill()
