"""What is wrong with a condition, or with an answer that it is asked to judge."""

from yici.domain.error import Invalid


class ConditionFault(Invalid):
    """A condition that cannot be read, does not fit what is declared, or meets an answer of another type.

    `params["column"]` is the place in the text, from 1; the answer itself is never among the parameters.
    """

    code = "condition"

    @property
    def column(self) -> int:
        """The place in the text where the fault begins, from 1."""
        column = self.params.get("column")
        return column if isinstance(column, int) else 1
