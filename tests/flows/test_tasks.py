"""What of the flow is tried again."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from flows.errors import PermanentError, TransientError
from transforms.records import Reason


@pytest.mark.usefixtures("prefect")
@pytest.mark.parametrize(
    ("error", "is_retried"),
    [
        (TransientError("no answer"), True),
        (TransientError("busy", retry_after_seconds=10.0), True),
        (TransientError("not before tomorrow", retry_after_seconds=3600.0), False),
        (PermanentError("gone", reason=Reason.HTTP_ERROR), False),
    ],
)
def test_only_what_may_pass_soon_is_tried_again(error: Exception, is_retried: bool) -> None:
    from flows.tasks import is_passing

    state = SimpleNamespace(result=lambda raise_on_failure: error)
    assert is_passing(None, None, state) is is_retried
