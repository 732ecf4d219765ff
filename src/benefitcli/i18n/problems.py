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
    "ambiguous_date": (
        "{place}“{value}”可以有几种读法，不猜{readings}",
        '{place}: "{value}" can be read in more than one way{readings}',
    ),
    "date_serial": (
        "{place}“{value}”像是电子表格里日期的序号，不当日期读{readings}",
        '{place}: "{value}" looks like the serial number of a date in a spreadsheet and is not taken for one{readings}',
    ),
    "day_missing": ("{place}“{value}”只有年月，缺少日", '{place}: "{value}" is a month, the day is missing'),
    "lunar_date": (
        "{place}“{value}”是农历，请换成公历",
        '{place}: "{value}" is a date of the lunar calendar; write that of the solar one',
    ),
    "ambiguous_month": (
        "{place}“{value}”可以是两个月份，不猜{readings}",
        '{place}: "{value}" may be one month or another{readings}',
    ),
    "ambiguous_number": (
        "{place}“{value}”可以有几种读法，不猜{readings}",
        '{place}: "{value}" can be read in more than one way{readings}',
    ),
    "count_or_order": (
        "{place}“{value}”看不出是几个还是第几个{readings}",
        '{place}: "{value}" may say how many or which one{readings}',
    ),
    "how_many_infants": (
        "{place}“{value}”：多胞胎是几个，请写个数",
        '{place}: "{value}": how many infants were born? write the number',
    ),
    "unit_contradicts": (
        "{place}“{value}”的单位与列名的单位不同{readings}",
        '{place}: "{value}" has another unit than its header{readings}',
    ),
    "delivery_not_decided": (
        "{place}“{value}”：是否按难产计算，各地规定不同，请写是或否",
        '{place}: "{value}": whether this counts as a difficult birth is for the rules of the place; write yes or no',
    ),
    "id_rounded": (
        "{place}“{value}”已被电子表格改成近似数，认不出是谁",
        '{place}: "{value}" was rounded by a spreadsheet and names nobody',
    ),
    "header_lunar": (
        "列“{value}”是农历日期，不能当作{place}",
        'the column "{value}" has dates of the lunar calendar and cannot be {place}',
    ),
    "header_unit_refused": (
        "列“{value}”的单位不能用于{place}",
        'the unit of the column "{value}" is none for {place}',
    ),
    "map_header_unknown": ("--map：没有“{value}”这一列", '--map: there is no column "{value}"'),
    "header_near_miss": (
        "列“{value}”没有使用：是不是“{suggestion}”？",
        'the column "{value}" is not used: is it {suggestion}?',
    ),
    "header_not_used": (
        "列“{value}”像是{place}，没有使用",
        'the column "{value}" looks like {place} and is not used',
    ),
    "header_less_certain": (
        "列“{value}”当作{place}使用，请确认",
        'the column "{value}" is taken for {place}: make sure that it is',
    ),
    "header_note_unknown": (
        "列“{value}”当作{place}使用，括号里的话没有理会",
        'the column "{value}" is taken for {place}; what stands in its brackets was not considered',
    ),
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
        "收录的文件里没有这里的公积金贷款最高额度",
        "no loaded document sets a loan ceiling for this region",
    ),
    "loan_uplift_missing": (
        "收录的文件里没有上浮比例的数字（只说上浮）",
        "no loaded document gives the rise as a number",
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
    "map_malformed": ("--map“{value}”写法不对", '--map: "{value}" is not HEADER=FIELD'),
    "set_malformed": ("--set“{value}”写法不对", '--set: "{value}" is not FIELD=VALUE'),
    "tables_folder_missing": ("找不到文件夹“{value}”", 'there is no folder "{value}"'),
    "table_not_utf8": ("{file}：不是UTF-8文本（第{position}字节）", "{file}: not UTF-8 text (byte {position})"),
    "table_syntax": ("{file}：不是合法的TOML：{message}", "{file}: not valid TOML: {message}"),
    "table_unknown_parameter": ("{file}：没有“{key}”这个参数", '{file}: there is no parameter "{key}"'),
    "table_unknown_key": ("{file}：{key}：不认识的键“{value}”", '{file}: {key}: unknown key "{value}"'),
    "table_missing_key": ("{file}：缺少{key}", "{file}: {key} is missing"),
    "table_wrong_type": ("{file}：{key}应是表", "{file}: {key} should be a table"),
    "table_wrong_value": ("{file}：{key}的值“{value}”不对", '{file}: {key}: invalid value "{value}"'),
    "table_wrong_unit": ("{file}：{key}的单位“{value}”不对", '{file}: {key}: invalid unit "{value}"'),
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
    "quote_over_rows": (
        "第{line}行的引号到第{last}行才结束，中间像是几行数据；这几行会并成一格",
        "the quote in line {line} ends in line {last}, and whole rows seem to stand between: they would become one cell",
    ),
    "encodings_mixed": (
        "第{line}行是{other}编码，别的行是{encoding}编码：这个文件由两种编码拼成",
        "line {line} is in {other}, the others are in {encoding}: two encodings in one file",
    ),
    "cell_missing": (
        "{place}没有这一格：这一行比列名短，可能被引号并进了前面的格子",
        "{place}: the row ends before this cell; a stray quote may have taken it into another one",
    ),
    "bytes_not_text": ("{place}“{value}”是二进制数据，不是文字", '{place}: "{value}" is bytes and no text'),
    "key_twice": ("{place}“{value}”在一条记录里写了两次", '{place}: "{value}" stands twice in one record'),
    "separator_found": ("分隔符是“{value}”，不是逗号", 'cells are separated by "{value}"'),
    "rows_short": (
        "{count}行的格子比列名少，缺的按没有填处理：第{rows}行",
        "{count:row has|rows have} fewer cells than there are headers; what is missing counts as blank: row {rows}",
    ),
    "bytes_unreadable": (
        "{count}处字节不是文字，显示为“�”：第{rows}行",
        "{count:line has|lines have} bytes that are no text, shown as �: line {rows}",
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
    "workbook_damaged": (
        "“{value}”已损坏或不完整：{part}读不出",
        '"{value}" is damaged or incomplete: {part} cannot be read',
    ),
    "workbook_cell_damaged": (
        "“{value}”已损坏：工作表“{sheet}”的{cell}自相矛盾，读下去会丢行或错行",
        '"{value}" is damaged: {cell} of sheet "{sheet}" contradicts itself, and reading on would lose or mix up rows',
    ),
    "workbook_encrypted": ("“{value}”有密码，读不了", '"{value}" is protected by a password'),
    "workbook_too_large": (
        "“{value}”里的{part}解开后有{size}兆，太大",
        '"{value}": {part} is too large, {size} MiB when it is unpacked',
    ),
    "content_is_packed": ("“{value}”是压缩文件（{kind}）", '"{value}" is compressed ({kind})'),
    "content_to_convert": (
        "“{value}”其实是{kind}，不是这里能读的表格",
        '"{value}" is in fact {kind}, which is not read here',
    ),
    "content_not_a_table": ("“{value}”其实是{kind}，不是表格", '"{value}" is in fact {kind}, not a table'),
    "sheets_fit": ("“{value}”里不止一张工作表有这些列", 'more than one sheet of "{value}" has the columns'),
    "sheet_hidden": (
        "“{value}”看得见的工作表都是空的，只有隐藏的工作表有内容",
        'all visible sheets of "{value}" are empty; only hidden ones have anything',
    ),
    "header_row_blank": (
        "“{file}”的工作表“{sheet}”第{value}行是空的，不能作表头",
        'row {value} of sheet "{sheet}" of "{file}" is blank and cannot have the headers',
    ),
    "rows_out_of_order": (
        "第{value}行排在后面的行之后，而表里有合并单元格：合并的内容不知道归谁",
        "row {value} comes after later rows, and cells are merged: it cannot be told whose they are",
    ),
    "cell_error": ("{place}“{value}”是单元格错误", '{place}: "{value}" is an error of the cell'),
    "formula_without_value": (
        "{place}的公式“{value}”没有存下结果",
        '{place}: the formula "{value}" has no stored result',
    ),
    "cell_without_day": (
        "{place}“{value}”按日期显示，却不是任何一天",
        '{place}: "{value}" is shown as a date and is no day',
    ),
    "number_of_month": (
        "{place}“{value}”是数字：1月还是10月，看不出",
        '{place}: "{value}" is a number: January or October?',
    ),
    "cell_merged": ("{place}与左边的单元格合并，没有自己的内容", "{place}: merged with the cell on its left"),
    "cell_merged_down": (
        "{place}“{value}”合并了几行：是每行各一份还是几行共一份，看不出",
        '{place}: "{value}" is merged over rows: for each of them, or for all together?',
    ),
    "usage": ("{message}", "{message}"),
    "schema_unknown": ("没有叫“{value}”的输出", 'nothing that is printed is called "{value}"'),
    "shell_unknown": ("不认识命令行环境“{value}”", 'unknown shell "{value}"'),
    "terminal_cannot_show": ("终端显示不了{value}", "a terminal cannot show {value}"),
}

HINTS: dict[str, Pair] = {
    "output_is_input": ("请换一个输出文件名", "name another file for the output"),
    "ambiguous_date": ("请写四位年份在前的日期", "write the date with the four-digit year first"),
    "date_serial": (
        "把这一格设成日期格式，或写成年-月-日",
        "give the cell the format of a date, or write year, month and day",
    ),
    "id_rounded": (
        "把这一列设成文本格式，重新填写或导出",
        "give the column the format of text and fill it in or export it again",
    ),
    "count_or_order": ("只写数字就行，例如2", "a bare number such as 2 will do"),
    "header_unit_refused": ("请换成可以写的单位", "change the column to a unit that is accepted"),
    "header_lunar": ("请换成公历日期", "write the dates of the solar calendar"),
    "header_near_miss": ("是的话请改列名，或用 --map 指明", "if so, rename it or name it with --map"),
    "header_not_used": ("要用的话请用 --map 指明", "name its field with --map to use it"),
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
    "workbook_damaged": (
        "用 Excel 或 WPS 打开，另存为 .xlsx；打不开就重新取得文件",
        "open it in Excel or WPS and save it again as .xlsx; if it does not open, get the file anew",
    ),
    "workbook_cell_damaged": (
        "用 Excel 或 WPS 打开，核对后另存为 .xlsx",
        "open it in Excel or WPS, check it, and save it again as .xlsx",
    ),
    "workbook_encrypted": (
        "在 Excel 或 WPS 里去掉密码后另存",
        "remove the password in Excel or WPS and save the file again",
    ),
    "workbook_too_large": (
        "删去没有内容的行和列，另存后再试",
        "delete rows and columns without content, save the file and try again",
    ),
    "content_is_packed": ("先解压，再用里面的文件", "unpack it first and use the file inside"),
    "content_to_convert": (
        "用 Excel 或 WPS 打开，另存为 .xlsx",
        "open it in Excel or WPS and save it as .xlsx",
    ),
    "content_not_a_table": (
        "请给 .csv、.tsv、.xlsx、.xls、.ods、.jsonl 或 .parquet 文件",
        "give a .csv, .tsv, .xlsx, .xls, .ods, .jsonl or .parquet file",
    ),
    "sheets_fit": ("用 --sheet 指明工作表", "name the sheet with --sheet"),
    "sheet_hidden": ("用 --sheet 指明工作表", "name the sheet with --sheet"),
    "formula_without_value": (
        "用 Excel 或 WPS 打开，保存后再试",
        "open the file in Excel or WPS, save it and try again",
    ),
    "number_of_month": ("请写成2024-01或2024-10", "write 2024-01 or 2024-10"),
    "cell_merged_down": ("取消合并，逐行填写", "unmerge the cells and fill in each row"),
    "region_unknown": ("可以用名称、拼音或行政区划代码", "use a name, its pinyin or the division code"),
    "reading_malformed": ("例如 --reading childcare_bonus=cumulative", "such as --reading childcare_bonus=cumulative"),
    "scenario_malformed": (
        "例如 --scenario 提标:monthly_rate=300；几个值用逗号隔开",
        "such as --scenario higher:monthly_rate=300; a comma goes between values",
    ),
    "map_malformed": ("例如 --map '宝宝生日=birth_date'", "such as --map 'Born=birth_date'"),
    "set_malformed": ("例如 --set birth_order=1", "such as --set birth_order=1"),
    "quote_over_rows": ("删去多余的引号，或把引号写成两个", "remove the stray quote, or write it twice"),
    "encodings_mixed": ("用同一种编码重新保存，最好是UTF-8", "save the whole file in one encoding, best in UTF-8"),
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

_UNKNOWN_VALUE = re.compile(r"[：:]?\s?[“\"]?\{(?:value|clause|quote|words|readings)(?::[^}]*)?\}[”\"]?")

_REASON = re.compile(
    r'(?P<code>\w+): (?P<place>[^"(;]+?)(?:="(?P<value>[^"]*)")?(?: \((?P<accepted>[^;]*)\))?(?:; |$)', re.DOTALL
)
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
    readings = [translator(("{reading}？", "{reading}?"), reading=text) for text in _readings_of(problem)]
    details |= {
        "readings": translator.colon("", " ".join(readings)) if readings else "",
        "suggestion": problem.accepted,
    }
    label = field_label(problem, translator)
    values = {"place": label, "field": problem.field, "value": problem.value, "words": words} | details
    message = translator(MESSAGES[problem.code], **values)
    reason = translator((details.get("left_out", ""), details.get("left_out_en", "")))
    return translator.colon(message, reason) if reason else message


def _readings_of(problem: Problem) -> list[str]:
    """What a value could mean, where it could mean more than one thing."""
    readings = str(problem.details.get("readings", ""))
    return readings.split(" | ") if readings else []


def sentence_of(code: str, place: str, translator: Translator) -> str:
    """The message of a problem as a rule foresees it: the field is known, what will be seen in it is not."""
    without_values = [_UNKNOWN_VALUE.sub("", side) for side in MESSAGES[code]]
    return translator((without_values[0], without_values[1]), place=place)


def reason_in_words(reason: str, t: Translator) -> str:
    """The reason of a row as a sentence, with what is accepted and what to do; a reason of another form as it is."""
    match = _REASON.match(reason)
    if match is None or match["code"] not in MESSAGES:
        return reason
    problem = Problem(match["code"], field=match["place"], value=match["value"] or "", accepted=match["accepted"])
    try:
        first, *others = format_error(problem, t)
    except KeyError:
        # The sentence needs more than a row has room for.
        return reason
    return "\n".join([first.removeprefix(t.colon(t(ERROR), "")), *(line.strip() for line in others)])


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
