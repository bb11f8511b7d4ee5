"""`dongha bench`: the peers and ourselves on the same database, one after the other, with ratios."""

from api.bench.course import run

__all__ = ["run"]
