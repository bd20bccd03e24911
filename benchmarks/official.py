"""Messages of a published set, made from what its stylesheets name; only where RETOUR_OFFICIAL_SETS names a folder of sets."""

from __future__ import annotations

from pathlib import Path

from benchmarks.bare import codes
from benchmarks.declaring import published_sets
from benchmarks.suites import Sample
from tests.official.message_generator import Vocabulary, messages

TYPE = "AW35"
"""The declaration of iWlz, which most is known of from other measurements."""


def official_samples(number: int, folder: Path) -> list[Sample]:
    """So many messages of that type; none where no set is in reach that judges it.

    Args:
        folder: for a message at a time.
    """
    served = ((rules, each) for rules in published_sets() for each in rules.serves if each.type == TYPE)
    found = next(served, None)
    if found is None:
        return []
    rules, identity = found
    entry = rules.entry_for(identity)
    vocabulary = Vocabulary(identity.namespace).read(entry.files)
    message = folder / "message.xml"
    samples = []
    for data in messages(vocabulary, f"bench {TYPE}", number):
        message.write_bytes(data)
        fired = codes(str(entry.path), message)
        samples.append(Sample(data.decode(), str(rules.folder), entry.path, tuple(dict.fromkeys(fired))))
    return samples
