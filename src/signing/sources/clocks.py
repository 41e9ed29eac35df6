"""How far the clock of an authority and ours may differ.

Must not tell the time.
"""

import datetime as dt

SKEW = dt.timedelta(minutes=5)
"""Judging a file allows no more (pades/verify/policy.py): what does not keep to it would never pass."""
