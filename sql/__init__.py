"""The dataset as plain SQL files: migrations, loading, resolving, views, checks, status and example queries."""
