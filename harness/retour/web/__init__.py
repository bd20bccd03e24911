"""`retour serve`: the HTTP interface of the official validation service, and a page, on this machine.

What it takes (Starlette, uvicorn, python-multipart) comes with the extra `web`, and is loaded where it is used.
"""

NEEDED = ("starlette", "uvicorn", "python_multipart")
"""The packages of the extra."""
