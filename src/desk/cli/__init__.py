"""The command line: words in, acts done, lines out."""

from desk.cli.run import run

__all__ = ["run"]
