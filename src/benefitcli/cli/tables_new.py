"""``benefitcli tables new``: a new table file, from options and, in a terminal, from answers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from benefitcli.cli.asker import Prompter
from benefitcli.cli.draft import DraftOptions, make_draft
from benefitcli.cli.options import make_question
from benefitcli.cli.output import Format, Output, chosen_format, print_result, problem_message
from benefitcli.cli.state import STATE
from benefitcli.cli.tables import Folders, Lang
from benefitcli.errors import fail
from benefitcli.i18n import choose
from benefitcli.i18n.drafts import GUIDE
from benefitcli.io.streams import open_output
from benefitcli.law.regions import DEFAULT_REGION, REGION_FILE

EXIT_WITH_FINDINGS = 1

Text = Annotated[str | None, typer.Option()]
Texts = Annotated[list[str] | None, typer.Option()]


def new(
    folder: Annotated[str, typer.Argument()],
    region: Text = None,
    region_name: Annotated[str | None, typer.Option("--name")] = None,
    region_name_en: Annotated[str | None, typer.Option("--name-en")] = None,
    code: Text = None,
    parent: Text = None,
    title: Text = None,
    title_en: Text = None,
    number: Text = None,
    issuer: Text = None,
    issued: Text = None,
    in_force: Text = None,
    in_force_to: Text = None,
    set_numbers: Annotated[list[str] | None, typer.Option("--set")] = None,
    article: Texts = None,
    quote: Texts = None,
    evidence: Annotated[str, typer.Option()] = "primary",
    slug: Text = None,
    no_input: Annotated[bool, typer.Option("--no-input")] = False,  # noqa: FBT002
    tables: Folders = None,
    output: Output = None,
    format: Format = None,  # noqa: A002 - the name of the option
    lang: Lang = None,
) -> int:
    """Write a table for a new document below a folder, and the file of its region where that is new."""
    from benefitcli.benefits.register import NAMES
    from benefitcli.contract.building import tables_new_of
    from benefitcli.law.authoring import read_draft, write_document, write_region
    from benefitcli.law.lint.quotations import document_findings
    from benefitcli.reports.tables import draft_report

    wanted = chosen_format(output, format)
    root = Path(folder)
    library = make_question(
        DEFAULT_REGION, None, None, None, [*(tables or ()), *([folder] if root.is_dir() else ())]
    ).library()
    wishes = DraftOptions(
        region=region, name=region_name, name_en=region_name_en, code=code, parent=parent, title=title, title_en=title_en,
        number=number, issuer=issuer, issued=issued, in_force=in_force, in_force_to=in_force_to, evidence=evidence,
        sets=tuple(set_numbers or ()), articles=tuple(article or ()), quotes=tuple(quote or ()), slug=slug,
    )  # fmt: skip
    draft = make_draft(library, wishes, Prompter(may_ask=not no_input and sys.stdin.isatty() and sys.stderr.isatty()))
    files = {root / draft.path: write_document(draft, choose(GUIDE, STATE.language))}
    document = read_draft(files[root / draft.path], str(root / draft.path), draft.path)
    if draft.is_new_region:
        files = {root / draft.region.path / REGION_FILE: write_region(draft.region), **files}
    _write(files)
    regions = {**library.regions, draft.region.path: draft.region}
    findings = tuple(document_findings(document, regions, NAMES))
    print_result(
        output,
        wanted,
        lambda translator: draft_report(files, findings, folder, translator),
        lambda: tables_new_of(files, findings, problem_message),
    )
    return EXIT_WITH_FINDINGS if findings else 0


def _write(files: dict[Path, str]) -> None:
    """Write all files or, where one of them is already there, none."""
    for file in files:
        if file.exists():
            raise fail("draft_file_exists", value=str(file))
    for file, text in files.items():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise fail("output_unwritable", value=str(file.parent), message=error.strerror) from None
        with open_output(str(file)) as stream:
            stream.write(text.encode(errors="backslashreplace"))
