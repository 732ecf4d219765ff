"""The fixed words of reports."""

from __future__ import annotations

from benefitcli.i18n import Pair

WORDS: dict[str, Pair] = {
    "result": ("结果", "Result"),
    "how": ("计算过程", "Calculation"),
    "sources": ("依据", "Sources"),
    "treatment": ("待遇", "Pay"),
    "readings": ("读法", "Readings taken"),
    "notes": ("提示", "Notes"),
    "not_applied": ("不适用", "does not apply"),
    "not_entitled": ("不享受", "Not entitled"),
    "characters_lost": (
        "有些字在{encoding}里没有，显示为问号；可设 PYTHONUTF8=1，或用 -o 写到文件",
        "some characters do not exist in {encoding} and are shown as ?; set PYTHONUTF8=1, or write to a file with -o",
    ),
    "tables": ("政策表", "Tables"),
    "as_of": ("截至{date}已发布的文件", "documents issued by {date}"),
    "on": ("按{date}施行的规定", "the law in force on {date}"),
    "reason": ("理由", "reason"),
    "other": ("也可读作", "or"),
    "make_up_day": ("调休上班", "a make-up working day"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "rows": (
        "共{rows}行：{ok}行算出，{not_entitled}行不享受，{failed}行有错（{seconds}秒）",
        "{rows:row|rows}: {ok} ok, {not_entitled} not entitled, {failed} with errors ({seconds} s)",
    ),
    "skipped_rows": (
        "跳过合计、签字、说明{count}行",
        "{count:row|rows} with totals, signatures or notes skipped",
    ),
    "header_found": ("表头：工作表“{sheet}”第{row}行", 'headers: row {row} of sheet "{sheet}"'),
    "other_sheets": ("没有读的工作表：{sheets}", "sheets not read: {sheets}"),
    "blank_rows": ("跳过空行{count}行", "{count:blank line|blank lines} skipped"),
    "error_kind": ("{count}行{code}：第{rows}行", "{count} × {code}: row {rows}"),
    "rejected": ("有错的行写到{place}", "rows with errors are in {place}"),
    "progress": ("{rows}行，每秒{rate}行，{failed}行有错", "{rows:row|rows}, {rate}/s, {failed:error|errors}"),
    "notes_sheet": ("说明", "notes"),
    "columns_found": ("认出的列：{columns}", "columns used: {columns}"),
    "passed_through": ("原样带过的列：{columns}", "columns passed through: {columns}"),
    "ignored": ("没有用到的列：{columns}", "columns not used: {columns}"),
    "more": ("等", " …"),
    "headers": ("也认作", "also known as"),
    "type": ("类型", "type"),
    "accepted": ("可写", "accepted"),
    "default": ("默认", "default"),
    "example": ("例", "example"),
    "required": ("必填", "required"),
    "fields_of": ("{benefit}的列", "Columns of {benefit}"),
    "results_of": ("结果列", "Result columns"),
    "empty": ("可空", "may be empty"),
    "same_as": ("同{field}", "= {field}"),
}

FORMS: dict[str, Pair] = {
    "leave": ("假期核定表", "Leave assessment"),
    "benefit": ("待遇核定表", "Benefit assessment"),
    "item": ("项目", "Item"),
    "value": ("核定", "Value"),
    "basis": ("依据", "Basis"),
    "name": ("姓名", "Name"),
    "employee_id": ("工号", "Employee no."),
    "employer": ("单位", "Employer"),
    "employee_signs": ("职工签名", "Employee"),
    "applicant_signs": ("申请人（单位）签名", "Applicant"),
    "checker_signs": ("经办人签名", "Prepared by"),
    "employer_signs": ("单位审核（盖章）", "Approved by (seal)"),
    "signed_on": ("年　　月　　日", "Date"),
    "digest": ("政策表摘要", "Digest of the tables"),
    "made_by": ("由 benefitcli {version} 按所列条文计算", "Calculated by benefitcli {version} from the clauses listed"),
}
"""The words of reports that people print, sign and file."""

CITED: dict[str, Pair] = {
    "in_force": ("{date}起施行", "in force {date}"),
    "applies": ("适用于{days}", "applies to {days}"),
}
"""Since when a clause holds, and for which days."""

OF_LEAVE: dict[str, Pair] = {
    "days": ("共 {days}：{first}至 {last}", "{days}: {first} to {last}"),
    "back": ("返岗：{day}", "Back at work: {day}"),
}
"""A leave in two lines."""

PROMPTS: dict[str, Pair] = {
    "accepted": ("可以写：{forms}", "accepted: {forms}"),
    "enter": ("直接回车：{default}", "Enter: {default}"),
    "left_out": ("不填", "leave it out"),
    "one_line": ("下次一行命令就能得到同样的结果：", "The same in one line next time:"),
}

COMPLETION: dict[str, Pair] = {
    "installed": ("已写入 {path}；重新打开终端后生效", "written to {path}; it takes effect in a new terminal"),
}

WEEKDAYS: Pair = ("周一 周二 周三 周四 周五 周六 周日", "Mon Tue Wed Thu Fri Sat Sun")
COLUMNS: dict[str, Pair] = {
    "region": ("地区", "region"),
    "mother_region": ("母亲所在地区", "the mother's region"),
    "father_region": ("父亲所在地区", "the father's region"),
    "status": ("ok 算出；not_entitled 不享受；error 有错", "ok, not_entitled or error"),
    "reason": ("不享受或出错的原因", "why there is no result"),
    "warnings": ("结果需要注意的地方", "what the reader of a result should know"),
}
KINDS: dict[str, Pair] = {
    "date": ("日期", "date"),
    "month": ("月份", "month"),
    "integer": ("整数", "whole number"),
    "boolean": ("是/否", "yes/no"),
    "money": ("金额（元）", "yuan"),
    "ratio": ("比例", "ratio"),
    "choice": ("词", "word"),
    "text": ("文字", "text"),
}
