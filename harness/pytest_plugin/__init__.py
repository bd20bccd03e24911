"""The pytest plugin; pytest loads `harness.pytest_plugin.hooks` through its entry point."""
