"""The same rules over every message of a year: judged by many processes, each message in exactly one row.

What it takes (Dask distributed, pyarrow, DuckDB) comes with the extra `scale`, and is loaded where it is used.
"""
