"""What the command line understands."""

import argparse

_SUBCOMMANDS = {
    "jobs": "list the jobs on which time can be tracked",
    "stop": "stop the timer",
    "status": "say what is tracked, and what waits",
    "doctor": "say what works on this desktop, and what to do about the rest",
    "verify": "check what is kept here: signatures, their order, and the receipts of the site",
    "quit": "end the daemon; the timer stops",
    "daemon": "run the daemon here, in the foreground",
    "window": "open the window; also what happens without any command",
}


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    top = argparse.ArgumentParser(
        prog="handsel-tracker", description="Track time for hourly jobs, with screenshots that you see first."
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, text in _SUBCOMMANDS.items():
        command = commands.add_parser(name, help=text, description=text)
        if name in ("jobs", "status"):
            command.add_argument("--json", action="store_true", help="as JSON")
        if name == "doctor":
            command.add_argument(
                "--ask", action="store_true", help="let the desktop ask for permission first"
            )
    _add_sign_in(commands)
    _add_timer(commands)
    _add_pictures(commands)
    _add_choices(commands)
    return top


def _add_sign_in(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    login = commands.add_parser("login", help="sign in at a house, by a code that you approve in a browser")
    login.add_argument("house", help="its address, such as https://house.example.org")
    login.add_argument("--name", default="", help="what to call this device")
    login.add_argument("--no-browser", action="store_true", help="only show the address")
    logout = commands.add_parser("logout", help="send everything, and forget the keys")
    logout.add_argument("--force", action="store_true", help="even if something cannot be sent")


def _add_timer(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    for name, text in {"start": "start the timer on a job", "switch": "go on with another job"}.items():
        start = commands.add_parser(name, help=text)
        start.add_argument("job", help="its number, or a part of its title")
        start.add_argument("--memo", default="", help="what you work on")
    memo = commands.add_parser("memo", help="say what you work on, or worked on")
    memo.add_argument("text")
    meant = memo.add_mutually_exclusive_group()
    meant.add_argument("--job", default="", help="for another job than the one that is tracked")
    meant.add_argument(
        "--segment", default="", help="for a block that is over, by its identifier as export shows it"
    )
    answer = commands.add_parser("answer", help="keep the time without input, or leave it out")
    answer.add_argument("choice", choices=("keep", "discard"))


def _add_pictures(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    preview = commands.add_parser("preview", help="list the screenshots that are here")
    preview.add_argument("--save", metavar="FOLDER", help="also write the pictures there")
    preview.add_argument("--json", action="store_true", help="as JSON")
    redact = commands.add_parser("redact", help="make parts of a screenshot unreadable")
    redact.add_argument("shot", help="its first characters, as preview shows them")
    redact.add_argument("box", nargs="+", help="X,Y,WIDTH,HEIGHT in pixels")
    redact.add_argument("--style", choices=("solid", "mosaic"), default="solid")
    delete = commands.add_parser("delete", help="delete a screenshot, or take a block off the sheet")
    chosen = delete.add_mutually_exclusive_group(required=True)
    chosen.add_argument("shot", nargs="?", help="its first characters, as preview shows them")
    chosen.add_argument("--segment", help="a block, by its identifier as export shows it")
    send = commands.add_parser("send", help="send screenshots without waiting")
    send.add_argument("shot", nargs="?", default="", help="one of them; all without")


def _add_choices(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    for name, text in {
        "hold": "hold all screenshots until you send them",
        "work-view": "take screenshots of the job that is tracked",
    }.items():
        switch = commands.add_parser(name, help=text)
        switch.add_argument("state", choices=("on", "off"))
    settings = commands.add_parser("settings", help="show the settings, or choose one")
    settings.add_argument("name", nargs="?", default="")
    settings.add_argument("value", nargs="?", default="")
    export = commands.add_parser("export", help="write all that is kept here, without pictures, to a file")
    export.add_argument("file")
    hook = commands.add_parser("git-hook", help="note hash and subject of commits while the timer runs")
    hook.add_argument("act", choices=("install", "remove", "show"))
    hook.add_argument("repository", nargs="?", default=".")
    service = commands.add_parser("service", help="start the daemon as you sign in to this system")
    service.add_argument("act", choices=("install", "remove"))
