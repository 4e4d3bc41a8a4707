"""Extraction: from the text of an article to a draft record with its evidence."""
