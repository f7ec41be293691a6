from __future__ import annotations

from transforms.parse.slug import slugify


def test_names_become_ids() -> None:
    assert slugify("Les Échos, 2024/05") == "les-chos-2024-05"
    assert slugify("…") == "source"
    assert slugify("Коммерсант", fallback="inbox") == "inbox"
