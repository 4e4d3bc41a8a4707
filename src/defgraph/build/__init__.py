"""Building: article records become statements, each article's in a named graph of its own."""

from defgraph.build.run import BuildReport, build, retract

__all__ = ["BuildReport", "build", "retract"]
