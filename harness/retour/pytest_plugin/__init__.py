"""The pytest plugin; pytest loads `retour.pytest_plugin.hooks` through its entry point."""
