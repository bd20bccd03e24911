"""`python -m harness` is `retour`."""

from harness.cli import main

main()
