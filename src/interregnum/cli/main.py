"""The command line: where verbs are registered and errors become one line and an exit code."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from interregnum.cli import (
    calibrate,
    canonical,
    claims,
    data,
    discover,
    diversity,
    doctor,
    evidence,
    export,
    forecast,
    fork,
    hindcast,
    mechanisms,
    parameters,
    plot,
    replay,
    report,
    run,
    scenarios,
    scoreboard,
    sensitivity,
    split,
    surface,
    sweep,
    twins,
    verify,
    warm,
)
from interregnum.errors import InterregnumError
from interregnum.version import __version__

INTERRUPTED = 130

# Whatever the parser of the command line raises is a wrong command line (exit code 2).
_WRONG_COMMAND: type[Any] = typer.BadParameter.__mro__[2]


def application() -> typer.Typer:
    """Return the command line with every verb registered.

    A verb's module declares its options and imports what it runs only when it runs: that keeps
    ``--help`` fast.
    """
    app = typer.Typer(
        name="interregnum", add_completion=False, no_args_is_help=True, rich_markup_mode=None
    )
    app.callback()(_options)
    app.command("run")(run.run)
    app.command("scenarios")(scenarios.scenarios)
    app.command("validate")(scenarios.validate)
    app.command("schema")(scenarios.schema)
    app.command("parameters")(parameters.parameters)
    app.command("mechanisms")(mechanisms.mechanisms)
    app.command("discover")(discover.discover)
    app.command("diversity")(diversity.diversity)
    app.command("fork")(fork.fork)
    app.command("hindcast")(hindcast.hindcast)
    app.command("sensitivity")(sensitivity.sensitivity)
    app.command("split")(split.split)
    app.command("sign")(mechanisms.sign)
    app.command("plot")(plot.plot)
    app.command("replay")(replay.replay)
    app.command("sweep")(sweep.sweep)
    app.command("surface")(surface.surface)
    app.command("twins")(twins.twins)
    app.command("verify")(verify.verify)
    app.command("warm")(warm.warm)
    app.command("report")(report.report)
    app.command("scoreboard")(scoreboard.scoreboard)
    app.command("doctor")(doctor.doctor)
    app.add_typer(calibrate.app, name="calibrate")
    app.add_typer(canonical.app, name="canonical")
    app.add_typer(claims.app, name="claims")
    app.add_typer(data.app, name="data")
    app.add_typer(evidence.app, name="evidence")
    app.add_typer(export.app, name="export")
    app.add_typer(forecast.app, name="forecast")
    return app


def _show_version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        typer.echo(f"interregnum {__version__}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback of an error; valid anywhere.")
    ] = False,
) -> None:
    """A laboratory in which an argument about how a regime falls becomes a model that runs.

    \b
    Examples:
      interregnum run mutiny-2023 --runs 2000 --seed 7 --out study/
      interregnum scenarios
      interregnum parameters mutiny-2023 --assumed
      interregnum replay egypt-2011
      interregnum report study/
      interregnum scoreboard
      interregnum fork study/ --run 3 --at mutiny_begins --runs 500
      interregnum hindcast --runs 2000
      interregnum twins mutiny-2023 --switch mutiny.happens=true,false --runs 2000
      interregnum surface mutiny-2023 --switch mutiny.happens=true,false --plot surface.png
      interregnum discover study/ --outcome removed
      interregnum sweep news.yaml --out sweep/
      interregnum sensitivity mutiny-2023 --points 256 --most 10
      interregnum split mutiny-2023 --points 100
      interregnum export odd mutiny-2023 > odd.md
      interregnum doctor
      interregnum claims list
      interregnum evidence list
      interregnum forecast backtest
      interregnum canonical list
      interregnum canonical check
      interregnum canonical run selectorate --set discount=0.9 --set coalition_ratio=0.01
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code.

    0 ok, 1 unexpected error, 2 the command line is wrong, 3 invalid scenario or data, 4 some
    runs failed, 5 a threshold not met, 130 interrupted.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    sys.exit(_exit_code_of([word for word in given if word != "--debug"], debug))


def _exit_code_of(arguments: list[str], debug: bool) -> int:
    """Run the command line and return its exit code; tell errors on stderr."""
    command: Any = typer.main.get_command(application())
    try:
        outcome = command.main(args=arguments, prog_name="interregnum", standalone_mode=False)
        sys.stdout.flush()
        if outcome == INTERRUPTED:
            return _told("interrupted", INTERRUPTED, debug)
    except InterregnumError as error:
        return _told(str(error), error.exit_code, debug)
    except _WRONG_COMMAND as error:
        return _told_usage(error, debug)
    except (KeyboardInterrupt, typer.Abort):
        return _told("interrupted", INTERRUPTED, debug)
    except BrokenPipeError:
        # The reader of our output has left, as head does: nothing more to say to it.
        sys.stdout = None
        return 0
    except Exception as error:
        text = f"unexpected {type(error).__name__}: {error}; --debug shows where"
        return _told(text, 1, debug)
    return outcome if isinstance(outcome, int) else 0


def _told_usage(error: Any, debug: bool) -> int:
    """Tell what is wrong with the command line, or show the help where nothing was asked."""
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()
        return 2
    context = getattr(error, "ctx", None)
    place = context.command_path if context is not None else "interregnum"
    return _told(f"{place}: {error.format_message()} See {place} --help.", 2, debug)


def _told(text: str, exit_code: int, debug: bool) -> int:
    """Write one line to stderr, after the traceback if asked, and return the exit code."""
    if debug and exit_code != INTERRUPTED:
        traceback.print_exc()
    typer.echo(" ".join(text.split()), err=True)
    return exit_code
