"""Entries become articles: text repair, newswire layout, dates, addresses, language."""
