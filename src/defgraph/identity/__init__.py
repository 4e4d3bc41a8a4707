"""Identity: which names mean one official, body or post, and which reports tell of one meeting."""
