"""What all parts need of text: YAML with places, paths as people see them, durations, writing."""
