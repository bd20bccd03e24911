"""What passes between the harness and a copy of a stylesheet that runs in its place."""

FORBIDDEN = "retour-forbids:"
"""How the messages begin that tell what a stylesheet asked for and may not have: file, line and call, with `|` between."""

NAMESPACE = "urn:retour:asks"
"""Of what is added to a copy."""

NOW = f"Q{{{NAMESPACE}}}now"
"""The stylesheet parameter that pins the clock, as an xs:dateTime."""
