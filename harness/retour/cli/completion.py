"""`retour completion SHELL`: what makes a shell complete the words of this command line."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from retour.cli.output import say


class Shell(StrEnum):
    """A shell that can complete words."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def completion(
    shell: Annotated[Shell, typer.Argument(metavar="|".join(Shell), help="The shell that you use.")],
) -> None:
    """Print the script that lets the Tab key complete commands, options, rule sets, codes and cases.

    bash: put eval "$(retour completion bash)" into ~/.bashrc.

    zsh: put eval "$(retour completion zsh)" into ~/.zshrc, after compinit.

    fish: retour completion fish > ~/.config/fish/completions/retour.fish
    """
    say(_SCRIPTS[shell])


_BASH = r"""
_retour_completion() {
    local IFS=$' \t\n' line="${COMP_LINE:0:COMP_POINT}" word before
    local -a words
    read -ra words <<< "$line"
    [[ $line == *[[:space:]] ]] && words+=("")
    word="${words[${#words[@]}-1]}"
    IFS=$'\n'
    COMPREPLY=( $( env COMP_WORDS="${words[*]}" COMP_CWORD=$(( ${#words[@]} - 1 )) \
                   _RETOUR_COMPLETE=complete_bash "$1" 2>/dev/null ) )
    if [[ $word == *:* && $COMP_WORDBREAKS == *:* ]]; then
        before="${word%"${word##*:}"}"
        COMPREPLY=( "${COMPREPLY[@]#"$before"}" )
    fi
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]] && compopt -o nospace
    return 0
}
complete -o default -F _retour_completion retour
""".strip()
"""A word of bash ends at a colon, and of `file::id` it completes what is behind it."""

_ZSH = r"""
#compdef retour
_retour_completion() {
    eval "$(env _TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" _RETOUR_COMPLETE=complete_zsh retour 2>/dev/null)"
}
compdef _retour_completion retour
""".strip()

_FISH = (
    "complete --command retour --no-files "
    '--arguments "(env _RETOUR_COMPLETE=complete_fish _TYPER_COMPLETE_FISH_ACTION=get-args '
    '_TYPER_COMPLETE_ARGS=(commandline -cp) retour)" '
    '--condition "env _RETOUR_COMPLETE=complete_fish _TYPER_COMPLETE_FISH_ACTION=is-args '
    '_TYPER_COMPLETE_ARGS=(commandline -cp) retour"'
)

_SCRIPTS = {Shell.BASH: _BASH, Shell.ZSH: _ZSH, Shell.FISH: _FISH}
