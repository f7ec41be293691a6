"""Pure functions on typed records: parsing, normalizing and coding. Nothing here touches the world."""
