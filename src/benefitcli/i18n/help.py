"""What the commands say of themselves."""

from __future__ import annotations

from benefitcli.i18n import Pair

PROGRAM: Pair = (
    "生育支持待遇计算器：休假日期、保教费、托位补贴、公积金贷款额度。每个答案都带条文。",
    "Birth-support benefits: leave dates, childcare allowance, place subsidies, housing provident fund loans - each with its clause.",
)

COMMANDS: dict[str, Pair] = {
    "leave": ("休假：从哪天到哪天，哪天返岗", "Leaves: from when to when, and when back at work"),
    "leave plan": (
        "父母双方的全部生育待遇，按时间排列：表、时间轴、日历、网页",
        "Everything a birth gives both parents, in order of time: table, timeline, calendar, page",
    ),
    "leave maternity": ("产假", "Maternity leave"),
    "leave paternity": ("护理假（陪产假）", "Paternity leave"),
    "leave childcare": ("育儿假，按孩子的每一周岁年", "Childcare leave, for each year of the child"),
    "leave marriage": ("婚假", "Marriage leave"),
    "leave miscarriage": ("流产产假，按孕周", "Leave after a miscarriage, by weeks of pregnancy"),
    "leave nursing": ("哺乳时间", "Nursing breaks"),
    "leave protection": ("孕期、哺乳期不得加班和夜班的期间", "When overtime and night work are banned"),
    "leave parent-care": ("独生子女照料住院父母的假", "Leave of an only child to care for a parent in hospital"),
    "allowance": ("婴幼儿保教费：哪些月、每月多少、合计多少", "Monthly childcare allowance: which months, how much"),
    "places": (
        "托育机构一次性补助和普惠托位补贴",
        "Subsidies for childcare institutions and public-interest childcare places",
    ),
    "loan": ("多孩家庭公积金贷款额度上浮", "The raised housing provident fund loan ceiling"),
    "targets": ("方案要求的托位数", "The childcare places that the plan asks for"),
    "forecast": ("测算：今后各月、各年要付多少", "Forecast: what will be due in the months and years to come"),
    "forecast allowance": (
        "测算一份职工名单今后各月（季、年）应发的保教费：多少人、多少钱",
        "The childcare allowance that will be due for a list of staff: how much, to how many",
    ),
    "forecast places": (
        "测算一份托育机构名单今后各年应付的补贴",
        "The subsidies that will be due for a list of childcare institutions",
    ),
    "batch": ("批量核算：按名单逐人计算，行数不变", "Many cases in a file: one result a row, no row lost"),
    "audit": ("核对台账：已发的与应发的逐行对照", "Audits: what was paid, claimed or taken against what is due"),
    "audit allowance": (
        "保教费台账：每笔核对，漏发的月份补列，汇总欠发",
        "A ledger of allowances: every payment judged, missing months added, arrears summed",
    ),
    "audit places": ("托位补贴申领台账：逐条核对", "Claims of place subsidies: every claim judged"),
    "audit leave": (
        "休假记录：逐条核对，列出剩余天数",
        "Leave records: every leave judged, and the days that are left",
    ),
    "fields": ("某项待遇要填哪些列、怎么填", "The columns of a benefit and how to fill them"),
    "tables": (
        "政策表：收了哪些文件、现在怎么规定、哪天变了什么",
        "The documents: what there is, what is in force, what changed",
    ),
    "tables list": (
        "收录的文件：按地区和日期，附来源可靠程度和所规定的内容",
        "The documents by region and day, how well each was read, and what it sets",
    ),
    "tables show": (
        "某地某日施行的全部规定：数字、层级、条文、原话、天数算法",
        "Every number in force in a region on a day, with its layer, article, quotation and counting",
    ),
    "tables diff": (
        "两个日子之间变了什么，是哪份文件改的",
        "What changed between two days, and which document changed it",
    ),
    "tables check": (
        "检查政策表：写错的地方全列出（退出码2）；能用但可疑的也列出（退出码1）：引文里没有那个数字、中间有空档、两份文件互相矛盾、与所在文件夹不符、低于上级下限",
        "Check the tables: every mistake (exit code 2), and what should be looked at (exit code 1): a quotation without its number, a gap, documents that contradict each other or their folder, a number below a floor above",
    ),
    "tables readings": (
        "有几种读法的条文：各种读法、默认哪种、为什么",
        "Each clause that can be read in more ways than one: the choices, the default, the reason",
    ),
    "tables schema": (
        "表文件的JSON Schema，供编辑器提示和补全",
        "The JSON Schema of a table file, for an editor to complete it",
    ),
    "tables new": (
        "写一份新的表：在终端里会逐项询问，也可全用选项给出",
        "Write a new table: in a terminal it asks for what is missing, and options answer beforehand",
    ),
    "verify": (
        "核对以前存下的结果（JSON）现在是否还成立：成立退出码0，不成立1，并指出原因",
        "Verify a result stored as JSON: exit code 0 if it still holds, 1 if not, with the cause",
    ),
    "rules": (
        "规则：每项待遇怎么算，每个数出自哪一条",
        "The rules: how each benefit is worked out, and by which clause",
    ),
    "rules list": ("各项待遇给出什么，出自哪些文件", "What each benefit gives, and the documents behind it"),
    "rules show": (
        "一项待遇的公式：由规则本身写出，带现行数字、条文、读法",
        "The formula of a benefit, written by the rule itself: numbers in force, clauses, readings",
    ),
    "schema": (
        "程序读的输出（--format json、--json-errors）的JSON Schema",
        "The JSON Schema of what a command prints for machines (--format json, --json-errors)",
    ),
    "completion": ("让命令行按Tab键补全命令、选项和取值", "Have the shell complete commands, options and values"),
}

OPTIONS: dict[str, Pair] = {
    "help": ("显示这份说明", "show this help"),
    "lang": ("语言", "language"),
    "version": ("显示版本", "show the version"),
    "region": ("地区：名称、拼音或区划代码", "region: name, pinyin or division code"),
    "on": (
        "按这一天施行的规定算，而不按生育等事件当天",
        "use the law in force on this day instead of the day of the event",
    ),
    "as_of": ("只用这一天之前已发布的文件，重现当时的结果", "leave out documents issued after this day"),
    "reading": ("条文有几种读法时选另一种，可重复", "take another reading of a doubtful clause; may be repeated"),
    "tables": (
        "另加一个政策表文件夹，可重复",
        "a folder of further tables laid over the shipped ones; may be repeated",
    ),
    "format": ("输出格式", "output format"),
    "output": (
        "输出文件，后缀决定格式；不写则到标准输出",
        "output file, its suffix names the format; the standard output if left out",
    ),
    "no_input": ("缺少必填项时不询问，直接报错", "never ask for what is missing"),
    "benefit": ("待遇，如 leave.maternity、allowance", "the benefit, such as leave.maternity or allowance"),
    "name": ("职工姓名，只写在文书上", "name of the employee, only for the document"),
    "employee_id": ("工号，只写在文书上", "employee number, only for the document"),
    "employer": ("单位名称，只写在文书上", "name of the employer, only for the document"),
    "mother_region": ("母亲所在地区；不写同 --region", "the mother's region; --region if left out"),
    "father_region": ("父亲所在地区；不写同 --region", "the father's region; --region if left out"),
    "without": ("不算这一方", "leave this parent out"),
    "calendar": ("另画每月日历", "draw the months as well"),
    "input": ("输入文件；- 或不写为标准输入", "input file; - or nothing is the standard input"),
    "from_": ("输入格式；不写则看文件名", "format of the input, where its name does not tell"),
    "to": ("输出格式；不写则看文件名", "format of the output, where its name does not tell"),
    "sheet": (
        "工作表名；不写则看得见、列名对得上的那一张",
        "the sheet of a workbook; the visible one with the columns if left out",
    ),
    "header_row": ("列名所在的行号；不写则自动找", "the number of the row with the headers; found if left out"),
    "map_": ("把这一列当作某个字段，可重复", "take a column for a field; may be repeated"),
    "strict": ("读文件时有提示也算有错（退出码1）", "a notice on how the file was read is an error (exit code 1)"),
    "encoding": (
        "输入编码；不写则自动识别UTF-8与GB18030",
        "encoding of the input; UTF-8 and GB18030 are told apart by themselves",
    ),
    "output_encoding": (
        "输出CSV的编码：utf-8，或给Excel用的utf-8-sig、gb18030；不写则中文写到文件时用utf-8-sig，否则utf-8",
        "encoding of a CSV output: utf-8, or utf-8-sig and gb18030 for Excel; if left out utf-8, in Chinese utf-8-sig for a file",
    ),
    "set_": ("所有空着的行都用这个值，可重复", "a value for all rows that leave the field blank; may be repeated"),
    "rejects": ("有错的行不进输出，写到这个文件", "take the rows with errors out of the output and into this file"),
    "limit": ("只算前几行", "only the first so many rows"),
    "explain": ("每一步一列", "a column for each step"),
    "prefix": ("新增列名前加的字样", "what to put before the names of the new columns"),
    "totals": ("汇总另写到这个文件", "write the totals into this file"),
    "quiet": ("不在标准错误上写小结", "no summary on the standard error"),
    "json_errors": ("小结和错误以JSON写到标准错误", "summary and errors as JSON on the standard error"),
    "ledger": ("台账文件；- 或不写为标准输入", "the ledger; - or nothing is the standard input"),
    "claims": ("申领台账文件；- 或不写为标准输入", "the claims; - or nothing is the standard input"),
    "records": ("休假记录文件；- 或不写为标准输入", "the leave records; - or nothing is the standard input"),
    "monthly_rate": ("单位自己的每月标准（元）", "the payer's own monthly rate, yuan"),
    "audit_from_month": ("漏发从这个月查起", "look for missing months from this month on"),
    "audit_to_month": (
        "漏发查到这个月；不写则到本月",
        "look for missing months up to this month; this month if left out",
    ),
    "place_rate": ("每托位每年的标准（元）", "the payer's own yearly rate per place, yuan"),
    "on_day": ("剩余天数算到哪一天；不写则今天", "the day on which the days left are counted; today if left out"),
    "from_month": ("从哪个月起", "the first month"),
    "to_month": ("到哪个月止", "the last month"),
    "from_year": ("从哪一年起", "the first year"),
    "to_year": ("到哪一年止", "the last year"),
    "by": ("按月、季还是年合计", "add up by month, quarter or year"),
    "births": (
        "假设今后每年再出生这么多孩子：文件里最后一次出生之后，每月1日，按月均匀",
        "assume so many births a year after the last one in the file, evenly on the first of each month",
    ),
    "group_by": ("按这一列分组合计，如部门", "add up by this column too, such as the department"),
    "scenario": (
        "另一个方案，与现状并列：每一行的这些值都改成所写的，births 也可写；可重复",
        "another case beside the file as it is: these values for every row, births among them; may be repeated",
    ),
    "forecast_format": (
        "输出格式：text、json、md、html、csv、tsv、xlsx、jsonl、parquet；不写则看后缀，再不然为 text",
        "output format: text, json, md, html, csv, tsv, xlsx, jsonl or parquet; else by the suffix, else text",
    ),
    "template": ("写一个空表供填写：.xlsx 或 .csv", "write an empty sheet to fill in: .xlsx or .csv"),
    "json_schema": ("一行的JSON Schema", "the JSON Schema of a row"),
    "schema": (
        "哪一种输出；不写或写错时列出全部",
        "what is printed; where it is left out or wrong, all of them are listed",
    ),
    "result": ("存下的JSON结果；- 为标准输入", "the stored JSON result; - is the standard input"),
    "folder": ("政策表文件夹", "a folder of tables"),
    "day1": ("前一个日子", "the first day"),
    "day2": ("后一个日子", "the second day"),
    "region_name": ("新地区的名称", "name of a new region"),
    "name_en": ("新地区的英文名；不写则按拼音", "its name in English; from the pinyin if left out"),
    "code": ("新地区的六位区划代码", "six-digit division code of a new region"),
    "parent": ("新地区的上一级地区", "the region that a new one belongs to"),
    "title": ("文件标题", "title of the document"),
    "title_en": ("英文标题；不写则同中文", "its title in English; the Chinese one if left out"),
    "number": ("文号", "its number"),
    "issuer": ("发文机关", "who issued it"),
    "issued": ("发布日期", "day of issue"),
    "in_force": ("施行日期；不写则发布当天", "first day in force; the day of issue if left out"),
    "in_force_to": ("有效期的最后一天", "last day in force"),
    "sets": (
        "它规定的一个数字：300代替上级的，+5在上级之上再加，20%，或按子女数2:10%,3:20%；可重复",
        "a number that it gives: 300 in place of what the region above gives, +5 on top of it, 20%, or 2:10%,3:20% by children; may be repeated",
    ),
    "articles": (
        "数字在第几条；写一次管全部，或与数字一一对应",
        "the article of the numbers: one for all, or one for each",
    ),
    "quotes": (
        "条文原话；写一次管全部，或与数字一一对应",
        "the words of the article: once for all, or for each number",
    ),
    "evidence": ("来源：读过原文，还是转引等", "how well the text was read"),
    "slug": ("文件名里日期后面的词（拉丁字母）", "the word after the date in the file's name"),
    "shell": (
        "bash、zsh、fish、powershell；不写则看当前所用",
        "bash, zsh, fish or powershell; the one in use if left out",
    ),
    "install": ("写到该环境会读取的地方，而不是打印出来", "put it where the shell finds it instead of printing it"),
}
"""What an option or an argument is for, by its name."""

EXAMPLES: dict[str, str] = {
    "": "benefitcli leave maternity --birth-date 2023-05-01",
    "leave": "benefitcli leave maternity --birth-date 2023-05-01",
    "leave plan": "benefitcli leave plan --due-date 2026-03-01",
    "leave maternity": "benefitcli leave maternity --birth-date 2023-05-01 --infants 2 --difficult-birth",
    "leave paternity": "benefitcli leave paternity --birth-date 2023-05-01",
    "leave childcare": "benefitcli leave childcare --birth-date 2024-02-29 --reading childcare_bonus=cumulative",
    "leave marriage": "benefitcli leave marriage --start-date 2024-02-01",
    "leave miscarriage": "benefitcli leave miscarriage --start-date 2024-03-01 --gestation-weeks 13",
    "leave nursing": "benefitcli leave nursing --birth-date 2024-03-01 --infants 2",
    "leave protection": "benefitcli leave protection --due-date 2024-05-20",
    "leave parent-care": (
        "benefitcli leave parent-care --parent-birth-date 1960-01-01 --on-date 2024-03-01"
        " --only-child-certificate --hospitalised"
    ),
    "allowance": "benefitcli allowance --birth-date 2022-05-10 --parents 2",
    "places": "benefitcli places --inclusive-places 60 --year 2024 --standard-met",
    "loan": "benefitcli loan --children 2 --base-ceiling 600000 --uplift 0.2",
    "targets": "benefitcli targets --population 384653",
    "forecast": "benefitcli forecast allowance staff.csv --from-month 2026-01 --to-month 2026-12",
    "forecast allowance": (
        "benefitcli forecast allowance staff.csv --from-month 2026-01 --to-month 2027-12 --by quarter"
        " --births 24 --scenario higher:monthly_rate=300"
    ),
    "forecast places": "benefitcli forecast places institutions.csv --from-year 2026 --to-year 2028",
    "batch": "benefitcli batch leave.maternity staff.csv -o leave.csv",
    "audit": "benefitcli audit allowance ledger.csv -o audited.xlsx",
    "audit allowance": "benefitcli audit allowance ledger.csv --to-month 2025-06 -o audited.csv --totals totals.csv",
    "audit places": "benefitcli audit places claims.csv -o audited.csv",
    "audit leave": "benefitcli audit leave records.csv --on 2025-06-30 -o audited.csv --totals left.csv",
    "fields": "benefitcli fields leave.maternity",
    "tables": "benefitcli tables diff yongji 2023-04-26 2023-04-28",
    "tables list": "benefitcli tables list yongji",
    "tables show": "benefitcli tables show yongji --on 2023-05-01",
    "tables diff": "benefitcli tables diff yongji 2023-04-26 2023-04-28",
    "tables check": "benefitcli tables check",
    "tables readings": "benefitcli tables readings yongji",
    "tables schema": "benefitcli tables schema",
    "tables new": "benefitcli tables new our-tables",
    "verify": "benefitcli verify result.json",
    "rules": "benefitcli rules show leave.maternity",
    "rules list": "benefitcli rules list",
    "rules show": "benefitcli rules show allowance --on 2023-05-01",
    "schema": "benefitcli schema result",
    "completion": "benefitcli completion bash",
}

SECTIONS: dict[str, Pair] = {
    "usage": ("用法", "Usage"),
    "arguments": ("参数", "Arguments"),
    "facts": ("事实", "Facts"),
    "options": ("选项", "Options"),
    "command": ("命令", "COMMAND"),
    "commands": ("命令", "Commands"),
    "example": ("例", "Example"),
    "required": ("必填", "required"),
    "default": ("默认", "default"),
}
