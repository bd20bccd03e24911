"""Public test suites in other forms → case files."""

from retour.importing.case_files import Imported, import_test_sets

__all__ = ["Imported", "import_test_sets"]
