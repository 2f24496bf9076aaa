"""Exercise sheets from the command line: `--exercise A.pdf --solution B.pdf --sheet-seed N`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rnnviz.arguments import ArgumentRefused

if TYPE_CHECKING:
    from rnnviz.model.document.simulation import Simulation

OPTIONS = ("exercise", "solution")


def check_sheets(arguments: argparse.Namespace) -> None:
    """ArgumentRefused where no such sheets can be made."""
    from rnnviz.io.written.worksheet import SheetError, check_name
    from rnnviz.model.setup.bounds import SEED

    for option in OPTIONS:
        try:
            if (name := getattr(arguments, option)) is not None:
                check_name(Path(name))
        except SheetError as error:
            raise ArgumentRefused("argument.wrong", option=f"--{option}", why=error.message) from None
    seed, (low, high) = arguments.sheet_seed, SEED
    if seed is not None and not low <= seed <= high:
        raise ArgumentRefused("argument.range", option="--sheet-seed", number=seed, low=low, high=high)


def write_sheets(simulation: Simulation, arguments: argparse.Namespace) -> None:
    """Of the step that the arguments put on the stage; ArgumentRefused."""
    from rnnviz.engine.errors import Refusal
    from rnnviz.view.files.sheets import save_exercise

    for option in OPTIONS:
        try:
            if (name := getattr(arguments, option)) is not None:
                save_exercise(Path(name), simulation, arguments.sheet_seed, option == "solution")
        except Refusal as refused:
            raise ArgumentRefused("argument.wrong", option=f"--{option}", why=refused.message) from None
