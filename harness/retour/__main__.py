"""`python -m retour` is `retour`."""

from retour.cli import main

main()
