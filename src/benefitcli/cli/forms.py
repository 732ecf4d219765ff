"""What the rows of a file can be: the facts of a benefit, or the records that an audit goes through."""

from __future__ import annotations

from benefitcli.benefits.register import SCHEMA_NAMES, find_schema, schema_of_command
from benefitcli.engine.benefit import InputSchema
from benefitcli.workflows.audit.schemas import AUDITS

FILE_FORM_NAMES = (*SCHEMA_NAMES, *AUDITS)


def find_file_form(name: str) -> InputSchema:
    """The form of this name, of a benefit or of an audit. Raises :class:`BenefitError` with the known names."""
    return AUDITS.get(name.strip()) or find_schema(name)


def file_form_of_command(path: str) -> InputSchema | None:
    """What a command such as ``audit leave`` reads or calculates; None for a command that does neither."""
    return AUDITS.get(path.replace(" ", ".")) or schema_of_command(path)
