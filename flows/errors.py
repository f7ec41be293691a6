"""The errors that people see: each message is one line that says what happened, where, and what to do."""

from __future__ import annotations

from enum import StrEnum

from transforms.records import Reason


class Failure(StrEnum):
    """How a source failed, and so when it is worth asking again."""

    PASSING = "passing"  # no answer, or the server is busy: in a moment
    SOFT = "soft"  # it answers, but with nothing that can be taken: at the next polls
    HARD = "hard"  # nothing will change until somebody mends the address: hardly ever


class SettingsError(Exception):
    """A settings file is wrong: names the file, the table and the key. The run does not start."""


class InputError(Exception):
    """What was asked for on the command line cannot be read at all."""


class CollectError(Exception):
    """A source could not be collected; `reason` goes into its reject."""

    def __init__(
        self,
        message: str,
        *,
        failure: Failure,
        reason: Reason,
        status: int | None = None,
        retry_after_seconds: float | None = None,
    ) -> None:
        super().__init__(message)
        self.failure = failure
        self.reason = reason
        self.status = status  # HTTP status, None when there was no answer
        self.retry_after_seconds = retry_after_seconds  # as the server asked; None when it did not


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
        super().__init__(
            message, failure=Failure.PASSING, reason=reason, status=status, retry_after_seconds=retry_after_seconds
        )


class PermanentError(CollectError):
    """A fault that no retry heals in this run: soft (a 403, a body over the limit), or hard (a refused address)."""

    def __init__(
        self, message: str, *, reason: Reason, status: int | None = None, failure: Failure = Failure.SOFT
    ) -> None:
        super().__init__(message, failure=failure, reason=reason, status=status)


class DisallowedError(PermanentError):
    """A robots.txt asks us not to read this."""


class RunError(Exception):
    """A run cannot start or has failed; the published dataset is as it was."""
