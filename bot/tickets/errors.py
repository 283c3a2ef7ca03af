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
    """It has been answered by *holder*. Open it again, if something is left to do."""

    def __init__(self, number: int, holder: Person | None) -> None:
        super().__init__(number, "has been answered.", holder)


class AlreadyClosedError(TicketMoveError):
    """It has ended without an answer. Open it again, if something is left to do."""

    def __init__(self, number: int, holder: Person | None) -> None:
        super().__init__(number, "has been closed.", holder)


class NotEndedError(TicketMoveError):
    """It has no answer yet, so there is nothing to open again or to judge. Wait, or write more."""

    def __init__(self, number: int, holder: Person | None) -> None:
        super().__init__(number, "is still open.", holder)


class TooLateError(TicketMoveError):
    """It ended so long ago that it stays so. Ask anew."""

    def __init__(self, number: int, holder: Person | None) -> None:
        super().__init__(number, "ended too long ago to be opened again.", holder)


class NotAskerError(TicketMoveError):
    """Somebody else asked it. Hand in a question of your own."""

    def __init__(self, number: int, holder: Person | None) -> None:
        super().__init__(number, "was not asked by the one who acts.", holder)


class FullError(TicketMoveError):
    """So much has been written in it that no more fits. Talk to each other, or hand in a new question."""

    def __init__(self, number: int, holder: Person | None) -> None:
        super().__init__(number, "has no room for more.", holder)
