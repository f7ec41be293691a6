"""The errors that people see: each message is one line that says what happened, where, and what to do."""

from __future__ import annotations

from transforms.records import Reason


class SettingsError(Exception):
    """A settings file is wrong: names the file, the table and the key. The run does not start."""


class InputError(Exception):
    """What was asked for on the command line cannot be read at all."""


class CollectError(Exception):
    """A source could not be collected; `reason` goes into its reject."""

    def __init__(self, message: str, *, reason: Reason, status: int | None = None) -> None:
        super().__init__(message)
        self.reason = reason
        self.status = status  # HTTP status, None when there was no answer


class TransientError(CollectError):
    """A passing fault of the world: try again later."""

    def __init__(
        self,
        message: str,
        *,
        reason: Reason = Reason.UNREACHABLE,
        status: int | None = None,
        retry_after_seconds: float | None = None,
    ) -> None:
        super().__init__(message, reason=reason, status=status)
        self.retry_after_seconds = retry_after_seconds  # as the server asked; None when it did not


class PermanentError(CollectError):
    """A fault that no retry heals: a refused address, a 404, a body over the limit."""


class RunError(Exception):
    """A run cannot start or has failed; the published dataset is as it was."""
