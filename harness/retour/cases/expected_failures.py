"""Cases that are expected to fail: what their verdict becomes."""

from __future__ import annotations

from dataclasses import replace

from retour.model import Case, Verdict


def with_expected_failure(case: Case, verdict: Verdict) -> Verdict:
    """The verdict on a case, when it may be one with `xfail`: failing is what it should do, and passing is a failure.

    A case without a verdict stays one.
    """
    if case.xfail is None or verdict.problem is not None:
        return verdict
    if verdict.status == "not as expected":
        return replace(verdict, status="expected to fail")
    return replace(
        verdict,
        status="not as expected",
        reasons=(f"it is expected to fail, and passes: remove `xfail` ({case.xfail})",),
    )
