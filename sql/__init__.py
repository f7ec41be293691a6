"""The dataset as plain SQL files: migrations, views, checks and exports."""
