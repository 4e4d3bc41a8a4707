"""The pages of the review: the article beside its record, the queue, what two people changed at once."""
