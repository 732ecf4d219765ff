"""What went wrong, in words: the message of each problem and, where there is one, what to do about it.

``{place}`` is the field with its option or column, ``{value}`` what was seen; the accepted forms follow on a line of
their own.
"""

from __future__ import annotations

import re

from benefitcli.benefits import fields
from benefitcli.engine.benefit import Field
from benefitcli.errors import Problem
from benefitcli.i18n import Pair
from benefitcli.i18n.translator import Translator

MESSAGES: dict[str, Pair] = {
    "impossible_date": ("{place}“{value}”不是存在的日期", '{place}: "{value}" is not a day that exists'),
    "ambiguous_date": ("{place}“{value}”可以有几种读法，不猜", '{place}: "{value}" can be read in more than one way'),
    "unreadable_date": ("{place}“{value}”不像日期", '{place}: "{value}" does not look like a date'),
    "unreadable_month": ("{place}“{value}”不像月份", '{place}: "{value}" does not look like a month'),
    "not_a_whole_number": ("{place}“{value}”不是整数", '{place}: "{value}" is not a whole number'),
    "not_yes_or_no": ("{place}“{value}”看不出是或否", '{place}: "{value}" is neither yes nor no'),
    "not_an_amount": ("{place}“{value}”不是金额（元）", '{place}: "{value}" is not an amount in yuan'),
    "not_a_ratio": ("{place}“{value}”不是比例", '{place}: "{value}" is not a ratio'),
    "too_many_decimals": (
        "{place}“{value}”小数位太多，不作四舍五入",
        '{place}: "{value}" has more decimals than are counted; it is not rounded',
    ),
    "out_of_range": ("{place}“{value}”超出范围", '{place}: "{value}" is out of range'),
    "field_missing": ("缺少{place}", "{place} is missing"),
    "field_unknown": ("没有“{field}”这一项", 'there is no field "{field}"'),
    "one_field_needed": ("至少要填一项", "at least one of these is needed"),
    "leave_not_audited": ("{place}“{value}”不是可以核对的假", '{place}: "{value}" is not a leave that is audited'),
    "days_out_of_order": ("{place}“{value}”早于开始日期", '{place}: "{value}" is before the first day'),
    "fields_belong_together": ("这两项要一起填", "these two belong together"),
    "start_after_birth": (
        "{place}“{value}”晚于出生日期：产假最迟从出生当天开始",
        '{place}: "{value}" is after the birth: maternity leave starts on the day of the birth at the latest',
    ),
    "start_before_birth": ("{place}“{value}”早于出生日期", '{place}: "{value}" is before the birth'),
    "dates_far_apart": ("{place}“{value}”与预产期相差太远", '{place}: "{value}" is too far from the due date'),
    "months_out_of_order": ("{place}“{value}”早于起始月份", '{place}: "{value}" is before the first month asked for'),
    "more_inclusive_than_all": (
        "{place}“{value}”多于现有托位总数",
        '{place}: "{value}" is more than the places that exist',
    ),
    "rate_below_floor": (
        "{place}“{value}”低于规定的下限：{clause}{words}",
        '{place}: "{value}" is below the floor: {clause}{words}',
    ),
    "years_out_of_order": ("{place}“{value}”早于起始年度", '{place}: "{value}" is before the first year asked for'),
    "scenario_malformed": ("--scenario“{value}”写法不对", '--scenario: "{value}" is not NAME:FIELD=VALUE'),
    "scenario_refused": ("方案“{name}”不能用：{value}", 'scenario "{name}" cannot be used: {value}'),
    "scenario_twice": ("方案“{value}”写了两次", 'there are two scenarios "{value}"'),
    "group_column_missing": ("没有“{value}”这一列可供分组", 'there is no column "{value}" to group by'),
    "expected_births_failed": (
        "方案“{name}”里预计出生的孩子算不出来：{value}",
        'the expected births of scenario "{name}" cannot be calculated: {value}',
    ),
    "instalment_failed": (
        "这段时间里有一期算不出来，合计就不完整：{value}",
        "an instalment within this time cannot be calculated, and the sums would lack it: {value}",
    ),
    "loan_ceiling_missing": (
        "所收文件里没有这里的公积金最高贷款额度，不编数字",
        "none of the documents gives a loan ceiling for this place, and none is invented",
    ),
    "loan_uplift_missing": (
        "所收文件里没有上浮比例的数字（只说上浮），不编数字",
        "none of the documents gives the rise as a number, and none is invented",
    ),
    "not_covered": (
        "政策表里没有{region}{value}的“{parameter_zh}”（{parameter}）",
        "the tables hold no {parameter_en} ({parameter}) for {region_en} on {value}",
    ),
    "holidays_not_covered": (
        "{value}之前的法定节假日没有收录的办法",
        "no holiday regulation in the tables covers {value}",
    ),
    "region_unknown": ("不认识地区“{value}”", 'unknown region "{value}"'),
    "region_ambiguous": ("地区“{value}”不止一个", 'region "{value}" is more than one place'),
    "benefit_unknown": ("没有“{value}”这项待遇", 'there is no benefit "{value}"'),
    "reading_unknown": ("{benefit}没有“{value}”这种读法", '{benefit} has no reading "{value}"'),
    "reading_choice_unknown": ("“{value}”不是可选的读法", '"{value}" is not a choice of this reading'),
    "reading_not_here": ("这里没有“{value}”这种读法", 'there is no reading "{value}" here'),
    "reading_malformed": ("--reading“{value}”写法不对", '--reading: "{value}" is not NAME=CHOICE'),
    "set_malformed": ("--set“{value}”写法不对", '--set: "{value}" is not FIELD=VALUE'),
    "tables_folder_missing": ("找不到文件夹“{value}”", 'there is no folder "{value}"'),
    "table_not_utf8": ("{file}：不是UTF-8文本（第{position}字节）", "{file}: not UTF-8 text (byte {position})"),
    "table_syntax": ("{file}：不是合法的TOML：{message}", "{file}: not valid TOML: {message}"),
    "table_unknown_parameter": ("{file}：没有“{key}”这个参数", '{file}: there is no parameter "{key}"'),
    "table_unknown_key": ("{file}：{key}：不认识的键“{value}”", '{file}: {key}: unknown key "{value}"'),
    "table_missing_key": ("{file}：缺少{key}", "{file}: {key} is missing"),
    "table_wrong_type": ("{file}：{key}应是表", "{file}: {key} should be a table"),
    "table_wrong_value": ("{file}：{key}的值“{value}”不对", '{file}: {key}: "{value}" will not do'),
    "table_wrong_unit": ("{file}：{key}的单位“{value}”不对", '{file}: {key}: the unit "{value}" will not do'),
    "table_more_than_one_number": (
        "{file}：{key}只能有value、add、scale之一",
        "{file}: {key} may have only one of value, add, scale",
    ),
    "table_no_number": (
        "{file}：{key}要有value、add、scale之一，或只写counting",
        "{file}: {key} needs one of value, add, scale, or counting alone",
    ),
    "table_unit_missing": ("{file}：{key}缺少unit", "{file}: {key} needs a unit"),
    "table_note_missing": (
        "{file}：{key}：only_as_basis要用note说明为什么单独不作答案",
        "{file}: {key}: only_as_basis needs a note that says why the number is no answer by itself",
    ),
    "table_citation_missing": (
        "{file}：缺少{key}：原文读过的条款要写明条款号和原文",
        "{file}: {key} is missing: a clause of a text that was read has its article and its words",
    ),
    "table_only_national": (
        "{file}：{key}只在全国一层有效，不能放在{value}",
        "{file}: {key} counts only for the whole country, not in {value}",
    ),
    "table_day_outside_year": (
        "{file}：{key}有不属于这一年的日子（上年12月1日至当年12月31日）",
        "{file}: {key} has a day outside of its year (1 December before to 31 December)",
    ),
    "table_day_off_and_worked": (
        "{file}：{key}有一天既放假又上班",
        "{file}: {key} has a day that is both off and worked",
    ),
    "table_scale_not_rising": ("{file}：{key}的scale要按from递增", "{file}: the scale of {key} must rise by from"),
    "table_to_before_from": (
        "{file}：{key}的最后一天早于第一天：{value}",
        "{file}: {key}: the last day is before the first: {value}",
    ),
    "table_too_fine": ("{file}：{key}的值“{value}”小数位太多", '{file}: {key}: "{value}" is finer than is counted'),
    "table_no_such_day": ("{file}：{key}没有这一天：{value}", "{file}: {key}: there is no such day: {value}"),
    "table_outside_region": ("{file}：不在任何地区的文件夹里", "{file}: stands outside the folder of any region"),
    "option_takes_no_value": ("选项{value}不带值", "option {value} takes no value"),
    "suffix_unknown": ("看不出“{value}”是什么格式（{suffix}）", 'cannot tell the format of "{value}" ({suffix})'),
    "sheet_unknown": ("没有“{value}”这个工作表", 'there is no sheet "{value}"'),
    "json_line_malformed": ("第{line}行不是JSON对象：{message}", "line {line} is not a JSON object: {message}"),
    "headers_not_distinct": ("这种格式要求列名互不相同：{value}", "this format needs headers that differ: {value}"),
    "text_too_long_for_a_cell": (
        "第{row}行有一格{value}个字，工作簿放不下",
        "a cell of row {row} has {value} characters, more than a workbook holds",
    ),
    "too_many_rows_for_a_workbook": ("{value}行放不进一个工作表", "{value} rows do not fit into a sheet"),
    "outputs_are_one": ("有两个输出都是“{value}”", 'two of the outputs are "{value}"'),
    "output_is_input": ("输出“{value}”就是输入文件", 'the output "{value}" is the input itself'),
    "interrupted": (
        "已中断，算到第{value}行；没有写出文件，原有的文件没有动",
        "interrupted after {value:row|rows}; no file was put in place, an old one is as it was",
    ),
    "quote_not_closed": (
        "第{line}行附近有一个引号没有配对，后面的行会被吞掉",
        "a quote near line {line} is never closed: every row after it would be swallowed",
    ),
    "language_unknown": ("没有“{value}”这种语言", 'there is no language "{value}"'),
    "system": ("“{value}”：{message}", '"{value}": {message}'),
    "table_default_not_a_choice": (
        "{file}：{key}的default不在choices里",
        "{file}: {key}: the default is not one of the choices",
    ),
    "input_missing": ("找不到文件“{value}”", 'there is no file "{value}"'),
    "input_unreadable": ("读不了“{value}”：{message}", 'cannot read "{value}": {message}'),
    "output_unwritable": ("写不了“{value}”：{message}", 'cannot write "{value}": {message}'),
    "input_empty": (
        "“{value}”是空的：第一行应是列名",
        '"{value}" is empty: the first line should have the column names',
    ),
    "cannot_decode": (
        "第{line}行（第{position}字节）不是{value}文本",
        "line {line} (byte {position}) is not text in {value}",
    ),
    "encoding_unknown": ("不认识编码“{value}”", 'unknown encoding "{value}"'),
    "column_missing": ("没有{place}这一列；现有的列：{value}", "no column for {place}; the columns are: {value}"),
    "column_twice": ("有两列都是{place}：{value}", "two columns are {place}: {value}"),
    "column_clash": ("输入里已有结果列的名字：{value}", "the input already has columns named like results: {value}"),
    "too_many_cells": ("这一行比列名多出：{value}", "the row has more cells than there are columns: {value}"),
    "command_unknown": ("没有“{value}”这个命令", 'there is no command "{value}"'),
    "option_unknown": ("没有“{value}”这个选项", 'there is no option "{value}"'),
    "option_incomplete": ("选项{value}后面要有一个值", "option {value} needs a value"),
    "argument_unexpected": ("“{value}”多余", '"{value}" is more than the command takes'),
    "argument_missing": ("缺少{value}", "{value} is missing"),
    "format_unknown": ("没有“{value}”这种格式", 'there is no format "{value}"'),
    "option_missing": ("缺少{field}", "{field} is missing"),
    "draft_set_malformed": ("--set“{value}”写法不对", '--set: "{value}" is not PARAMETER=NUMBER'),
    "draft_text_empty": ("不能空着", "this cannot be left empty"),
    "draft_number_malformed": ("“{value}”不是可以写进表里的数字", '"{value}" is not a number for a table'),
    "draft_counts_differ": (
        "--set 有{value}个，{field} 有{count}个，对不上",
        "there are {value} --set and {count} {field}: they do not pair",
    ),
    "draft_region_malformed": (
        "“{value}”不能作文件夹名：新地区用小写拼音",
        '"{value}" cannot name a folder: a new region goes by its pinyin',
    ),
    "draft_region_exists": ("已有“{value}”这个地区", 'there is already a region "{value}"'),
    "draft_file_exists": ("“{value}”已经有了，不覆盖", '"{value}" is already there and is not overwritten'),
    "draft_slug_malformed": ("--slug“{value}”不能作文件名", '--slug: "{value}" cannot be part of a file name'),
    "result_not_json": ("“{value}”不是JSON：{message}", '"{value}" is not JSON: {message}'),
    "plan_not_verified": (
        "“{value}”是一份时间表，由几项待遇组成，不能整份核对",
        '"{value}" is a plan, made of several benefits, and is not verified as a whole',
    ),
    "result_malformed": (
        "“{value}”不是 benefitcli 存下的结果：{key}",
        '"{value}" is not a result that benefitcli stored: {key}',
    ),
    "check_quote_without_number": (
        "{file}：{key}：引文里没有{value}这个数字：“{quote}”",
        "{file}: {key}: the quotation does not have the number {value}: “{quote}”",
    ),
    "check_unknown_clause": ("{file}：{key}：没有“{value}”这个参数", '{file}: {key}: there is no parameter "{value}"'),
    "check_unknown_benefit": ("{file}：{key}：没有“{value}”这项待遇", '{file}: {key}: there is no benefit "{value}"'),
    "check_other_place": (
        "{file}：放在{region}的文件夹里，{key}写的却是{other}：“{value}”",
        '{file}: stands in the folder of {region}, but {key} names {other}: "{value}"',
    ),
    "check_code_elsewhere": (
        "{file}：{region}的区划代码{value}不属于{other}",
        "{file}: the code {value} of {region} is not within {other}",
    ),
    "check_code_twice": (
        "{file}：{region}的区划代码{value}与{other}相同",
        "{file}: {other} has the same code {value} as {region}",
    ),
    "check_overlap": (
        "{file}：{key}在{value}与{other}说的不同，两份日期一样，只由文件名的先后决定",
        "{file}: {key}: {other} says otherwise for {value}; their dates are the same, so only the order of the file names decides",
    ),
    "check_gap": (
        "{file}：{key}在{region}有空档：{value}没有数字",
        "{file}: {key}: a gap in {region}, there is no number for {value}",
    ),
    "check_below_floor": (
        "{file}：{key}在{value}低于上级规定的下限：{other}",
        "{file}: {key}: for {value} it is below the floor of {other}",
    ),
    "no_steps_of_its_own": (
        "{value}由几项待遇组成，没有自己的步骤可以列",
        "{value} is made of several benefits and has no steps of its own to show",
    ),
    "usage": ("{message}", "{message}"),
    "schema_unknown": ("没有叫“{value}”的输出", 'nothing that is printed is called "{value}"'),
    "shell_unknown": ("不认识命令行环境“{value}”", 'unknown shell "{value}"'),
    "terminal_cannot_show": ("终端显示不了{value}", "a terminal cannot show {value}"),
}

HINTS: dict[str, Pair] = {
    "output_is_input": ("请换一个输出文件名", "name another file for the output"),
    "ambiguous_date": ("请写四位年份在前的日期", "write the date with the four-digit year first"),
    "start_after_birth": (
        "产后才开始休的，请不填开始日期",
        "leave the first day empty to start on the day of the birth",
    ),
    "loan_ceiling_missing": (
        "用 --base-ceiling 给出当地现行额度，或在自己的表里写 [loan.base_ceiling]，用 --tables 指向它",
        "give the ceiling in force there with --base-ceiling, or write [loan.base_ceiling] in a table of yours and name it with --tables",
    ),
    "loan_uplift_missing": (
        "用 --uplift 给出上浮比例（如0.2），或在自己的表里写 [loan.uplift]，用 --tables 指向它",
        "give the rise with --uplift (such as 0.2), or write [loan.uplift] in a table of yours and name it with --tables",
    ),
    "not_covered": (
        "不按别的日期推算；有适用的文件，可写成表，用 --tables 指向它",
        "nothing is guessed from another day; if a document applies, write it as a table and name it with --tables",
    ),
    "suffix_unknown": (
        "换一个后缀，或用 --format、--from、--to 指明格式",
        "take another suffix, or name the format with --format, --from or --to",
    ),
    "terminal_cannot_show": ("用 -o 写到文件", "write it to a file with -o"),
    "region_unknown": ("可以用名称、拼音或行政区划代码", "a name, its pinyin or the division code will do"),
    "reading_malformed": ("例如 --reading childcare_bonus=cumulative", "such as --reading childcare_bonus=cumulative"),
    "scenario_malformed": (
        "例如 --scenario 提标:monthly_rate=300；几个值用逗号隔开",
        "such as --scenario higher:monthly_rate=300; a comma goes between values",
    ),
    "set_malformed": ("例如 --set birth_order=1", "such as --set birth_order=1"),
    "cannot_decode": ("用 --encoding 指明编码", "name the encoding with --encoding"),
    "column_missing": (
        "列名可以是中文或英文；全部写法见 benefitcli fields",
        "columns may be named in Chinese or English; benefitcli fields lists them all",
    ),
    "column_clash": ("请改列名，或用 --prefix 给结果列加前缀", "rename them, or give the results a --prefix"),
    "no_steps_of_its_own": ("请对各项待遇分别用 --explain", "use --explain with each of the benefits"),
    "table_unknown_parameter": ("参数名见 accepted 一行", "the names known are on the line above"),
    "check_quote_without_number": (
        "核对原文：数字或引文有一处不对，或引文没有抄全",
        "compare with the text: the number or the quotation is wrong, or the quotation is not complete",
    ),
    "option_missing": (
        "在终端里运行而不带 --no-input，会逐项询问",
        "in a terminal, without --no-input, the command asks for it",
    ),
    "draft_set_malformed": ("例如 --set allowance.monthly_rate=300", "such as --set allowance.monthly_rate=300"),
    "draft_counts_differ": (
        "写一个管全部，或每个 --set 各写一个，按次序对应",
        "give one for all, or one for each --set in the same order",
    ),
    "draft_region_exists": (
        "不用 --name、--code、--parent，直接用 --region 指它",
        "name it with --region and leave out --name, --code and --parent",
    ),
    "draft_file_exists": ("用 --slug 换一个词", "choose another word with --slug"),
    "plan_not_verified": (
        "把各项待遇分别用 --format json 存下，再逐一核对",
        "store each of its benefits with --format json, and verify those",
    ),
    "result_malformed": (
        "只有用 --format 存成JSON的单个结果才能核对",
        "only a single result stored with --format json can be verified",
    ),
    "check_other_place": ("把文件移到它自己地区的文件夹", "move the file to the folder of its own region"),
    "check_overlap": (
        "改日期，或给先失效的一份写 in_force_to",
        "mend the dates, or give the one that ended first its in_force_to",
    ),
    "check_gap": (
        "补上中间的文件，或改前一份的 in_force_to",
        "add the document in between, or mend the in_force_to of the one before",
    ),
    "check_below_floor": ("核对数字；下限不能被下级降低", "compare the number: a floor above cannot be lowered here"),
}

_UNKNOWN_VALUE = re.compile(r"[：:]?\s?[“\"]?\{(?:value|clause|quote|words)(?::[^}]*)?\}[”\"]?")

_CHINESE_NOTATION = re.compile(r"\d+年.*|[\u3400-\u9fff]+/[\u3400-\u9fff]+")
ERROR: Pair = ("错误", "error")
ACCEPTED: Pair = ("可以写", "accepted")
HINT: Pair = ("提示", "hint")


def known_fields() -> dict[str, Field]:
    """Every field of every benefit and of every ledger by name."""
    return {field.name: field for field in vars(fields).values() if isinstance(field, Field)}


def field_label(problem: Problem, translator: Translator) -> str:
    """The field of a problem as a person knows it, with its option."""
    field = known_fields().get(problem.field or "")
    if field is None:
        return problem.field or ""
    return translator.of(field) + translator.brackets(field.option)


def message_of(problem: Problem, translator: Translator) -> str:
    """The message of a problem, without what is accepted and without the hint."""
    from benefitcli.law.parameters import PARAMETERS

    details = dict(problem.details)
    parameter = PARAMETERS.get(str(details.get("parameter", "")))
    if parameter:
        details |= {"parameter_zh": parameter.zh, "parameter_en": parameter.en}
    quote = details.get("quote")
    words = translator.colon("", f"“{quote}”") if quote else ""
    label = field_label(problem, translator)
    values = {"place": label, "field": problem.field, "value": problem.value, "words": words} | details
    message = translator(MESSAGES[problem.code], **values)
    reason = translator((details.get("left_out", ""), details.get("left_out_en", "")))
    return translator.colon(message, reason) if reason else message


def sentence_of(code: str, place: str, translator: Translator) -> str:
    """The message of a problem as a rule foresees it: the field is known, what will be seen in it is not."""
    without_values = [_UNKNOWN_VALUE.sub("", side) for side in MESSAGES[code]]
    return translator((without_values[0], without_values[1]), place=place)


def localised_notations(accepted: str, translator: Translator) -> str:
    """What may be written, without the Chinese ways of writing a date or a yes where the language is another.

    Names stay: a column of a file may have a Chinese header whatever the language of the call.
    """
    notations = accepted.split(" | ")
    if translator.language != "zh":
        notations = [notation for notation in notations if not _CHINESE_NOTATION.fullmatch(notation)]
    return " | ".join(notations)


def format_error(problem: Problem, translator: Translator) -> list[str]:
    """The message, what is accepted, and what to do, each on a line of its own."""
    lines = [translator.colon(translator(ERROR), message_of(problem, translator))]
    if problem.accepted:
        notations = localised_notations(problem.accepted, translator)
        lines.append("  " + translator.colon(translator(ACCEPTED), notations))
    if problem.code in HINTS:
        lines.append("  " + translator.colon(translator(HINT), translator(HINTS[problem.code])))
    return lines
