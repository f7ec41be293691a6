"""What the dataset can be exported as; apart from `flows.export`, so that settings and options do without DuckDB."""

from __future__ import annotations

from enum import StrEnum


class ExportFormat(StrEnum):
    """Parquet by month, CSV for spreadsheets, or GDELT's two tables."""

    PARQUET = "parquet"
    CSV = "csv"
    GDELT = "gdelt"
