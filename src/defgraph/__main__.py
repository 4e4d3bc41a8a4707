"""``python -m defgraph`` is the same as ``defgraph``."""

from defgraph.cli import main

main(prog_name="defgraph")
