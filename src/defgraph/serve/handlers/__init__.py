"""What each path answers: thin functions over the library."""
