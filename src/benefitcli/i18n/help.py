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
