"""Why a ticket cannot do what was asked, by what the caller can do about it."""

from bot.conversation.turn import Person


class TicketError(Exception):
    """Base of what the desk refuses. The message names the ticket, never a person or a text."""

    def __init__(self, number: int, message: str) -> None:
        super().__init__(f"Ticket {number} {message}")
        self.number = number


class TicketUnknownError(TicketError):
    """There is no such ticket; look at the number, or at the list."""

    def __init__(self, number: int) -> None:
        super().__init__(number, "does not exist.")


class TicketMoveError(TicketError):
    """The ticket stands so that the move cannot be made; look at it again."""

    def __init__(self, number: int, message: str, holder: Person | None) -> None:
        super().__init__(number, message)
        self.holder = holder


class AlreadyTakenError(TicketMoveError):
    """Another expert holds it: *holder*. Leave it, or ask them to release it."""

    def __init__(self, number: int, holder: Person) -> None:
        super().__init__(number, "is held by another expert.", holder)


class NotHolderError(TicketMoveError):
    """Only the one who holds it may do this. Take it first, if *holder* is nobody."""

    def __init__(self, number: int, holder: Person | None) -> None:
        super().__init__(number, "is not held by the one who asks.", holder)


class AlreadyAnsweredError(TicketMoveError):
    """It has been answered by *holder*. Nothing is left to do."""

    def __init__(self, number: int, holder: Person | None) -> None:
        super().__init__(number, "has been answered.", holder)
