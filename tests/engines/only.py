"""Marks for tests of one engine alone; the others run with each."""

from __future__ import annotations

import pytest

SAXON_ONLY = pytest.mark.parametrize("engine", ["saxon"], indirect=True)
LIBXSLT_ONLY = pytest.mark.parametrize("engine", ["libxslt"], indirect=True)
