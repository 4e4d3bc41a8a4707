"""What is known of an article beside its text: title, publisher, address, day and language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.records import Article
from defgraph.records.explain import check

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.records.problems import Finding

KEYS = ("title", "publisher", "url", "published", "language")
"""The keys of :class:`defgraph.records.Article` that can come with a text."""


def article_from(data: Mapping[str, object]) -> Article | Finding:
    """Return metadata by the rules of the record format, or what is wrong with them.

    Args:
        data: some of :data:`KEYS`; white space in titles and names is made plain.
    """
    tidy = {key: " ".join(value.split()) if isinstance(value, str) else value for key, value in data.items()}
    record, findings = check({"id": "x", "article": tidy, "meetings": []})
    if record is None:
        finding = findings[0]
        return finding._replace(path=finding.path[1:])
    return record.article


def what_fits(data: Mapping[str, object]) -> Article:
    """Return those of ``data`` that the record format admits; the others are left out."""
    fitting = {key: value for key, value in data.items() if isinstance(article_from({key: value}), Article)}
    found = article_from(fitting)
    return found if isinstance(found, Article) else Article()


def merged(article: Article, over: Article) -> Article:
    """Return ``article`` with what ``over`` says instead of its own, where it says something."""
    return article.model_copy(update=over.model_dump(exclude_unset=True))
