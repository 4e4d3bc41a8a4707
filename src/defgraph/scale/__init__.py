"""Building past one machine: the same statements, worked out by Spark and written as files."""

from defgraph.scale.run import FolderReport, build_folder

__all__ = ["FolderReport", "build_folder"]
