"""How hard the readers are tried: 2,000 examples in a normal run; RETOUR_FUZZ_EXAMPLES asks for another number."""

from __future__ import annotations

import os
from datetime import timedelta

from hypothesis import HealthCheck, settings

EXAMPLES = int(os.environ.get("RETOUR_FUZZ_EXAMPLES", "2000"))


def effort(percent: int) -> settings:
    """A share of the examples; no example may take longer than a second."""
    return settings(
        max_examples=max(1, EXAMPLES * percent // 100),
        deadline=timedelta(seconds=1),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
