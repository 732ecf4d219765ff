"""The command line: Typer commands, each importing what it needs inside its body."""
