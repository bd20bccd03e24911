"""A rule set and cases → the mistakes in the rules that no case would notice."""
