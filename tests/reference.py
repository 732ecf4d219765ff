"""Write the reference in ``docs/reference`` from the program itself: ``python tests/reference.py``.

What the program says about itself stands nowhere else: the commands are their own help, the fields are what
``benefitcli fields`` gives, the codes are the messages of the program, the JSON is its published schema. A test calls
``reference`` and compares.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal
from unittest.mock import patch

from benefitcli.benefits.register import SCHEMA_NAMES
from benefitcli.cli.main import run
from benefitcli.contract import SCHEMAS
from benefitcli.i18n import Pair, audit, outcomes, problems
from benefitcli.i18n.labels import RESULTS
from benefitcli.i18n.words import KINDS

Language = Literal["zh", "en"]
FOLDER = Path(__file__).parent.parent / "docs" / "reference"
SUFFIXES: dict[Language, str] = {"en": ".md", "zh": ".zh-CN.md"}
AUDITS = ("audit.allowance", "audit.places", "audit.leave")
GENERATED = "<!-- Written by tests/reference.py: change the program, not this page. -->"


def reference() -> Iterator[tuple[str, str]]:
    """Each page of the reference: its file name and its text."""
    for name, write in (("commands", commands), ("fields", fields), ("codes", codes), ("json", machine)):
        for language, suffix in SUFFIXES.items():
            other = SUFFIXES["en" if language == "zh" else "zh"]
            label = "English" if language == "zh" else "中文"
            colon = "：" if language == "en" else ": "
            title, text = write(language)
            link = f"{label}{colon}[{name}{other}]({name}{other})"
            yield f"{name}{suffix}", f"# {title}\n\n{GENERATED}\n\n{link}\n\n{text.strip()}\n"


def said(*arguments: str, language: Language = "en") -> str:
    """What a command line prints on its standard output, 100 columns wide."""
    output = io.BytesIO()
    stream = io.TextIOWrapper(output, encoding="utf-8", write_through=True)
    with patch.dict(os.environ, {"COLUMNS": "100", "NO_COLOR": "1"}), contextlib.redirect_stdout(stream):
        code = run([*arguments, "--lang", language])
    if code:
        raise SystemExit(f"benefitcli {' '.join(arguments)} ended with {code}")
    return output.getvalue().decode()


def pick(pair: Pair, language: Language) -> str:
    """The side of a pair in a language."""
    return pair[0] if language == "zh" else pair[1]


def table(header: str, rows: list[list[str]]) -> str:
    """A Markdown table; ``header`` has its columns between bars."""
    lines = [f"| {header} |", "|" + "---|" * (header.count("|") + 1)]
    escaped = ([cell.replace("|", r"\|").replace("\n", " ") for cell in row] for row in rows)
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in escaped)])


def commands(language: Language) -> tuple[str, str]:
    """Every command with its help."""
    title = pick(("命令", "Commands"), language)
    intro = pick(
        (
            "每个命令的 `--help` 原样列在这里。带 `no-` 的选项用来写“否”，如 `--no-difficult-birth`。",
            "The help of every command, as the program prints it. `--no-…` says no, as in `--no-difficult-birth`.",
        ),
        language,
    )
    parts = [intro]
    for path in ((), *command_paths(())):
        name = " ".join(("benefitcli", *path))
        page = said(*path, "--help", language=language).rstrip()
        parts.append(f"## {name}\n\n```text\n{page}\n```")
    return title, "\n\n".join(parts)


def command_paths(path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every command below one, read from its help, in the order in which the help lists them."""
    listed = re.search(r"\nCommands\n((?:  .*\n)+)", said(*path, "--help"))
    for name in re.findall(r"^  (\S+)", listed.group(1), flags=re.MULTILINE) if listed else ():
        yield (*path, name)
        yield from command_paths((*path, name))


def fields(language: Language) -> tuple[str, str]:
    """The columns of every benefit and audit, and what comes out."""
    title = pick(("字段", "Fields"), language)
    intro = pick(
        (
            "字段名同时是选项名（`birth_date` 是 `--birth-date`）、列名和 JSON 的键；列名也可以写“也认作”里的任何一种。",
            "A field's name is the option (`birth_date` is `--birth-date`), the column and the JSON key; a column may also be headed by any of its Chinese names.",
        ),
        language,
    )
    return title, "\n\n".join([intro, *(columns(name, language) for name in (*SCHEMA_NAMES, *AUDITS))])


def columns(name: str, language: Language) -> str:
    """The columns of one benefit as two tables."""
    described = json.loads(said("fields", name, "--format", "json"))
    heading = said("fields", name, language=language).partition("\n")[0]
    header = pick(
        ("字段 | 意思 | 类型 | 范围 | 默认 | 也认作", "field | meaning | type | range | default | also known as"),
        language,
    )
    rows = [
        [
            f"`{field['name']}`",
            field[language],
            pick(KINDS[field["type"]], language),
            span(field),
            default(field, language),
            "、".join(field["headers"]),
        ]
        for field in described["fields"]
    ]
    results = [
        [f"`{result['name']}`", label(result["name"], language), pick(KINDS[result["type"]], language)]
        for result in described["results"]
    ]
    outcome = table(pick(("结果列 | 意思 | 类型", "result | meaning | type"), language), results)
    return f"## {name}\n\n{heading}\n\n{table(header, rows)}\n\n{outcome}"


def span(field: Mapping[str, Any]) -> str:
    """The least and the greatest value of a field."""
    least, greatest = field["minimum"], field["maximum"]
    return f"{least} … {greatest}" if least is not None or greatest is not None else ""


def default(field: Mapping[str, Any], language: Language) -> str:
    """The default of a field, or that it is required."""
    if field["required"]:
        return pick(("必填", "required"), language)
    text = field["default"] or ""
    return f"= `{text[1:]}`" if text.startswith("=") else text


def label(name: str, language: Language) -> str:
    """What a result column is called."""
    return pick(RESULTS.get(name) or audit.HEADINGS.get(name) or ("", ""), language)


def codes(language: Language) -> tuple[str, str]:
    """Every code with its sentence."""
    title = pick(("代码", "Codes"), language)
    messages = {**problems.MESSAGES}
    groups = [
        (
            ("不享受的理由（`reason`）", "Why there is no entitlement (`reason`)"),
            sentences(outcomes.REASONS, language),
        ),
        (("提示（`warnings`）", "What to know about a result (`warnings`)"), sentences(outcomes.WARNINGS, language)),
        (("核对结果（`finding`）", "What an audit finds (`finding`)"), sentences(audit.FINDINGS, language)),
        (("政策表写错的地方", "Mistakes in a table"), errors(messages, "table_", language)),
        (("政策表可疑的地方", "What is odd in a table"), errors(messages, "check_", language)),
        (("其他错误", "Other errors"), errors(messages, "", language)),
    ]
    intro = pick(
        (
            "机器格式里只有代码，不随语言变化；给人看的文字是下面的句子，“…”处填字段、所写的值等。",
            "Machine formats hold codes, which no language changes; people read the sentences below, with the field, what was written and the like in place of “…”.",
        ),
        language,
    )
    return title, "\n\n".join([intro, *(f"## {pick(heading, language)}\n\n{text}" for heading, text in groups)])


def sentences(pairs: Mapping[str, Pair], language: Language) -> str:
    """A table of codes and their sentences."""
    header = pick(("代码 | 意思", "code | meaning"), language)
    return table(header, [[f"`{code}`", plain(pick(pair, language))] for code, pair in pairs.items()])


def errors(messages: dict[str, Pair], prefix: str, language: Language) -> str:
    """A table of the errors with a prefix, which are taken out of ``messages``, with what to do about them."""
    taken = {code: messages.pop(code) for code in list(messages) if code.startswith(prefix)}
    header = pick(("代码 | 意思 | 怎么办", "code | meaning | what to do"), language)
    rows = [
        [f"`{code}`", plain(pick(pair, language)), plain(pick(problems.HINTS.get(code, ("", "")), language))]
        for code, pair in taken.items()
    ]
    return table(header, rows)


def plain(sentence: str) -> str:
    """A sentence with … for what it is filled with."""
    return re.sub(r"\{[^}]*\}", "…", sentence)


def machine(language: Language) -> tuple[str, str]:
    """What the machine-readable outputs hold: their own keys, then the parts that they are made of."""
    intro = pick(
        (
            "`benefitcli schema 名字` 打印 JSON Schema，下面是同样的内容。一行输入的：`benefitcli fields 待遇 --json-schema`；表文件的：`benefitcli tables schema`。",
            "`benefitcli schema NAME` prints the JSON Schema of each; this is what they say. The schema of a row of input: `benefitcli fields BENEFIT --json-schema`; of a table file: `benefitcli tables schema`.",
        ),
        language,
    )
    parts: dict[str, dict[str, Any]] = {}
    pages = [intro]
    for name in SCHEMAS:
        schema = json.loads(said("schema", name))
        parts |= schema.get("$defs", {})
        pages.append(f"## {name}\n\n{keys(schema, language)}")
    pages.append("## " + pick(("组成部分", "Parts"), language))
    pages += [f"### {name}\n\n{keys(schema, language)}" for name, schema in sorted(parts.items())]
    return "JSON", "\n\n".join(pages)


def keys(schema: Mapping[str, Any], language: Language) -> str:
    """The keys of an object; the shape of anything else."""
    if "properties" not in schema:
        return shape(schema)
    header = pick(("键 | 值 | 总有", "key | value | always there"), language)
    always = set(schema.get("required", ()))
    rows = [
        [f"`{key}`", shape(value), pick(("是", "yes") if key in always else ("", ""), language)]
        for key, value in schema["properties"].items()
    ]
    return table(header, rows)


def shape(schema: Mapping[str, Any]) -> str:
    """The type of a value in few words; a part is a link."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    for union in ("anyOf", "oneOf"):
        if union in schema:
            return ", ".join(dict.fromkeys(shape(option) for option in schema[union]))
    if "enum" in schema or "const" in schema:
        return ", ".join(f"`{value}`" for value in schema.get("enum", [schema.get("const")]))
    kind = schema.get("type", "any")
    if kind == "array":
        items = schema.get("items") or {"anyOf": schema.get("prefixItems", [{}])}
        return f"array of {shape(items)}"
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"object of {shape(schema['additionalProperties'])}"
    return str(schema.get("format", kind))


if __name__ == "__main__":
    for file_name, page_text in reference():
        (FOLDER / file_name).write_text(page_text, encoding="utf-8")
