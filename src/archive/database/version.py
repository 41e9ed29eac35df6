"""The version of the tables that this code needs.

Must not import anything: commands ask for it before they load the migrations, if ever.
"""

HEAD = "0021"
"""Name of the newest migration."""
