"""The world-facing half of Wireroom: network, disk, clock, database, Prefect and the command line."""
