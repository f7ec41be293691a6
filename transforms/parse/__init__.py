"""Bytes as captured become entries, one file a format family."""
