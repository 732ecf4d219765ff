"""What the rows of a file can be: the facts of a benefit, or the records that an audit goes through."""

from __future__ import annotations

from benefitcli.audit.forms import FORMS
from benefitcli.benefits.benefit import Form
from benefitcli.benefits.register import FORM_NAMES, find_form, form_of_command

FILE_FORM_NAMES = (*FORM_NAMES, *FORMS)


def find_file_form(name: str) -> Form:
    """The form of this name, of a benefit or of an audit. Raises :class:`BenefitError` with the known names."""
    return FORMS.get(name.strip()) or find_form(name)


def file_form_of_command(path: str) -> Form | None:
    """What a command such as ``audit leave`` reads or calculates; None for a command that does neither."""
    return FORMS.get(path.replace(" ", ".")) or form_of_command(path)
