"""The same work by OpenFisca's vector route, from CSV to CSV: parameters with dates, formulas over arrays."""

from __future__ import annotations

import csv
import datetime
import sys
from typing import Any

import numpy
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Person = build_entity(key="person", plural="persons", label="person", is_person=True)
DAY = numpy.timedelta64(1, "D")


class birth_date(Variable):  # noqa: N801
    value_type = datetime.date
    entity = Person
    definition_period = DateUnit.ETERNITY


class infants(Variable):  # noqa: N801
    value_type = int
    entity = Person
    definition_period = DateUnit.ETERNITY


class difficult_birth(Variable):  # noqa: N801
    value_type = bool
    entity = Person
    definition_period = DateUnit.ETERNITY


class days(Variable):  # noqa: N801
    value_type = int
    entity = Person
    definition_period = DateUnit.MONTH

    def formula(person: Any, period: Any, parameters: Any) -> Any:  # noqa: N805
        law = parameters(period).leave
        difficult = person("difficult_birth", period) * law.difficult_birth_days
        return law.base_days + law.bonus_days + difficult + (person("infants", period) - 1) * law.days_per_extra_infant


class end_date(Variable):  # noqa: N801
    value_type = datetime.date
    entity = Person
    definition_period = DateUnit.MONTH

    def formula(person: Any, period: Any) -> Any:  # noqa: N805
        return person("birth_date", period) + (person("days", period) - 1) * DAY


class total_amount(Variable):  # noqa: N801
    value_type = int
    entity = Person
    definition_period = DateUnit.MONTH

    def formula(person: Any, period: Any, parameters: Any) -> Any:  # noqa: N805
        law = parameters(period).allowance
        return person("infants", period) * 0 + law.monthly_rate * law.months


PARAMETERS = {
    "leave": {"base_days": 98, "bonus_days": 60, "difficult_birth_days": 15, "days_per_extra_infant": 15},
    "allowance": {"monthly_rate": 200, "months": 36},
}


def system() -> TaxBenefitSystem:
    found = TaxBenefitSystem([Person])
    data = {
        group: {name: {"values": {"2012-04-28": {"value": value}}} for name, value in values.items()}
        for group, values in PARAMETERS.items()
    }
    found.parameters = ParameterNode("", data=data)
    found.add_variables(birth_date, infants, difficult_birth, days, end_date, total_amount)
    return found


if __name__ == "__main__":
    benefit, source, target = sys.argv[1:]
    with open(source, encoding="utf-8", newline="") as stream:  # noqa: PTH123
        header, *rows = csv.reader(stream)
    place = {name: index for index, name in enumerate(header)}
    simulation = SimulationBuilder().build_default_simulation(system(), len(rows))
    births = numpy.array([row[place["birth_date"]] for row in rows], dtype="datetime64[D]")
    simulation.set_input("birth_date", DateUnit.ETERNITY, births)
    simulation.set_input("infants", DateUnit.ETERNITY, numpy.array([int(row[place["infants"]]) for row in rows]))
    difficult = numpy.array([row[place["difficult_birth"]] == "true" for row in rows])
    simulation.set_input("difficult_birth", DateUnit.ETERNITY, difficult)
    names = ("days", "end_date") if benefit == "leave.maternity" else ("total_amount",)
    results = [simulation.calculate(name, "2024-01") for name in names]
    with open(target, "w", encoding="utf-8", newline="") as stream:  # noqa: PTH123
        writer = csv.writer(stream)
        writer.writerow([*header, *names])
        writer.writerows([*row, *values] for row, *values in zip(rows, *results, strict=True))
