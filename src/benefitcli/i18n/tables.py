"""The words of the commands about the documents themselves, and of a stored result that is verified."""

from __future__ import annotations

from benefitcli.i18n import Pair

TABLES: dict[str, Pair] = {
    "documents": ("收录的文件", "Documents"),
    "check": ("政策表检查", "Check of the tables"),
    "draft": ("新的政策表", "New table"),
    "parameter": ("参数", "Parameter"),
    "in_force_now": ("施行的数字", "In force"),
    "notes": ("说明", "Notes"),
    "before": ("以前", "Before"),
    "after": ("以后", "After"),
    "no_documents": ("没有自己的文件", "no document of its own"),
    "since": ("{first}起", "from {first}"),
    "span": ("{first}至{last}", "{first} to {last}"),
    "issued": ("{date}发布", "issued {date}"),
    "sets": ("规定", "sets"),
    "counts_only": ("怎么计天数", "how days are counted"),
    "section_readings": ("读法", "readings"),
    "section_provisions": ("待遇条款", "clauses on pay and the like"),
    "section_holidays": ("法定节假日", "public holidays"),
    "section_left_out": ("没有收录的数字及原因", "numbers left out, and why"),
    "section_calendar": ("放假安排", "a holiday notice"),
    "own": ("另加的表：{file}", "laid over: {file}"),
    "in_force": ("{region}，{date}施行的规定", "{region}: what is in force on {date}"),
    "numbers": ("数字", "Numbers"),
    "missing": ("没有文件规定的参数", "No document gives a number for"),
    "readings": ("有几种读法的条文", "Clauses that can be read in more ways than one"),
    "provisions": ("不带数字的条款", "Clauses without a number"),
    "holidays": ("法定节假日", "Public holidays"),
    "layer": ("层级", "From"),
    "counting_calendar": ("按自然日", "calendar days"),
    "counting_skip_statutory": ("法定节假日不计", "statutory holidays not counted"),
    "counting_working": ("按工作日", "working days"),
    "assumed": ("假定", "assumed"),
    "threshold": ("{threshold}起：{value}", "from {threshold}: {value}"),
    "withheld": (
        "截至日之后发布的文件会改变它：{document}",
        "a document issued after the as-of day would change it: {document}",
    ),
    "default": ("默认", "default"),
    "taken": ("所选", "taken"),
    "clause": ("条文", "clause"),
    "why": ("理由", "why"),
    "no_readings": ("没有读法不定的条文", "no clause here can be read in more ways than one"),
    "changes": ("{region}：{first}与{last}相比", "{region}: {first} against {last}"),
    "unchanged": ("没有变化", "nothing changed"),
    "changed": ("改变的数字", "Changed numbers"),
    "new": ("新有的数字", "New numbers"),
    "ended": ("不再有的数字", "Numbers that ended"),
    "restated": ("数字没变，现由另一份文件规定", "The same number, now in another document"),
    "new_readings": ("新的读法", "New readings"),
    "ended_readings": ("不再有的读法", "Readings that ended"),
    "new_provisions": ("新的条款", "New clauses"),
    "ended_provisions": ("被替代或不再有的条款", "Clauses that gave way or ended"),
    "new_holidays": ("新的节假日规定", "New public holidays"),
    "ended_holidays": ("不再有的节假日规定", "Public holidays that ended"),
    "nothing_before": ("无", "none"),
    "checked": (
        "查了{files}个文件：{errors}处错误，{findings}处要看一看",
        "files checked: {files}; errors: {errors}; findings: {findings}",
    ),
    "finding": ("请看", "finding"),
    "findings_wait": (
        "改好错误后才能查文件之间的矛盾",
        "what documents say together is checked once the errors are mended",
    ),
    "written": ("写好了：{file}", "written: {file}"),
    "next_check": ("接着检查：{command}", "next, check it: {command}"),
}
"""What the tables commands print."""

QUESTIONS: dict[str, Pair] = {
    "region": ("地区（名称、拼音或区划代码；新地区写拼音）", "Region (name, pinyin or code; for a new one its pinyin)"),
    "name": ("新地区的名称，如 某某县", "Name of the new region in Chinese"),
    "code": ("新地区的六位区划代码", "Six-digit division code of the new region"),
    "parent": ("新地区属于哪里（上一级的名称、拼音或代码）", "Which region it belongs to (name, pinyin or code)"),
    "title": ("文件标题", "Title of the document"),
    "number": ("文号（没有就直接回车）", "Its number (press Enter if it has none)"),
    "issuer": ("发文机关", "Who issued it"),
    "issued": ("发布日期", "Day of issue"),
    "in_force": ("施行日期", "Day from which it is in force"),
    "set": (
        "它规定的一个数字，如 {example}（没有了就直接回车）",
        "A number that it gives, such as {example} (press Enter when there are no more)",
    ),
    "article": ("在第几条", "In which article"),
    "quote": ("照抄这一条的原话", "The words of the article, copied"),
}
"""What ``tables new`` asks for in a terminal."""

VERIFY: dict[str, Pair] = {
    "holds": ("结果成立：重新计算与所存的完全一致", "The result holds: calculated anew it is the same"),
    "holds_changed": (
        "结果成立，尽管政策表有了变化：重新计算仍是同一结果",
        "The result holds although the documents changed: calculated anew it is the same",
    ),
    "changed": (
        "结果不再成立：政策表的变化改变了它",
        "The result no longer holds: a change of the documents changes it",
    ),
    "altered": (
        "结果不成立：依据的文件没有变，所存的内容与重新计算的不同，可能被改动过",
        "The result does not hold: its documents are the same, so what is stored was altered",
    ),
    "both": (
        "结果不成立：所存的内容与重新计算的不同；排除文件变化的影响后仍不同，可能被改动过",
        "The result does not hold: beyond what the documents changed, what is stored was altered",
    ),
    "unclear": (
        "结果不成立：当时的文件不全在手边，分不清是文件变了还是内容被改动过",
        "The result does not hold: not all documents of that time are at hand, so the cause cannot be told",
    ),
    "differences": ("不同之处", "What differs"),
    "alterations": ("文件变化解释不了的不同之处", "What no change of the documents explains"),
    "stored": ("所存", "stored"),
    "recomputed": ("重新计算", "now"),
    "by_its_documents": ("按当时的文件", "by the documents of then"),
    "absent": ("（没有）", "(absent)"),
    "cause": ("由这份文件引起", "Because of this document"),
    "added": ("新增的文件", "Documents that are new"),
    "altered_documents": ("内容变了的文件", "Documents whose text changed"),
    "removed": ("当时有、现在没有的文件", "Documents that are no longer there"),
    "unnamed": (
        "所存的结果没有列出当时的文件，只知道摘要不同",
        "the stored result does not list its documents; all that is known is that the digest differs",
    ),
    "unchecked": ("没有核对的内容：{names}", "not checked: {names}"),
    "digest": ("政策表摘要", "Digest of the tables"),
}
"""What ``verify`` prints."""

GUIDE: Pair = (
    """\
一个文件就是一份公文。改过以后运行 benefitcli tables check 检查。
再加一个数字，照下面的样子写，去掉行首的 #（全部名称见 benefitcli tables show）：

[leave.childcare.days_per_year]
add     = 5           # 在上级规定之上再加；写 value 则代替上级的数字
unit    = "day"
article = "第三条"
quote   = "照抄原话，里面要有这个数字"

[loan.uplift]
scale   = [{ from = 2, value = 0.1 }, { from = 3, value = 0.2 }]   # 二孩上浮10%，三孩20%
unit    = "ratio"
article = "第四条"
quote   = "照抄原话"

还可以写：floor = true（不低于）、discretionary = true（可以）、
counting = "calendar"（按自然日）或 "working"（按工作日）、from = 2024-07-01（从这一天起）。
""",
    """\
One file is one document. After a change, run benefitcli tables check.
For a further number write it like this, without the leading # (benefitcli tables show has all names):

[leave.childcare.days_per_year]
add     = 5           # on top of what the region above gives; value would replace it
unit    = "day"
article = "第三条"
quote   = "the words of the article, with the number in them"

[loan.uplift]
scale   = [{ from = 2, value = 0.1 }, { from = 3, value = 0.2 }]   # 10 % with two children, 20 % with three
unit    = "ratio"
article = "第四条"
quote   = "the words of the article"

There are also: floor = true (not less than), discretionary = true (may),
counting = "calendar" or "working", from = 2024-07-01 (from this day on).
""",
)
"""What a new table file tells the person who goes on writing it; each line becomes a comment."""
