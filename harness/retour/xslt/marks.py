"""What the harness itself has a stylesheet say, by xsl:message, in a copy that runs in its place."""

FORBIDDEN = "retour-forbids:"
"""How the messages begin that tell what a stylesheet asked for and may not have: file, line and call, with `|` between."""
