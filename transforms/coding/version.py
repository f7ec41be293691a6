"""The version of the coder and its data, readable without loading a language model."""

from __future__ import annotations

CODER_VERSION = "14"
"""Raise it with every change of code or data that changes what is read: then known articles are coded anew."""
