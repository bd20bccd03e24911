"""A rule set and cases → the mistakes in the rules that no case would notice."""

from retour.mutation.document import mutation_document, mutation_schema
from retour.mutation.generation import OPERATORS
from retour.mutation.memory import Memory
from retour.mutation.model import Result
from retour.mutation.mutating import TIME_LIMIT, Mutation, Options, limits_of_mutating, mutate
from retour.mutation.page import MutationPart, mutation_page
from retour.mutation.reading import read_mutation
from retour.mutation.tally import MutantTally, by_file
from retour.mutation.text import mutation_text
from retour.mutation.waivers import mutation_waivers_schema, read_mutation_waivers

__all__ = [
    "OPERATORS",
    "TIME_LIMIT",
    "Memory",
    "MutantTally",
    "Mutation",
    "MutationPart",
    "Options",
    "Result",
    "by_file",
    "limits_of_mutating",
    "mutate",
    "mutation_document",
    "mutation_page",
    "mutation_schema",
    "mutation_text",
    "mutation_waivers_schema",
    "read_mutation",
    "read_mutation_waivers",
]
