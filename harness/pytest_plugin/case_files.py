"""How case files are known; apart, because the hooks may import nothing heavy."""

SUFFIX = ".cases.yaml"
