"""A rule set and cases → the mistakes in the rules that no case would notice."""

from harness.mutation.document import mutation_document, mutation_schema
from harness.mutation.generation import OPERATORS
from harness.mutation.memory import Memory
from harness.mutation.model import Result
from harness.mutation.mutating import TIME_LIMIT, Mutation, Options, mutate
from harness.mutation.page import mutation_page
from harness.mutation.tally import Tally, by_file
from harness.mutation.text import mutation_text
from harness.mutation.waivers import read_waivers

__all__ = [
    "OPERATORS",
    "TIME_LIMIT",
    "Memory",
    "Mutation",
    "Options",
    "Result",
    "Tally",
    "by_file",
    "mutate",
    "mutation_document",
    "mutation_page",
    "mutation_schema",
    "mutation_text",
    "read_waivers",
]
