"""The one way to make a reject."""

from __future__ import annotations

from transforms.records import Article, Reason, Reject, Stage, make_id


def make_reject(
    stage: Stage,
    reason: Reason,
    detail: str,
    *,
    source_id: str,
    address: str | None,
    capture_id: str | None = None,
    position: int | None = None,
) -> Reject:
    """Make a reject whose id depends on what was rejected and why, not on the wording of the detail."""
    return Reject(
        reject_id=make_id("rej", stage, reason, source_id, address, capture_id, position),
        source_id=source_id,
        address=address,
        stage=stage,
        reason=reason,
        detail=detail,
        capture_id=capture_id,
        position=position,
    )


def reject_article(article: Article, reason: Reason, detail: str) -> Reject:
    """Reject an article while coding."""
    return make_reject(
        Stage.CODE,
        reason,
        detail,
        source_id=article.source_id,
        address=article.address,
        capture_id=article.capture_id,
        position=article.position,
    )
